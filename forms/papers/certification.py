"""Phiếu hẹn chứng thực: pages, copies and fee of what is certified the same day.

Source: NĐ 23/2015/NĐ-CP, TT 226/2016/TT-BTC. The layout is our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.about import person_lines, with_codes
from forms.papers.content import Column, Field, Grid, Paper, Signature, Signatures, Title
from forms.papers.issuer import instant_in_words, reprint
from forms.text.figures import dong, grouped
from forms.text.words import dong_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from forms.papers.about import About

_COLUMNS: Final = (
    Column("STT", 0.7, "centre"),
    Column("Tên giấy tờ", 5.2),
    Column("Số trang", 1.2, "right"),
    Column("Số bản", 1.2, "right"),
    Column("Lệ phí (đồng)", 1.8, "right"),
)


@dataclass(frozen=True, slots=True)
class CertifiedPaper:
    """One original: its name, pages, copies asked for, fee in đồng."""

    title: str
    pages: int
    copies: int
    fee: int


def certification_paper(
    about: About, papers: tuple[CertifiedPaper, ...], times: tuple[datetime, datetime], received_by: str
) -> Paper:
    """Write the slip.

    Args:
        about: The dossier.
        papers: The originals.
        times: Instant of receipt, and instant the copies are ready.
        received_by: Name of the clerk.
    """
    issuer, total = about.issuer, sum(paper.fee for paper in papers)
    received, due = times
    rows = tuple(
        (str(n), one.title, str(one.pages), str(one.copies), grouped(one.fee))
        for n, one in enumerate(papers, start=1)
    )
    sums = ("", "Cộng", str(sum(p.pages for p in papers)), str(sum(p.copies for p in papers)), grouped(total))
    return Paper(
        "Phiếu hẹn chứng thực",
        (
            issuer.head(about.serial, "PCT", local(about.issued_at).date()),
            Title("PHIẾU TIẾP NHẬN VÀ HẸN TRẢ KẾT QUẢ CHỨNG THỰC", reprint(about.copy)),
            *with_codes(about, Field("Mã hồ sơ", about.code, is_strong=True), *person_lines(about.applicant)),
            Field("Nội dung yêu cầu", about.procedure, is_strong=True),
            Grid(_COLUMNS, rows, sums),
            Field("Lệ phí", dong(total), is_strong=True, more=(("Bằng chữ", dong_in_words(total)),)),
            Field("Thời gian nhận", instant_in_words(received)),
            Field("Thời gian trả", instant_in_words(due), is_strong=True),
            Signatures(
                Signature("NGƯỜI YÊU CẦU", about.applicant.full_name),
                Signature("NGƯỜI TIẾP NHẬN", received_by),
            ),
        ),
        issuer.sheet,
    )
