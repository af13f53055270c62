"""Bảng kê thu phí, lệ phí cuối ngày: entries, sums, the drawer counted. The layout is our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.papers.about import in_a_cell
from forms.papers.content import Column, Field, Grid, Note, Paper, Signature, Signatures, Title
from forms.papers.fee_receipt import METHODS
from forms.text.dates import long_date
from forms.text.figures import dong, grouped
from forms.text.words import dong_in_words

if TYPE_CHECKING:
    from datetime import date

    from forms.money.closing import Closing
    from forms.money.ledger import Sums
    from forms.papers.content import Block
    from forms.papers.issuer import Issuer

_COLUMNS: Final = (
    Column("STT", 0.7, "centre"),
    Column("Giờ", 0.9, "centre"),
    Column("Số biên lai", 2.6),
    Column("Mã hồ sơ", 2.6),
    Column("Người nộp", 2.4),
    Column("Nội dung", 2.1),
    Column("Hình thức", 1.4),
    Column("Số tiền (đồng)", 1.6, "right"),
)
_COUNTED: Final = (
    Column("Mệnh giá (đồng)", 2, "right"),
    Column("Số tờ", 1.2, "right"),
    Column("Thành tiền (đồng)", 2, "right"),
)


@dataclass(frozen=True, slots=True)
class CashRow:
    """One entry: local time `HH:MM`, its number, the dossier's, who paid, what for, how, đồng."""

    time: str
    receipt_no: str
    dossier: str
    payer: str
    title: str
    method: str
    amount: int


@dataclass(frozen=True, slots=True)
class CashDay:
    """A day of a drawer.

    Attributes:
        day: Which day.
        clerk: Name of who kept the drawer.
        rows: Entries, in order.
        sums: What they come to.
        closing: The drawer counted, or None while the day is open.
        closed_by: Name of who answers for the sums.
    """

    day: date
    clerk: str
    rows: tuple[CashRow, ...]
    sums: Sums
    closing: Closing | None
    closed_by: str


def cash_day_paper(issuer: Issuer, of: CashDay, printed_on: date) -> Paper:
    """Write the list of a day.

    Args:
        issuer: The office.
        of: The day.
        printed_on: Local.
    """
    sums = of.sums
    rows = tuple(_cells(n, row) for n, row in enumerate(of.rows, start=1))
    return Paper(
        "Bảng kê thu phí, lệ phí",
        (
            issuer.head("", "BKT", printed_on),
            Title("BẢNG KÊ THU PHÍ, LỆ PHÍ", f"({long_date(of.day).capitalize()})"),
            Field("Người thu", of.clerk, is_strong=True),
            Grid(_COLUMNS, rows, ("", "Cộng", "", "", "", "", "", grouped(sums.total))),
            Field("Tiền mặt đã thu", dong(sums.cash_taken), more=(("Đã hoàn", dong(sums.cash_returned)),)),
            Field(
                "Chuyển khoản đã báo có",
                dong(sums.transfers_taken),
                more=(("Đã hoàn", dong(sums.transfers_returned)),),
            ),
            Field("Tổng cộng", dong(sums.total), is_strong=True),
            Field("Bằng chữ", dong_in_words(sums.total)),
            *_closed(of.closing),
            Signatures(Signature("NGƯỜI THU TIỀN", of.clerk), Signature("PHỤ TRÁCH BỘ PHẬN", of.closed_by)),
        ),
    )


def _closed(closing: Closing | None) -> tuple[Block, ...]:
    if closing is None:
        return (Note("Ngày này chưa chốt sổ."),)
    notes = [(note, count) for note, count in sorted(closing.counted.items(), reverse=True) if count]
    rows = tuple((grouped(note), grouped(count), grouped(note * count)) for note, count in notes)
    reason = (Field("Lý do chênh lệch", closing.reason),) if closing.reason else ()
    return (
        Grid(_COUNTED, rows, ("Cộng kiểm đếm", "", grouped(closing.counted_total))),
        Field("Tiền lẻ đầu ngày", dong(closing.change), more=(("Phải có theo sổ", dong(closing.expected)),)),
        Field("Chênh lệch", dong(closing.difference), is_strong=True),
        *reason,
    )


def _cells(n: int, row: CashRow) -> tuple[str, ...]:
    return (
        str(n),
        row.time,
        in_a_cell(row.receipt_no),
        in_a_cell(row.dossier),
        row.payer,
        row.title,
        METHODS.get(row.method, row.method),
        grouped(row.amount),
    )
