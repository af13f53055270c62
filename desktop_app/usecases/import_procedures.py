"""Nhập danh mục của tỉnh: an export becomes a review; nothing of it is in force."""

from dataclasses import dataclass

from forms.catalogue.export import read_export
from forms.catalogue.review import Review, begin
from forms.catalogue.sheets import read_sheets
from forms.catalogue.traps import WORDS, Trap

_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class DoubtCount:
    """One kind of doubt, and how many procedures show it."""

    trap: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an export holds.

    Attributes:
        procedures: How many rows.
        clean: How many of them nothing is doubtful about.
        flags: Doubts in all.
        doubts: By kind, the commonest first.
        review: The review that answers are added to.
    """

    procedures: int
    clean: int
    flags: int
    doubts: tuple[DoubtCount, ...]
    review: Review


def import_procedures(raw: bytes) -> Imported:
    """Read an export of the province and name every doubt about it.

    Args:
        raw: JSON, or a spreadsheet.

    Raises:
        RuleError: The export cannot be read; `where` names row and column.
        FormError: A spreadsheet with macros, too big, or none at all.
    """
    review = begin(read_sheets(raw) if raw.startswith(_ZIP) else read_export(raw))
    counts = {trap: sum(flag.trap is trap for flag in review.flags) for trap in Trap}
    doubts = (DoubtCount(trap.value, WORDS[trap].reason, count) for trap, count in counts.items() if count)
    return Imported(
        procedures=len(review.rows),
        clean=len(review.rows) - len({flag.code for flag in review.flags}),
        flags=len(review.flags),
        doubts=tuple(sorted(doubts, key=lambda doubt: -doubt.count)),
        review=review,
    )
