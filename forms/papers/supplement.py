"""Mẫu 02: phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (TT 03/2025, Phụ lục I; TT 01/2018 alike).

Given at the counter while guiding, or when the officer asks through the one-stop (NĐ 118/2025 Đ16).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.dossier.calendar import local
from forms.papers.content import Field, Numbered, Paper, Prose, Signature, Signatures, Title
from forms.papers.issuer import BLANK, reach, reprint

if TYPE_CHECKING:
    from forms.papers.about import About


def supplement_paper(about: About, items: tuple[str, ...], reason: str, guided_by: str) -> Paper:
    """Write Mẫu 02.

    Args:
        about: The dossier; its number may be empty while it is being prepared.
        items: Everything that is to be completed, at once.
        reason: Why.
        guided_by: Name of who guides.
    """
    issuer = about.issuer
    return Paper(
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        (
            issuer.head(about.serial, "PBS", local(about.issued_at).date()),
            Title("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", reprint(about.copy)),
            Field("Hồ sơ của", about.applicant.full_name, is_strong=True),
            Field("Nội dung yêu cầu giải quyết", about.procedure),
            *([Field("Mã hồ sơ", about.code)] if about.code else []),
            *reach(about.applicant),
            Numbered("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau", items),
            Field("Lý do", reason),
            Prose(
                "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với "
                f"{issuer.name}, số điện thoại {issuer.phone or BLANK} để được hướng dẫn./."
            ),
            Signatures(None, Signature("NGƯỜI HƯỚNG DẪN", guided_by)),
        ),
        issuer.sheet,
    )
