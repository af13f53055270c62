"""The review of an import as a screen asks for it: orders and answers; the file itself is `bootstrap`'s.

Frozen shapes only. What a review is stands in `forms.catalogue.review`.
"""

from dataclasses import dataclass
from typing import Any

from desktop_app.ports.rules import PackageDifference


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """How far the reading of an export is: `reading`, `doubting` (rows) or `keeping` (doubts)."""

    doing: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """A review that lies open.

    Attributes:
        path: Its file, which every answer is written to.
        procedures: Rows of the export.
        clean: Rows nothing is doubtful about.
        flags: Doubts in all.
        answered: Doubts that were answered before.
    """

    path: str
    procedures: int
    clean: int
    flags: int
    answered: int


@dataclass(frozen=True, slots=True)
class AskReview:
    """One page of a review.

    Attributes:
        show: `waiting` or `answered`.
        trap: This kind of doubt only; empty for all.
        after: Id of the last flag of the page before; empty for the first page.
        limit: Flags of a page.
    """

    show: str = "waiting"
    trap: str = ""
    after: str = ""
    limit: int = 100


@dataclass(frozen=True, slots=True)
class AnswerFlags:
    """What a person decided.

    Attributes:
        flag: One doubt, or empty for every waiting one of `trap`.
        choice: One of those that its kind offers.
        reason: Why: the text of law, or who was asked.
        value: With `set`: the part as the lists spell it.
        trap: A kind of doubt, where `flag` is empty.
    """

    flag: str
    choice: str
    reason: str
    value: Any = None
    trap: str = ""


@dataclass(frozen=True, slots=True)
class PackReview:
    """Name, first day (ISO) and source of the edition that is packed."""

    edition: str
    effective_from: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PackedReview:
    """A package that was made of a review and not published yet.

    Attributes:
        path: Where it was written, for other desks and the province.
        procedures: How many it holds.
        waiting: How many stay in the review.
        package: The file.
        difference: What it would change here.
    """

    path: str
    procedures: int
    waiting: int
    package: bytes
    difference: PackageDifference
