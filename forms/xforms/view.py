"""What a screen sees of a running form: questions, lists, and what is wrong with each answer.

Here live the snapshots and the walk through the body that makes them. Changing anything is `entry`'s.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from forms.xforms.definition import Bounds, Group, Item, Question, Repeat
from forms.xforms.graph import Kind
from forms.xforms.itemsets import Choice, choices_of, chosen, offered_values
from forms.xforms.live import Live
from forms.xforms.problem import ExpressionError, Problem, ProblemKind
from forms.xforms.tree import Node, split
from forms.xforms.values import shown

MISSING: Final = "Ô này bắt buộc, chưa có câu trả lời."
NOT_OFFERED: Final = "Câu trả lời không nằm trong các lựa chọn; chọn lại."
OFF_RANGE: Final = "Số này nằm ngoài thang cho phép; nhập lại."
NOT_ALLOWED: Final = "Câu trả lời chưa hợp lệ; kiểm tra và nhập lại."
BROKEN: Final = "Biểu mẫu có công thức không tính được với các câu trả lời này; báo quản trị viên."


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One relevant question as it stands now.

    Attributes:
        path: Concrete path, `/data/documents[1]/pages`.
        kind: text, integer, decimal, date, time, datetime, select_one, select_multiple, note, acknowledge,
            upload, geopoint, geotrace, geoshape.
        appearance: The form's hint about looks (`minimal`, `multiline`, …), often empty.
        label: In the entry's language, with `${…}` filled in.
        hint: The same, may be empty.
        required: Must be answered before the form is complete.
        readonly: Shown, not typed.
        text: As typed, or the value in the desk's own manner (dd/mm/yyyy, decimal comma).
        choices: What may be chosen now, in order; empty for other kinds.
        problem: What is wrong with what was typed, or None; a missing answer is only among
            `FormEntry.problems`.
        prefill: Which field of the scanned card may fill it (`applicant/full_name`), or None.
        depth: How many groups and repeats stand around it.
        group_label: Label of the innermost group or repeat, may be empty.
        repeat: Concrete path of the innermost repeat instance and its index from 1, or None.
        bounds: What a range offers, or None.
        media: What an upload takes (`image/*`, `audio/*`, …), or `""`.
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
    bounds: Bounds | None = None
    media: str = ""


@dataclass(frozen=True, slots=True)
class RepeatState:
    """One relevant repeat: a list to which instances may be added.

    Attributes:
        path: Where `add_repeat` adds: the path without the last index, `/data/documents`.
        label: Label of the repeat or of the group around it.
        instances: Concrete paths of its instances, in order.
        fixed: The form itself says how many there are; nobody adds.
        surplus: There are more than a fixed list asks for now; what is too many may be removed.
    """

    path: str
    label: str
    instances: tuple[str, ...]
    fixed: bool
    surplus: bool


class Around(NamedTuple):
    """What stands around a question."""

    depth: int
    label: str
    repeat: tuple[str, int] | None


class Seen(NamedTuple):
    """A question as last looked at."""

    around: Around
    state: QuestionState
    problem: Problem | None


def asked(live: Live) -> Iterator[tuple[Node, Around]]:
    """Yield the nodes of relevant questions in the form's order, with what stands around them."""
    yield from _asked(live, live.definition.body, live.root, Around(0, "", None))


def _asked(live: Live, items: tuple[Item, ...], base: Node, around: Around) -> Iterator[tuple[Node, Around]]:
    for item in items:
        nodes = base.along(split(item.route)[base.depth:])
        match item:
            case Question():
                yield from ((node, around) for node in nodes if node.relevant)
            case Group(children=children) if nodes and nodes[0].relevant:
                label = live.say(item.label, nodes[0]) or around.label
                yield from _asked(live, children, base, Around(around.depth + 1, label, around.repeat))
            case Repeat(children=children):
                for index, node in enumerate(nodes, 1):
                    if node.relevant:
                        inner = Around(around.depth + 1, live.say(item.label, node), (node.path, index))
                        yield from _asked(live, children, node, inner)


def lists(live: Live) -> Iterator[tuple[Repeat, Node]]:
    """Yield every relevant repeat with each node around its instances."""
    for repeat in live.definition.repeats.values():
        for parent in live.root.along(split(repeat.route)[1:-1]):
            instances = parent.along(split(repeat.route)[-1:])
            if parent.relevant and (any(node.enabled for node in instances) or
                                    (not instances and live.would_be_relevant(repeat.route, parent))):
                yield repeat, parent


