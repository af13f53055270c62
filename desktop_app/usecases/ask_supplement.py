"""Yêu cầu bổ sung tại quầy: by the officer of a procedure decided here, once and complete (Mẫu 02)."""

from dataclasses import dataclass

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import procedure_of, record_id, the_dossier
from forms.dossier.dossier import require_supplement
from forms.dossier.procedure import DecidedAt
from forms.errors import Faults, RuleError


@dataclass(frozen=True, slots=True)
class AskSupplement:
    """Everything that is missing, at once, and why; `override` says why a second time is answered for."""

    dossier_id: str
    items: tuple[str, ...]
    reason: str
    override: str = ""


def ask_supplement(order: AskSupplement, desk: Desk, shelf: FormShelf, open_work: OpenWork) -> None:
    """Ask for what is missing.

    Args:
        order: What.
        desk: The shift; its user is named as the officer.
        shelf: The catalogue, which says who decides.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: Not decided at the desk, asked for before, not being processed, nothing named.
    """
    desk.require("ask_supplement")
    record = record_id(order.dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        procedure = procedure_of(shelf, doc)
        if procedure.decided_at is not DecidedAt.DESK:
            raise RuleError(Faults.NOT_AT_THE_DESK.value, procedure=procedure.code)
        happened = require_supplement(doc, order.items, order.reason, desk.shift.full_name, order.override)
        work.book(record, happened, verb="ask_supplement")
        work.commit()
