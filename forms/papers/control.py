"""Mẫu 06: phiếu kiểm soát quá trình giải quyết hồ sơ (TT 03/2025; Mẫu 05 in the set of 2018).

One row a hand-over, in the order they happened; rows to come are left blank to sign by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.about import with_codes
from forms.papers.content import Column, Field, Grid, Note, Paper, Title
from forms.papers.issuer import BLANK, instant_in_words, reprint

if TYPE_CHECKING:
    from datetime import datetime

    from forms.papers.about import About

EARLY, ON_TIME, LATE = "Trước hạn", "Đúng hạn", "Quá hạn"
ROWS_MIN: Final = 4
"""So many rows stand on the slip; those that have not happened yet are blank."""
_COLUMNS: Final = (
    Column("Tên đơn vị", 3.4),
    Column("Thời gian giao, nhận hồ sơ", 2.5),
    Column("Kết quả giải quyết hồ sơ", 1.7, "centre"),
    Column("Người giao (ký)", 2, "centre"),
    Column("Người nhận (ký)", 2, "centre"),
    Column("Ghi chú", 1.6),
)


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over.

    Attributes:
        giver_unit: Unit that gives.
        taker_unit: Unit that takes.
        at: Instant.
        giver: Name of who gives.
        taker: Name of who takes.
        result: How the giver kept its time: `EARLY`, `ON_TIME`, `LATE`, or empty while nothing is due.
        note: A remark.
    """

    giver_unit: str
    taker_unit: str
    at: datetime
    giver: str = ""
    taker: str = ""
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """The way of a dossier.

    Attributes:
        resolving: Who resolves it.
        assisting: Who is asked, or empty.
        received_at: Instant of receipt.
        due_at: Instant the result is due.
        steps: Hand-overs so far, the oldest first.
    """

    resolving: str
    assisting: str
    received_at: datetime
    due_at: datetime
    steps: tuple[HandOver, ...]


def control_paper(about: About, control: Control) -> Paper:
    """Write Mẫu 06."""
    issuer = about.issuer
    rows = [_row(step) for step in control.steps]
    rows += [("1. Giao:\n2. Nhận:", "…… giờ …… phút,\nngày …/…/……", "", "", "", "")] * (ROWS_MIN - len(rows))
    return Paper(
        "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        (
            issuer.head(about.serial, "PKS", local(about.issued_at).date()),
            Title("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", reprint(about.copy)),
            *with_codes(
                about,
                Field("Mã số hồ sơ", about.code, is_strong=True),
                Field("Cơ quan (bộ phận) giải quyết hồ sơ", control.resolving),
                Field("Cơ quan phối hợp giải quyết hồ sơ", control.assisting or BLANK),
            ),
            Field("Ngày nhận", instant_in_words(control.received_at)),
            Field("Hẹn trả kết quả vào", instant_in_words(control.due_at), is_strong=True),
            Grid(_COLUMNS, tuple(rows), row_height=16),
            Note("Kết quả giải quyết hồ sơ do bên nhận ghi khi nhận bàn giao."),
            Note("Việc giao, nhận trên hệ thống được ghi vết tự động."),
        ),
        issuer.sheet,
    )


def _row(step: HandOver) -> tuple[str, ...]:
    here = local(step.at)
    when = f"{here:%H} giờ {here:%M} phút,\nngày {here:%d/%m/%Y}"
    units = f"1. Giao: {step.giver_unit}\n2. Nhận: {step.taker_unit}"
    return (units, when, step.result, step.giver, step.taker, step.note)
