"""Number of a fee's receipt (số biên lai): unique without a line, like a provisional number.

`BL-K7Q2-26-00042-9F3M`: the machine's tag, the year, the machine's count in that year, a check part from the
dice, so that a machine set back never prints a number that somebody else holds. Where the machine holds a
book of receipts (sign `BLT`) its entry is the number: `BLT-26-01-0000412` is 412 of volume 1 of 2026.
Not here: the counter, the book.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from forms.dossier.numbering import check_part
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from uuid import UUID

_NUMBER: Final = re.compile(r"BL-([0-9A-HJKMNP-TV-Z]{4})-(\d{2})-(\d{5,})-([0-9A-HJKMNP-TV-Z]{4})", re.ASCII)
_OF_BOOK: Final = re.compile(r"BLT-\d{2}-(\d{2,})-0*(\d+)", re.ASCII)
_TAG: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}")


def series(tag: str, year: int) -> str:
    """Return what all numbers of a machine's year begin with."""
    if not _TAG.fullmatch(tag):
        raise RuleError(Faults.BAD_NUMBER.value)
    return f"BL-{tag}-{year % 100:02d}-"


def receipt_number(tag: str, year: int, count: int, dice: UUID) -> str:
    """Spell a number.

    Args:
        tag: The machine's four letters.
        year: Of the ledger's day.
        count: From 1.
        dice: A fresh id; its last bits are the check part.

    Raises:
        RuleError: A part has not its shape.
    """
    if count < 1:
        raise RuleError(Faults.BAD_NUMBER.value)
    return f"{series(tag, year)}{count:05d}-{check_part(dice)}"


def count_of(number: str) -> int:
    """Return the count in a number; 0 for what is none."""
    match = _NUMBER.fullmatch(number)
    return int(match[3]) if match else 0


def book_receipt_number(year: int, volume: int, n: int) -> str:
    """Spell the number that an entry of the book of receipts gives.

    Args:
        year: Of the book.
        volume: Number of the volume (quyển).
        n: The entry.
    """
    return f"BLT-{year % 100:02d}-{volume:02d}-{n:07d}"


def printed_number(number: str) -> tuple[str, str]:
    """Return what stands on the paper: number and volume; a machine's own number has no volume."""
    match = _OF_BOOK.fullmatch(number)
    return (f"{int(match[2]):07d}", match[1]) if match else (number, "")
