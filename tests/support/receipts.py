"""Invented receipts for tests of the papers."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from forms.codes.receipt_qr import receipt_text
from forms.dossier.calendar import VN
from forms.dossier.dossier import HandedPaper
from forms.dossier.people import Applicant
from forms.papers.receipt import ReceiptFacts

ID = UUID("0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")
NUMBER = "T-24184-K7Q2-00042-YJJV"


def facts(**changes) -> ReceiptFacts:
    """Return the facts of a short receipt, given on 5 February 2026."""
    made = ReceiptFacts(
        commune="Xã Cư M’gar",
        place="Cư M’gar",
        number=NUMBER,
        official_code=None,
        applicant=Applicant(
            "Nguyễn Thị Thử Nghiệm", "066190000001", "1990-05-01", "Nữ", "Buôn Thử, xã Cư M’gar, tỉnh Đắk Lắk", "0901234567"
        ),
        procedure="Đăng ký khai sinh",
        papers=(
            HandedPaper("Tờ khai đăng ký khai sinh", 1, 0, handed_in=True),
            HandedPaper("Giấy chứng sinh", 1, 1, handed_in=True),
            HandedPaper("Văn bản ủy quyền", 1, 0, handed_in=False),
        ),
        time_limit="Trong ngày làm việc",
        received_at=datetime(2026, 2, 5, 8, 30, tzinfo=VN),
        due_at=datetime(2026, 2, 5, 17, 0, tzinfo=VN),
        received_by="H’Mẫu Niê",
        office_address="Số 1 đường Thử Nghiệm, xã Cư M’gar, tỉnh Đắk Lắk",
        office_phone="02620000001",
        qr=receipt_text(ID, NUMBER, lambda message: hashlib.sha512(message).digest()),
    )
    return replace(made, **changes)


def long_facts() -> ReceiptFacts:
    """Return a receipt with a delegate, long names, eighteen papers, and every field given."""
    return facts(
        official_code="H15.99-260205-0001",
        serial="42",
        book="01",
        entry="42",
        copy=2,
        sets=3,
        return_by="post",
        principal=Applicant("Y Thử Ê̆ Ô̆ ơ̆ ư̆ ƀčĕĭñŏŭ Bkrông", "066090000002", "", "", "Buôn Bên Kia", "0901234568", "thu@example.vn"),
        authorisation="Giấy ủy quyền số 12, chứng thực ngày 04/02/2026",
        papers=tuple(
            HandedPaper(f"Giấy tờ thử nghiệm thứ {n} có tên dài để phải xuống dòng trên giấy tiếp nhận hồ sơ", 1, n % 2, handed_in=True)
            for n in range(1, 19)
        ),
    )
