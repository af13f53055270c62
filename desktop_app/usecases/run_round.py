"""Đồng bộ: one round with the province, through the port `Line`; the road itself is unknown here."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports import Desk, Line, RoundFacts, RoundStep
from sync.core.phases import STOPPED

_BROKEN: Final = "Lượt đồng bộ dừng vì lỗi ngoài dự kiến; dữ liệu đã lưu không mất"
_NO_ANSWER: Final = "Chưa liên lạc được với tỉnh; máy sẽ tự thử lại."


@dataclass(frozen=True, slots=True)
class RoundResult(RoundFacts):
    """What one round did. Counts of events; bytes on the line; wall seconds.

    `contact` is True when the province answered; `sentence` says in Vietnamese how it ended.
    """


@dataclass(frozen=True, slots=True)
class LastRound:
    """How the last round of this shift ended, whoever began it: the clerk or the timer.

    Attributes:
        at: When it ended.
        contact: The province answered.
        sentence: How it ended, in Vietnamese.
    """

    at: datetime
    contact: bool
    sentence: str


def ended(result: RoundResult, at: datetime) -> LastRound:
    """Say how a round ended."""
    return LastRound(at, result.contact, result.sentence)


def broken(error: Exception, at: datetime) -> LastRound:
    """Say of a round that broke what its fault says; an exception without one is only named."""
    fault = getattr(error, "fault", None)
    said = f"{_BROKEN} ({type(error).__name__})"
    sentence = said if fault is None else f"{fault.sentence} {fault.remedy}"
    return LastRound(at, contact=False, sentence=sentence)


def run_round(
    desk: Desk,
    line: Line,
    progress: Callable[[RoundStep], None],
    cancelled: Callable[[], bool],
    *,
    by_hand: bool = True,
) -> RoundResult:
    """Carry out one round.

    Args:
        desk: The shift.
        line: The road to the province.
        progress: Told what is going on and how far it is; called from this thread.
        cancelled: Asked between steps; True ends the round at the next safe place.
        by_hand: A person asks, and may bypass a sleep a few times (sync.md N4); the timer never does.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED.
        Refused, Incompatible, Corrupt: As the road says.
    """
    desk.require("run_round")
    if desk.tag is None:
        raise DeskError(NOT_ENROLLED)
    facts = line.run_round(progress, cancelled, by_hand=by_hand)
    return RoundResult(**{**asdict(facts), "sentence": _sentence(facts)})


def _sentence(facts: RoundFacts) -> str:
    if facts.phase in STOPPED:
        waiting = f"còn {facts.still_waiting} việc trên máy"
        return f"Máy đã ngừng gửi nhận và chờ quản trị viên; {waiting}, không mất gì."
    if not facts.contact:
        waiting = f" Còn {facts.still_waiting} việc chờ gửi, không mất gì." if facts.still_waiting else ""
        return f"{facts.sentence or _NO_ANSWER}{waiting}"
    said = f"Đã gửi {facts.sent}, tỉnh nhận {facts.accepted}, nhận về {facts.pulled}"
    if facts.refused:
        said += f", bị từ chối {facts.refused}"
    if facts.conflicts:
        said += f", chờ đối chiếu {facts.conflicts}"
    return f"{said}; còn {facts.still_waiting} chờ."
