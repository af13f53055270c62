"""What a changed calendar does to the due dates of open dossiers.

Here: which promises move, from when to when; only those still ahead. Not here: who logs them, who may write
them (the province owns `/due_at`; design README amendment 4).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.dossier.calendar import local
from forms.dossier.due_dates import (
    Pause,
    SupplementClock,
    SupplementTimes,
    due_after_supplement,
    due_at,
)
from forms.dossier.lifecycle import ENDS, Status
from forms.dossier.postponement import extension_of
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from forms.dossier.calendar import WorkCalendar
    from forms.dossier.procedure import Procedure

SAME: Final = timedelta(minutes=1)
"""Receipts print minutes; less is the same promise."""
_DONE: Final = frozenset({*ENDS, Status.DECIDED, Status.DRAFT, Status.AWAITING_SUPPLEMENT})


class DueChange(NamedTuple):
    """A due date that moves; local times."""

    dossier_id: str
    old: datetime
    new: datetime


class Rule(NamedTuple):
    """What a due date is counted by, besides the dossier itself.

    Attributes:
        calendar: The office's calendar.
        remote: The commune carries the remote flag.
        supplement_clock: For procedures that do not name their own.
    """

    calendar: WorkCalendar
    remote: bool = False
    supplement_clock: SupplementClock = SupplementClock.RESTART


def counted(doc: Mapping[str, Any], procedure: Procedure, rule: Rule) -> datetime:
    """Count a dossier's due date anew from its document, local time.

    Args:
        doc: The dossier's document.
        procedure: The version it keeps.
        rule: What it is counted by.

    Raises:
        RuleError: The procedure has no clock, or the calendar no working day.
        ValueError: A fact that the count needs is no instant.
    """
    limit = procedure.limit_for(str(doc.get("case") or ""))
    received, request = _instant(doc, "received_at"), doc.get("supplement_request")
    if not isinstance(request, dict) or request.get("supplemented_at") is None:
        more = extension_of(doc, limit)
        return due_at(limit, received, rule.calendar, remote=rule.remote, more=more)
    times = SupplementTimes(
        received,
        _instant(request, "requested_at"),
        _instant(request, "supplemented_at"),
        tuple(
            Pause(_instant(one, "requested_at"), _instant(one, "supplemented_at"))
            for one in request.get("earlier", ())
        ),
    )
    clock = SupplementClock(procedure.supplement_clock or rule.supplement_clock)
    return due_after_supplement(limit, clock, times, rule.calendar, remote=rule.remote)


def recomputed(
    dossiers: Iterable[tuple[str, Mapping[str, Any]]],
    procedure_of: Callable[[Mapping[str, Any]], Procedure | None],
    before: Rule,
    after: Rule,
    now: datetime,
) -> Iterator[DueChange]:
    """Give the due dates that a changed calendar moves.

    A dossier is left alone when it has ended or is decided, waits for a supplement, has no clock, was due
    already, or keeps a date that a person or the province set (it is not what `before` counts).

    Args:
        dossiers: Pairs of id and document.
        procedure_of: The version of its procedure that a dossier keeps, or None.
        before: What was in force when the dates were promised.
        after: What is in force now.
        now: This instant.
    """
    for dossier_id, doc in dossiers:
        procedure = procedure_of(doc)
        if doc.get("status") in _DONE or procedure is None:
            continue
        try:
            old = _instant(doc, "due_at")
            if old <= now or abs(counted(doc, procedure, before) - old) >= SAME:
                continue
            new = counted(doc, procedure, after)
        except (RuleError, ValueError, TypeError):
            continue
        if abs(new - old) >= SAME:
            yield DueChange(dossier_id, local(old), new)


def _instant(facts: Mapping[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(str(facts.get(name)))
