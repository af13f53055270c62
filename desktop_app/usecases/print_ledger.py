"""In bảng kê thu: a day of a drawer as PDF for the signatures, or as CSV for a spreadsheet."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from typing import Final

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.cash import CashBook, CashEntry
from desktop_app.ports.papers import issuer_of
from forms.dossier.calendar import local
from forms.money.cells import harmless
from forms.money.ledger import Drawer, sums
from forms.papers.cash_day import CashDay, CashRow, cash_day_paper

_COLUMNS: Final = (
    *("Ngày sổ", "Giờ", "Số biên lai", "Hoàn cho biên lai", "Số tạm hồ sơ", "Người nộp", "Nội dung"),
    *("Hình thức", "Số tiền", "Người thu", "Tỉnh từ chối"),
)


@dataclass(frozen=True, slots=True)
class PrintLedger:
    """Which day (None for today), whose drawer on this machine (empty for one's own)."""

    day: date | None = None
    clerk: str = ""


@dataclass(frozen=True, slots=True)
class LedgerPrinted:
    """The list as PDF, how many entries it holds, and where it went."""

    pdf: bytes = field(repr=False)
    file_name: str
    rows: int
    where: str


def print_ledger(
    order: PrintLedger,
    desk: Desk,
    shelf: FormShelf,
    cash: CashBook,
    deliver: Callable[[bytes, str], str],
    open_work: OpenWork,
) -> LedgerPrinted:
    """Draw a day's list and note the print.

    Args:
        order: Which.
        desk: The shift.
        shelf: The communes in force.
        cash: The read side.
        deliver: The printer, or a file.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_PRINTER, PRINTER_FAILED.
    """
    desk.require("print_ledger")
    day, drawer = _which(order, desk)
    entries = cash.of_drawer(drawer, day)
    closing = next((one for one in cash.closings(day, day) if one.drawer == drawer), None)
    from forms.papers.pdf import draw  # noqa: PLC0415 - drags in the drawing library

    with open_work() as work:
        names = {member.user: member.full_name for member in work.staff.list()}
        rows, of_all = tuple(map(_printed, entries)), sums(row.entry for row in entries)
        of = CashDay(day, names.get(drawer.clerk, drawer.clerk), rows, of_all, closing, "")
        paper = cash_day_paper(issuer_of(desk, shelf.units(), desk.commune), of, local(desk.now()).date())
        pdf = draw(paper, title=paper.name)
        work.audit.append("print_ledger", {"day": day.isoformat(), "clerk": drawer.clerk, "rows": len(rows)})
        work.commit()
    file_name = f"bang-ke-thu-{day:%Y%m%d}-{drawer.clerk}.pdf"
    return LedgerPrinted(pdf, file_name, len(rows), deliver(pdf, file_name))


def export_ledger(
    order: PrintLedger, desk: Desk, cash: CashBook, keep: Callable[[bytes], None], open_work: OpenWork
) -> int:
    """Give a day's entries as CSV that a spreadsheet opens and never runs; returns how many.

    Args:
        order: Which.
        desk: The shift.
        cash: The read side.
        keep: Takes the file's bytes (UTF-8 with a byte order mark).
        open_work: The store, for the audit.

    Raises:
        DeskError: NOT_ALLOWED, or what `keep` raises.
    """
    desk.require("print_ledger")
    day, drawer = _which(order, desk)
    entries = cash.of_drawer(drawer, day)
    text = StringIO()
    sheet = csv.writer(text)
    sheet.writerow(_COLUMNS)
    with open_work() as work:
        names = {member.user: member.full_name for member in work.staff.list()}
        sheet.writerows(_cells(row, names) for row in entries)
        about = {"day": day.isoformat(), "clerk": drawer.clerk, "rows": len(entries)}
        work.audit.append("export_ledger", about)
        work.commit()
    keep(text.getvalue().encode("utf-8-sig"))
    return len(entries)


def _which(order: PrintLedger, desk: Desk) -> tuple[date, Drawer]:
    day = order.day or local(desk.now()).date()
    return day, Drawer(desk.tag or "", order.clerk or desk.shift.user)


def _printed(row: CashEntry) -> CashRow:
    entry = row.entry
    title = f"Hoàn {entry.reverses}: {entry.title}" if entry.reverses else entry.title
    return CashRow(_time(row), entry.receipt_no, row.number, row.payer, title, entry.method, entry.amount)


def _time(row: CashEntry) -> str:
    return f"{local(datetime.fromisoformat(row.at)):%H:%M}"


def _cells(row: CashEntry, names: Mapping[str, str]) -> list[str]:
    entry = row.entry
    texts = (entry.receipt_no, entry.reverses, row.number, row.payer, entry.title, entry.method)
    clerk = names.get(entry.drawer.clerk, entry.drawer.clerk)
    refused = "có" if row.is_refused else ""
    day = f"{entry.day:%d/%m/%Y}"
    return [day, _time(row), *map(harmless, texts), str(entry.amount), harmless(clerk), refused]
