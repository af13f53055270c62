"""Mẫu 03: phiếu từ chối tiếp nhận giải quyết hồ sơ (TT 03/2025, Phụ lục I; TT 01/2018 alike)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.dossier.calendar import local
from forms.papers.about import person_lines
from forms.papers.content import Field, Numbered, Paper, Prose, Signature, Signatures, Title
from forms.papers.issuer import reach, reprint

if TYPE_CHECKING:
    from forms.papers.about import About


def refusal_paper(about: About, reasons: tuple[str, ...], refused_by: str) -> Paper:
    """Write Mẫu 03.

    Args:
        about: The dossier; its number is left out while it has none.
        reasons: Why it is not taken in, each by itself.
        refused_by: Name of the clerk.
    """
    issuer = about.issuer
    return Paper(
        "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        (
            issuer.head(about.serial, "PTC", local(about.issued_at).date()),
            Title("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", reprint(about.copy)),
            Field(issuer.name, ""),
            *person_lines(about.applicant),
            *reach(about.applicant),
            *([Field("Mã hồ sơ", about.code)] if about.code else []),
            Field("Nội dung yêu cầu giải quyết", about.procedure, is_strong=True),
            Numbered(
                f"Qua xem xét, {issuer.name} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ "
                "thể như sau",
                reasons,
            ),
            Prose("Xin thông báo cho Ông/Bà được biết và thực hiện./."),
            Signatures(
                Signature("NGƯỜI NỘP HỒ SƠ", about.applicant.full_name),
                Signature("NGƯỜI TIẾP NHẬN HỒ SƠ", refused_by),
            ),
        ),
        issuer.sheet,
    )
