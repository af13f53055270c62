"""One invented paper of each kind, for tests and for the pictures of the documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forms.dossier.calendar import VN
from forms.dossier.people import Applicant
from forms.papers.about import About
from forms.papers.apology import Apology, apology_paper
from forms.papers.book_register import BookEntry, BookPrint, book_paper
from forms.papers.certification import CertifiedPaper, certification_paper
from forms.papers.control import EARLY, ON_TIME, Control, HandOver, control_paper
from forms.papers.fee_receipt import FeeRow, Payment, fee_paper
from forms.papers.hand_over import HandedDossier, Handing, hand_over_paper
from forms.papers.issuer import FormSet, Issuer
from forms.papers.receipt import receipt_paper
from forms.papers.refusal import refusal_paper
from forms.papers.register import Period, RegisterRow, register_paper
from forms.papers.stopping import Stop, stop_paper
from forms.papers.supplement import supplement_paper
from tests.support.receipts import NUMBER, facts, long_facts

if TYPE_CHECKING:
    from forms.papers.content import Paper

CODE = "H15.99-260205-0001"
VIETQR = (
    "00020101021238570010A00000072701270006970405011352002012345670208QRIBFTTA53037045405160005802VN"
    "62220818H15.99-260205-00016304"
)
AT = datetime(2026, 2, 5, 8, 30, tzinfo=VN)
DUE = datetime(2026, 2, 10, 17, 0, tzinfo=VN)
ISSUER = Issuer(
    "Xã Cư M’gar", "Cư M’gar", address="Số 1 đường Thử Nghiệm, xã Cư M’gar, tỉnh Đắk Lắk", phone="02620000001"
)
PERSON = Applicant(
    "H’Thử Nghiệm Niê Kdăm", "066190000001", "1990-05-01", "Nữ", "Buôn Thử Ê̆ ô̆ ơ̆ ư̆, xã Cư M’gar, tỉnh Đắk Lắk", "0901234567"
)


def about(**changes) -> About:
    """Return what papers of one dossier share."""
    made = About(ISSUER, NUMBER, CODE, PERSON, "Xác nhận tình trạng hôn nhân", AT, qr=facts().qr, serial="7")
    return replace(made, **changes)


def register_rows(count: int) -> tuple[RegisterRow, ...]:
    """Return so many rows of a register; every third was returned."""
    return tuple(
        RegisterRow(
            n,
            f"H15.99-260205-{n:04d}",
            "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh" if n % 2 else "Đăng ký khai tử",
            "Nguyễn Thị Thử Nghiệm" if n % 2 else "Y Thử Ê̆ Ô̆ Bkrông",
            "Buôn Thử, xã Cư M’gar, 0901234567",
            "UBND xã Cư M’gar",
            AT + timedelta(minutes=n),
            DUE,
            DUE - timedelta(hours=2) if n % 3 == 0 else None,
            "post" if n % 5 == 0 else "desk",
        )
        for n in range(1, count + 1)
    )


def a_book() -> tuple[BookPrint, tuple[BookEntry, ...]]:
    """Return a book that went on from a paper year, was taken from a lost machine, and has an entry by hand."""
    remarks = (
        "Trước số 415: bàn giao sổ ngày 05/02/2026, người giao H’Mẫu Niê.",
        "Trước số 431: nhận sổ của máy mất ngày 06/02/2026, Y Thử Bkrông khai báo. Còn trống: 418-430.",
    )
    numbers = (*range(412, 418), *range(431, 460))
    entries = tuple(
        BookEntry(
            n,
            AT + timedelta(minutes=n),
            f"H15.99-260205-{n:04d}",
            "Nguyễn Thị Thử Nghiệm" if n % 2 else "H’Thử Nghiệm Niê Kdăm",
            "Chứng thực bản sao từ bản chính",
            "Giấy ngày 05/02/2026" if n % 3 == 0 else "",
            "H’Mẫu Niê",
        )
        for n in numbers
    )
    by_hand = BookEntry(460, AT + timedelta(days=1), text="Cấp khi mất điện, ghi tay <1 bản> & vào sổ sau", by="Y Thử Bkrông")
    days = (date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 2))
    covered = BookPrint("Sổ chứng thực bản sao từ bản chính", "SCT/BS quyển 01/2026", *days, remarks)
    return covered, (*entries, by_hand)


def control() -> Control:
    """Return the way of a dossier with two hand-overs."""
    desk, officer = "Bộ phận Tiếp nhận và Trả kết quả", "Công chức Tư pháp - Hộ tịch"
    return Control(
        "Ủy ban nhân dân xã Cư M’gar",
        "",
        AT,
        DUE,
        (
            HandOver(desk, officer, AT + timedelta(hours=1), "H’Mẫu Niê", "Y Thử Bkrông", ON_TIME),
            HandOver(officer, desk, DUE - timedelta(hours=3), "Y Thử Bkrông", "H’Mẫu Niê", EARLY, "Đủ kết quả"),
        ),
    )


def payment(**changes) -> Payment:
    """Return two lines of fees."""
    rows = (
        FeeRow("Lệ phí cấp bản sao trích lục hộ tịch", 2, "bản", 8_000, 16_000),
        FeeRow("Phí chứng thực bản sao từ bản chính <trang 1 & 2>", 1, "bản", 5_000, 5_000),
    )
    return replace(Payment(rows, "cash", "H’Mẫu Niê"), **changes)


def all_papers() -> dict[str, Paper]:
    """Return one paper of each kind by the name of its picture and its golden."""
    old = replace(ISSUER, form_set=FormSet.TT01_2018, office="Bộ phận Tiếp nhận và Trả kết quả")
    items = ("Bổ sung bản chính Giấy xác nhận thông tin về cư trú", "Tờ khai ghi thiếu số định danh của vợ")
    reasons = ("Hồ sơ không thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã", "Thiếu Giấy chứng sinh")
    apology = Apology("Ủy ban nhân dân xã Cư M’gar", AT, DUE, DUE + timedelta(days=3), "Chờ xác minh nơi cư trú cũ", "Y Thử Bkrông")
    stop = Stop(AT, AT + timedelta(days=1), "Công dân xin rút để bổ sung giấy tờ", ("Tờ khai (01 bản chính)", "Lệ phí: 16.000 đồng"), "H’Mẫu Niê")
    certified = (CertifiedPaper("Giấy chứng nhận quyền sử dụng đất", 4, 2, 12_000), CertifiedPaper("Bằng tốt nghiệp", 1, 3, 6_000))
    handed = tuple(HandedDossier(f"H15.99-260205-{n:04d}", "Đăng ký khai sinh", "Nguyễn Thị Thử Nghiệm", n, DUE) for n in range(1, 6))
    period = Period(date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 2), "01", "2")
    return {
        "mau-01": receipt_paper(facts()),
        "mau-01-dai": receipt_paper(long_facts()),
        "mau-02": supplement_paper(about(), items, "Thành phần hồ sơ chưa đầy đủ", "H’Mẫu Niê"),
        "mau-03": refusal_paper(about(number="", official_code=None), reasons, "H’Mẫu Niê"),
        "mau-04": apology_paper(about(), apology),
        "mau-05": stop_paper(about(), stop),
        "mau-06": control_paper(about(), control()),
        "mau-07": register_paper(ISSUER, period, register_rows(40), "H’Mẫu Niê"),
        "ban-giao": hand_over_paper(ISSUER, Handing("H’Mẫu Niê", "Y Thử Bkrông", "Công chức Tư pháp - Hộ tịch", AT), handed),
        "so-cua-xa": book_paper(ISSUER, *a_book(), "H’Mẫu Niê"),
        "bien-lai": fee_paper(about(serial="0000412"), payment(volume="01")),
        "nop-phi": fee_paper(about(), payment(is_paid=False, vietqr=VIETQR, memo=CODE, account="Agribank 5200201234567")),
        "chung-thuc": certification_paper(about(procedure="Chứng thực bản sao từ bản chính"), certified, (AT, AT + timedelta(hours=4)), "H’Mẫu Niê"),
        "2018-mau-01": receipt_paper(facts(form_set=FormSet.TT01_2018, office=old.office)),
        "2018-mau-02": supplement_paper(about(issuer=old), items, "Thành phần hồ sơ chưa đầy đủ", "H’Mẫu Niê"),
        "2018-mau-03": refusal_paper(about(issuer=old), reasons, "H’Mẫu Niê"),
        "2018-mau-04": apology_paper(about(issuer=old), apology),
        "2018-mau-05": control_paper(about(issuer=old), control()),
        "2018-mau-06": register_paper(old, period, register_rows(3), "H’Mẫu Niê"),
    }
