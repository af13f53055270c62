"""Papers that data of the state replaces: how a look-up stands, and when the paper must be asked for.

NQ 66.7/2025/NQ-CP: what a published database holds is not asked for. Where its data is missing, incomplete or
wrong, the paper is asked for (Mẫu 02) within one working day of receipt, for a dossier filed online within
eight working hours, unless the law of its field sets another time. Without a line a look-up waits; waiting
does not hold up the receipt. What a look-up brought is written at `/lookups/<paper>`, whoever works on the
dossier then: a look-up outlives the day of receipt. Here: the states and the proposal, pure. Not here: asking
any database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.dossier.due_dates import due_at
from forms.dossier.lifecycle import RUNNING
from forms.dossier.procedure import TimeLimit, Unit

if TYPE_CHECKING:
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
ANSWERS: Final = (LookupStatus.DONE, LookupStatus.NOT_FOUND, LookupStatus.MISMATCH)
"""What a look-up can bring."""
WAITS_FOR_PAPER: Final = frozenset({LookupStatus.NOT_FOUND, LookupStatus.MISMATCH})
"""With one of these the paper must be asked for, unless the one request was made already."""
DIRECT_LIMIT: Final = TimeLimit(Unit.WORKING_DAY, Fraction(1))
ONLINE_LIMIT: Final = TimeLimit(Unit.HOUR, Fraction(8))
_NONE: Final = LookupStatus.NOT_NEEDED
_SEARCHED_S: Final = 60 * 24 * 3600
NEAR: Final = timedelta(hours=2)
"""So long before the limit a look-up that still waits is asked about; ours, no law names it."""


class Lookup(NamedTuple):
    """A paper that data replaces, and how its look-up stands."""

    name: str
    status: LookupStatus


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


def status_of(paper: Mapping[str, Any], answers: Any = None) -> LookupStatus:
    """Return how a handed paper's look-up stands; what says nothing, or nonsense, needs none.

    Args:
        paper: As the document holds it.
        answers: The document's `/lookups`, which win over what was said at the receipt.
    """
    later = answers.get(str(paper.get("name"))) if isinstance(answers, Mapping) else None
    said = later if later is not None else paper.get("lookup_status")
    return LookupStatus(said) if isinstance(said, str) and said in set(LookupStatus) else _NONE


def lookups_of(doc: Mapping[str, Any]) -> tuple[Lookup, ...]:
    """Return the look-ups of a dossier as they stand; a paper that no data replaces has none."""
    found = (
        Lookup(str(paper.get("name")), status_of(paper, doc.get("lookups")))
        for paper in doc.get("papers") or ()
    )
    return tuple(one for one in found if one.status is not _NONE)


def open_lookups(doc: Mapping[str, Any]) -> tuple[Lookup, ...]:
    """Return those that are somebody's task: not looked up yet, or a paper must be asked for instead."""
    if doc.get("status") not in RUNNING:
        return ()
    asked = doc.get("supplement_request") is not None
    return tuple(
        one
        for one in lookups_of(doc)
        if one.status is LookupStatus.PENDING or (one.status in WAITS_FOR_PAPER and not asked)
    )


def limit_at(
    received_at: datetime, calendar: WorkCalendar, *, online: bool = False, limit: TimeLimit | None = None
) -> datetime:
    """Return the instant until which a paper must be asked for; the arguments are those of the proposal."""
    return due_at(limit or (ONLINE_LIMIT if online else DIRECT_LIMIT), received_at, calendar)


def late_before(now: datetime, calendar: WorkCalendar, *, online: bool = False) -> datetime:
    """Return the instant before which a dossier was received whose look-ups are late now, to the second.

    Args:
        now: Instant.
        calendar: The office's calendar.
        online: Of those filed online.
    """
    early, late = 0, _SEARCHED_S  # seconds before now; the limit never moves back as receipts move on
    while early < late:
        middle = (early + late) // 2
        if limit_at(now - timedelta(seconds=middle), calendar, online=online) < now:
            late = middle
        else:
            early = middle + 1
    return now - timedelta(seconds=early - 1)


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
    latest = limit_at(datetime.fromisoformat(str(doc["received_at"])), calendar, online=online, limit=limit)
    is_near = now >= latest - NEAR
    items = tuple(
        _SENTENCE[one.status].format(name=one.name)
        for one in lookups_of(doc)
        if one.status in _SENTENCE and (one.status is not LookupStatus.PENDING or is_near)
    )
    return SupplementProposal(items, latest, now > latest) if items else None


_SENTENCE: Final = {
    LookupStatus.NOT_FOUND: "{name}: cơ sở dữ liệu không có; nộp giấy tờ và cập nhật dữ liệu.",
    LookupStatus.MISMATCH: "{name}: dữ liệu sai lệch; nộp giấy tờ và chỉnh sửa dữ liệu.",
    LookupStatus.PENDING: "{name}: chưa tra cứu được; nộp giấy tờ.",
}
