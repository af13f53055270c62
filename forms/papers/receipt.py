"""Mẫu 01: giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP, Phụ lục I).

Here: every field of the form, in its order. Not here: layout (`pdf`), who prints and when.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.content import (
    Block,
    Field,
    Head,
    Note,
    Numbered,
    Paper,
    Signature,
    Signatures,
    Squares,
    Title,
)
from forms.text.fold import fold

if TYPE_CHECKING:
    from datetime import date, datetime

    from forms.dossier.dossier import HandedPaper
    from forms.dossier.people import Applicant

BLANK: Final = "……………"
RETURN_AT: Final = {
    "desk": "Nhận trực tiếp tại {office}",
    "post": "Nhận qua dịch vụ bưu chính công ích, theo địa chỉ người nộp hồ sơ",
}
_PADDED_MONTHS: Final = 3
_PADDED_DAYS: Final = 10


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the receipt says.

    Attributes:
        commune: Full name of the commune, e.g. `Xã Cư M’gar`.
        place: Where it is signed, e.g. `Cư M’gar`.
        number: Provisional number.
        official_code: The province's code, or None while it is not known.
        applicant: Who hands in; a delegate stands here.
        procedure: Name of what is asked for.
        papers: Parts of the dossier; those not handed in are left out.
        time_limit: The lawful limit in words, e.g. `3 ngày làm việc`.
        received_at: Instant of receipt.
        due_at: Instant the result is due.
        received_by: Name of the clerk.
        qr: Text of the squares (`codes.receipt_qr.receipt_text`).
        serial: Number of this receipt within its book, or empty: a blank to fill by hand.
        sets: Number of sets.
        return_by: `desk` or `post`.
        principal: The person a delegate acts for, or None.
        authorisation: The paper that authorises the delegate.
        book: Number of the register's volume, if any.
        entry: Number in the register, if any.
        copy: 1 for the first print; reprints say which one they are.
        office: Name of the office, with or without its commune.
        office_address: Where the citizen finds it, or empty.
        office_phone: Its telephone, or empty.
    """

    commune: str
    place: str
    number: str
    official_code: str | None
    applicant: Applicant
    procedure: str
    papers: tuple[HandedPaper, ...]
    time_limit: str
    received_at: datetime
    due_at: datetime
    received_by: str
    qr: str
    serial: str = ""
    sets: int = 1
    return_by: str = "desk"
    principal: Applicant | None = None
    authorisation: str = ""
    book: str = ""
    entry: str = ""
    copy: int = 1
    office: str = "Trung tâm Phục vụ hành chính công"
    office_address: str = ""
    office_phone: str = ""


def receipt_paper(facts: ReceiptFacts) -> Paper:
    """Write Mẫu 01."""
    day = local(facts.received_at).date()
    at_the_office = _at_the_office(facts)
    blocks: list[Block] = [
        Head(
            parent=f"ỦY BAN NHÂN DÂN\n{facts.commune.upper()}",
            office=facts.office.upper(),
            number=f"Số: {facts.serial or '………'}/{day.year}-{_sign(facts.office)}",
            place_and_date=f"{facts.place}, {date_in_words(day)}",
        ),
        Title("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", _reprint(facts.copy)),
        Squares(
            facts.qr,
            "Mã tra cứu hồ sơ",
            (*_code(facts), Field(at_the_office, ""), *_office_reach(facts), *_person(facts.applicant)),
        ),
        *_reach(facts.applicant),
        *_principal(facts),
        Field("Nội dung yêu cầu giải quyết", facts.procedure, is_strong=True),
        Numbered(
            "Thành phần hồ sơ nộp gồm", tuple(_paper(paper) for paper in facts.papers if paper.handed_in)
        ),
        Field("Số lượng hồ sơ", f"{facts.sets:02d} (bộ)"),
        Field("Thời gian giải quyết hồ sơ theo quy định", facts.time_limit),
        Field("Thời gian nhận hồ sơ", instant_in_words(facts.received_at)),
        Field("Thời gian trả kết quả giải quyết hồ sơ", instant_in_words(facts.due_at), is_strong=True),
        Field("Đăng ký nhận kết quả tại", _return_at(facts.return_by, at_the_office)),
        Field(
            "Vào Sổ theo dõi hồ sơ, Quyển số",
            facts.book or BLANK,
            more=(("Số thứ tự", facts.entry or BLANK),),
        ),
        Signatures(
            Signature("NGƯỜI NỘP HỒ SƠ", facts.applicant.full_name),
            Signature("NGƯỜI TIẾP NHẬN HỒ SƠ", facts.received_by),
        ),
    ]
    return Paper("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", tuple(blocks))


