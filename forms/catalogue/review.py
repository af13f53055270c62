"""The review of an import: rows, their flags, and what persons answered; only answered rows are published.

Here: answering, publishing what is fully answered, and the spelling of a review as a file. Not here: finding
doubts (`doubts`), asking (`motcua catalogue review`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.canonical import canonical, digest, strict_json
from forms.catalogue import drafting
from forms.catalogue.doubts import Flag, flags_of, is_of_office
from forms.catalogue.export import Row, checked_rows
from forms.catalogue.faults import NO_REASON, NO_SUCH_FLAG, NOT_THIS_CHOICE, REVIEW_MALFORMED
from forms.catalogue.old_letters import unicode_of
from forms.catalogue.package import BYTES_MAX
from forms.catalogue.read_procedure import read_procedure
from forms.catalogue.traps import WORDS, Choice, Trap
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.catalogue.drafting import Entry


class Answer(NamedTuple):
    """What a person decided about one flag.

    Attributes:
        flag: Id of the flag.
        choice: What was decided.
        person: Who.
        reason: Why: the text of law, or who was asked.
        value: With `set`: the part as our lists spell it.
    """

    flag: str
    choice: Choice
    person: str
    reason: str
    value: Any = None

    @property
    def code(self) -> str:
        """The procedure it is about."""
        return self.flag.partition(":")[0]

    @property
    def sets(self) -> str:
        """The part of the procedure that the flag doubts, as our lists name it."""
        return WORDS[_trap(self)].field

    def spelt(self) -> dict[str, Any]:
        """Return it as JSON."""
        said = {"flag": self.flag, "choice": self.choice.value, "person": self.person, "reason": self.reason}
        return said if self.value is None else {**said, "value": self.value}


@dataclass(frozen=True, slots=True)
class Review:
    """One import under review.

    Attributes:
        rows: As they came.
        flags: Every doubt about them.
        answers: By id of the flag.
    """

    rows: tuple[Row, ...]
    flags: tuple[Flag, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """Name of the export whose rows these are: 64 hex digits."""
        return digest(list(self.rows)).hex()

    def open_flags(self) -> tuple[Flag, ...]:
        """Return the flags nobody answered; those of a row that was left out wait for nobody."""
        out = self._left_out()
        return tuple(flag for flag in self.flags if flag.id not in self.answers and flag.code not in out)

    def answered(self, answer: Answer) -> Review:
        """Return the review with one more answer; a newer one replaces the older.

        Raises:
            RuleError: NO_SUCH_FLAG, NOT_THIS_CHOICE (also where the value cannot be used), NO_REASON.
        """
        flag = next((flag for flag in self.flags if flag.id == answer.flag), None)
        if flag is None:
            raise RuleError(NO_SUCH_FLAG, flag=answer.flag)
        if not answer.person.strip() or not answer.reason.strip():
            raise RuleError(NO_REASON, flag=answer.flag)
        if answer.choice not in WORDS[flag.trap].choices or (answer.value is None) is (
            answer.choice is Choice.SET
        ):
            raise RuleError(NOT_THIS_CHOICE, flag=answer.flag)
        if answer.choice is Choice.SET:
            row = next(row for row in self.rows if row["code"] == flag.code)
            _usable(row, flag, answer.value)
        return replace(self, answers={**self.answers, answer.flag: answer})

    def publishable(self) -> tuple[list[Entry], list[Answer]]:
        """Return the procedures whose every flag is answered, and the answers they rest on.

        Raises:
            RuleError: An answer made a procedure that our lists cannot hold; `where` names it and the field.
        """
        waiting = {flag.code for flag in self.open_flags()} | self._left_out()
        flags: dict[str, list[Flag]] = {}
        for flag in self.flags:
            flags.setdefault(flag.code, []).append(flag)
        entries, answers = list[drafting.Entry](), list[Answer]()
        for row in self.rows:
            if row["code"] not in waiting:
                given = [self.answers[flag.id] for flag in flags.get(row["code"], ())]
                entries.append(_entry(row, given))
                answers += given
        return entries, answers

    def _left_out(self) -> set[str]:
        return {a.code for a in self.answers.values() if a.choice is Choice.LEAVE_OUT}

    def spelt(self) -> bytes:
        """Write the review as a file; the flags are found again when it is read, never trusted."""
        said = [answer.spelt() for answer in self.answers.values()]
        return canonical(
            {"review": 1, "source": self.mark, "rows": list(self.rows), "answers": said}
        )


def begin(rows: list[Row]) -> Review:
    """Begin the review of an import."""
    return Review(tuple(rows), tuple(flags_of(rows)))


def read_review(raw: bytes) -> Review:
    """Read what `Review.spelt` wrote.

    Raises:
        RuleError: Another shape, rows that were changed by hand, or an answer its flag does not offer.
    """
    whole = strict_json(raw, bytes_max=2 * BYTES_MAX)
    if not isinstance(whole, dict) or whole.keys() != {"review", "source", "rows", "answers"}:
        raise RuleError(REVIEW_MALFORMED)
    rows = checked_rows(whole["rows"])
    if digest(rows).hex() != whole["source"]:
        raise RuleError(REVIEW_MALFORMED, field="rows")
    return with_answers(begin(rows), read_answers(whole["answers"]))


def with_answers(review: Review, answers: Iterable[Answer]) -> Review:
    """Return the review with many answers."""
    for answer in answers:
        review = review.answered(answer)
    return review


def read_answers(rows: Any) -> list[Answer]:
    """Read answers as `Answer.spelt` writes them.

    Raises:
        RuleError: REVIEW_MALFORMED.
    """
    if not isinstance(rows, list):
        raise RuleError(REVIEW_MALFORMED, field="answers")
    return [_answer(row) for row in rows]


def _answer(row: Any) -> Answer:
    texts = ("flag", "choice", "person", "reason")
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in texts):
        raise RuleError(REVIEW_MALFORMED, field="answers")
    if row["choice"] not in set(Choice):
        raise RuleError(NOT_THIS_CHOICE, flag=row["flag"])
    return Answer(row["flag"], Choice(row["choice"]), row["person"], row["reason"], row.get("value"))


_ORDER: Final = (
    *(Choice.CONVERT, Choice.CLEAN, Choice.EXCLUSIVE, Choice.CONDITIONS, Choice.SET),
    *(Choice.MERGE, Choice.DROP, Choice.ACCEPT),
)
"""Values that a person typed stand over what was found; merging comes last, when the cases are known."""
_CHANGES: Final = {
    Choice.CLEAN: drafting.cleaned,
    Choice.EXCLUSIVE: drafting.exclusive,
    Choice.CONDITIONS: drafting.conditions,
    Choice.MERGE: drafting.merged,
}
_STAND_INS: Final[Entry] = {
    "time_limit": {"unit": "campaign"},
    "fee": {"kind": "free"},
    "papers": [],
    "result": "–",
}


def _entry(row: Row, answers: list[Answer]) -> Entry:
    """Return the procedure of a row with everything answered about it; checked as our lists are."""
    if any(answer.choice is Choice.CONVERT for answer in answers):
        row = unicode_of(row)
    dropped = {_trap(answer) for answer in answers if answer.choice is Choice.DROP}
    kept = [paper for paper in row["documents"] if not any(_is_dropped(paper, trap) for trap in dropped)]
    entry = drafting.draft_of({**row, "documents": kept})
    for answer in sorted(answers, key=lambda one: _ORDER.index(one.choice)):
        if answer.choice is Choice.SET:
            entry = {**entry, answer.sets: answer.value}
        elif answer.choice in _CHANGES:
            entry = _CHANGES[answer.choice](entry)
    entry = drafting.settled(entry)
    read_procedure(entry, "-", drafting.ANY_DAY)
    return entry


def _usable(row: Row, flag: Flag, value: Any) -> None:
    """Try a value that was typed by itself: every other part is a stand-in."""
    entry = {**drafting.draft_of({**row, "documents": [], "data_replaces": []}), **_STAND_INS}
    try:
        read_procedure({**entry, WORDS[flag.trap].field: value}, "-", drafting.ANY_DAY)
    except RuleError as error:
        raise RuleError(NOT_THIS_CHOICE, flag=flag.id, field=error.where.get("field", "-")) from error


def _trap(answer: Answer) -> Trap:
    return Trap(answer.flag.partition(":")[2])


def _is_dropped(paper: Mapping[str, Any], trap: Trap) -> bool:
    if trap is Trap.PAPER_IS_NOTE:
        return not paper["copies_original"] + paper["copies_copy"]
    if trap is Trap.PAPER_UNNAMED:
        return not paper["name"].strip()
    return is_of_office(dict(paper))
