"""Yêu cầu thực hiện nghĩa vụ tài chính: the dossier waits until what was asked for is paid."""

from dataclasses import dataclass

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import procedure_of, record_id, the_dossier
from forms.dossier.payments import ask_payment as payment_asked
from forms.dossier.procedure import DecidedAt
from forms.errors import Faults, RuleError


@dataclass(frozen=True, slots=True)
class AskPayment:
    """How much (đồng) and what for."""

    dossier_id: str
    amount: int
    title: str


def ask_payment(order: AskPayment, desk: Desk, shelf: FormShelf, open_work: OpenWork) -> None:
    """Ask for a payment.

    Args:
        order: What.
        desk: The shift of an officer.
        shelf: Says who decides the procedure.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: The procedure is not decided at the desk, the dossier is not being processed, no sum.
    """
    desk.require("ask_payment")
    record = record_id(order.dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        procedure = procedure_of(shelf, doc)
        if procedure.decided_at is not DecidedAt.DESK:
            raise RuleError(Faults.NOT_AT_THE_DESK.value, procedure=procedure.code)
        happened = payment_asked(doc, order.amount, order.title, desk.shift.user)
        work.book(record, happened, verb="ask_payment")
        work.commit()
