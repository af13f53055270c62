"""The due date as the province counts it, beside the one the desk printed (decision "Paths of the province").

The law counts; this page only asks it for a dossier that was just submitted or supplemented, and compares.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from forms.catalogue import holidays
from forms.dossier.calendar import WorkCalendar
from forms.dossier.dossier import instant
from forms.dossier.due_dates import SupplementClock, SupplementTimes, due_after_supplement, due_at
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.dossier.procedure import Procedure

_SAME: Final = timedelta(minutes=1)
"""Receipts print minutes; less is the same promise."""


@cache
def shipped_calendar() -> WorkCalendar:
    """Return the calendar of the shipped table of days, read once."""
    return WorkCalendar(overrides=holidays.overrides())


def other_due_date(doc: Mapping[str, Any], procedure: Procedure | None, calendar: WorkCalendar) -> str | None:
    """Count a dossier's due date anew.

    Args:
        doc: the document after its submit or its supplement.
        procedure: the catalogue's record of it.
        calendar: working days and hours.

    Returns:
        The province's date, RFC 3339, when it is another one than `/due_at`; None when they agree, or when
        the procedure's limit has no clock.
    """
    if procedure is None:
        return None
    try:
        printed = _instant(doc, "due_at")
        due = _due(doc, procedure, calendar)
        return instant(due) if abs(due - printed) >= _SAME else None
    except (RuleError, ValueError, TypeError):
        return None


def _due(doc: Mapping[str, Any], procedure: Procedure, calendar: WorkCalendar) -> datetime:
    received, request = _instant(doc, "received_at"), doc.get("supplement_request")
    if request is None:
        return due_at(procedure.time_limit, received, calendar)
    times = SupplementTimes(received, _instant(request, "requested_at"), _instant(request, "supplemented_at"))
    clock = SupplementClock(procedure.supplement_clock)
    return due_after_supplement(procedure.time_limit, clock, times, calendar)


def _instant(facts: Mapping[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(str(facts.get(name)))
