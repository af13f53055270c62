"""How far a round is: bytes by lane, the measured rate, and a remaining time only when it was measured.

Counted is what the province has confirmed, in bytes of this machine's own store: nothing is done because it
left. Data and files have rates of their own: one is text that shrinks on its way, the other is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sync.core.phases import Phase
from sync.core.ports import Replica

_MEASURED_S: Final = 1.0
_SENDS_DATA: Final = frozenset({Phase.PUSH, Phase.AWAIT, Phase.APPLY})


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of a round: bytes the province has confirmed since it began, of all there were and came."""

    done: int = 0
    total: int = 0

    @property
    def left(self) -> int:
        """Bytes still to go."""
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is.

    Attributes:
        phase: what happens now.
        data: the events' lane; goes first.
        files: the lane of attachments.
        rate_bps: measured bytes per second of the lane that moves; None before anything was measured.
        remaining_s: seconds for what is left of both; None unless both were measured.
    """

    phase: Phase
    data: Lane
    files: Lane
    rate_bps: float | None = None
    remaining_s: float | None = None


class Gauge:
    """Reads the store at each step of a round.

    Args:
        replica: the store.
        monotonic: seconds that only grow.
    """

    def __init__(self, replica: Replica, monotonic: Callable[[], float]) -> None:
        self._replica, self._monotonic = replica, monotonic
        self._data, self._files = _Meter(), _Meter()
        self._phase, self._since = Phase.IDLE, monotonic()

    def step(self, phase: Phase) -> Progress:
        """Say how far the round is.

        Args:
            phase: what begins now.

        Returns:
            The progress.
        """
        now = self._monotonic()
        spent, self._since = now - self._since, now
        moving = self._meter()
        if moving is not None:
            moving.seconds += spent
        self._phase = phase
        self._data.see(self._replica.pending_bytes())
        self._files.see(sum(upload.size - upload.offset for upload in self._replica.uploads()))
        moving = self._meter() or moving
        return Progress(
            phase,
            self._data.lane(),
            self._files.lane(),
            moving.rate() if moving is not None else None,
            _together(self._data.remaining_s(), self._files.remaining_s()),
        )

    def _meter(self) -> "_Meter | None":
        if self._phase in _SENDS_DATA:
            return self._data
        return self._files if self._phase is Phase.BLOBS else None


class _Meter:
    """What one lane had, has, and needed."""

    def __init__(self) -> None:
        self._left: int | None = None
        self._done = 0
        self.seconds = 0.0

    def see(self, left: int) -> None:
        """Note what is left; what came in meanwhile makes the total grow and takes nothing from the done."""
        if self._left is not None:
            self._done += max(0, self._left - left)
        self._left = left

    def lane(self) -> Lane:
        return Lane(self._done, self._done + (self._left or 0))

    def rate(self) -> float | None:
        return self._done / self.seconds if self._done and self.seconds >= _MEASURED_S else None

    def remaining_s(self) -> float | None:
        if not self._left:
            return 0.0
        rate = self.rate()
        return None if rate is None else self._left / rate


def _together(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
