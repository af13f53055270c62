"""The e-form of one intake, or the lack of one: answers, lists, and what it takes over from the applicant.

So the presenter need not ask each time whether there is a form.
"""

from collections.abc import Mapping
from typing import Any

from desktop_app.ui.screens.intake.prefill import Prefill
from desktop_app.ui.strings import WORDS
from forms.xforms.entry import FormEntry, QuestionState, RepeatState


class OpenForm:
    """An entry being filled in, or none where the procedure has no e-form."""

    def __init__(self, entry: FormEntry | None = None) -> None:
        """Open a form; without ``entry`` every question of this class has an empty answer."""
        self._entry = entry
        self._prefill = Prefill()

    def questions(self) -> tuple[QuestionState, ...]:
        """The relevant questions as they stand now."""
        return self._entry.questions() if self._entry is not None else ()

    def problems(self) -> dict[str, str]:
        """Path → sentence of everything that keeps the form from being complete."""
        if self._entry is None:
            return {}
        return {problem.path: problem.sentence for problem in self._entry.problems()}

    def note(self) -> str:
        """Say that the form has pictures or sounds which no screen shows; empty where it has none."""
        unsupported = self._entry.definition.unsupported if self._entry is not None else ()
        count = sum(one.what == "media" for one in unsupported)
        return WORDS("form_media", count=count) if count else ""

    def typed(self) -> dict[str, str]:
        """Every field as typed: the draft."""
        return self._entry.typed() if self._entry is not None else {}

    def answers(self) -> dict[str, Any]:
        """The answers as they are received."""
        return self._entry.as_json() if self._entry is not None else {}

    def answer(self, path: str, text: str) -> None:
        """Take an answer exactly as typed."""
        if self._entry is not None:
            self._entry.answer(path, text)

    def fill(self, applicant: Mapping[str, str]) -> None:
        """Let the questions that ask for it take over the applicant's fields."""
        if self._entry is not None:
            self._prefill.fill(self._entry, applicant)

    def add_repeat(self, near: str) -> str:
        """Add an entry to the list that ``near`` belongs to, or to the first list.

        Returns:
            The first question of the new entry, or empty when the form has no such list.
        """
        lists = self._open_lists()
        wanted = next((one for one in lists if near.startswith(one.path)), lists[0] if lists else None)
        if self._entry is None or wanted is None:
            return ""
        added = self._entry.add_repeat(wanted.path)
        return next((question.path for question in self.questions() if question.path.startswith(added)), "")

    def remove_repeat(self, near: str) -> bool:
        """Remove the entry of a list that the question ``near`` stands in, unless it is the only one."""
        here = next((question for question in self.questions() if question.path == near), None)
        instance = here.repeat[0] if here is not None and here.repeat is not None else ""
        lists = self._entry.repeats() if self._entry is not None else ()
        long_enough = [one for one in lists if one.surplus or (not one.fixed and len(one.instances) > 1)]
        if self._entry is None or not any(instance in one.instances for one in long_enough):
            return False
        self._entry.remove_repeat(instance)
        return True

    def _open_lists(self) -> list[RepeatState]:
        repeats = self._entry.repeats() if self._entry is not None else ()
        return [one for one in repeats if not one.fixed]
