"""The dossier that a paper speaks of: numbers, person, procedure; and the codes printed beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.papers.content import Field, Note, Squares
from forms.papers.issuer import BLANK

if TYPE_CHECKING:
    from datetime import datetime

    from forms.dossier.people import Applicant
    from forms.papers.content import Block
    from forms.papers.issuer import Issuer

_CELL_WIDE: Final = 18
"""So many letters of a code fit into its column."""


@dataclass(frozen=True, slots=True)
class About:
    """What every paper of a dossier says.

    Attributes:
        issuer: The office.
        number: Provisional number.
        official_code: The province's code, or None while it is not known.
        applicant: Who hands in; a delegate stands here.
        procedure: Name of what is asked for.
        issued_at: Instant the paper is issued: of the event it records, not of the print.
        qr: Text of the squares (`codes.receipt_qr.receipt_text`), or empty: no squares.
        serial: Number of this paper within its series, or empty: a blank to fill by hand.
        copy: 1 for the first print; reprints say which one they are.
    """

    issuer: Issuer
    number: str
    official_code: str | None
    applicant: Applicant
    procedure: str
    issued_at: datetime
    qr: str = ""
    serial: str = ""
    copy: int = 1

    @property
    def code(self) -> str:
        """The official code; the provisional number while there is none."""
        return self.official_code or self.number


def code_lines(number: str, official_code: str | None) -> tuple[Field | Note, ...]:
    """Say which code the dossier has, and what the provisional number is."""
    if official_code:
        return (
            Field("Mã hồ sơ", official_code, is_strong=True),
            Field("Số tạm khi tiếp nhận", number),
        )
    return (
        Field("Mã hồ sơ", number, is_strong=True),
        Note("(Số tạm, luôn tra cứu được; mã chính thức do hệ thống tỉnh cấp.)"),
    )


def in_a_cell(code: str) -> str:
    """Break a code that is too long for a column where people break it: after a hyphen near its middle."""
    if len(code) <= _CELL_WIDE:
        return code
    hyphens = [n for n, letter in enumerate(code) if letter == "-"]
    at = min(hyphens, key=lambda n: abs(2 * n - len(code)), default=-1)
    return f"{code[: at + 1]}\n{code[at + 1 :]}" if hyphens else code


def person_lines(person: Applicant) -> tuple[Field, ...]:
    """Name the person a dossier was received from, with their number."""
    return (
        Field("Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức", person.full_name, is_strong=True),
        Field("Số định danh cá nhân/tổ chức", person.citizen_id or BLANK),
    )


def with_codes(about: About, *beside: Field | Note) -> tuple[Block, ...]:
    """Print lines with bars and squares beside them; without a text for the squares, the lines alone."""
    if not about.qr:
        return beside
    return (Squares(about.qr, "Mã tra cứu hồ sơ", beside, bars=about.code),)
