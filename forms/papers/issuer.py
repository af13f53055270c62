"""Who issues a paper, under which form set; the head and the reach that all papers share.

Here: office, form set, head, the lines that say how to reach somebody. Not here: any one
paper's wording. Source: TT 03/2025/TT-VPCP Phụ lục I, TT 01/2018/TT-VPCP, NĐ 30/2020.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.content import Field, Head, Sheet
from forms.text.dates import long_date, time_of_day
from forms.text.fold import fold

if TYPE_CHECKING:
    from datetime import date, datetime

    from forms.dossier.people import Applicant

BLANK: Final = "……………"


class FormSet(StrEnum):
    """Which set of forms an office prints."""

    TT03_2025 = "2025"
    """Seven papers of TT 03/2025/TT-VPCP, A4."""
    TT01_2018 = "2018"
    """Six papers of TT 01/2018/TT-VPCP, A5 but for the register; still used by some provinces in 2025."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The office that issues papers.

    Attributes:
        commune: Full name of the commune, e.g. `Xã Cư M’gar`.
        place: Where papers are signed, e.g. `Cư M’gar`.
        office: Name of the office, with or without its commune.
        address: Where the citizen finds it, or empty.
        phone: Its telephone, or empty.
        form_set: Which forms it uses.
    """

    commune: str
    place: str
    office: str = "Trung tâm Phục vụ hành chính công"
    address: str = ""
    phone: str = ""
    form_set: FormSet = FormSet.TT03_2025

    @property
    def sign(self) -> str:
        """Sign of the issuer behind a number: a centre, or a mere reception desk (bộ phận)."""
        return "BPTNTKQ" if fold(self.office).startswith("bo phan") else "TTPVHCC"

    @property
    def name(self) -> str:
        """The office with its commune, named once."""
        if fold(self.commune) in fold(self.office):
            return self.office
        return f"{self.office} {lower_first(self.commune)}"

    @property
    def sheet(self) -> Sheet:
        """The sheet a dossier's paper takes in this form set."""
        return Sheet.A5 if self.form_set is FormSet.TT01_2018 else Sheet.A4

    def head(self, serial: str, kind: str, day: date, *, is_ours: bool = True) -> Head:
        """Write the head of a paper.

        Args:
            serial: Number within its series of the year, or empty: a blank to fill by hand.
            kind: Sign of the paper's kind, e.g. `PBS`; empty for the receipt, whose year stands there.
            day: Day of issue, local.
            is_ours: The number ends with the centre's sign; not where another agency says it (Mẫu 04).
        """
        series = "-".join(part for part in (kind or str(day.year), self.sign if is_ours else "") if part)
        return Head(
            parent=f"ỦY BAN NHÂN DÂN\n{self.commune.upper()}",
            office=self.office.upper(),
            number=f"Số: {serial or '………'}/{series}",
            place_and_date=f"{self.place}, {long_date(day)}",
        )


def instant_in_words(at: datetime) -> str:
    """Write an instant in local time: `08 giờ 30 phút, ngày 05 tháng 02 năm 2026`."""
    here = local(at)
    return f"{time_of_day(here.time())}, {long_date(here.date())}"


def reach(person: Applicant) -> tuple[Field, ...]:
    """Say how to reach a person: address, telephone, e-mail; what is not known is a blank."""
    return (
        Field("Địa chỉ", person.address or BLANK),
        Field("Số điện thoại", person.phone or BLANK, more=(("Email", person.email or BLANK),)),
    )


def reprint(copy: int) -> str:
    """Say under the title which reprint it is; nothing on the first print."""
    return f"(Bản in lại, lần {copy})" if copy > 1 else ""


def lower_first(text: str) -> str:
    """Put the first letter small: `Xã Cư M’gar` within a sentence."""
    return text[:1].lower() + text[1:]
