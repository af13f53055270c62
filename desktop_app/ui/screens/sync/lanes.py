"""How far a round is, in words: two lanes, the measured rate, and what is left when that was measured.

Dossiers go before files; a lane that has nothing says so. No toolkit here.
"""

from dataclasses import dataclass
from typing import Final

from desktop_app.ui.ports import LaneFacts, RoundStep
from desktop_app.ui.strings import WORDS, size

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_ROUNDED_FROM: Final = 10 * _MINUTE
"""From here on nobody can know the minute: tens of minutes are honest."""


@dataclass(frozen=True, slots=True)
class LaneLine:
    """One lane: its name, how much of it the province has confirmed, and that as a share of 1."""

    name: str
    amount: str
    share: float


def lanes(step: RoundStep) -> tuple[LaneLine, LaneLine]:
    """Say the two lanes in the order in which they go."""
    data_waits = step.data.done < step.data.total
    return _lane("lane_data", step.data), _lane("lane_files", step.files, behind=data_waits)


def pace_words(step: RoundStep) -> str:
    """Say the rate and the remaining time as far as they were measured; nothing that is a guess."""
    parts = []
    if step.rate_bps is not None:
        parts.append(WORDS("lane_rate", rate=size(round(step.rate_bps))))
    if step.remaining_s is not None:
        parts.append(remaining(step.remaining_s))
    return " · ".join(parts)


def remaining(seconds: float) -> str:
    """Say a remaining time the coarser the longer it is."""
    if seconds < _MINUTE:
        return WORDS("remaining_moment")
    if seconds < _ROUNDED_FROM:
        return WORDS("remaining_minutes", minutes=round(seconds / _MINUTE))
    tens = round(seconds / _MINUTE / 10) * 10
    if seconds < _HOUR and tens < _HOUR // _MINUTE:
        return WORDS("remaining_minutes", minutes=tens)
    return WORDS("remaining_hours", hours=max(1, round(seconds / _HOUR)))


def _lane(name: str, lane: LaneFacts, *, behind: bool = False) -> LaneLine:
    if not lane.total:
        return LaneLine(WORDS(name), WORDS("lane_nothing"), 0.0)
    amount = WORDS("lane_amount", done=size(lane.done), total=size(lane.total))
    if behind:
        amount = f"{amount} · {WORDS('lane_behind')}"
    return LaneLine(WORDS(name), amount, min(1.0, lane.done / lane.total))
