"""The transfer that would pay what a dossier owes, for papers and for the screen.

Here: which account, sum and memo a VietQR of this office carries. Not here: what is owed (`taking`), the text
of the squares (`forms.codes.vietqr`), drawing. A VietQR proves no payment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.ports.desk import Desk
from forms.catalogue.banks import bank_of
from forms.codes.vietqr import Transfer, memo_of, vietqr_text
from forms.dossier.lifecycle import ENDS, Status
from forms.errors import RuleError
from forms.money.faults import NO_ACCOUNT

NOBODY_PAYS: Final = ENDS - {Status.RETURNED}
"""Where a fee is not asked for any more, whatever is open."""


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """A transfer to be made.

    Attributes:
        text: Of the squares.
        bank: BIN, six digits.
        account: Number.
        amount: Đồng.
        memo: What the bank's statement will show: the dossier's number.
        bank_name: As people say it; the BIN where the list of banks does not know it.
    """

    text: str
    bank: str
    account: str
    amount: int
    memo: str
    bank_name: str


def payment_code(doc: Mapping[str, Any], amount: int, desk: Desk) -> PaymentCode:
    """Write the transfer of a sum for a dossier.

    Args:
        doc: The document.
        amount: Đồng.
        desk: The shift; the office's settings name the account.

    Raises:
        RuleError: NO_ACCOUNT, or a part that no VietQR can carry.
    """
    bin_, _, account = desk.settings.value("fee_account").partition(":")
    if not account:
        raise RuleError(NO_ACCOUNT)
    memo = memo_of(str(doc.get("official_code") or doc["number"]))
    text = vietqr_text(Transfer(bank=bin_, account=account, amount=amount, memo=memo))
    bank = bank_of(bin_)
    return PaymentCode(text, bin_, account, amount, memo, bank.name if bank else bin_)
