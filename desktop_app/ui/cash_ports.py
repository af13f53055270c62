"""What the screens ask about money; all of it works without a line.

Values and orders are those of the verbs; screens import them from here. The office that is unlocked
implements it.
"""

from typing import Protocol

from desktop_app.ports.cash import CashEntry
from desktop_app.ports.paying import PaymentCode
from desktop_app.ports.taking import TakenFee
from desktop_app.usecases.ask_payment import AskPayment
from desktop_app.usecases.close_day import CloseDay
from desktop_app.usecases.match_bank import BankReport
from desktop_app.usecases.read_ledger import LedgerPage, ReadLedger
from desktop_app.usecases.refund_fee import RefundFee
from desktop_app.usecases.take_fee import TakeFee
from forms.money.closing import Closing, read_count

__all__ = [
    "AskPayment",
    "BankReport",
    "Cash",
    "CashEntry",
    "CloseDay",
    "Closing",
    "LedgerPage",
    "PaymentCode",
    "ReadLedger",
    "RefundFee",
    "TakeFee",
    "TakenFee",
    "read_count",
]


class Cash(Protocol):
    """A part of the unlocked office. Every call belongs on the store's worker."""

    def read_ledger(self, order: ReadLedger) -> LedgerPage:
        """Sổ thu: entries of a day, the newest first, with the sums of the whole day."""

    def take_fee(self, order: TakeFee) -> TakenFee:
        """Thu phí."""

    def ask_payment(self, order: AskPayment) -> None:
        """Yêu cầu thực hiện nghĩa vụ tài chính."""

    def show_payment_code(self, dossier_id: str) -> PaymentCode:
        """Mã VietQR của số còn phải nộp; it proves no payment."""

    def refund_fee(self, order: RefundFee) -> TakenFee:
        """Hoàn phí (supervisor), by a counter-entry."""

    def close_day(self, order: CloseDay) -> Closing:
        """Chốt sổ."""

    def match_bank_file(self, path: str, *, accepts_all: bool = False) -> BankReport:
        """Đối chiếu sao kê: proposals first; with `accepts_all` they are booked."""
