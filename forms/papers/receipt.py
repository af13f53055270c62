"""Mẫu 01: giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP, Phụ lục I; TT 01/2018 alike).

Here: every field of the form, in its order. Not here: layout (`pdf`), who prints and when.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.about import code_lines, person_lines
from forms.papers.content import Block, Field, Note, Numbered, Paper, Signature, Signatures, Squares, Title
from forms.papers.issuer import BLANK, FormSet, Issuer, instant_in_words, reach, reprint

if TYPE_CHECKING:
    from datetime import datetime

    from forms.dossier.dossier import HandedPaper
    from forms.dossier.people import Applicant

RETURN_AT: Final = {
    "desk": "Nhận trực tiếp tại {office}",
    "post": "Nhận qua dịch vụ bưu chính công ích, theo địa chỉ người nộp hồ sơ",
}


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
        form_set: Which forms the office uses.
        tracking: Public address of the look-up (`codes.tracking`), or empty.
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
    form_set: FormSet = FormSet.TT03_2025
    tracking: str = ""

    @property
    def issuer(self) -> Issuer:
        """The office that issues it."""
        return Issuer(
            self.commune, self.place, self.office, self.office_address, self.office_phone, self.form_set
        )


def receipt_paper(facts: ReceiptFacts) -> Paper:
    """Write Mẫu 01."""
    issuer = facts.issuer
    blocks: list[Block] = [
        issuer.head(facts.serial, "", local(facts.received_at).date()),
        Title("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", reprint(facts.copy)),
        Squares(
            facts.qr,
            "Mã tra cứu hồ sơ",
            (
                *code_lines(facts.number, facts.official_code),
                Field(issuer.name, ""),
                *_office_reach(facts),
                *([Note(f"Tra cứu: {facts.tracking}")] if facts.tracking else []),
                *person_lines(facts.applicant),
            ),
            bars=facts.official_code or facts.number,
        ),
        *reach(facts.applicant),
        *_principal(facts),
        Field("Nội dung yêu cầu giải quyết", facts.procedure, is_strong=True),
        Numbered(
            "Thành phần hồ sơ nộp gồm", tuple(handed(paper) for paper in facts.papers if paper.handed_in)
        ),
        Field("Số lượng hồ sơ", f"{facts.sets:02d} (bộ)"),
        Field("Thời gian giải quyết hồ sơ theo quy định", facts.time_limit),
        Field("Thời gian nhận hồ sơ", instant_in_words(facts.received_at)),
        Field("Thời gian trả kết quả giải quyết hồ sơ", instant_in_words(facts.due_at), is_strong=True),
        Field("Đăng ký nhận kết quả tại", RETURN_AT[facts.return_by].format(office=issuer.name)),
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
    return Paper("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", tuple(blocks), issuer.sheet)


def handed(paper: HandedPaper) -> str:
    """Name a part of the dossier with its originals and copies."""
    counts = ((paper.originals, "bản chính"), (paper.copies, "bản sao"))
    said = ", ".join(f"{count:02d} {kind}" for count, kind in counts if count)
    return f"{paper.name} ({said})" if said else paper.name


def _office_reach(facts: ReceiptFacts) -> tuple[Note, ...]:
    given = (("Địa chỉ", facts.office_address), ("điện thoại", facts.office_phone))
    said = "; ".join(f"{label}: {text}" for label, text in given if text)
    return (Note(f"({said[0].upper()}{said[1:]})"),) if said else ()


def _principal(facts: ReceiptFacts) -> tuple[Block, ...]:
    if facts.principal is None:
        return ()
    person = facts.principal
    address, *others = reach(person)
    return (
        Note("Trường hợp ủy quyền, thông tin của người ủy quyền:"),
        Field("Họ và tên người ủy quyền", person.full_name),
        address,
        Field("Số định danh cá nhân", person.citizen_id or BLANK),
        *others,
        Field("Giấy tờ ủy quyền", facts.authorisation or BLANK),
    )
