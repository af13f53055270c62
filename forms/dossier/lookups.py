"""Papers that data of the state replaces: how a look-up stands, and when the paper must be asked for.

NQ 66.7/2025/NQ-CP: what a published database holds is not asked for. Where its data is missing, incomplete or
wrong, the paper is asked for (Mẫu 02) within one working day of receipt, for a dossier filed online within
eight working hours, unless the law of its field sets another time. Without a line a look-up waits; waiting
does not hold up the receipt. Here: the states and the proposal, pure. Not here: asking any database.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.dossier.due_dates import due_at
from forms.dossier.procedure import TimeLimit, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.dossier.calendar import WorkCalendar


class LookupStatus(StrEnum):
    """How the look-up of one replaced paper stands."""

    NOT_NEEDED = "not_needed"
    DONE = "done"
    PENDING = "pending"
    NOT_FOUND = "not_found"
    MISMATCH = "mismatch"


LABEL_OF_LOOKUP: Final = {
    LookupStatus.NOT_NEEDED: "Không cần",
    LookupStatus.DONE: "Đã tra cứu",
    LookupStatus.PENDING: "Chờ tra cứu",
    LookupStatus.NOT_FOUND: "Không có dữ liệu",
    LookupStatus.MISMATCH: "Sai lệch",
}
STANDS_FOR_PAPER: Final = frozenset({LookupStatus.DONE, LookupStatus.PENDING})
"""With one of these the paper itself is not asked for."""
DIRECT_LIMIT: Final = TimeLimit(Unit.WORKING_DAY, Fraction(1))
ONLINE_LIMIT: Final = TimeLimit(Unit.HOUR, Fraction(8))
NEAR: Final = timedelta(hours=2)
"""So long before the limit a look-up that still waits is asked about; ours, no law names it."""


class SupplementProposal(NamedTuple):
    """A Mẫu 02 that the program proposes; issuing it uses up the one supplement request.

    Attributes:
        items: What to ask for, a line each, in Vietnamese.
        latest_at: Instant until which it must be issued.
        is_late: That instant has passed.
    """

    items: tuple[str, ...]
    latest_at: datetime
    is_late: bool


def status_of(paper: Mapping[str, Any]) -> LookupStatus:
    """Return how a handed paper's look-up stands; what says nothing, or nonsense, needs none."""
    said = paper.get("lookup_status")
    return LookupStatus(said) if said in set(LookupStatus) else LookupStatus.NOT_NEEDED


def proposed_supplement(
    doc: Mapping[str, Any],
    now: datetime,
    calendar: WorkCalendar,
    *,
    online: bool = False,
    limit: TimeLimit | None = None,
) -> SupplementProposal | None:
    """Say whether papers should be asked for because their data did not answer.

    What was not found or does not match is asked for at once; what still waits, two hours before the limit.

    Args:
        doc: The dossier's document.
        now: Instant.
        calendar: The office's calendar.
        online: Filed online: eight working hours instead of one working day.
        limit: The limit that the law of the field sets instead.

    Returns:
        The proposal, or None: nothing to ask, or the one request was made already.
    """
    if doc.get("supplement_request") is not None:
        return None
    received = datetime.fromisoformat(str(doc["received_at"]))
    latest = due_at(limit or (ONLINE_LIMIT if online else DIRECT_LIMIT), received, calendar)
    is_near = now >= latest - NEAR
    items = tuple(
        _SENTENCE[status].format(name=paper.get("name"))
        for paper in doc.get("papers") or ()
        for status in (status_of(paper),)
        if status in _SENTENCE and (status is not LookupStatus.PENDING or is_near)
    )
    return SupplementProposal(items, latest, now > latest) if items else None


_SENTENCE: Final = {
    LookupStatus.NOT_FOUND: "{name}: cơ sở dữ liệu không có; nộp giấy tờ và cập nhật dữ liệu.",
    LookupStatus.MISMATCH: "{name}: dữ liệu sai lệch; nộp giấy tờ và chỉnh sửa dữ liệu.",
    LookupStatus.PENDING: "{name}: chưa tra cứu được; nộp giấy tờ.",
}
