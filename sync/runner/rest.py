"""The wait between two rounds: how long it is, what binds it, and what may cut it short (sync.md N2, N4).

A person may bypass the sleep, three times in a row and then once every two minutes; what the province asked
for nobody bypasses. A try that was answered gives its token back: only asking in vain is dear, and a province
that has no time to answer says so (N6).
"""

from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Self

from sync.core.pacing import Pace
from sync.runner.report import RoundReport

TOKENS: Final = 3.0
REFILL_S: Final = 120.0


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a device stands between two rounds.

    Attributes:
        pace: what the rounds so far taught.
        sleep_s: seconds to the next try.
        bound_s: seconds that the province still wants to be left alone; never bypassed.
        tokens: how many sleeps a person may still bypass.
    """

    pace: Pace = Pace()  # noqa: RUF009 - frozen
    sleep_s: float = 0.0
    bound_s: float = 0.0
    tokens: float = TOKENS

    def passed(self, seconds: float) -> Self:
        """Let time pass.

        Args:
            seconds: how long; less than 0 when a clock was set back: then nothing is known of the wait, and
                trying once too early is better than never.
        """
        if seconds < 0:
            return replace(self, sleep_s=0.0, bound_s=0.0)
        return replace(
            self,
            sleep_s=max(0.0, self.sleep_s - seconds),
            bound_s=max(0.0, self.bound_s - seconds),
            tokens=min(TOKENS, self.tokens + seconds / REFILL_S),
        )

    def wait_s(self, *, by_hand: bool) -> float:
        """Say how long a round may not begin yet.

        Args:
            by_hand: a person asks; the timer has slept already.

        Returns:
            Seconds, 0 when it may begin.
        """
        if not by_hand or not self.sleep_s or self.tokens >= 1:
            return self.bound_s
        return max(self.bound_s, min(self.sleep_s, (1 - self.tokens) * REFILL_S))

    def begun(self, *, by_hand: bool) -> Self:
        """Begin a round: a person who cuts a sleep short pays for it."""
        return replace(self, tokens=self.tokens - 1) if by_hand and self.sleep_s else self

    def ended(self, report: RoundReport) -> Self:
        """End a round.

        Args:
            report: what it did.

        Returns:
            The wait that follows.
        """
        tokens = min(TOKENS, self.tokens + 1) if report.contact else self.tokens
        return replace(
            self, pace=report.pace, sleep_s=report.next_try_s, bound_s=report.at_least_s, tokens=tokens
        )

    def to_json(self) -> dict[str, Any]:
        """Spell it, to be kept over a restart."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Any) -> Self:
        """Read what was kept; anything else than that is a fresh start, for it only saves patience.

        Args:
            kept: what `to_json` gave, perhaps.
        """
        try:
            learnt = kept["pace"]
            pace = Pace(
                failures=int(_number(learnt["failures"])),
                good_bps=max(_number(learnt["good_bps"]), 200.0),
                srtt_s=_number(learnt["srtt_s"]),
                mtbf_s=max(_number(learnt["mtbf_s"]), 1.0),
                silent_s=_number(learnt["silent_s"]),
                most=int(_number(learnt["most"])),
                shut=tuple(str(lane) for lane in learnt["shut"]),
            )
            return cls(pace, _number(kept["sleep_s"]), _number(kept["bound_s"]), _number(kept["tokens"]))
        except (KeyError, TypeError, ValueError):
            return cls()


def _number(value: Any) -> float:
    """Read a number that is none of JSON's oddities.

    Raises:
        ValueError: less than nothing, endless, or no number.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:  # noqa: PLR2004
        raise ValueError("a number expected")
    return float(value)
