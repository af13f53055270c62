"""Xin lỗi và hẹn lại: once, at least a day before the promised date (Mẫu 04)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import procedure_of, record_id, the_dossier
from forms.dossier.calendar import WorkCalendar
from forms.dossier.further import apologise
from forms.dossier.postponement import postponed
from forms.dossier.procedure import DecidedAt, Procedure
from forms.errors import Faults, RuleError


@dataclass(frozen=True, slots=True)
class ApologiseLate:
    """Why, and the new date; `signer` is the head of the agency (empty: the officer)."""

    dossier_id: str
    reason: str
    due_at: datetime
    signer: str = ""


def apologise_late(
    order: ApologiseLate, desk: Desk, shelf: FormShelf, calendar: WorkCalendar, open_work: OpenWork
) -> datetime:
    """Apologise, and promise another date.

    Args:
        order: What.
        desk: The shift.
        shelf: The catalogue, which says who decides.
        calendar: The office's calendar.
        open_work: The store.

    Returns:
        The new due date, local.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: Not decided at the desk, not being processed, postponed before, too late, no working time.
    """
    desk.require("apologise_late")
    record = record_id(order.dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        procedure = procedure_of(shelf, doc)
        due = _new_due(order, doc, procedure, desk, calendar)
        signer = order.signer or desk.shift.full_name
        happened = apologise(doc, agency=procedure.agency, reason=order.reason, due_at=due, signer=signer)
        work.book(record, happened, verb="apologise_late")
        work.commit()
    return due


def try_apology(
    order: ApologiseLate, desk: Desk, shelf: FormShelf, calendar: WorkCalendar, open_work: OpenWork
) -> datetime:
    """Say what `apologise_late` would say of the new date, and book nothing.

    Args:
        order: What; its reason is not looked at.
        desk: The shift.
        shelf: The catalogue.
        calendar: The office's calendar.
        open_work: The store.

    Returns:
        The new due date, local.

    Raises:
        DeskError: As `apologise_late`.
        RuleError: As `apologise_late`, but for the dossier's status.
    """
    desk.require("apologise_late")
    with open_work() as work:
        doc = the_dossier(work, record_id(order.dossier_id))
    return _new_due(order, doc, procedure_of(shelf, doc), desk, calendar)


def _new_due(
    order: ApologiseLate, doc: Mapping[str, Any], procedure: Procedure, desk: Desk, calendar: WorkCalendar
) -> datetime:
    if procedure.decided_at is not DecidedAt.DESK:
        raise RuleError(Faults.NOT_AT_THE_DESK.value, procedure=procedure.code)
    promised = datetime.fromisoformat(doc["due_at"])
    return postponed(promised, order.due_at, desk.now(), calendar, already=doc.get("apology") is not None)
