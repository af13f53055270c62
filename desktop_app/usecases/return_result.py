"""Trả kết quả: to the citizen, with date and signer; closes the dossier."""

from dataclasses import dataclass

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from forms.dossier.dossier import return_result as result_returned


@dataclass(frozen=True, slots=True)
class ReturnResult:
    """`receiver` took the result (empty: the applicant); `signer` signed it (empty: as the decision)."""

    dossier_id: str
    receiver: str = ""
    signer: str = ""


def return_result(order: ReturnResult, desk: Desk, open_work: OpenWork) -> None:
    """Hand the result over.

    Args:
        order: To whom.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: Nothing is decided yet, or the result was returned already.
    """
    desk.require("return_result")
    record = record_id(order.dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        happened = result_returned(
            doc,
            receiver=order.receiver or doc["applicant"]["full_name"],
            signer=order.signer or (doc.get("decision") or {}).get("signer") or desk.shift.full_name,
            returned_at=desk.now(),
        )
        work.book(record, happened, verb="return_result")
        work.commit()
