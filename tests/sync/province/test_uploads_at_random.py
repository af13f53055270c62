"""Any order of URLs, cuts, restarts, late writers and crashes: what is kept is the file, and offsets tell the truth."""

from contextlib import suppress
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.province.blobs.objects import Found
from sync.province.blobs.turn import Turn
from sync.province.blobs.upload import BadChecksum, BadWhole, Elsewhere, Gone, TooLong
from tests.support.tus_house import SCOPE, House

CONTENT = bytes(range(200))
NAME = sha256(CONTENT).hexdigest()
DEVICES = (bytes(16), bytes([1]) * 16)


class PowerCut(Exception):  # noqa: N818
    """The process ends here."""


class MemoryObjects:
    """`Objects` in a dict; the power may go before the n-th write."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.left = -1

    def put(self, name, pieces):
        whole = b"".join(pieces)
        self._burn()
        self.held[name] = whole

    def stat(self, name):
        return Found(name, len(self.held[name]), 0.0) if name in self.held else None

    def find(self, folder, begins=""):
        begin = f"{folder}/{begins}"
        return [self.stat(name) for name in sorted(self.held) if name.startswith(begin) and name != begin]

    def get_range(self, name, start, end):
        if name not in self.held:
            raise FileNotFoundError(name)
        return self.held[name][start:end]

    def delete(self, names):
        for name in names:
            self._burn()
            self.held.pop(name, None)

    def _burn(self):
        self.left -= 1
        if self.left == 0:
            raise PowerCut


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("want"), st.integers(0, 1)),
        st.tuples(st.just("post"), st.integers(0, 1)),
        st.tuples(st.just("begin"), st.integers(0, 9), st.booleans()),
        st.tuples(st.just("write"), st.integers(0, 9), st.integers(1, 120), st.booleans()),
        st.tuples(st.just("finish"), st.integers(0, 9), st.booleans()),
        st.tuples(st.just("restart")),
        st.tuples(st.just("power"), st.integers(1, 8)),
    ),
    max_size=40,
)


class World:
    def __init__(self) -> None:
        self.objects = MemoryObjects()
        self.house = House(self.objects)
        self.urls: list[str] = []
        self.turns: list[Turn] = []

    def want(self, who):
        reply = self.house.offer(CONTENT, dev=DEVICES[who])
        if reply.state == "want":
            self.urls.append(reply.url.rpartition("/")[2])

    def post(self, who):
        self.urls.append(self.house.uploads.create(SCOPE, DEVICES[who], NAME, len(CONTENT), self.now).id)

    def begin(self, which, checked):
        if self.urls:
            url = self.urls[-1 - which % len(self.urls)]
            at = self.house.uploads.find(url, self.now).offset
            checksum = ("sha256", sha256(CONTENT[at:]).digest()) if checked else None
            self.turns.append(Turn(self.house.uploads, url, at, checksum, self.now))

    def write(self, which, size, honest):
        if self.turns:
            turn = self.turns[-1 - which % len(self.turns)]
            piece = CONTENT[turn.offset : turn.offset + size]
            turn.write(piece if honest else bytes(255 - byte for byte in piece), self.now)

    def finish(self, which, whole):
        if self.turns:
            self.turns[-1 - which % len(self.turns)].finish(self.now, whole=whole)

    def restart(self):
        self.objects.left = -1
        self.house.open()
        self.turns.clear()

    def power(self, left):
        self.objects.left = left

    def open(self):
        contents = (owners for stripe in self.house.uploads._stripes for owners in stripe.contents.values())
        return [found.upload for owners in contents for found in owners.values()]

    @property
    def now(self):
        return self.house.now().timestamp()


@settings(max_examples=300, deadline=None)
@given(ACTS)
def test_whatever_happens_only_the_file_itself_is_kept_and_it_can_always_be_brought(acts):
    world = World()
    for act, *how in acts:
        try:
            with suppress(Gone, Elsewhere, TooLong, BadChecksum, BadWhole):
                getattr(world, act)(*how)
        except PowerCut:
            world.restart()
        kept = world.objects.held.get(f"c-24184/{NAME[:2]}/{NAME}")
        assert kept in (None, CONTENT)
        assert all(name.startswith("parts/") or name.endswith(NAME) for name in world.objects.held)
        for upload in world.open():
            there = [world.objects.held.get(name, b"") for name, _ in upload.names()]
            assert [len(piece) for piece in there] == [length for _, length in upload.names()], "counted, and durable"
    world.restart()
    fresh = bytes([2]) * 16  # a device that brought nothing wrong is never told to hold
    reply = world.house.offer(CONTENT, dev=fresh)
    while reply.state == "want":
        turn = Turn(world.house.uploads, reply.url.rpartition("/")[2], reply.offset, None, world.now)
        turn.write(CONTENT[reply.offset :], world.now)
        turn.finish(world.now)
        reply = world.house.offer(CONTENT, dev=fresh)
    assert reply.state == "have"
    assert world.house.kept.get_range(SCOPE, NAME, 0, len(CONTENT)) == CONTENT
