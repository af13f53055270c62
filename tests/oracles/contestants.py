"""Who repeats a recording: the engine, and a null engine that only stores what is answered."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from forms.xforms.entry import FormEntry, ProblemKind
from forms.xforms.read import read_form
from forms.xforms.reading import read_value
from forms.xforms.repeats import add_instance
from forms.xforms.tree import find
from forms.xforms.values import stored
from tests.support.xforms import start

from .judge import MISSING, OK, VIOLATED, Leaves
from .playing import Act, Verb, route_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from forms.xforms.tree import Node

    from .playing import Recording

NAMES = {"integer": "2", "decimal": "3", "date": "4", "time": "5", "datetime": "6"}


class Contestant(Protocol):
    """Somebody who repeats a recording."""

    def act(self, act: Act, *, refused: bool) -> str:
        """Do what a person did; return the verdict. What JavaRosa refused leaves nothing behind."""

    def leaves(self) -> Leaves:
        """Relevant leaves."""


class Engine:
    """The engine under test."""

    def __init__(self, recording: Recording) -> None:
        self.entry = start(read_form(recording.xml, recording.beside), now=recording.now)

    def act(self, act: Act, *, refused: bool) -> str:
        match act.verb:
            case Verb.ADD:
                self.entry.add_repeat(act.path)
                return OK
            case Verb.REMOVE:
                self.entry.remove_repeat(act.path)
                return OK
        entry = self.twin() if refused else self.entry
        entry.answer(act.path, act.text)
        kinds = {problem.kind for problem in entry.problems() if problem.path == act.path}
        if ProblemKind.REQUIRED in kinds:
            return MISSING
        return VIOLATED if kinds & {ProblemKind.CONSTRAINT, ProblemKind.UNREADABLE} else OK

    def twin(self) -> FormEntry:
        """The entry once more, for an answer that is not kept."""
        return copy.deepcopy(self.entry, {id(self.entry.definition): self.entry.definition})

    def leaves(self) -> Leaves:
        return leaves_of(self.entry._live.root, self.entry.definition.templates)

    def asked(self) -> dict[str, tuple[bool, bool, tuple[tuple[str, str], ...]]]:
        """Path → required, readonly, value and label of each choice; in order."""
        return {question.path: (question.required, question.readonly,
                                tuple((choice.value, choice.label) for choice in question.choices))
                for question in self.entry.questions()}

    def lists(self) -> set[str]:
        return {repeat.path for repeat in self.entry.repeats() if not repeat.fixed}


class NullEngine:
    """Stores answers and instances of lists, and lets nothing follow."""

    def __init__(self, recording: Recording) -> None:
        self.definition = read_form(recording.xml, recording.beside)
        self.root = self.definition.first.copy(None)

    def act(self, act: Act, *, refused: bool) -> str:
        with suppress(KeyError, ValueError):   # what only a rule could have made
            match act.verb:
                case Verb.ADD:
                    above, _, _ = act.path.rpartition("/")
                    add_instance(find(self.root, above), self.definition.templates[route_of(act.path)])
                case Verb.REMOVE:
                    gone = find(self.root, act.path)
                    gone.parent.children.remove(gone)
                case Verb.ANSWER if not refused:
                    node = find(self.root, act.path)
                    node.value = read_value(node.type, act.text)
        return OK

    def leaves(self) -> Leaves:
        return leaves_of(self.root, self.definition.templates)


def leaves_of(root: Node, templates: Collection[str] = ()) -> Leaves:
    """Relevant leaves; a group that holds only a list without instances is none."""
    groups = {route.rpartition("/")[0] for route in templates}
    return {node.path: stored(node.value) for node in root.walk()
            if not node.children and node.relevant and node.route not in groups}
