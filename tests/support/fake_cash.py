"""A cash ledger from memory, for presenters and screens. Nobody here exists."""

from dataclasses import replace
from datetime import date

from desktop_app.ports.cash import CashEntry
from desktop_app.ports.paying import PaymentCode
from desktop_app.ports.taking import TakenFee
from desktop_app.ui.cash_ports import (
    AskPayment,
    BankReport,
    CloseDay,
    Closing,
    LedgerPage,
    ReadLedger,
    RefundFee,
    TakeFee,
)
from desktop_app.usecases.match_bank import BankRow
from forms.money.ledger import Drawer, LedgerEntry, sums

DAY = date(2026, 11, 18)
MINE = Drawer("A", "hoa")


def _entry(n: int, amount: int, method: str = "cash", *, is_refused: bool = False) -> CashEntry:
    entry = LedgerEntry(amount, method, DAY, MINE, f"BL-A-26-{n:05d}", title="Phí, lệ phí")
    number = f"T24133-A-{n:06d}-7K"
    return CashEntry(n, f"dossier-row-{n}", number, "H’Mẫu Niê", entry, "2026-11-18T10:12:00+07:00", "hoa", is_refused)


ENTRIES = (_entry(3, -8_000), _entry(2, 8_000, "transfer", is_refused=True), _entry(1, 16_000))
PROPOSED = BankRow("ab" * 16, 4, None, 8_000, "T24133", "proposed", "khớp", ("T24133-A-000009-7K",), 8_000)

CODE = PaymentCode(
    "00020101021238570010A00000072701270006970405011352002012345670208QRIBFTTA5303704540480005802VN62220818H15.99-261121-000763046E34",
    "970405", "5200201234567", 8_000, "H15.99-261121-0007", "Agribank",
)  # fmt: skip


class FakeCash:
    """What the screens ask about money, answered from memory; `asked` keeps the orders."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.closings: tuple[Closing, ...] = ()
        self.unclosed: tuple[tuple[date, Drawer], ...] = ()

    def read_ledger(self, order: ReadLedger) -> LedgerPage:
        rows = tuple(row for row in ENTRIES if order.method in ("", row.entry.method))
        return LedgerPage(DAY, rows, 0, sums(row.entry for row in rows), self.closings, self.unclosed)

    def take_fee(self, order: TakeFee) -> TakenFee:
        self.asked.append(order)
        return TakenFee(order.dossier_id, "T", "BL-A-26-00004", order.amount or 8_000, 0, DAY, "received")

    def ask_payment(self, order: AskPayment) -> None:
        self.asked.append(order)

    def show_payment_code(self, dossier_id: str) -> PaymentCode:
        self.asked.append(dossier_id)
        return CODE

    def refund_fee(self, order: RefundFee) -> TakenFee:
        self.asked.append(order)
        return TakenFee(order.dossier_id, "T", "BL-A-26-00005", -8_000, 0, DAY, "received")

    def close_day(self, order: CloseDay) -> Closing:
        self.asked.append(order)
        return Closing(DAY, MINE, order.counted, order.change, sums(row.entry for row in ENTRIES), order.reason)

    def match_bank_file(self, path: str, *, accepts_all: bool = False) -> BankReport:
        self.asked.append((path, accepts_all))
        unknown = replace(PROPOSED, kind="unknown", numbers=())
        taken = (TakenFee("d", "T", "BL-A-26-00006", 8_000, 0, DAY, "received"),) if accepts_all else ()
        return BankReport((PROPOSED, unknown), ((9, "số tiền không đọc được"),), 1, taken)
