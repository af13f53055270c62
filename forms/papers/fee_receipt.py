"""Biên lai thu phí, lệ phí: what was paid for, the sum in figures and words; before it, the notice to pay.

With the text of a VietQR the paper carries its squares. They prove no payment. The layout is our own: the
paper the law calls biên lai comes from a numbered series, whose number stands here as `serial`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.content import Column, Field, Grid, Note, Paper, Signature, Signatures, Squares, Title
from forms.papers.issuer import BLANK, reprint
from forms.text.figures import dong, grouped
from forms.text.words import USUAL, Wording, dong_in_words

if TYPE_CHECKING:
    from forms.papers.about import About

METHODS: Final = {"cash": "Tiền mặt", "transfer": "Chuyển khoản"}
_COLUMNS: Final = (
    Column("STT", 0.7, "centre"),
    Column("Tên khoản thu", 4.6),
    Column("Đơn vị tính", 1.4, "centre"),
    Column("Số lượng", 1.2, "right"),
    Column("Mức thu (đồng)", 1.7, "right"),
    Column("Thành tiền (đồng)", 1.9, "right"),
)


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One line: what for, how many of which unit, đồng each, đồng in all."""

    title: str
    quantity: int
    unit: str
    price: int
    amount: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid, or is to be paid.

    Attributes:
        rows: What for.
        method: `cash` or `transfer`; a notice to pay leaves the choice and does not look at it.
        taken_by: Name of who takes the money, or who gives the notice.
        is_paid: False for the notice to pay.
        exemption: Why less is taken, or empty.
        vietqr: Text of a VietQR (`codes.vietqr`), or empty.
        memo: What stands in the transfer, printed beside the squares.
        account: Bank and number of the account, printed beside them for who cannot scan.
        wording: How the sum is written in words.
        volume: Number of the volume of the book of receipts, or empty.
    """

    rows: tuple[FeeRow, ...]
    method: str
    taken_by: str
    is_paid: bool = True
    exemption: str = ""
    vietqr: str = ""
    memo: str = ""
    account: str = ""
    wording: Wording = USUAL
    volume: str = ""

    @property
    def total(self) -> int:
        """Sum of all rows, đồng."""
        return sum(row.amount for row in self.rows)


def fee_paper(about: About, payment: Payment) -> Paper:
    """Write the receipt, or the notice to pay."""
    issuer, person = about.issuer, about.applicant
    kind, name = ("BLT", "Biên lai thu") if payment.is_paid else ("TBN", "Thông báo nộp")
    name = f"{name} phí, lệ phí"
    total = grouped(payment.total)
    return Paper(
        name,
        (
            issuer.head(about.serial, kind, local(about.issued_at).date()),
            Title(name.upper(), reprint(about.copy)),
            *([Field("Quyển số", payment.volume)] if payment.volume else []),
            Field("Người nộp", person.full_name, is_strong=True),
            Field("Số định danh cá nhân/tổ chức", person.citizen_id or BLANK),
            Field("Địa chỉ", person.address or BLANK),
            Field("Mã hồ sơ", about.code, is_strong=True),
            Field("Thủ tục hành chính", about.procedure),
            Grid(
                _COLUMNS,
                tuple(_cells(n, row) for n, row in enumerate(payment.rows, start=1)),
                ("", "Cộng", "", "", "", total),
            ),
            *([Field("Miễn, giảm", payment.exemption)] if payment.exemption else []),
            Field("Tổng số tiền", dong(payment.total), is_strong=True),
            Field("Bằng chữ", dong_in_words(payment.total, payment.wording)),
            Field("Hình thức nộp", _method(payment)),
            *_squares(payment),
            _signatures(payment, person.full_name),
        ),
        issuer.sheet,
    )


def _cells(n: int, row: FeeRow) -> tuple[str, ...]:
    return (str(n), row.title, row.unit, grouped(row.quantity), grouped(row.price), grouped(row.amount))


def _method(payment: Payment) -> str:
    if payment.is_paid:
        return METHODS[payment.method]
    return "Chuyển khoản, hoặc tiền mặt tại quầy" if payment.vietqr else "Tiền mặt tại quầy"


def _signatures(payment: Payment, payer: str) -> Signatures:
    """A receipt is signed by both; a notice by who gives it: nobody has taken money yet."""
    if not payment.is_paid:
        return Signatures(None, Signature("NGƯỜI THÔNG BÁO", payment.taken_by))
    return Signatures(Signature("NGƯỜI NỘP TIỀN", payer), Signature("NGƯỜI THU TIỀN", payment.taken_by))


def _squares(payment: Payment) -> tuple[Squares, ...]:
    if not payment.vietqr:
        return ()
    beside: tuple[Field | Note, ...] = (
        Note("Chuyển khoản bằng mã VietQR bên cạnh. Mã không phải là chứng từ đã nộp tiền."),
        *([Field("Tài khoản nhận", payment.account)] if payment.account else []),
        Field("Nội dung chuyển khoản", payment.memo or BLANK),
    )
    return (Squares(payment.vietqr, "VietQR", beside),)
