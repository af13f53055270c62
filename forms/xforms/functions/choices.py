"""Functions of truth, of selected values and of the words of the form."""

import math
from typing import Final

from forms.xforms.functions.arguments import Function, each, number, on_text, text, whole
from forms.xforms.problem import ExpressionError
from forms.xforms.scope import Scope, Value, scalar
from forms.xforms.tree import Scalar
from forms.xforms.values import to_boolean, to_number


def _list(scope: Scope, value: Value) -> list[str]:
    """Return the values of a list with spaces between.

    Raises:
        ExpressionError: A number or a date, which JavaRosa refuses too.
    """
    found = scalar(scope, value)
    if not isinstance(found, str):
        raise ExpressionError("needs the answer of a select, not a number or a date")
    return found.split()


def _selected(scope: Scope, values: list[Value]) -> Value:
    wanted = scalar(scope, values[1])
    if not isinstance(wanted, str):
        raise ExpressionError("the second argument of selected() must be text, like '1'")
    chosen = _list(scope, values[0])
    return wanted.strip() in chosen if wanted.strip() else not chosen


def _selected_at(scope: Scope, values: list[Value]) -> Value:
    chosen, place = _list(scope, values[0]), whole(scope, values[1])
    return chosen[place] if 0 <= place < len(chosen) else ""


def _is_nothing(value: Scalar) -> bool:
    return value == "" or (isinstance(value, float) and math.isnan(value))


def _coalesce(scope: Scope, values: list[Value]) -> Value:
    first = scalar(scope, values[0])
    return scalar(scope, values[1]) if _is_nothing(first) else first


def _choice_name(scope: Scope, values: list[Value]) -> Value:
    value, names = text(scope, values[0]), text(scope, values[1]).strip().split("/")
    route: list[str] = [] if names[0] == "" else scope.origin.route.split("/")
    for name in names:
        if name == "..":
            route = route[:-1]
        elif name != ".":
            route.append(name)
    return scope.world.choice_name("/".join(route), value) if value else ""


def _checklist(scope: Scope, values: list[Value]) -> Value:
    """Return whether as many hold as wanted; -1 sets no bound."""
    least, most = whole(scope, values[0]), whole(scope, values[1])
    count = sum(map(to_boolean, each(scope, values[2:])))
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _weighted_checklist(scope: Scope, values: list[Value]) -> Value:
    """Return whether the weights of what holds are within bounds; -1 is a bound here, as in JavaRosa."""
    marks, weights = values[2::2], values[3::2]
    if len(marks) != len(weights) or not marks:
        raise ExpressionError("weighted-checklist() needs a weight for each value")
    pairs = list(zip(each(scope, marks), map(to_number, each(scope, weights)), strict=False))
    total = sum(weight for mark, weight in pairs if to_boolean(mark))
    return number(scope, values[0]) <= total <= number(scope, values[1])


CHOICES: Final[dict[str, Function]] = {
    "boolean": Function(lambda scope, values: to_boolean(scalar(scope, values[0])), 1, 1),
    "boolean-from-string": Function(on_text(lambda said: said.lower() in {"1", "true"}), 1, 1),
    "checklist": Function(_checklist, 2),
    "coalesce": Function(_coalesce, 2, 2),
    "count-selected": Function(lambda scope, values: float(len(_list(scope, values[0]))), 1, 1),
    "depend": Function(lambda _, values: values[0], 1),
    "false": Function(lambda *_: False, 0, 0),
    "is-selected": Function(_selected, 2, 2),
    "jr:choice-name": Function(_choice_name, 2, 2),
    "jr:itext": Function(lambda scope, values: scope.world.text(text(scope, values[0])), 1, 1),
    "not": Function(lambda scope, values: not to_boolean(scalar(scope, values[0])), 1, 1),
    "selected": Function(_selected, 2, 2),
    "selected-at": Function(_selected_at, 2, 2),
    "true": Function(lambda *_: True, 0, 0),
    "weighted-checklist": Function(_weighted_checklist, 4),
}
