"""How busy the province is, and what it takes on in that state (sync.md N6). Pure: the clock is given.

Files wait first, the least urgent first; events are turned away last, and a commune that asks too often
before all others. Nobody is told "no", only "later".
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PLACES: Final = 32
"""Exchanges and appends at once; one thread commits, so more would only wait inside instead of outside."""
RATE: Final = 4.0
BURST: Final = 120.0
"""Requests of one commune: so many at once, then RATE a second."""
FULL_S: Final = 10
SHED: Final[Mapping[str, float]] = {"P4": 0.5, "P3": 0.65, "P2": 0.8}
"""From which share of places a lane of files waits; above the last, places are for events alone."""
CROWDED: Final = 0.8
CROWDED_S: Final = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """What an answer says of the next request: `pace` on the wire."""

    next_s: int = 0
    lanes: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Load:
    """Counts what is under way, and what each commune asked lately.

    Args:
        monotonic: seconds that only grow.
        places: how much is done at once.
        rate: requests a second of one commune, in the long run.
        burst: requests at once of one commune.
    """

    def __init__(
        self, monotonic: Callable[[], float], places: int = PLACES, rate: float = RATE, burst: float = BURST
    ) -> None:
        self._monotonic, self._places, self._rate, self._burst = monotonic, places, rate, burst
        self._busy = 0
        self._buckets: dict[str, _Bucket] = {}

    @contextmanager
    def place(self) -> Iterator[None]:
        """Take a place for as long as something is done."""
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1

    def too_often(self, scope: str) -> int:
        """Count one request of a commune.

        Args:
            scope: the commune's scope, from a certificate.

        Returns:
            Whole seconds to come back after, 0 when it may go on.
        """
        now = self._monotonic()
        self._forget(now)
        bucket = self._buckets.setdefault(scope, _Bucket(self._burst, now))
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._rate)
        bucket.at = now
        if bucket.tokens < 1:
            return max(1, ceil((1 - bucket.tokens) / self._rate))
        bucket.tokens -= 1
        return 0

    def is_full(self) -> bool:
        """Tell whether even events must wait; whoever asks has taken a place already."""
        return self._busy > self._places

    def takes_files(self) -> bool:
        """Tell whether an append may begin now."""
        return self._share < max(SHED.values())

    def wish(self) -> Wish:
        """Return what to tell those whom we answer."""
        share = self._share
        lanes = {lane: int(share < limit) for lane, limit in SHED.items()}
        return Wish(CROWDED_S if share >= CROWDED else 0, {} if all(lanes.values()) else lanes)

    @property
    def _share(self) -> float:
        return self._busy / self._places

    def _forget(self, now: float) -> None:
        """Drop full buckets now and then: a scope costs memory only while it is counted."""
        if len(self._buckets) > 4 * self._places:
            full_s = self._burst / self._rate
            self._buckets = {name: kept for name, kept in self._buckets.items() if now - kept.at < full_s}
