"""Mẫu 07: sổ theo dõi hồ sơ, by period (TT 03/2025; Mẫu 06 in the set of 2018), A4 across, many pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.about import in_a_cell
from forms.papers.content import Column, Field, Grid, Paper, Sheet, Signature, Signatures, Title

if TYPE_CHECKING:
    from datetime import date, datetime

    from forms.papers.issuer import Issuer

_GROUP: Final = "Nhận và trả kết quả"
_COLUMNS: Final = (
    Column("STT", 1, "centre"),
    Column("Mã hồ sơ", 3.2),
    Column("Tên TTHC", 2.9),
    Column("Tên tổ chức, cá nhân", 2.4),
    Column("Địa chỉ/Số điện thoại", 3),
    Column("Cơ quan chủ trì giải quyết", 2),
    Column("Nhận hồ sơ", 1.9, "centre", _GROUP),
    Column("Hẹn trả kết quả", 1.9, "centre", _GROUP),
    Column("Trả kết quả", 1.9, "centre", _GROUP),
    Column("Phương thức nhận kết quả", 1.8, "centre", _GROUP),
    Column("Ký nhận", 1.6, "centre", _GROUP),
)
METHODS: Final = {"desk": "Trực tiếp", "post": "Bưu chính"}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier in the register.

    Attributes:
        entry: Its number in the book; its place in this print where there is no book; None where it has none.
        code: Official code, or provisional number.
        procedure: Name of the procedure.
        person: Who asks.
        reach: Address and telephone.
        agency: Who resolves it.
        received_at: Instant of receipt.
        due_at: Instant the result is due, or None.
        returned_at: Instant it was returned, or None.
        return_by: `desk` or `post`.
        receiver: Who took the result, or empty: room to sign.
    """

    entry: int | None
    code: str
    procedure: str
    person: str
    reach: str
    agency: str
    received_at: datetime
    due_at: datetime | None = None
    returned_at: datetime | None = None
    return_by: str = "desk"
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """What a print of a register covers.

    Attributes:
        first: First day, local.
        last: Last day, local.
        printed_on: Day it is printed, local.
        volume: Number of the volume (quyển), or empty.
        serial: Number of this register, or empty.
    """

    first: date
    last: date
    printed_on: date
    volume: str = ""
    serial: str = ""


def register_paper(issuer: Issuer, period: Period, rows: tuple[RegisterRow, ...], kept_by: str) -> Paper:
    """Write Mẫu 07.

    Args:
        issuer: The office.
        period: What it covers.
        rows: In the order of the book.
        kept_by: Name of who keeps the book.
    """
    volume = f" - Quyển số {period.volume}" if period.volume else ""
    return Paper(
        "Sổ theo dõi hồ sơ",
        (
            issuer.head(period.serial, "STD", period.printed_on),
            Title("SỔ THEO DÕI HỒ SƠ", f"(Từ {_day(period.first)} đến {_day(period.last)}{volume})"),
            Grid(_COLUMNS, tuple(_cells(row) for row in rows)),
            Field("Tổng số hồ sơ trong kỳ", str(len(rows)), is_strong=True),
            Signatures(
                Signature("NGƯỜI GIỮ SỔ", kept_by),
                Signature("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "", "(Ký, ghi rõ họ tên và đóng dấu)"),
            ),
        ),
        Sheet.A4_ACROSS,
    )


def _cells(row: RegisterRow) -> tuple[str, ...]:
    return (
        "" if row.entry is None else str(row.entry),
        in_a_cell(row.code),
        row.procedure,
        row.person,
        row.reach,
        row.agency,
        _when(row.received_at),
        _when(row.due_at),
        _when(row.returned_at),
        METHODS.get(row.return_by, row.return_by),
        row.receiver,
    )


def _day(day: date) -> str:
    return f"ngày {day:%d/%m/%Y}"


def _when(at: datetime | None) -> str:
    return f"{local(at):%H:%M\n%d/%m/%Y}" if at else ""
