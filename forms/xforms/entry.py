"""FormEntry: one person filling one form, as a screen or a command sees it.

Here live the verbs of filling. What a question looks like is `view`'s; how values follow from each other is
`live`'s. Nothing typed is ever lost: what cannot be read stays as typed, beside a `Problem`.
"""

from collections.abc import Callable, Container, Mapping
from datetime import datetime
from typing import Any, Self

from forms.xforms.answers import counts_of, drafts, json_of, json_value, placed
from forms.xforms.definition import FormDefinition
from forms.xforms.itemsets import Choice
from forms.xforms.live import Live
from forms.xforms.problem import FormError, Problem, ProblemKind
from forms.xforms.repeats import FIXED, resize
from forms.xforms.tree import Node, find
from forms.xforms.view import (
    QuestionState,
    RepeatState,
    Seen,
    asked,
    failures,
    judge,
    list_state,
    lists,
    look,
)

__all__ = ["Choice", "FormEntry", "Problem", "ProblemKind", "QuestionState", "RepeatState"]


class FormEntry:
    """A form being filled in."""

    def __init__(self, definition: FormDefinition, live: Live) -> None:
        self.definition = definition
        self._live = live
        self._seen: dict[Node, Seen] = {}
        self._kept: dict[Node, dict[str, Any]] = {}
        self._kept_texts: dict[str, str] = {}

    @classmethod
    def start(  # noqa: PLR0913 - each by name: what dice and clock give, and what is laid over the defaults
        cls,
        definition: FormDefinition,
        *,
        now: datetime,
        new_uuid: Callable[[], str],
        answers: Mapping[str, Any] | None = None,
        typed: Mapping[str, str] | None = None,
        language: str = "vi",
        properties: Mapping[str, str] | None = None,
        keeps_unknown: bool = False,
    ) -> Self:
        """Begin, continue a draft, or show what was received.

        Args:
            definition: The form.
            now: The moment the form calls `now()` and `today()`; timezone-aware.
            new_uuid: Dice for `uuid()` and the instance id.
            answers: Answers by node name as `as_json` gives them, laid over the defaults.
            typed: A draft as `typed` gave it, not empty; restored exactly. Wins over `answers`.
            language: Code or name of the language of labels; unknown ones fall back to the form's default.
            properties: What the program tells of itself (`username`, `deviceid`, …), for `property()` and
                preloads; what it does not tell is empty.
            keeps_unknown: Keep what `answers` holds beyond this edition of the form, and give it back in
                `as_json` untouched, instead of refusing it: the record was made by a newer program.

        Raises:
            FormError: `answers` holds a key the form does not know, or a value of the wrong shape, and is not
                to be kept.
        """
        live = Live(definition, now, new_uuid, language, properties)
        entry = cls(definition, live)
        if typed:
            entry._restore(typed)
        live.begin(fresh=not typed, answered=bool(answers))
        if answers and not typed:
            entry._lay(answers, keeps_unknown=keeps_unknown)
        return entry

    @property
    def evaluated(self) -> int:
        """How many expressions have been computed since the start; tests watch that it stays small."""
        return self._live.world.evaluated

    def answer(self, path: str, text: str) -> None:
        """Take an answer exactly as typed; everything that depends on it follows.

        Args:
            path: Concrete path of a question.
            text: As typed: dates dd/mm/yyyy or ISO, decimals with comma or point, several choices separated
                by space.

        Raises:
            KeyError: No such question in this entry, or the form computes its answer itself.
        """
        node = find(self._live.root, path)
        if node.route not in self.definition.questions or self._live.computes(node):
            raise KeyError(path)
        self._live.put(node, text)

    def questions(self) -> tuple[QuestionState, ...]:
        """Return the relevant questions in the form's order, groups and repeats flattened."""
        return tuple(seen.state for seen in self._look())

    def prefillable(self) -> tuple[QuestionState, ...]:
        """Return those of `questions` that the scanned card may fill."""
        wanted = {bind.route for bind in self.definition.binds.values() if bind.prefill}
        return tuple(seen.state for seen in self._look(wanted))

    def repeats(self) -> tuple[RepeatState, ...]:
        """Return the relevant repeats in the form's order, empty ones too."""
        return tuple(list_state(self._live, repeat, parent) for repeat, parent in lists(self._live))

    def finish(self, now: datetime) -> None:
        """Write the moment the entry ended, where the form asks for it (`end`); call it before `as_json`."""
        self._live.finish(now)

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps the form from being complete, in its order; broken formulas of the form last."""
        self._forget_stale()
        found: list[Problem | None] = []
        for node, _ in asked(self._live):
            seen = self._seen.get(node)
            found.append(seen.problem if seen else judge(self._live, node))
        return (*filter(None, found), *failures(self._live))

    def values(self) -> dict[str, Any]:
        """Return values of relevant, answered nodes by concrete path: int, str, bool, list of str."""
        return {node.path: value for node in self._live.root.walk()
                if not node.children and node.relevant and (value := json_value(node)) is not None}

    def as_json(self) -> dict[str, Any]:
        """Return relevant answers nested by node name, ready for canonical JSON.

        Repeats and several choices are lists, integers int, decimals and dates text; no floats, no empty
        answers. What `answers` held beyond this edition comes along, if it was to be kept.
        """
        return json_of(self._live.root, self._kept)

    def typed(self) -> dict[str, str]:
        """Return every field as typed, irrelevant, malformed and unknown ones too: the draft."""
        return self._kept_texts | dict(drafts(self._live.root))

    def add_repeat(self, path: str) -> str:
        """Add an instance at the end of a repeat and return its concrete path.

        Args:
            path: `/data/documents`, with or without the last index.

        Raises:
            KeyError: No such repeat.
            FormError: The form fixes the number, or there are too many.
        """
        above, _, name = path.rpartition("/")
        parent = find(self._live.root, above)
        return self._live.add(parent, self._open(f"{parent.route}/{name.partition('[')[0]}")).path

    def remove_repeat(self, path: str) -> None:
        """Remove one instance, `/data/documents[2]`; those behind it move up.

        Raises:
            KeyError: No such instance.
            FormError: The form fixes the number, and there are no more than it asks for.
        """
        node = find(self._live.root, path)
        if not any(path in one.instances and one.surplus for one in self.repeats()):
            self._open(node.route)
        self._live.remove(node)

    def _open(self, route: str) -> str:
        """Return the route of a repeat that may grow and shrink by hand."""
        if self.definition.repeats[route].fixed:
            raise FormError(FIXED, repeat=route)
        return route

    def _look(self, wanted: Container[str] | None = None) -> list[Seen]:
        """Look at relevant questions, all or of some routes; only what may have changed is looked at anew."""
        self._forget_stale()
        found: list[Seen] = []
        for node, around in asked(self._live):
            if wanted is not None and node.route not in wanted:
                continue
            seen = self._seen.get(node)
            if seen is None or seen.around != around:
                seen = self._seen[node] = look(self._live, node, around)
            found.append(seen)
        return found

    def _forget_stale(self) -> None:
        """Forget the looks of questions that may have changed."""
        self._live.world.spent = 0
        stale, self._live.stale = self._live.stale, set()
        if stale is None:
            self._seen.clear()
        for node in stale or ():
            self._seen.pop(node, None)

    def _restore(self, typed: Mapping[str, str]) -> None:
        """Put a draft back before anything is computed: its instances, and every text as it was."""
        resize(self._live.root, counts_of(typed), self.definition.templates, absent=0)
        for path, text in typed.items():
            try:
                node = find(self._live.root, path)
            except KeyError:   # a node this edition of the form does not have
                self._kept_texts[path] = text
            else:
                self._live.put_quietly(node, text)

    def _lay(self, answers: Mapping[str, Any], *, keeps_unknown: bool) -> None:
        """Lay answers over the defaults; what the form computes itself stays computed."""
        root, templates = self._live.root, self.definition.templates
        unknown: list[tuple[str, str, Any]] = []
        keep = (lambda *found: unknown.append(found)) if keeps_unknown else None
        laid = dict(placed(answers, root, templates, keep))
        resize(root, counts_of(laid), templates, absent=None)
        for path, text in laid.items():
            if path.endswith("]"):
                continue
            node = find(root, path)
            if not self._live.computes(node):
                self._live.put_quietly(node, text)
        for path, name, value in unknown:
            self._kept.setdefault(find(root, path), {})[name] = value
        self._live.everything()
