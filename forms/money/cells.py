"""Cells of a bank's statement: sums and days as Vietnamese banks write them; and cells that run nothing.

Here: one cell each way. Not here: which column it is (`statement`).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from forms.dossier.calendar import VN

AMOUNT_MAX: Final = 10**13
_CURRENCY: Final = re.compile(r"(?:vnd|vnđ|đồng|đ|₫)\.?$", re.IGNORECASE)
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,](\d{1,2}))?", re.ASCII)
_PLAIN: Final = re.compile(r"\d{1,15}(?:[.,](\d{1,2}))?", re.ASCII)
_WRAPPED: Final = re.compile(r'="(.*)"', re.DOTALL)
_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)
_YEAR_FIRST: Final = re.compile(
    r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def text_of_cell(cell: str) -> str:
    """Return what a person sees: `="0042"` is how some banks keep zeros; blanks of all kinds become one."""
    wrapped = _WRAPPED.fullmatch(cell.strip())
    return " ".join((wrapped[1] if wrapped else cell).split())


def read_amount(cell: str) -> int | None:
    """Read a sum in đồng: points or commas between thousands, a sign before or behind, `VND`, brackets.

    Args:
        cell: As it stands in the file.

    Returns:
        Đồng, negative for what went out; None for no sum, for xu, and beyond ten thousand billion.
    """
    plain = _CURRENCY.sub("", text_of_cell(cell).replace(" ", "").strip("'"))
    sign = -1 if plain.startswith(("-", "(")) or plain.endswith("-") else 1
    digits = plain.strip("+-()")
    match = _GROUPED.fullmatch(digits) or _PLAIN.fullmatch(digits)
    if match is None:
        return None
    decimals = match[match.lastindex] if match.lastindex and match[match.lastindex] not in (".", ",") else ""
    if decimals.strip("0"):
        return None
    whole = digits[: len(digits) - len(decimals) - 1] if decimals else digits
    amount = int(re.sub(r"[.,]", "", whole))
    return sign * amount if amount <= AMOUNT_MAX else None


def read_moment(cell: str) -> datetime | None:
    """Read `23/11/2026`, `23-11-2026 08:15:00`, `2026-11-23 …` as local time; None for what is no day."""
    text = text_of_cell(cell).strip("'")
    found = _DAY_FIRST.match(text)
    parts = None
    if found:
        parts = (found[3], found[2], found[1], *found.groups()[3:])
    else:
        found = _YEAR_FIRST.match(text)
        parts = found.groups() if found else None
    if parts is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=VN)
    except ValueError:
        return None


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows and never runs: a formula's beginning gets an apostrophe."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
