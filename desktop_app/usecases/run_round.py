"""Đồng bộ: one round with the province, through the port `Line`; the road itself is unknown here."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.errors import NOT_ALLOWED, NOT_ENROLLED, DeskError
from desktop_app.ports import Desk, Line, RoundFacts
from forms.dossier.roles import may
from sync.core.phases import STOPPED


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What one round did. Counts of events; bytes on the line; wall seconds.

    `contact` is True when the province answered; `sentence` says in Vietnamese how it ended.
    """

    contact: bool
    sent: int
    accepted: int
    refused: int
    conflicts: int
    pulled: int
    bytes_up: int
    bytes_down: int
    round_trips: int
    seconds: float
    still_waiting: int
    blobs_sent: int
    phase: str
    next_try_s: float
    sentence: str


def run_round(
    desk: Desk, line: Line, progress: Callable[[str], None], cancelled: Callable[[], bool]
) -> RoundResult:
    """Carry out one round.

    Args:
        desk: The shift.
        line: The road to the province.
        progress: Told what is going on, in Vietnamese; called from this thread.
        cancelled: Asked between steps; True ends the round at the next safe place.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED.
        Refused, Incompatible, Corrupt: As the road says.
    """
    if not may(desk.shift.role, "run_round"):
        raise DeskError(NOT_ALLOWED, verb="run_round")
    if desk.tag is None:
        raise DeskError(NOT_ENROLLED)
    facts = line.run_round(progress, cancelled)
    return RoundResult(
        contact=facts.contact,
        sent=facts.sent,
        accepted=facts.accepted,
        refused=facts.refused,
        conflicts=facts.conflicts,
        pulled=facts.pulled,
        bytes_up=facts.bytes_up,
        bytes_down=facts.bytes_down,
        round_trips=facts.round_trips,
        seconds=facts.seconds,
        still_waiting=facts.still_waiting,
        blobs_sent=facts.blobs_sent,
        phase=facts.phase,
        next_try_s=facts.next_try_s,
        sentence=_sentence(facts),
    )


def _sentence(facts: RoundFacts) -> str:
    if facts.phase in STOPPED:
        waiting = f"còn {facts.still_waiting} việc trên máy"
        return f"Máy đã ngừng gửi nhận và chờ quản trị viên; {waiting}, không mất gì."
    if not facts.contact:
        return f"Chưa liên lạc được với tỉnh; còn {facts.still_waiting} việc chờ gửi, không mất gì."
    said = f"Đã gửi {facts.sent}, tỉnh nhận {facts.accepted}, nhận về {facts.pulled}"
    if facts.refused:
        said += f", bị từ chối {facts.refused}"
    if facts.conflicts:
        said += f", chờ đối chiếu {facts.conflicts}"
    return f"{said}; còn {facts.still_waiting} chờ."
