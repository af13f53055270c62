"""FormEntry: one person filling one form, as a screen or a command sees it.

Here live the verbs of filling and the snapshots a view draws. How values follow from each other is `live`'s; XML is
`read`'s. Nothing typed is ever lost: what cannot be read stays as typed, beside a `Problem`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from forms.xforms.definition import FormDefinition
from forms.xforms.problem import Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """One offered answer."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One relevant question as it stands now.

    Attributes:
        path: Concrete path, `/data/documents[1]/pages`.
        kind: text, integer, decimal, date, time, datetime, select_one, select_multiple, note, acknowledge, upload.
        appearance: The form's hint about looks (`minimal`, `multiline`, …), often empty.
        label: In the entry's language, with `${…}` filled in.
        hint: The same, may be empty.
        required: Must be answered before the form is complete.
        readonly: Shown, not typed.
        text: As typed, or the value in the desk's own manner (dd/mm/yyyy, decimal comma).
        choices: What may be chosen now, in order; empty for other kinds.
        problem: What is wrong with the answer, or None.
        prefill: Which field of the scanned card may fill it (`applicant/full_name`), or None.
        depth: How many groups and repeats stand around it.
        group_label: Label of the innermost group or repeat, may be empty.
        repeat: Concrete path of the innermost repeat instance and its index from 1, or None.
    """

    path: str
    kind: str
    appearance: str
    label: str
    hint: str
    required: bool
    readonly: bool
    text: str
    choices: tuple[Choice, ...]
    problem: str | None
    prefill: str | None
    depth: int
    group_label: str
    repeat: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class RepeatState:
    """One relevant repeat: a list to which instances may be added.

    Attributes:
        path: Where `add_repeat` adds: the path without the last index, `/data/documents`.
        label: Label of the repeat or of the group around it.
        instances: Concrete paths of its instances, in order.
        fixed: The form itself says how many there are; nobody adds or removes.
    """

    path: str
    label: str
    instances: tuple[str, ...]
    fixed: bool


class FormEntry:
    """A form being filled in."""

    definition: FormDefinition

    @classmethod
    def start(
        cls,
        definition: FormDefinition,
        *,
        now: datetime,
        new_uuid: Callable[[], str],
        answers: Mapping[str, Any] | None = None,
        typed: Mapping[str, str] | None = None,
        language: str = "vi",
    ) -> Self:
        """Begin, continue a draft, or show what was received.

        Args:
            definition: The form.
            now: The moment the form calls `now()` and `today()`; timezone-aware.
            new_uuid: Dice for `uuid()` and the instance id.
            answers: Answers by node name as `as_json` gives them, laid over the defaults.
            typed: A draft as `typed` gave it; restored exactly. Wins over `answers`.
            language: Code or name of the language of labels; unknown ones fall back to the form's default.

        Raises:
            FormError: `answers` holds a key the form does not know, or a value of the wrong shape.
        """
        raise NotImplementedError

    @property
    def evaluated(self) -> int:
        """How many expressions have been computed since the start; tests watch that it stays small."""
        raise NotImplementedError

    def answer(self, path: str, text: str) -> None:
        """Take an answer exactly as typed; everything that depends on it follows.

        Args:
            path: Concrete path of a question.
            text: As typed: dates dd/mm/yyyy or ISO, decimals with comma or point, several choices separated by space.

        Raises:
            KeyError: No such question in this entry.
        """
        raise NotImplementedError

    def questions(self) -> tuple[QuestionState, ...]:
        """Return the relevant questions in the form's order, groups and repeats flattened."""
        raise NotImplementedError

    def repeats(self) -> tuple[RepeatState, ...]:
        """Return the relevant repeats in the form's order, empty ones too."""
        raise NotImplementedError

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps the form from being complete, in the form's order."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """Return canonical values of relevant, answered nodes by concrete path (int, str, bool, list of str)."""
        raise NotImplementedError

    def as_json(self) -> dict[str, Any]:
        """Return relevant answers nested by node name, ready for canonical JSON: repeats and several choices as lists,
        integers as int, decimals and dates as text; no floats, no empty answers."""  # noqa: D205, D209
        raise NotImplementedError

    def typed(self) -> dict[str, str]:
        """Return every field as typed, irrelevant and malformed ones too: the draft."""
        raise NotImplementedError

    def add_repeat(self, path: str) -> str:
        """Add an instance at the end of a repeat and return its concrete path.

        Args:
            path: `/data/documents`, with or without the last index.

        Raises:
            KeyError: No such repeat.
            FormError: The form fixes the number, or there are too many.
        """
        raise NotImplementedError

    def remove_repeat(self, path: str) -> None:
        """Remove one instance, `/data/documents[2]`; those behind it move up.

        Raises:
            KeyError: No such instance.
            FormError: The form fixes the number.
        """
        raise NotImplementedError
