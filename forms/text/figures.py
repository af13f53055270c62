"""Counts, sums and sizes as people here write them.

Here: grouping by points, đồng, bytes, spans of time. Not here: numbers in words, numbers that somebody typed.
"""

from __future__ import annotations

from math import ceil
from typing import Final

_STEP: Final = 1024
_MINUTE: Final = 60
_FEW: Final = 10
"""Below it a size keeps one decimal."""


def grouped(count: int) -> str:
    """Write a whole number by thousands, such as `12.345`."""
    return f"{count:,}".replace(",", ".")


def dong(amount: int) -> str:
    """Write a sum, such as `15.000 đồng`."""
    return f"{grouped(amount)} đồng"


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