def list_state(live: Live, repeat: Repeat, parent: Node) -> RepeatState:
    """Look at one list."""
    name = split(repeat.route)[-1]
    paths = tuple(node.path for node in parent.named(name))
    surplus = repeat.count is not None and len(paths) > live.counted(repeat.route, repeat.count, parent)
    return RepeatState(f"{parent.path}/{name}", live.say(repeat.label, parent), paths, repeat.fixed, surplus)


def look(live: Live, node: Node, around: Around) -> Seen:
    """Look at one question."""
    question = live.definition.questions[node.route]
    bind = live.definition.binds.get(node.route)
    choices = _choices(live, question, node)
    problem = _judge(live, question, node, (choice.value for choice in choices))
    state = QuestionState(
        path=node.path,
        kind=question.kind,
        appearance=question.appearance,
        label=live.say(question.label, node) or node.name,
        hint=live.say(question.hint, node),
        required=live.holds(node, Kind.REQUIRED),
        readonly=_readonly(live, node),
        text=shown(node.value) if node.typed is None else node.typed,
        choices=choices,
        problem=problem.sentence if problem and problem.kind is not ProblemKind.REQUIRED else None,
        prefill=(bind.prefill or None) if bind else None,
        depth=around.depth,
        group_label=around.label,
        repeat=around.repeat,
        bounds=question.bounds,
        media=question.media,
    )
    return Seen(around, state, problem)


def _choices(live: Live, question: Question, node: Node) -> tuple[Choice, ...]:
    try:
        return choices_of(question, node, live.world, live.say)
    except ExpressionError as exc:
        live.failures[node, Kind.CHOICES] = str(exc)
        return ()


def _readonly(live: Live, node: Node) -> bool:
    """Tell whether nobody may type: the form says so here or above, or computes the answer itself."""
    if live.computes(node):
        return True
    above: Node | None = node
    while above is not None:
        if live.holds(above, Kind.READONLY):
            return True
        above = above.parent
    return False


def judge(live: Live, node: Node) -> Problem | None:
    """Return the first thing wrong with the answer of one question, without looking at all the rest of it."""
    question = live.definition.questions[node.route]
    offered: Iterator[str] = iter(())
    try:
        offered = offered_values(question, node, live.world)
    except ExpressionError as exc:
        live.failures[node, Kind.CHOICES] = str(exc)
    return _judge(live, question, node, offered)


def _judge(live: Live, question: Question, node: Node, offered: Iterator[str]) -> Problem | None:
    """Return the first thing wrong with an answer: unreadable, missing, not offered, not allowed."""
    bind = live.definition.binds.get(node.route)

    def problem(kind: ProblemKind, sentence: str) -> Problem:
        return Problem(node.path, live.say(question.label, node) or node.name, sentence, kind)
    if node.unread:
        return problem(ProblemKind.UNREADABLE, node.unread)
    if node.value == "":
        missing = question.kind != "note" and live.holds(node, Kind.REQUIRED)
        words = live.say(bind.required_words, node) if bind else ""
        return problem(ProblemKind.REQUIRED, words or MISSING) if missing else None
    chooses = question.kind in {"select_one", "select_multiple"}
    if chooses and not set(chosen(question, str(node.value))) <= set(offered):
        return problem(ProblemKind.CONSTRAINT, NOT_OFFERED)
    bounds = question.bounds
    if bounds is not None and isinstance(node.value, float) and not bounds.holds(node.value):
        return problem(ProblemKind.CONSTRAINT, OFF_RANGE)
    if live.holds(node, Kind.CONSTRAINT):
        return None
    words = live.say(bind.constraint_words, node) if bind else ""
    return problem(ProblemKind.CONSTRAINT, words or NOT_ALLOWED)


def failures(live: Live) -> Iterator[Problem]:
    """Yield what could not be computed, for relevant nodes that are still there."""
    for node, _ in live.failures:
        if node.relevant and (node.parent is None or node.position):
            question = live.definition.questions.get(node.route)
            label = live.say(question.label, node) if question else ""
            yield Problem(node.path, label or node.name, BROKEN, ProblemKind.FORM)
