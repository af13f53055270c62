"""How much at once, how long to wait: batch size, patience, full-jitter backoff (sync.md sections 11 and 12).

Dice and times are given. Nothing here knows why a round failed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final, Self

CEILING_S: Final = 900.0
FIRST_S: Final = 5.0
STEADY_S: Final = 90.0
OUTAGE_S: Final = 600.0
SPREAD_S: Final = 120.0
BATCH_MIN: Final = 8 << 10
BATCH_MAX: Final = 1 << 20
APPEND_MIN: Final = 16 << 10
APPEND_MAX: Final = 1 << 20
_WEIGHT: Final = 0.3
_FRAME_S: Final = 0.75
_SMALL: Final = 512

Uniform = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class Pace:
    """What a device has learnt of its line from its own traffic.

    Attributes:
        failures: failed rounds in a row.
        good_bps: goodput in bytes per second, a moving average; the design line at first.
        srtt_s: smoothed round trip in seconds.
        mtbf_s: seconds between failures, a moving average.
        silent_s: seconds since the last contact.
        shut: lanes in which the province took no files when it last answered.
        most: bytes that lately got through in one piece, with room to grow: a line that is cut every 50 KB
            carries nothing larger, however fast it is between two cuts.
    """

    failures: int = 0
    good_bps: float = 6000.0
    srtt_s: float = 0.6
    mtbf_s: float = 60.0
    silent_s: float = 0.0
    shut: tuple[str, ...] = ()
    most: int = BATCH_MAX

    def succeeded(self, bytes_moved: int, seconds: float) -> Self:
        """Learn from an exchange that ended well.

        Args:
            bytes_moved: up and down.
            seconds: how long it took.

        Returns:
            The new pace.
        """
        seconds = max(seconds, 0.001)
        good, srtt = self.good_bps, self.srtt_s
        if bytes_moved >= _SMALL * 4:
            good = _mean(good, bytes_moved / seconds)
        else:
            srtt = _mean(srtt, seconds)
        return replace(
            self,
            failures=0,
            good_bps=good,
            srtt_s=srtt,
            mtbf_s=min(self.mtbf_s + seconds, 3600.0),
            silent_s=0.0,
            most=self.most if bytes_moved * 4 < self.most * 3 else min(self.most + self.most // 8, BATCH_MAX),
        )

    def failed(self, seconds: float, under_way: int = 0) -> Self:
        """Learn from a round that was cut: halve, and wait longer next time.

        Args:
            seconds: how long it lasted.
            under_way: bytes of the piece that was being sent, 0 when none was.

        Returns:
            The new pace.
        """
        return replace(
            self,
            failures=self.failures + 1,
            good_bps=max(self.good_bps / 2, 200.0),
            mtbf_s=max(_mean(self.mtbf_s, seconds), 1.0),
            silent_s=self.silent_s + seconds,
            most=max(min(self.most, under_way) // 2, BATCH_MIN) if under_way else self.most,
        )

    def shed(self, lanes: Mapping[str, int]) -> Self:
        """Remember which lanes must wait, as the last answer said (N6).

        Args:
            lanes: lane → 0 for one that must wait.

        Returns:
            The new pace.
        """
        return replace(self, shut=tuple(sorted(lane for lane, weight in lanes.items() if not weight)))

    def rested(self, seconds: float) -> Self:
        """Count the wait before the next try into the silence, when there is one.

        Args:
            seconds: how long.

        Returns:
            The new pace.
        """
        return replace(self, silent_s=self.silent_s + seconds) if self.failures else self

    def batch_bytes(self) -> int:
        """Say how much to send in one request: goodput · √(2 · 0.75 s · MTBF), 8 KiB to 1 MiB.

        Returns:
            Bytes as sent.
        """
        return min(
            _clamp(self.good_bps * sqrt(2 * _FRAME_S * self.mtbf_s), BATCH_MIN, BATCH_MAX),
            max(self.most, BATCH_MIN),
        )

    def append_bytes(self) -> int:
        """Say how much of a file to send at once: 8 s of goodput, 16 KiB to 1 MiB (U12).

        Returns:
            Bytes.
        """
        return min(_clamp(self.good_bps * 8, APPEND_MIN, APPEND_MAX), max(self.most, APPEND_MIN))

    def patience_s(self, bytes_sent: int) -> float:
        """Say how long to wait for an answer: 4 · srtt + bytes / rate + 15 s (N5).

        Args:
            bytes_sent: size of the request.

        Returns:
            Seconds.
        """
        return 4 * self.srtt_s + bytes_sent / self.good_bps + 15.0

    def next_try_s(self, uniform: Uniform, at_least: float = 0.0) -> float:
        """Say when to try again: U(0, min(900 s, 5 s · 2ⁿ)) after a failure, about 90 s otherwise (N2, N3).

        Args:
            uniform: the dice.
            at_least: what the province asked for, in seconds (N4).

        Returns:
            Seconds.
        """
        if not self.failures:
            return max(at_least, uniform(STEADY_S / 2, STEADY_S * 1.5))
        ceiling = min(CEILING_S, FIRST_S * 2.0 ** min(self.failures, 16))
        spread = uniform(0.0, SPREAD_S) if self.silent_s > OUTAGE_S else 0.0
        return max(at_least, min(CEILING_S, uniform(0.0, ceiling) + spread))


def _mean(old: float, new: float) -> float:
    return old + _WEIGHT * (new - old)


def _clamp(value: float, low: int, high: int) -> int:
    return int(min(max(value, low), high))
