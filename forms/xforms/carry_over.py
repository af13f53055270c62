"""A draft of one edition of a form → the same draft under a newer one, and what that did to it.

Here: where each answer goes, and what is said of those that could not follow. Nothing is lost: what has no
place in the newer edition stays in the draft under `ASIDE`, where an entry keeps what it does not know.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from forms.xforms.definition import FormDefinition
from forms.xforms.entry import FormEntry
from forms.xforms.problem import ProblemKind
from forms.xforms.reading import read_value
from forms.xforms.tree import Node
from forms.xforms.values import shown, stored

ASIDE: Final = "/earlier"
"""What stands before the path of an answer that found no place; no form has such a root."""
_INDEX: Final = re.compile(r"\[(\d+)\]")
_CHOSEN: Final = frozenset({"select_one", "select_multiple"})

GONE: Final = "Ấn bản mới không còn hỏi mục này."
LIST_CHANGED: Final = "Danh sách chứa mục này đã đổi cấu trúc; nhập lại."
OTHER_TYPE: Final = "Ấn bản mới cần kiểu dữ liệu khác, giá trị cũ không đổi được; nhập lại."
NOT_OFFERED: Final = "Lựa chọn này không còn trong ấn bản mới; chọn lại."
MOVED: Final = "Đã chuyển sang câu hỏi mới của ấn bản này."


@dataclass(frozen=True, slots=True)
class Followed:
    """One answer that changed its place, or lost it.

    Attributes:
        label: What was asked, in the words of the older edition where it is known.
        value: The answer as it was shown.
        path: Where it stands now; where it stood, for one that has no place.
        sentence: What happened, in Vietnamese.
    """

    label: str
    value: str
    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A draft under the newer edition.

    Attributes:
        typed: The draft, for `FormEntry.start(typed=…)`.
        moved: Answers that stand at another question now.
        lost: Answers to give anew: kept aside, or kept in place with the problem the form now has with them.
    """

    typed: Mapping[str, str]
    moved: tuple[Followed, ...]
    lost: tuple[Followed, ...]


def carried_over(
    old: FormDefinition | None, typed: Mapping[str, str], new: FormDefinition, *,
    now: datetime, new_uuid: Callable[[], str],
) -> CarriedOver:
    """Carry a draft over to a newer edition.

    Args:
        old: The edition it was typed in; None where it is no longer at hand, which costs the labels only.
        typed: The draft as `FormEntry.typed` gave it.
        new: The newer edition.
        now: The moment the new form calls `now()`.
        new_uuid: Dice for the new form.

    Returns:
        The draft, and what a person should be told. Empty answers are not spoken of.
    """
    moving = _Moving(old, new)
    for path, text in typed.items():
        moving.take(path, text)
    entry = FormEntry.start(new, now=now, new_uuid=new_uuid, typed=dict(moving.typed) or None)
    moving.judge(entry)
    return CarriedOver(dict(moving.typed), tuple(moving.moved), tuple(moving.lost))


def _route(path: str) -> str:
    return _INDEX.sub("", path)


def _leaves(form: FormDefinition) -> Iterator[Node]:
    for tree in (form.first, *form.templates.values()):
        yield from (node for node in tree.walk() if not node.children)


