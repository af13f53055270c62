"""The instance as JSON and as a draft, and back.

Here live the two shapes in which answers leave an entry: canonical JSON for the record, and typed text for
the draft. What follows from an answer is `live`'s.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any, Final

from forms.xforms.decimals import plain_number
from forms.xforms.definition import INSTANCES_MAX
from forms.xforms.problem import FormError, answer_fault
from forms.xforms.tree import Node, Scalar, split
from forms.xforms.values import shown, stored

UNKNOWN: Final = answer_fault("Tệp trả lời có mục mà biểu mẫu không có.",
                              "an answer the form does not ask for",
                              "Đối chiếu tên mục với biểu mẫu (lệnh form check), sửa rồi nạp lại.")
SHAPE: Final = answer_fault("Tệp trả lời có mục sai cấu trúc (nhóm, danh sách hoặc giá trị đơn).",
                            "an answer of the wrong shape", "Sửa cấu trúc mục được chỉ ra rồi nạp lại.")
TOO_LONG: Final = answer_fault("Danh sách trong tệp trả lời quá dài.", "too many instances in the answers",
                               "Tách thành nhiều hồ sơ.")

META: Final = "meta"

Placed = Iterator[tuple[str, str]]
"""Paths and texts."""
Kept = Mapping[Node, Mapping[str, Any]]
"""Group or instance of a repeat → name and value of what this edition of the form does not know."""
Unknown = Callable[[str, str, Any], None]


def json_of(root: Node, kept: Kept) -> dict[str, Any]:
    """Return the relevant, answered part of an instance as JSON without floats.

    Args:
        root: Root of the instance.
        kept: What this edition of the form does not know, by the group or instance of a repeat that holds it;
            it comes along as it was, whether its group is relevant or not.
    """
    return _json_of(root, kept, hidden=False) or {}


def _json_of(node: Node, kept: Kept, *, hidden: bool) -> Any:
    hidden = hidden or not node.enabled
    if not node.children and node not in kept:
        return None if hidden else json_value(node)
    found: dict[str, Any] = {}
    for child in node.children:
        if node.parent is None and child.name == META:
            continue
        part = _json_of(child, kept, hidden=hidden)
        if child.repeats and (part is not None or not (hidden or not child.enabled)):
            found.setdefault(child.name, []).append(part or {})
        elif part is not None:
            found[child.name] = part
    return {**kept.get(node, {}), **found} or None


def json_value(node: Node) -> Any:
    """Return one value: int, bool, text, or a list of choices; None when it is empty."""
    value: Scalar = node.value
    if value == "" or isinstance(value, bool):
        return None if value == "" else value
    if isinstance(value, float):
        return int(value) if node.type in {"int", "integer"} else plain_number(value)
    if isinstance(value, date | time):
        return stored(value)
    text = unicodedata.normalize("NFC", value)
    return text.split() if node.type in {"select", "rank"} else text


def drafts(root: Node) -> Iterator[tuple[str, str]]:
    """Yield path and text of every leaf, as typed or as the desk shows it; irrelevant ones too."""
    for node in root.walk():
        if not node.children:
            yield node.path, shown(node.value) if node.typed is None else node.typed


def placed(answers: Mapping[str, Any], node: Node, templates: Mapping[str, Node],
           unknown: Unknown | None = None) -> Placed:
    """Yield path and text of every answer in a JSON tree; a path ending in an index says how long a list is.

    Args:
        answers: As `json_of` gives them; texts as typed are welcome too.
        node: Where they belong: the root, or a template of it.
        templates: Route of a repeat → an empty instance.
        unknown: Takes what the form does not know, as path of what holds it, name and value; None refuses it.

    Raises:
        FormError: A key the form does not know, or a group where a value belongs, or the reverse.
    """
    yield from _Placing(templates, unknown).group(answers, node, node.path)


class _Placing:
    """One laying of answers over a form."""

    def __init__(self, templates: Mapping[str, Node], unknown: Unknown | None) -> None:
        self.templates = templates
        self.unknown = unknown

    def group(self, answers: Mapping[str, Any], node: Node, path: str) -> Placed:
        for key, answer in answers.items():
            name = unicodedata.normalize("NFC", key)
            try:
                yield from list(self.one(answer, node, name, f"{path}/{name}"))
            except FormError:
                if self.unknown is None:
                    raise
                self.unknown(path, name, answer)

    def one(self, answer: Any, node: Node, name: str, path: str) -> Placed:
        template = self.templates.get(f"{node.route}/{name}")
        child = template or next(iter(node.named(name)), None)
        if child is None:
            raise FormError(UNKNOWN, key=path[:200])
        if template is not None:
            yield from self.listed(answer, template, path)
        elif not child.children:
            yield path, _typed(answer, path)
        elif isinstance(answer, Mapping):
            yield from self.group(answer, child, path)
        else:
            raise FormError(SHAPE, key=path)

    def listed(self, answer: Any, template: Node, path: str) -> Placed:
        if not isinstance(answer, list) or not all(isinstance(each, Mapping) for each in answer):
            raise FormError(SHAPE, key=path)
        if len(answer) > INSTANCES_MAX:
            raise FormError(TOO_LONG, key=path)
        yield f"{path}[{len(answer)}]", ""
        for index, each in enumerate(answer, 1):
            yield from self.group(each, template, f"{path}[{index}]")


def _typed(answer: Any, path: str) -> str:
    match answer:
        case None:
            return ""
        case bool():
            return "1" if answer else "0"
        case int() | float():
            return str(answer)
        case str():
            return unicodedata.normalize("NFC", answer)
        case list() if all(isinstance(each, str) for each in answer):
            return " ".join(answer)
    raise FormError(SHAPE, key=path)


def counts_of(paths: Iterable[str]) -> dict[str, int]:
    """Return how many instances of each repeat a draft names: path without the last index → highest index."""
    counts: dict[str, int] = {}
    for path in paths:
        above = ""
        for step in split(path):
            name, bracket, index = step.partition("[")
            if bracket:
                key = f"{above}/{name}"
                counts[key] = max(counts.get(key, 0), min(int(index.rstrip("]") or 0), INSTANCES_MAX))
            above = f"{above}/{step}"
    return counts
