"""Số đã giao cho dân: every provisional number given out here, and where it stands at the province."""

import csv
from collections.abc import Callable, Mapping
from io import StringIO
from typing import Final

from desktop_app.ports import Desk
from desktop_app.ports.matter_words import age_days, instant_of
from desktop_app.ports.matters import ListPrinted, PrintedPage, PrintedRow, PrintedState
from desktop_app.ports.upstream import PrintedFact, UpstreamQueries
from forms.dossier.calendar import WorkCalendar

STATE_SAID: Final[Mapping[PrintedState, str]] = {
    PrintedState.WAITING: "Trên máy này, chờ gửi",
    PrintedState.SENDING: "Đang gửi",
    PrintedState.UNKNOWN: "Đã gửi, chưa có trả lời",
    PrintedState.ACCEPTED: "Tỉnh đã nhận",
    PrintedState.REFUSED: "Tỉnh từ chối",
    PrintedState.QUARANTINED: "Chờ kiểm tra ở tỉnh",
    PrintedState.VOIDED: "Đã huỷ",
    PrintedState.UNEXPLAINED: "Không có hồ sơ trên máy",
}
_MOST: Final = 500
_COLUMNS: Final = ("Số tạm", "Mã hồ sơ", "Người nộp", "Tình trạng", "Nhận lúc", "Ngày làm việc", "Số bản in")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def list_printed(
    order: ListPrinted, desk: Desk, queries: UpstreamQueries, calendar: WorkCalendar
) -> PrintedPage:
    """Return a page of numbers with the counts of all.

    Args:
        order: Which of them.
        desk: The shift and its clock.
        queries: The read side.
        calendar: Ages are counted in its working days.

    Raises:
        DeskError: NOT_ALLOWED, QUERY_TOO_LONG.
    """
    desk.require("list_printed")
    page = queries.printed(order.states, order.after, min(max(order.limit, 1), _MOST))
    rows = tuple(_row(fact, desk, calendar) for fact in page.rows)
    return PrintedPage(rows, page.next, queries.printed_counts())


def export_printed(
    desk: Desk, queries: UpstreamQueries, calendar: WorkCalendar, keep: Callable[[bytes], None]
) -> int:
    """Give the whole list as CSV that a spreadsheet opens and never runs; returns the number of rows.

    Args:
        desk: The shift and its clock.
        queries: The read side.
        calendar: Ages are counted in its working days.
        keep: Takes the file's bytes (UTF-8 with a byte order mark).

    Raises:
        DeskError: NOT_ALLOWED, QUERY_TOO_LONG, or what `keep` raises.
    """
    desk.require("list_printed")
    text, after, count = StringIO(), 0, 0
    sheet = csv.writer(text)
    sheet.writerow(_COLUMNS)
    while True:
        page = queries.printed(frozenset(), after, _MOST)
        for fact in page.rows:
            sheet.writerow(_cells(_row(fact, desk, calendar)))
            count += 1
        after = page.next
        if not after:
            break
    keep(text.getvalue().encode("utf-8-sig"))
    return count


def _row(fact: PrintedFact, desk: Desk, calendar: WorkCalendar) -> PrintedRow:
    received = instant_of(fact.received_at, desk.now()) if fact.received_at else None
    return PrintedRow(
        number=fact.number,
        dossier_id="" if fact.record is None else str(fact.record),
        official_code=fact.official_code,
        applicant=fact.applicant,
        state=fact.state,
        state_label=STATE_SAID[fact.state],
        received_at=received,
        age_days=age_days(received, desk.now(), calendar) if received else 0,
        copies=fact.copies,
    )


def _cells(row: PrintedRow) -> tuple[str, ...]:
    received = row.received_at.strftime("%d/%m/%Y %H:%M") if row.received_at else ""
    texts = (row.number, row.official_code, row.applicant, row.state_label, received)
    return (*(_harmless(text) for text in texts), str(row.age_days), str(row.copies))


def _harmless(cell: str) -> str:
    """A cell that would begin a formula is text for a spreadsheet, too."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
