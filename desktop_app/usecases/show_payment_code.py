"""Mã VietQR: what a dossier owes, as squares for the payer's bank; they prove no payment."""

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from desktop_app.ports.paying import PaymentCode, payment_code
from desktop_app.ports.taking import owed_by
from forms.dossier.fee_parts import FeeAsked
from forms.errors import RuleError
from forms.money.faults import AMOUNT_NEEDED, NOTHING_OWED


def show_payment_code(dossier_id: str, desk: Desk, shelf: FormShelf, open_work: OpenWork) -> PaymentCode:
    """Write the VietQR of what a dossier owes.

    Args:
        dossier_id: The dossier.
        desk: The shift; the office's settings name the account.
        shelf: The catalogue, with the fees.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: No account is set, nothing is owed, the fee is not known.
    """
    desk.require("show_payment_code")
    with open_work() as work:
        doc = the_dossier(work, record_id(dossier_id))
    of = owed_by(doc, shelf, FeeAsked())[0]
    if not of.open:
        raise RuleError(NOTHING_OWED if of.is_certain else AMOUNT_NEEDED)
    return payment_code(doc, of.open, desk)
