"""Rà soát danh mục nhập: the doubts that wait, page by page, and a person's answers to them."""

from dataclasses import dataclass
from typing import Final

from forms.catalogue.doubts import Flag
from forms.catalogue.faults import NOT_THIS_CHOICE
from forms.catalogue.review import Answer, Review, read_review, with_answers
from forms.catalogue.traps import CHOICE_WORDS, WORDS, Choice, Trap
from forms.errors import RuleError

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class ReviewProcedures:
    """What is asked of a review.

    Attributes:
        review: The file.
        answers: What a person decided, oldest first.
        of_trap: Show, or answer, this kind only; empty for all.
        code: Show this procedure only; empty for all.
        after: Id of the last flag of the page before; empty for the first page.
        limit: Flags of a page.
    """

    review: bytes
    answers: tuple[Answer, ...] = ()
    of_trap: str = ""
    code: str = ""
    after: str = ""
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One doubt that waits; `choices` say what may be answered, each with its words."""

    id: str
    code: str
    name: str
    reason: str
    detail: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review as it stands now.

    Attributes:
        waiting: Doubts nobody answered.
        answered: Doubts that were answered.
        ready: Procedures that may be published.
        rows: One page of what waits.
        review: The file with the answers.
    """

    waiting: int
    answered: int
    ready: int
    rows: tuple[FlagRow, ...]
    review: bytes


def review_procedures(order: ReviewProcedures) -> Reviewed:
    """Add answers to a review, and show a page of what waits.

    Args:
        order: What is asked.

    Raises:
        RuleError: The file is no review, a flag is unknown, or it does not offer that choice.
    """
    review = with_answers(read_review(order.review), order.answers)
    waiting = review.open_flags()
    return Reviewed(
        waiting=len(waiting),
        answered=len(review.answers),
        ready=len({row["code"] for row in review.rows} - {flag.code for flag in waiting}),
        rows=_page(review, order),
        review=review.spelt(),
    )


def answers_to_all(order: ReviewProcedures, choice: str, person: str, reason: str) -> tuple[Answer, ...]:
    """Return one answer for each doubt that the order's kind and code select and nobody answered.

    Args:
        order: Which; it must name a kind or a procedure.
        choice: What was decided of all of them.
        person: Who.
        reason: Why.

    Raises:
        RuleError: Neither kind nor procedure named, or no such choice.
    """
    if choice not in set(Choice) or not (order.of_trap or order.code):
        raise RuleError(NOT_THIS_CHOICE)
    flags = [flag for flag in read_review(order.review).open_flags() if _is_of(order, flag.code, flag.trap)]
    return tuple(Answer(flag.id, Choice(choice), person, reason) for flag in flags)


def _page(review: Review, order: ReviewProcedures) -> tuple[FlagRow, ...]:
    flags = [flag for flag in review.open_flags() if _is_of(order, flag.code, flag.trap)]
    ids = [flag.id for flag in flags]
    first = ids.index(order.after) + 1 if order.after in ids else 0
    names = {row["code"]: row["name"] for row in review.rows}
    return tuple(_row(flag, names[flag.code]) for flag in flags[first : first + order.limit])


def _row(flag: Flag, name: str) -> FlagRow:
    words = WORDS[flag.trap]
    choices = tuple(f"{choice.value}: {CHOICE_WORDS[choice]}" for choice in words.choices)
    return FlagRow(flag.id, flag.code, name, words.reason, flag.detail, choices)


def _is_of(order: ReviewProcedures, code: str, trap: Trap) -> bool:
    return (not order.of_trap or trap.value == order.of_trap) and (not order.code or code == order.code)
