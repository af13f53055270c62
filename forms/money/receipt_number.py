"""Number of a fee's receipt (số biên lai): unique without a line, like a provisional number.

`BL-K7Q2-26-00042-9F3M`: the machine's tag, the year, the machine's count in that year, a check part from the
dice, so that a machine set back never prints a number that somebody else holds. Not here: the counter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from forms.dossier.numbering import check_part
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from uuid import UUID

_NUMBER: Final = re.compile(r"BL-([0-9A-HJKMNP-TV-Z]{4})-(\d{2})-(\d{5,})-([0-9A-HJKMNP-TV-Z]{4})", re.ASCII)
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