@dataclass
class _Moving:
    """One carrying over."""

    old: FormDefinition | None
    new: FormDefinition
    typed: dict[str, str] = field(default_factory=dict)
    moved: list[Followed] = field(default_factory=list)
    lost: list[Followed] = field(default_factory=list)
    carried: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.leaves = {node.route: node for node in _leaves(self.new)}
        self.before = {node.route: node for node in _leaves(self.old)} if self.old else {}
        self.renamed = {bind.was: bind.route for bind in self.new.binds.values() if bind.was}
        names: dict[str, list[str]] = {}
        for route in self.leaves:
            names.setdefault(route.rpartition("/")[2], []).append(route)
        self.alone = {name: routes[0] for name, routes in names.items() if len(routes) == 1}

    def take(self, path: str, text: str) -> None:
        """Find the place of one answer."""
        if path.startswith(ASIDE):
            self.typed[path] = text
            return
        route = _route(path)
        target = self.target(route)
        if not text.strip():
            if target == route:
                self.typed[path] = text
        elif not target:
            if self.was_asked(route):
                self.lose(path, text, GONE)
        elif (place := self.placed(path, target)) is None:
            self.lose(path, text, LIST_CHANGED)
        elif (read := self.fits(route, target, text)) is None:
            self.lose(path, text, OTHER_TYPE)
        else:
            self.typed[place] = read
            self.carried[place] = (path, text)
            if target != route:
                self.moved.append(Followed(self.label(route, target), text, place, MOVED))

    def target(self, route: str) -> str:
        """Return its newer route: said by the author, the same, or the only one of its name."""
        name = route.rpartition("/")[2]
        said = self.renamed.get(route) or (self.renamed.get(name) if route not in self.leaves else None)
        if said or route in self.leaves:
            return said or route
        return self.alone.get(name, "") if self.old is None or self.alone.get(name) not in self.before else ""

    def was_asked(self, route: str) -> bool:
        """Tell whether a person gave this answer; what the older form computed itself is not missed."""
        return self.old is None or route in self.old.questions or route not in self.before

    def placed(self, path: str, target: str) -> str | None:
        """Return the concrete path at the target; None where its lists are others."""
        indices = [int(index) for index in _INDEX.findall(path)]
        steps, route = list[str](), ""
        for name in target.split("/")[1:]:
            route = f"{route}/{name}"
            if route in self.new.repeats:
                steps.append(f"{name}[{indices.pop(0) if indices else 1}]")
            else:
                steps.append(name)
        return None if any(index > 1 for index in indices) else "/" + "/".join(steps)

    def fits(self, route: str, target: str, text: str) -> str | None:
        """Return the text for the target's type; None where something of it would be lost."""
        kind, before = self.leaves[target].type, self.before.get(route)
        if before is None or before.type == kind:
            return text
        try:
            value = read_value(kind, text)
        except ValueError:
            return None
        return text if text.strip() in {shown(value), stored(value), str(value)} else None

    def judge(self, entry: FormEntry) -> None:
        """Say which answers the newer edition dropped, or has a problem with; the dropped ones go aside."""
        after, problems = entry.typed(), {one.path: one for one in entry.problems()}
        for place, (path, text) in self.carried.items():
            question = self.new.questions.get(_route(place))
            problem = problems.get(place)
            chosen = question is not None and question.kind in _CHOSEN
            if chosen and (after.get(place) != self.typed[place] or _not_offered(entry, place)):
                self.typed[place] = ""
                self.lose(path, text, NOT_OFFERED)
            elif problem is not None and problem.kind is not ProblemKind.REQUIRED:
                label = self.label(_route(path), _route(place))
                self.lost.append(Followed(label, text, place, problem.sentence))

    def lose(self, path: str, text: str, sentence: str) -> None:
        """Put an answer aside and say so."""
        self.typed[f"{ASIDE}{path}"] = text
        self.lost.append(Followed(self.label(_route(path), ""), text, path, sentence))

    def label(self, route: str, target: str) -> str:
        """Return what was asked, without the values that stood in it."""
        for form, where in ((self.old, route), (self.new, target)):
            question = form.questions.get(where) if form else None
            words = next(iter(question.label.values()), ()) if question else ()
            if said := "".join(piece for piece in words if isinstance(piece, str)).strip():
                return said
        return route.rpartition("/")[2]


def _not_offered(entry: FormEntry, place: str) -> bool:
    state = next((one for one in entry.questions() if one.path == place), None)
    if state is None:
        return False
    return not set(state.text.split() if state.kind == "select_multiple" else [state.text]) <= {
        choice.value for choice in state.choices}
