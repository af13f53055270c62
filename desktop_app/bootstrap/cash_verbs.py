"""What the unlocked office does with money; `office` inherits it. One method, one verb."""

from pathlib import Path

from desktop_app.bootstrap.paper_verbs import PaperVerbs
from desktop_app.errors import FILE_UNREADABLE, FILE_UNWRITABLE, DeskError
from desktop_app.ports.paying import PaymentCode
from desktop_app.ports.taking import TakenFee
from desktop_app.usecases.ask_payment import AskPayment, ask_payment
from desktop_app.usecases.close_day import CloseDay, close_day
from desktop_app.usecases.match_bank import BankReport, MatchBank, match_bank
from desktop_app.usecases.print_ledger import LedgerPrinted, PrintLedger, export_ledger, print_ledger
from desktop_app.usecases.read_ledger import LedgerPage, ReadLedger, read_ledger
from desktop_app.usecases.refund_fee import RefundFee, refund_fee
from desktop_app.usecases.show_payment_code import show_payment_code
from desktop_app.usecases.take_fee import TakeFee, take_fee
from forms.money.closing import Closing
from forms.money.statement import BYTES_MAX


class CashVerbs(PaperVerbs):
    """What an office does with money; where papers go is said by `PaperVerbs`."""

    def take_fee(self, order: TakeFee) -> TakenFee:
        """Thu phí."""
        return take_fee(order, self._desk, self._given.shelf, self._given.calendar, self._work)

    def refund_fee(self, order: RefundFee) -> TakenFee:
        """Hoàn phí."""
        return refund_fee(order, self._desk, self._work)

    def ask_payment(self, order: AskPayment) -> None:
        """Yêu cầu thực hiện nghĩa vụ tài chính."""
        ask_payment(order, self._desk, self._given.shelf, self._work)

    def close_day(self, order: CloseDay) -> Closing:
        """Chốt sổ."""
        return close_day(order, self._desk, self._work)

    def read_ledger(self, order: ReadLedger) -> LedgerPage:
        """Sổ thu."""
        return read_ledger(order, self._desk, self._vault.cash)

    def match_bank(self, order: MatchBank) -> BankReport:
        """Đối chiếu sao kê."""
        return match_bank(order, self._desk, self._given.shelf, self._given.calendar, self._work)

    def match_bank_file(self, path: str, *, accepts_all: bool = False) -> BankReport:
        """Đối chiếu sao kê, of a file; a larger one than a statement may be is refused as such."""
        try:
            with Path(path).open("rb") as file:
                raw = file.read(BYTES_MAX + 1)
        except OSError as error:
            raise DeskError(FILE_UNREADABLE, reason=type(error).__name__) from None
        return self.match_bank(MatchBank(raw, accepts_all=accepts_all))

    def show_payment_code(self, dossier_id: str) -> PaymentCode:
        """Mã VietQR."""
        return show_payment_code(dossier_id, self._desk, self._given.shelf, self._work)

    def print_ledger(self, order: PrintLedger, to_path: str = "") -> LedgerPrinted:
        """In bảng kê thu, to a file where one is named, else to the printer."""
        deliver = self._deliver(to_path)
        return print_ledger(order, self._desk, self._given.shelf, self._vault.cash, deliver, self._work)

    def export_ledger(self, order: PrintLedger, to_path: str) -> int:
        """Bảng kê thu ra tệp CSV."""

        def keep(sheet: bytes) -> None:
            try:
                Path(to_path).write_bytes(sheet)
            except OSError as error:
                raise DeskError(FILE_UNWRITABLE, reason=error.strerror or type(error).__name__) from None

        return export_ledger(order, self._desk, self._vault.cash, keep, self._work)
