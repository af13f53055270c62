"""Counts, sums and sizes as people here write them.

Here: grouping by points, decimals after a comma and their reading, đồng, bytes, spans of time, phone numbers.
Not here: numbers in words (`words`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import ceil
from typing import Final

_STEP: Final = 1024
_MINUTE: Final = 60
_FEW: Final = 10
"""Below it a size keeps one decimal."""
DONG_MAX: Final = 10**13 - 1
"""The largest sum that a transfer carries; more is a slip of the key."""
_NUMBER: Final = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d{1,30})(,\d{1,30})?", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s.\-()]+")
_PHONE: Final = re.compile(r"(?:\+84|0084|84|0)([35789]\d{8})", re.ASCII)


def grouped(count: int) -> str:
    """Write a whole number by thousands, such as `12.345`."""
    return f"{count:,}".replace(",", ".")


def dong(amount: int) -> str:
    """Write a sum, such as `15.000 đồng`."""
    return f"{grouped(amount)} đồng"


def decimal(number: Decimal) -> str:
    """Write a number with points between thousands and a comma before decimals: `1.234.567,5`."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def read_decimal(text: str) -> Decimal | None:
    """Read a number as people here write it, or None.

    `1.234.567,5` and `1234567,5` are one number; `1.23` is none, because the point stands between thousands.
    """
    typed = text.strip()
    if not _NUMBER.fullmatch(typed):
        return None
    return Decimal(typed.replace(".", "").replace(",", "."))


def read_dong(text: str) -> int | None:
    """Read đồng as people type them, `70.000` or `70000 đ`; None for what is no whole sum of them."""
    number = read_decimal(text.strip().casefold().removesuffix("đồng").removesuffix("đ").strip())
    if number is None or number < 0 or number != int(number) or number > DONG_MAX:
        return None
    return int(number)


def read_phone(text: str) -> str | None:
    """Return the ten digits of a mobile number (03, 05, 07, 08, 09), or None.

    Args:
        text: As typed: blanks, points, hyphens and brackets between, `+84` instead of the first 0.
    """
    found = _PHONE.fullmatch(_BETWEEN.sub("", text))
    return f"0{found[1]}" if found else None


def phone(digits: str) -> str:
    """Write a phone number of ten digits in groups: `0905 000 011`; anything else stays."""
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if re.fullmatch(r"\d{10}", digits, re.ASCII) else digits


def size(count: int) -> str:
    """Write so many bytes in the unit people read, such as `1,4 MB` or `14 MB`; units are steps of 1024."""
    if count < _STEP:
        return f"{count} B"
    value, unit = (count / _STEP, "KB") if count < _STEP * _STEP else (count / _STEP**2, "MB")
    return f"{value:.{1 if value < _FEW else 0}f} {unit}".replace(".", ",")


def duration(seconds: float) -> str:
    """Write how long something takes, such as `45 giây`, `3 phút`, `1 giờ 20 phút`; rounded up."""
    whole = max(1, ceil(seconds))
    if whole <= _MINUTE:
        return f"{whole} giây"
    minutes = ceil(whole / _MINUTE)
    if minutes < _MINUTE:
        return f"{minutes} phút"
    hours, rest = divmod(minutes, _MINUTE)
    return f"{hours} giờ {rest} phút" if rest else f"{hours} giờ"
