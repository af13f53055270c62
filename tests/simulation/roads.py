"""The weather on the line: what can happen to a request and to its reply, drawn from the seed."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from sync.core.errors import Offline, Refused
from sync.core.frames import FrameReader
from tests.simulation.parts import Province

FAULTS = (
    "none", "none", "none", "none", "no_line", "drop", "truncate_up", "lose_answer", "truncate_down", "duplicate",
    "delay", "relay", "stale", "flip_up", "flip_down", "portal", "lose_frame", "swap_frames", "lose_down_frame",
)  # fmt: skip
PORTAL = b"<html><body>Dang nhap Wi-Fi</body></html>"


class Road:
    """A device's line in bad weather; implements `sync.core.ports.Line`."""

    def __init__(self, rng: Random, province: Province) -> None:
        self._rng, self._province = rng, province
        self.good = False
        self.bytes_up = self.bytes_down = self.round_trips = 0
        self.fault = "none"
        self.late: list[bytes] = []
        self.past: list[bytes] = []
        self.requests: list[bytes] = []

    def exchange(
        self, frames: Sequence[bytes], patience_s: float, leaving: Callable[[], None]
    ) -> Iterator[bytes]:
        request = b"".join(frames)
        self.fault = "none" if self.good else self._rng.choice(FAULTS)
        if self.fault == "no_line":
            raise Offline("simulated: no line")
        leaving()
        self.bytes_up += len(request)
        self.requests.append(request)
        reply = self._sent(request, list(frames))
        if reply is None:
            raise Offline(f"simulated: {self.fault}")
        self.round_trips += 1
        self.past.append(reply)
        return self._received(reply)

    def deliver_late(self) -> None:
        """A request held up somewhere arrives now; nobody waits for its answer."""
        if self.late:
            self._province.hear(self.late.pop(self._rng.randrange(len(self.late))))

    def snapshot_page(self, scope: str, seq: int, page: int, token: str) -> bytes:
        if not self.good and self._rng.random() < 0.3:
            raise Offline("simulated: no page")
        with self._province.house.store.begin(scope) as tx:
            body = tx.snapshot_page(seq, page)
        if body is None:
            raise Refused("simulated: no such snapshot", sentence="-", remedy="-")
        return body

    def create_upload(self, sha256: bytes, size: int, token: str) -> str:
        if not self.good and self._rng.random() < 0.3:
            raise Offline("simulated: no creation")
        return self._province.house.shelf.create(sha256, size)

    def append(self, url: str, offset: int, piece: bytes) -> int:
        chance = 1.0 if self.good else self._rng.random()
        if chance < 0.15:
            raise Offline("simulated: no append")
        after = self._province.house.shelf.append(url, offset, piece)
        if chance < 0.3:
            raise Offline("simulated: the answer to an append is lost")
        return after

    def _sent(self, request: bytes, frames: list[bytes]) -> bytes | None:  # noqa: PLR0911 - one way a fault
        rng, hear, fault = self._rng, self._province.hear, self.fault
        if fault == "drop":
            return None
        if fault == "truncate_up":
            return hear(request[: rng.randrange(len(request))], whole=False)
        if fault == "delay":
            self.late.append(request)
            return None
        if fault == "relay":  # somebody carries it by hand, and hands it in twice
            self.late += [request, request]
            return None
        if fault == "duplicate":
            first, second = hear(request), hear(request)
            return rng.choice((first, second))
        if fault == "flip_up":
            return hear(_flipped(rng, request))
        if fault in ("lose_frame", "swap_frames") and len(frames) > 2:
            at = rng.randrange(1, len(frames) - 1)
            frames[at : at + 2] = [frames[at + 1]] if fault == "lose_frame" else [frames[at + 1], frames[at]]
            return hear(b"".join(frames))
        reply = hear(request)
        return None if fault == "lose_answer" else reply

    def _received(self, reply: bytes) -> Iterator[bytes]:
        rng, fault = self._rng, self.fault
        if fault == "portal":
            reply = PORTAL
        elif fault == "stale":
            reply = rng.choice(self.past)
        elif fault == "flip_down":
            reply = _flipped(rng, reply)
        elif fault == "lose_down_frame":
            reply = _without_a_frame(rng, reply)
        cut = rng.randrange(len(reply)) if fault == "truncate_down" else None
        self.bytes_down += len(reply)
        yield reply[:cut]
        if cut is not None:
            raise Offline("simulated: the reply was cut")


def _flipped(rng: Random, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def _without_a_frame(rng: Random, data: bytes) -> bytes:
    lengths = [10 + len(f.body) + len(f.signature) for f in FrameReader().feed(data)]
    gone = rng.randrange(len(lengths))
    start = sum(lengths[:gone])
    return data[:start] + data[start + lengths[gone] :]
