"""Mã VietQR: what a dossier owes, as squares for the payer's bank; they prove no payment."""

from dataclasses import dataclass

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from desktop_app.ports.taking import owed_by
from forms.codes.vietqr import Transfer, memo_of, vietqr_text
from forms.dossier.fee_parts import FeeAsked
from forms.errors import RuleError
from forms.money.faults import AMOUNT_NEEDED, NO_ACCOUNT, NOTHING_OWED


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """A transfer to be made.

    Attributes:
        text: Of the squares.
        bank: BIN, six digits.
        account: Number.
        amount: Đồng.
        memo: What the bank's statement will show: the dossier's number.
    """

    text: str
    bank: str
    account: str
    amount: int
    memo: str


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
    bank, _, account = desk.settings.value("fee_account").partition(":")
    if not account:
        raise RuleError(NO_ACCOUNT)
    with open_work() as work:
        doc = the_dossier(work, record_id(dossier_id))
    of = owed_by(doc, shelf, FeeAsked())[0]
    if not of.open:
        raise RuleError(NOTHING_OWED if of.is_certain else AMOUNT_NEEDED)
    memo = memo_of(str(doc.get("official_code") or doc["number"]))
    transfer = Transfer(bank=bank, account=account, amount=of.open, memo=memo)
    return PaymentCode(vietqr_text(transfer), bank, account, of.open, memo)
