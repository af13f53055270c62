"""Mẫu 05: thông báo dừng giải quyết hồ sơ, at the applicant's request (TT 03/2025 Đ7, NĐ 118/2025 Đ21).

The layout of this form was not seen; its fields follow from the two articles (`docs/state.md`). The set of
2018 has no such form: there the same text is printed as a plain notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.dossier.calendar import local
from forms.papers.about import code_lines
from forms.papers.content import Field, Numbered, Paper, Prose, Signature, Signatures, Title
from forms.papers.issuer import BLANK, instant_in_words, reach, reprint
from forms.text.dates import long_date

if TYPE_CHECKING:
    from datetime import datetime

    from forms.papers.about import About


@dataclass(frozen=True, slots=True)
class Stop:
    """That a dossier is stopped.

    Attributes:
        received_at: Instant of receipt.
        stopped_at: Instant it was stopped.
        reason: What the applicant asked for.
        returned: Papers and money handed back, each by itself.
        signed_by: Name of who signs.
    """

    received_at: datetime
    stopped_at: datetime
    reason: str
    returned: tuple[str, ...]
    signed_by: str


def stop_paper(about: About, stop: Stop) -> Paper:
    """Write Mẫu 05."""
    issuer, person = about.issuer, about.applicant
    asked = long_date(local(stop.stopped_at).date())
    return Paper(
        "Thông báo dừng giải quyết hồ sơ",
        (
            issuer.head(about.serial, "TB", local(about.issued_at).date()),
            Title("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", reprint(about.copy)),
            *code_lines(about.number, about.official_code),
            Field("Người đề nghị", person.full_name, is_strong=True),
            Field("Số định danh cá nhân/tổ chức", person.citizen_id or BLANK),
            *reach(person),
            Field("Thủ tục hành chính", about.procedure, is_strong=True),
            Field("Ngày tiếp nhận", instant_in_words(stop.received_at)),
            Prose(
                f"Căn cứ đề nghị dừng giải quyết hồ sơ của Ông/Bà/Tổ chức {asked}; Điều 21 Nghị định số "
                "118/2025/NĐ-CP và Điều 7 Thông tư số 03/2025/TT-VPCP, "
                f"{issuer.name} thông báo dừng giải quyết hồ sơ nêu trên."
            ),
            Field("Lý do", stop.reason),
            Field("Thời điểm dừng", instant_in_words(stop.stopped_at)),
            Numbered("Giấy tờ, phí, lệ phí hoàn trả", stop.returned or ("Không có",)),
            Signatures(
                Signature("NGƯỜI NHẬN LẠI HỒ SƠ", person.full_name),
                Signature("NGƯỜI THÔNG BÁO", stop.signed_by),
            ),
        ),
        issuer.sheet,
    )
