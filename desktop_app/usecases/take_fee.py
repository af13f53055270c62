"""Thu phí: in cash, or a transfer whose notice of credit was seen; with its number, in one transaction."""

from dataclasses import dataclass

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from desktop_app.ports.taking import TakenFee, ToTake, take_now
from forms.dossier.calendar import WorkCalendar
from forms.dossier.fee_parts import Exemption, FeeAsked, Ground
from forms.dossier.fee_writes import METHODS
from forms.errors import Faults, RuleError


@dataclass(frozen=True, slots=True)
class TakeFee:
    """What is taken.

    Attributes:
        dossier_id: The dossier.
        method: `cash`, or `transfer` where the clerk has seen the credit (đã thấy báo có): a VietQR proves
            nothing.
        amount: Đồng; None for all that is owed. Needed where the fee is set locally and not published.
        case: The case chosen, where the fee differs by it.
        ground: Why somebody pays less (`forms.dossier.fee_parts.Ground`), or empty.
        reason: In the clerk's words.
        evidence: The paper that was shown.
    """

    dossier_id: str
    method: str = "cash"
    amount: int | None = None
    case: str = ""
    ground: str = ""
    reason: str = ""
    evidence: str = ""


def take_fee(
    order: TakeFee, desk: Desk, shelf: FormShelf, calendar: WorkCalendar, open_work: OpenWork
) -> TakenFee:
    """Take what a dossier owes.

    Args:
        order: How.
        desk: The shift; its person's drawer takes the money.
        shelf: The catalogue, with the fees of the day of receipt.
        calendar: The office's calendar, for the due date of a dossier that waited for the payment.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER, NOT_ENROLLED.
        RuleError: Nothing or another sum is owed, an exemption that is not lawful, a void dossier.
    """
    desk.require("take_fee")
    if order.method not in METHODS:
        raise RuleError(Faults.INCOMPLETE.value, field="method")
    record, asked = record_id(order.dossier_id), _asked(order)
    with open_work() as work:
        the_dossier(work, record)
        taken = take_now(work, desk, shelf, calendar, record, ToTake(order.method, order.amount, asked))
        work.commit()
    return taken


def _asked(order: TakeFee) -> FeeAsked:
    try:
        ground = Ground(order.ground) if order.ground else None
    except ValueError:
        raise RuleError(Faults.INCOMPLETE.value, field="ground") from None
    claim = Exemption(ground, order.reason, order.evidence) if ground else None
    return FeeAsked(order.case, exemption=claim)
