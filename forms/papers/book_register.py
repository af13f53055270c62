"""A commune's own book, by period: its entries, what stands free in it, who handed it to whom; A4 across.

The layout is our own: the law's forms of single books (civil status, certification) have columns of their
own, which an office fills by hand from this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.about import in_a_cell
from forms.papers.content import Block, Column, Field, Grid, Note, Paper, Sheet, Signature, Signatures, Title

if TYPE_CHECKING:
    from datetime import date, datetime

    from forms.papers.issuer import Issuer

_COLUMNS: Final = (
    Column("Số", 1, "centre"),
    Column("Ngày vào sổ", 1.7, "centre"),
    Column("Mã hồ sơ", 3.1),
    Column("Họ tên, tên tổ chức", 2.8),
    Column("Thủ tục", 3.4),
    Column("Nội dung", 2.8),
    Column("Người vào sổ", 2.2),
    Column("Ký nhận", 1.6),
)


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One entry: number, instant, code, person and procedure of a dossier if any, text, who entered."""

    n: int
    at: datetime
    code: str = ""
    person: str = ""
    procedure: str = ""
    text: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class BookPrint:
    """What a print of a book covers.

    Attributes:
        title: Name of the book.
        volume: Its sign, volume and year.
        first: First day, local.
        last: Last day, local.
        printed_on: Day it is printed, local.
        remarks: Hand-overs, and numbers that stand free, in Vietnamese.
    """

    title: str
    volume: str
    first: date
    last: date
    printed_on: date
    remarks: tuple[str, ...] = ()


def book_paper(issuer: Issuer, print_: BookPrint, entries: tuple[BookEntry, ...], kept_by: str) -> Paper:
    """Write the pages of a book.

    Args:
        issuer: The office.
        print_: What it covers.
        entries: In the order of their numbers.
        kept_by: Name of who keeps the book.
    """
    period = f"(Từ ngày {print_.first:%d/%m/%Y} đến ngày {print_.last:%d/%m/%Y} - {print_.volume})"
    blocks: list[Block] = [
        issuer.head("", "SO", print_.printed_on),
        Title(print_.title.upper(), period),
        Grid(_COLUMNS, tuple(_cells(entry) for entry in entries)),
        Field("Tổng số lần vào sổ trong kỳ", str(len(entries)), is_strong=True),
        *(Note(remark) for remark in print_.remarks),
        Signatures(
            Signature("NGƯỜI GIỮ SỔ", kept_by),
            Signature("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "", "(Ký, ghi rõ họ tên và đóng dấu)"),
        ),
    ]
    return Paper(print_.title, tuple(blocks), Sheet.A4_ACROSS)


def _cells(entry: BookEntry) -> tuple[str, ...]:
    when = f"{local(entry.at):%H:%M\n%d/%m/%Y}"
    code = in_a_cell(entry.code) if entry.code else ""
    return (str(entry.n), when, code, entry.person, entry.procedure, entry.text, entry.by, "")
