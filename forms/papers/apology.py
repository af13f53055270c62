"""Mẫu 04: phiếu xin lỗi và đề nghị gia hạn thời gian giải quyết (TT 03/2025, Phụ lục I).

The set of 2018 calls it phiếu xin lỗi và hẹn lại ngày trả kết quả.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.content import Field, Paper, Prose, Signature, Signatures, Title
from forms.papers.issuer import BLANK, FormSet, instant_in_words, reprint
from forms.text.dates import long_date

if TYPE_CHECKING:
    from datetime import datetime

    from forms.papers.about import About

TITLES: Final = {
    FormSet.TT03_2025: "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
    FormSet.TT01_2018: "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
}


@dataclass(frozen=True, slots=True)
class Apology:
    """Why it is late, and the new date.

    Attributes:
        agency: Who resolves the dossier and apologises.
        received_at: Instant of receipt.
        due_before: The instant first promised.
        due_after: The instant promised now.
        reason: Why it is late.
        signer: Head of the agency, or empty: a blank to sign.
    """

    agency: str
    received_at: datetime
    due_before: datetime
    due_after: datetime
    reason: str
    signer: str = ""


def apology_paper(about: About, apology: Apology) -> Paper:
    """Write Mẫu 04."""
    issuer, person, agency = about.issuer, about.applicant, apology.agency
    received = long_date(local(apology.received_at).date())
    return Paper(
        "Phiếu xin lỗi",
        (
            issuer.head(about.serial, "PXL", local(about.issued_at).date(), is_ours=False),
            Title(TITLES[issuer.form_set], reprint(about.copy)),
            Field("Kính gửi", person.full_name, is_strong=True),
            Prose(
                f"{received[0].upper()}{received[1:]}, {agency} tiếp nhận giải quyết hồ sơ đề nghị giải "
                f"quyết thủ tục hành chính {about.procedure} của Ông/Bà/Tổ chức {person.full_name}; số định "
                f"danh cá nhân/tổ chức: {person.citizen_id or BLANK}; mã số hồ sơ: {about.code}."
            ),
            Field("Thời gian hẹn trả kết quả giải quyết hồ sơ", instant_in_words(apology.due_before)),
            Prose(
                f"Tuy nhiên đến nay, {agency} chưa trả kết quả giải quyết hồ sơ của Ông/Bà/Tổ chức đúng thời "
                "hạn quy định ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả."
            ),
            Field("Lý do", apology.reason),
            Prose(
                f"{agency} xin trân trọng gửi lời xin lỗi tới Ông/Bà/Tổ chức vì sự chậm trễ trong giải quyết "
                "hồ sơ, có thể gây phiền hà, tốn kém về chi phí, công sức cho Ông/Bà/Tổ chức."
            ),
            Prose(
                f"{agency} sẽ trả kết quả giải quyết hồ sơ cho Ông/Bà/Tổ chức vào "
                f"{instant_in_words(apology.due_after)}."
            ),
            Prose("Mong nhận được sự thông cảm của Ông/Bà/Tổ chức vì sự chậm trễ này./."),
            Signatures(
                None,
                Signature("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", apology.signer, "(Ký, ghi rõ họ tên và đóng dấu)"),
            ),
        ),
        issuer.sheet,
    )
