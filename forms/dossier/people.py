"""The people of a dossier: who asks, for whom, and what their number says.

Here: the applicant, the personal number's cross-checks, masking for logs. Not here: reading a card (`codes`).
Source: personal numbers `PPP C YY NNNNNN` as issued, no check digit; the province codes are the 63 of before
the mergers of 2025 and stay in use.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from forms.errors import Faults, Notice, RuleError
from forms.text.fold import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

PROVINCE_OF_NUMBER: Final[dict[str, str]] = {
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn", "008": "Tuyên Quang",
    "010": "Lào Cai", "011": "Điện Biên", "012": "Lai Châu", "014": "Sơn La", "015": "Yên Bái",
    "017": "Hòa Bình", "019": "Thái Nguyên", "020": "Lạng Sơn", "022": "Quảng Ninh", "024": "Bắc Giang",
    "025": "Phú Thọ", "026": "Vĩnh Phúc", "027": "Bắc Ninh", "030": "Hải Dương", "031": "Hải Phòng",
    "033": "Hưng Yên", "034": "Thái Bình", "035": "Hà Nam", "036": "Nam Định", "037": "Ninh Bình",
    "038": "Thanh Hóa", "040": "Nghệ An", "042": "Hà Tĩnh", "044": "Quảng Bình", "045": "Quảng Trị",
    "046": "Thừa Thiên Huế", "048": "Đà Nẵng", "049": "Quảng Nam", "051": "Quảng Ngãi",
    "052": "Bình Định", "054": "Phú Yên", "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận",
    "062": "Kon Tum", "064": "Gia Lai", "066": "Đắk Lắk", "067": "Đắk Nông", "068": "Lâm Đồng",
    "070": "Bình Phước", "072": "Tây Ninh", "074": "Bình Dương", "075": "Đồng Nai",
    "077": "Bà Rịa - Vũng Tàu", "079": "Thành phố Hồ Chí Minh", "080": "Long An", "082": "Tiền Giang",
    "083": "Bến Tre", "084": "Trà Vinh", "086": "Vĩnh Long", "087": "Đồng Tháp", "089": "An Giang",
    "091": "Kiên Giang", "092": "Cần Thơ", "093": "Hậu Giang", "094": "Sóc Trăng", "095": "Bạc Liêu",
    "096": "Cà Mau",
}  # fmt: skip
_NUMBER: Final = re.compile(r"\d{12}")
_OTHER_PAPER: Final = re.compile(
    r"(?:ho chieu|the (?:thuong|tam) tru|giay to di lai quoc te) (?=(?:[a-z]*\d){4})[a-z0-9]{5,20}"
)
_FIRST_COUNTRY: Final = 100
_FUTURE_CENTURY: Final = 2  # 20th is 0, 21st is 1


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person who asks, or for whom a delegate asks.

    Attributes:
        full_name: One name as written on the card; many people have no surname.
        citizen_id: 12 digits; of an organisation its tax code; else paper and number (`is_other_paper`).
        birth_date: ISO date, or year alone, or empty.
        sex: `Nam`, `Nữ` or empty.
        address: Hamlet, commune, province; no district.
        phone: 10 digits, or empty.
        email: Address, or empty.
    """

    full_name: str
    citizen_id: str = ""
    birth_date: str = ""
    sex: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the facts that are given, for the document."""
        return {name: nfc(text) for name, text in asdict(self).items() if text}

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> Applicant:
        """Read an applicant; all values must be text.

        Raises:
            RuleError: An unknown field, a value that is not text, or no name.
        """
        unknown = sorted(set(facts) - set(cls.__slots__))
        wrong = unknown or [name for name, text in facts.items() if not isinstance(text, str)]
        if wrong:
            raise RuleError(Faults.BAD_PERSON.value, field=wrong[0])
        clean = {name: " ".join(nfc(text).split()) for name, text in facts.items()}
        if not clean.get("full_name"):
            raise RuleError(Faults.BAD_PERSON.value, field="full_name")
        return cls(**clean)


def is_personal_number(text: str) -> bool:
    """Tell whether the text has the shape of a personal number: 12 ASCII digits."""
    return text.isascii() and _NUMBER.fullmatch(text) is not None


def is_other_paper(text: str) -> bool:
    """Tell whether the text names the paper of who has no personal number, and its number.

    `Hộ chiếu C1234567`; a residence card, or a travel document. Bare digits are none: a personal number
    that lost some would pass. Source: Law 26/2023/QH15 Đ3 (personal numbers are citizens').
    """
    return _OTHER_PAPER.fullmatch(fold(text)) is not None


def check_personal_number(
    number: str, *, sex: str | None = None, birth: date | int | None = None
) -> tuple[Notice, ...]:
    """Compare a personal number with what the person says; warn, never block.

    Args:
        number: 12 digits.
        sex: `Nam`, `Nữ`, or None when not known.
        birth: Birth date, or birth year alone, or None when not known.

    Returns:
        Notices with the codes number_shape, number_province, number_abroad, number_century, number_sex,
        number_year.
    """
    if not is_personal_number(number):
        return (Notice("number_shape", "Số định danh cá nhân phải có đúng 12 chữ số."),)
    found: list[Notice] = []
    if number[:3] not in PROVINCE_OF_NUMBER:
        found.append(_unknown_place(number[:3]))
    century, is_woman = divmod(int(number[3]), 2)
    if century >= _FUTURE_CENTURY:
        found.append(
            Notice("number_century", f"Chữ số thứ tư ({number[3]}) ứng với thế kỷ chưa tới; kiểm tra lại số.")
        )
    if sex in ("Nam", "Nữ") and (sex == "Nữ") != bool(is_woman):
        said = "nữ" if is_woman else "nam"
        found.append(
            Notice("number_sex", f"Giới tính {sex} không khớp với số định danh (số này là của {said}).")
        )
    year = birth if isinstance(birth, int) or birth is None else birth.year
    if year is not None and year != 1900 + 100 * century + int(number[4:6]):
        found.append(
            Notice(
                "number_year",
                f"Năm sinh {year} không khớp với số định danh "
                f"(số này ứng với năm {1900 + 100 * century + int(number[4:6])}).",
            )
        )
    return tuple(found)


def _unknown_place(place: str) -> Notice:
    """Say what the first three digits may be: codes of countries begin after those of provinces."""
    if int(place) >= _FIRST_COUNTRY:
        return Notice(
            "number_abroad",
            f"Ba số đầu {place} là mã nước, của người đăng ký khai sinh ở nước ngoài; đối chiếu với giấy tờ.",
        )
    return Notice(
        "number_province",
        f"Ba số đầu {place} không phải mã tỉnh nơi đăng ký khai sinh đã biết; kiểm tra lại số.",
    )
