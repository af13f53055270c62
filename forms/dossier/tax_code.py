"""The tax code (mã số thuế) of an organisation or a household business.

Ten digits, the last a check digit; a branch adds `-nnn`. Since 1/7/2025 a person's tax code is the personal
number, and Mẫu 01 asks for one "số định danh cá nhân/tổ chức". Here: shape and check digit, and a number of
either kind as it was typed. Not here: whether it exists.
Source: Law on Tax Administration; TT 86/2024/TT-BTC; weights as in the published examples.
"""

from __future__ import annotations

import re
from typing import Final

from forms.dossier.people import check_personal_number, is_other_paper, is_personal_number
from forms.errors import Notice

_SHAPE: Final = re.compile(r"([0-9]{10})(?:-?[0-9]{3})?")
_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_MODULUS: Final = 11
_YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def check_digit(nine: str) -> int | None:
    """Return the tenth digit of a tax code, or None where no code begins so.

    Args:
        nine: The first nine digits.
    """
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, nine, strict=True)) % _MODULUS
    return 10 - rest if rest else None


def is_tax_code(text: str) -> bool:
    """Tell whether the text can be an organisation's code: ten digits, or thirteen, and the check digit.

    Without the check digit a personal number that lost two digits would pass for one.
    """
    match = _SHAPE.fullmatch(text)
    return match is not None and check_digit(match[1][:9]) == int(match[1][9])


def check_number(number: str, *, sex: str = "", birth: str = "") -> tuple[Notice, ...]:
    """Look at the number of a person or an organisation as typed; warn, never block.

    Args:
        number: A personal number, a tax code, or another paper with its number (nothing to compare).
        sex: `Nam`, `Nữ`, or empty.
        birth: A date in any spelling that shows its year in four digits, the year alone, or empty.

    Returns:
        Notices of `check_personal_number` or of `check_tax_code`.
    """
    if _SHAPE.fullmatch(number):
        return check_tax_code(number)
    if is_other_paper(number):
        return ()
    year = _YEAR.search(birth)
    return check_personal_number(number, sex=sex or None, birth=int(year[0]) if year else None)


def check_tax_code(text: str) -> tuple[Notice, ...]:
    """Look at a tax code as typed; warn, never block.

    Args:
        text: Ten digits, ten and three of a branch, or a personal number.

    Returns:
        Notices with the codes tax_shape, tax_check.
    """
    plain = re.sub(r"[ .]", "", text)
    match = _SHAPE.fullmatch(plain)
    if is_personal_number(plain):
        return ()
    if match is None:
        return (Notice("tax_shape", "Mã số thuế phải có 10 chữ số, hoặc 13 chữ số của đơn vị phụ thuộc."),)
    if check_digit(match[1][:9]) != int(match[1][9]):
        return (Notice("tax_check", "Chữ số kiểm tra của mã số thuế không đúng; đối chiếu lại."),)
    return ()
