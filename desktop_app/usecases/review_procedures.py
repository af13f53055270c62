"""Rà soát danh mục nhập: the doubts that wait, page by page, and a person's answers to them."""

from collections import Counter
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
        review: The file, or the review it held.
        answers: What a person decided, oldest first.
        of_trap: Show, or answer, this kind only; empty for all.
        code: Show this procedure only; empty for all.
        after: Id of the last flag of the page before; empty for the first page.
        limit: Flags of a page.
        answered: Show what was answered instead of what waits.
    """

    review: bytes | Review
    answers: tuple[Answer, ...] = ()
    of_trap: str = ""
    code: str = ""
    after: str = ""
    limit: int = PAGE
    answered: bool = False


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One doubt.

    Attributes:
        id: Its name in answers.
        code: Of the procedure.
        name: Of the procedure.
        reason: Why a person must look.
        detail: What was seen, in the words of the export.
        choices: What may be answered, each with its words: `set: nhập giá trị đúng`.
        trap: Kind of doubt.
        field: The part of the record that `set` replaces; empty where nothing can be set.
        choice: What was answered; empty while it waits.
        person: Who answered.
        why: The reason that was given.
    """

    id: str
    code: str
    name: str
    reason: str
    detail: str
    choices: tuple[str, ...]
    trap: str = ""
    field: str = ""
    choice: str = ""
    person: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of doubt, and how many of it wait and were answered."""

    trap: str
    reason: str
    choices: tuple[str, ...]
    waiting: int
    answered: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review as it stands now.

    Attributes:
        waiting: Doubts nobody answered.
        answered: Doubts that were answered.
        ready: Procedures that may be published.
        rows: One page of what waits, or of what was answered.
        next: Id of the page's last flag; empty where no other page follows.
        kinds: Each kind of doubt that was found, the commonest first.
        review: The review with the answers.
    """

    waiting: int
    answered: int
    ready: int
    rows: tuple[FlagRow, ...]
    next: str
    kinds: tuple[KindRow, ...]
    review: Review


def review_procedures(order: ReviewProcedures) -> Reviewed:
    """Add answers to a review, and show a page of what waits.

    Args:
        order: What is asked.

    Raises:
        RuleError: The file is no review, a flag is unknown, or it does not offer that choice.
    """
    review = with_answers(_read(order.review), order.answers)
    waiting = review.open_flags()
    rows, following = _page(review, waiting, order)
    return Reviewed(
        waiting=len(waiting),
        answered=len(review.answers),
        ready=len({row["code"] for row in review.rows} - {flag.code for flag in waiting}),
        rows=rows,
        next=following,
        kinds=_kinds(review, waiting),
        review=review,
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
    flags = [flag for flag in _read(order.review).open_flags() if _is_of(order, flag.code, flag.trap)]
    return tuple(Answer(flag.id, Choice(choice), person, reason) for flag in flags)


def _read(review: bytes | Review) -> Review:
    return review if isinstance(review, Review) else read_review(review)


def _page(
    review: Review, waiting: tuple[Flag, ...], order: ReviewProcedures
) -> tuple[tuple[FlagRow, ...], str]:
    all_of = [flag for flag in review.flags if flag.id in review.answers] if order.answered else waiting
    flags = [flag for flag in all_of if _is_of(order, flag.code, flag.trap)]
    ids = [flag.id for flag in flags]
    first = ids.index(order.after) + 1 if order.after in ids else 0
    names = {row["code"]: row["name"] for row in review.rows}
    shown = flags[first : first + order.limit]
    following = shown[-1].id if shown and len(flags) > first + order.limit else ""
    return tuple(_row(flag, names[flag.code], review.answers.get(flag.id)) for flag in shown), following


def _kinds(review: Review, waiting: tuple[Flag, ...]) -> tuple[KindRow, ...]:
    waits = Counter(flag.trap for flag in waiting)
    done = Counter(flag.trap for flag in review.flags if flag.id in review.answers)
    found = (
        KindRow(trap.value, words.reason, _choices(trap), waits[trap], done[trap])
        for trap, words in WORDS.items()
        if waits[trap] or done[trap]
    )
    return tuple(sorted(found, key=lambda kind: -kind.waiting))


def _row(flag: Flag, name: str, answer: Answer | None) -> FlagRow:
    words = WORDS[flag.trap]
    said = (answer.choice.value, answer.person, answer.reason) if answer else ("", "", "")
    facts = (flag.id, flag.code, name, words.reason, flag.detail, _choices(flag.trap))
    return FlagRow(*facts, flag.trap.value, words.field, *said)


def _choices(trap: Trap) -> tuple[str, ...]:
    return tuple(f"{choice.value}: {CHOICE_WORDS[choice]}" for choice in WORDS[trap].choices)


def _is_of(order: ReviewProcedures, code: str, trap: Trap) -> bool:
    return (not order.of_trap or trap.value == order.of_trap) and (not order.code or code == order.code)
