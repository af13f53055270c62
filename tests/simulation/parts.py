"""What a simulated house is made of: one source of chance, a clock that only steps, cheap keys, a province."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

from forms.catalogue.catalogue import Catalogue
from forms.catalogue.read import shipped
from sync.core.codec import Zstd
from sync.core.errors import Unreadable
from sync.core.frames import FrameReader, FrameType
from sync.core.signing import Ed25519Signer, verify
from sync.province.exchange import Asked, House, Turned
from sync.province.usecases.accept_frame import accept_frame
from sync.province.usecases.answer_request import answer_request
from sync.province.usecases.check_restore import check_restore
from sync.province.usecases.open_request import open_request
from tests.support.province_fakes import MemoryLedger, MemoryShelf, MemoryStore

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
_CATALOGUE: list[Catalogue] = []
_CODECS: dict[int, Zstd] = {}


class Crash(Exception):  # noqa: N818 - an event of the world
    """The power is cut here."""


@dataclass
class SimClock:
    """Time moves when the world says so."""

    at: datetime = START
    passed: float = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.passed

    def step(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.passed += seconds


@dataclass
class SimDice:
    """Chance from the seed."""

    rng: Random

    def bytes(self, count: int) -> bytes:
        return self.rng.randbytes(count)

    def uniform(self, low: float, high: float) -> float:
        return self.rng.uniform(low, high)


class KeyedSigner:
    """Stands in for Ed25519: a keyed SHA-256 that anyone could forge and no fault of the simulator does."""

    def __init__(self, seed: bytes) -> None:
        self.public = sha256(b"public" + seed).digest()

    def sign(self, message: bytes) -> bytes:
        return sha256(self.public + message).digest() * 2


def keyed_check(public: bytes, message: bytes, signature: bytes) -> bool:
    return signature == sha256(public + message).digest() * 2


def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    if not _CATALOGUE:
        _CATALOGUE.append(shipped())
    return _CATALOGUE[0]


def codec(level: int) -> Zstd:
    return _CODECS.setdefault(level, Zstd(level))


@dataclass
class Fuse:
    """Burns down by one at each place where the power may fail."""

    left: int = -1

    def burn(self) -> None:
        if self.left > 0:
            self.left -= 1
            if self.left == 0:
                raise Crash


@dataclass
class Province:
    """The province of a simulated world: the real verbs over stores in memory."""

    house: House
    fuse: Fuse = field(default_factory=Fuse)

    @classmethod
    def build(cls, rng: Random, clock: SimClock, *, real: bool) -> "Province":
        fuse, seed = Fuse(), rng.randbytes(32)
        store = MemoryStore(before_commit=fuse.burn, after_commit=fuse.burn)
        house = House(
            store=store,
            ledger=MemoryLedger(after_commit=fuse.burn),
            signer=Ed25519Signer(seed) if real else KeyedSigner(seed),
            clock=clock,
            dice=SimDice(rng),
            codec=codec(19 if real else 1),
            shelf=MemoryShelf(),
            enlist=store.enlist,
            check=verify if real else keyed_check,
        )
        return cls(house, fuse)

    def backup(self) -> tuple:
        """What a restore could bring back: the log and the files, never the ledger."""
        return deepcopy((self.house.store.communes, self.house.shelf.here))

    def restore(self, backup: tuple) -> None:
        """Somebody put an older copy of the store in place; the province finds out by itself as it starts."""
        communes, here = deepcopy(backup)
        self.house.store.communes.clear()
        self.house.store.communes.update(communes)
        self.house.shelf.here, self.house.shelf.uploads = here, {}
        self.start()

    def start(self) -> bool:
        """What happens before the first answer after a start."""
        left, self.fuse.left = self.fuse.left, -1
        restored = check_restore(self.house.store, self.house.ledger)
        self.fuse.left = left
        return restored

    def hear(self, request: bytes, *, whole: bool = True) -> bytes | None:
        """Take a request as the route does; None when no answer leaves the house.

        Args:
            request: the bytes that arrived.
            whole: False when the connection was lost before the end.
        """
        try:
            frames = FrameReader().feed(request)
            if not frames:
                return None
            asked = open_request(frames[0], self.house)
            if isinstance(asked, Turned):
                return asked.refusal or None
            return self._answered(asked, frames[1:], whole=whole)
        except Unreadable:
            return None
        except Crash:
            self.start()
            return None

    def _answered(self, asked: Asked, frames: list, *, whole: bool) -> bytes | None:
        taken = [accept_frame(f, asked, self.house) for f in frames if f.kind == FrameType.EVENTS]
        return b"".join(answer_request(asked, taken, self.house)) if whole else None
