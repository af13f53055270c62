"""The instance as JSON and as a draft, and back.

Here live the two shapes in which answers leave an entry: canonical JSON for the record, and typed text for
the draft. What follows from an answer is `live`'s.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
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


def json_of(node: Node) -> Any:
    """Return the relevant, answered part of a node as JSON without floats, or None when nothing is left.

    Args:
        node: The root, a group, an instance of a repeat, or a leaf.
    """
    if not node.enabled:
        return None
    if not node.children:
        return json_value(node)
    found: dict[str, Any] = {}
    for child in node.children:
        if node.parent is None and child.name == META:
            continue
        part = json_of(child)
        if child.repeats:
            found.setdefault(child.name, []).append(part or {})
        elif part is not None:
            found[child.name] = part
    return {name: part for name, part in found.items() if part != []} or None


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


def placed(answers: Mapping[str, Any], node: Node, templates: Mapping[str, Node]) -> Placed:
    """Yield path and text of every answer in a JSON tree; a path ending in an index says how long a list is.

    Args:
        answers: As `json_of` gives them; texts as typed are welcome too.
        node: Where they belong: the root, or a template of it.
        templates: Route of a repeat → an empty instance.

    Raises:
        FormError: A key the form does not know, or a group where a value belongs, or the reverse.
    """
    yield from _placed(answers, node, node.path, templates)


def _placed(answers: Mapping[str, Any], node: Node, path: str, templates: Mapping[str, Node]) -> Placed:
    for key, answer in answers.items():
        name = unicodedata.normalize("NFC", key)
        template = templates.get(f"{node.route}/{name}")
        child = template or next(iter(node.named(name)), None)
        if child is None:
            raise FormError(UNKNOWN, key=f"{path}/{name}"[:200])
        if template is not None:
            yield from _listed(answer, template, f"{path}/{name}", templates)
        elif child.children:
            if not isinstance(answer, Mapping):
                raise FormError(SHAPE, key=f"{path}/{name}")
            yield from _placed(answer, child, f"{path}/{name}", templates)
        else:
            yield f"{path}/{name}", _typed(answer, f"{path}/{name}")


def _listed(answer: Any, template: Node, path: str, templates: Mapping[str, Node]) -> Placed:
    if not isinstance(answer, list) or not all(isinstance(each, Mapping) for each in answer):
        raise FormError(SHAPE, key=path)
    if len(answer) > INSTANCES_MAX:
        raise FormError(TOO_LONG, key=path)
    yield f"{path}[{len(answer)}]", ""
    for index, each in enumerate(answer, 1):
        yield from _placed(each, template, f"{path}[{index}]", templates)


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
