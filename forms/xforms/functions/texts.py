"""Functions of texts: joining, cutting, comparing, matching."""

import re
from typing import Final

from forms.xforms.functions.arguments import Function, each, here, on_text, text, whole
from forms.xforms.patterns import MATCHED_CHARS_MAX, python_pattern
from forms.xforms.scope import Scope, Value
from forms.xforms.values import to_text


def _join(scope: Scope, values: list[Value]) -> Value:
    return text(scope, values[0]).join(map(to_text, each(scope, values[1:])))


def _substr(scope: Scope, values: list[Value]) -> Value:
    cut = text(scope, values[0])
    start, end = [*(whole(scope, value) for value in values[1:]), len(cut)][:2]
    first = start + len(cut) if start < 0 else start
    last = end + len(cut) if end < 0 else end
    return cut[max(first, 0):max(last, 0)]


def _before(cut: str, mark: str) -> str:
    return cut[:max(cut.find(mark), 0)]


def _after(cut: str, mark: str) -> str:
    place = cut.find(mark)
    return cut[place + len(mark):] if place >= 0 else ""


def _translate(scope: Scope, values: list[Value]) -> Value:
    said, old, new = (text(scope, value) for value in values)
    return "".join(new[place:place + 1] if (place := old.find(letter)) >= 0 else letter for letter in said)


def _regex(scope: Scope, values: list[Value]) -> Value:
    matched, pattern = text(scope, values[0]), python_pattern(text(scope, values[1]))
    return len(matched) <= MATCHED_CHARS_MAX and re.fullmatch(pattern, matched, re.ASCII) is not None


TEXTS: Final[dict[str, Function]] = {
    "concat": Function(lambda scope, values: "".join(map(to_text, each(scope, values))), 0),
    "contains": Function(on_text(lambda whole_text, part: part in whole_text), 2, 2),
    "ends-with": Function(on_text(str.endswith), 2, 2),
    "join": Function(_join, 1),
    "normalize-space": Function(lambda scope, values: " ".join(here(scope, values).split()), 0, 1),
    "regex": Function(_regex, 2, 2),
    "starts-with": Function(on_text(str.startswith), 2, 2),
    "string": Function(lambda scope, values: text(scope, values[0]), 1, 1),
    "string-length": Function(lambda scope, values: float(len(here(scope, values))), 0, 1),
    "substr": Function(_substr, 2, 3),
    "substring-after": Function(on_text(_after), 2, 2),
    "substring-before": Function(on_text(_before), 2, 2),
    "translate": Function(_translate, 3, 3),
}
