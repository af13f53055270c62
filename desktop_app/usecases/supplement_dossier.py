"""Bổ sung: what the province asked for, handed in; a new due date is promised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.errors import NO_DUE_DATE, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import procedure_of, record_id, the_dossier
from forms.dossier.calendar import WorkCalendar
from forms.dossier.dossier import instant, supplement
from forms.dossier.procedure import Procedure, Unit
from forms.dossier.recomputed import Rule, counted


@dataclass(frozen=True, slots=True)
class SupplementDossier:
    """`changes` by JSON Pointer on the clerk's paths; files come before it. `due_at` only without a clock."""

    dossier_id: str
    note: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    due_at: datetime | None = None


def supplement_dossier(
    order: SupplementDossier, desk: Desk, shelf: FormShelf, calendar: WorkCalendar, open_work: OpenWork
) -> datetime:
    """Hand in what was asked for.

    Args:
        order: What was brought.
        desk: The shift.
        shelf: The catalogue, for the time limit and which of the two lawful clocks counts.
        calendar: The office's calendar.
        open_work: The store.

    Returns:
        The new due date, local.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER, NO_DUE_DATE.
        RuleError: Nothing was asked for, or a path that is not the clerk's.
    """
    desk.require("supplement_dossier")
    record = record_id(order.dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        due = order.due_at or _due(doc, procedure_of(shelf, doc), desk, calendar)
        work.book(record, supplement(doc, order.changes, order.note, due), verb="supplement_dossier")
        work.commit()
    return due


def _due(doc: Mapping[str, Any], procedure: Procedure, desk: Desk, calendar: WorkCalendar) -> datetime:
    if procedure.limit_for(str(doc.get("case") or "")).unit is Unit.CAMPAIGN:
        raise DeskError(NO_DUE_DATE)
    now, settings = instant(desk.now()), desk.settings
    request = {"requested_at": now, **(doc.get("supplement_request") or {}), "supplemented_at": now}
    rule = Rule(calendar, settings.is_remote, settings.supplement_clock)
    return counted({**doc, "supplement_request": request}, procedure, rule)