def date_in_words(day: date) -> str:
    """Write a day as NĐ 30/2020 does: days under 10 and the months 1 and 2 with a nought."""
    days = f"{day.day:02d}" if day.day < _PADDED_DAYS else str(day.day)
    months = f"{day.month:02d}" if day.month < _PADDED_MONTHS else str(day.month)
    return f"ngày {days} tháng {months} năm {day.year}"


def instant_in_words(at: datetime) -> str:
    """Write an instant in local time: `08 giờ 30 phút, ngày 05 tháng 02 năm 2026`."""
    here = local(at)
    return f"{here:%H} giờ {here:%M} phút, {date_in_words(here.date())}"


def _reprint(copy: int) -> str:
    return f"(Bản in lại, lần {copy})" if copy > 1 else ""


def _code(facts: ReceiptFacts) -> tuple[Field | Note, ...]:
    if facts.official_code:
        return (
            Field("Mã hồ sơ", facts.official_code, is_strong=True),
            Field("Số tạm khi tiếp nhận", facts.number),
        )
    return (
        Field("Mã hồ sơ", facts.number, is_strong=True),
        Note("(Số tạm, luôn tra cứu được; mã chính thức do hệ thống tỉnh cấp.)"),
    )


def _office_reach(facts: ReceiptFacts) -> tuple[Note, ...]:
    given = (("Địa chỉ", facts.office_address), ("điện thoại", facts.office_phone))
    said = "; ".join(f"{label}: {text}" for label, text in given if text)
    return (Note(f"({said[0].upper()}{said[1:]})"),) if said else ()


def _person(person: Applicant) -> tuple[Field, ...]:
    return (
        Field("Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức", person.full_name, is_strong=True),
        Field("Số định danh cá nhân/tổ chức", person.citizen_id or BLANK),
    )


def _reach(person: Applicant) -> tuple[Field, ...]:
    return (
        Field("Địa chỉ", person.address or BLANK),
        Field("Số điện thoại", person.phone or BLANK, more=(("Email", person.email or BLANK),)),
    )


def _principal(facts: ReceiptFacts) -> tuple[Block, ...]:
    if facts.principal is None:
        return ()
    person = facts.principal
    return (
        Note("Trường hợp ủy quyền, thông tin của người ủy quyền:"),
        Field("Họ và tên người ủy quyền", person.full_name),
        Field("Địa chỉ", person.address or BLANK),
        Field("Số định danh cá nhân", person.citizen_id or BLANK),
        Field("Số điện thoại", person.phone or BLANK, more=(("Email", person.email or BLANK),)),
        Field("Giấy tờ ủy quyền", facts.authorisation or BLANK),
    )


def _paper(paper: HandedPaper) -> str:
    counts = ((paper.originals, "bản chính"), (paper.copies, "bản sao"))
    said = ", ".join(f"{count:02d} {kind}" for count, kind in counts if count)
    return f"{paper.name} ({said})" if said else paper.name


def _return_at(return_by: str, at_the_office: str) -> str:
    return RETURN_AT[return_by].format(office=at_the_office)


def _at_the_office(facts: ReceiptFacts) -> str:
    """Name the office with its commune, once."""
    if fold(facts.commune) in fold(facts.office):
        return facts.office
    return f"{facts.office} {_lower_first(facts.commune)}"


def _sign(office: str) -> str:
    """Return the sign of the issuer: a centre, or a mere reception desk (bộ phận)."""
    return "BPTNTKQ" if fold(office).startswith("bo phan") else "TTPVHCC"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
