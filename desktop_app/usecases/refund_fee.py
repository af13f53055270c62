"""Hoàn phí: a counter-entry by a supervisor who did not take the money; nothing is ever struck out."""

from dataclasses import dataclass

from desktop_app.errors import OWN_FEE, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from desktop_app.ports.taking import TakenFee, entry_of
from forms.dossier.faults import NO_SUCH_FEE
from forms.dossier.payments import give_back
from forms.errors import Faults, RuleError


@dataclass(frozen=True, slots=True)
class RefundFee:
    """Which receipt of which dossier, and why."""

    dossier_id: str
    receipt_no: str
    reason: str


def refund_fee(order: RefundFee, desk: Desk, open_work: OpenWork) -> TakenFee:
    """Return a fee out of the drawer that took it; on another machine, out of the supervisor's own.

    Args:
        order: Which one.
        desk: The shift of a supervisor.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER, NOT_ENROLLED, OWN_FEE.
        RuleError: No such fee, or it was returned; no reason.
    """
    desk.require("refund_fee")
    if not order.reason.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="reason")
    record = record_id(order.dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        line = next((one for one in doc.get("fees", ()) if one.get("receipt_no") == order.receipt_no), None)
        if line is None:
            raise RuleError(NO_SUCH_FEE)
        if line["by"] == desk.shift.user:
            raise DeskError(OWN_FEE)
        clerk = line["clerk"] if line.get("desk") == desk.tag else desk.shift.user
        entry = entry_of(work, desk, clerk, line.get("method", "cash"))
        after = work.book(record, give_back(doc, order.receipt_no, order.reason, entry), verb="refund_fee")
        work.commit()
    return TakenFee(
        dossier_id=str(record),
        number=str(doc["number"]),
        receipt_no=entry.receipt_no,
        amount=-int(line["amount"]),
        exempted=0,
        day=entry.day,
        status=str(after["status"]),
    )
