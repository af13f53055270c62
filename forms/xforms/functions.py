"""The functions expressions may call.

Here live their bodies and the table of names and arities. Functions that choose which of their arguments to
evaluate are `expression.compile`'s.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from forms.xforms.patterns import MATCHED_CHARS_MAX, check_pattern
from forms.xforms.problem import ExpressionError
from forms.xforms.reading import LOCAL, read_datetime
from forms.xforms.scope import Scope, Value, node_value, scalar
from forms.xforms.tree import Node, Scalar
from forms.xforms.values import exact_days, is_equal, to_boolean, to_date, to_number, to_text, wrap

MANY: Final = 64
"""Most arguments of a function that takes any number."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its body and how many arguments it takes."""

    body: Callable[[Scope, list[Value]], Value]
    least: int
    most: int = MANY


def _text(scope: Scope, value: Value) -> str:
    return to_text(scalar(scope, value))


def _number(scope: Scope, value: Value) -> float:
    return to_number(scalar(scope, value))


def _each(scope: Scope, values: list[Value]) -> list[Scalar]:
    """Return the values of several arguments, node-sets spread out."""
    return [item for value in values
            for item in ([node_value(scope, node) for node in value] if isinstance(value, list) else [value])]


def _nodes(value: Value) -> list[Node]:
    if not isinstance(value, list):
        raise ExpressionError("needs a path, not a value")
    return value


# Bodies ------------------------------------------------------------------------------------------

def _count_non_empty(scope: Scope, values: list[Value]) -> Value:
    return float(sum(node_value(scope, node) != "" for node in _nodes(values[0])))


def _sum(scope: Scope, values: list[Value]) -> Value:
    numbers = [to_number(value) for node in _nodes(values[0]) if (value := node_value(scope, node)) != ""]
    return float(sum(numbers))


def _extreme(choose: Callable[[list[float]], float]) -> Callable[[Scope, list[Value]], Value]:
    def body(scope: Scope, values: list[Value]) -> Value:
        numbers = [to_number(value) for value in _each(scope, values) if value != ""]
        return choose(numbers) if numbers and not any(map(math.isnan, numbers)) else math.nan
    return body


def _round(scope: Scope, values: list[Value]) -> Value:
    number = _number(scope, values[0])
    places = int(_number(scope, values[1])) if len(values) > 1 else 0
    if math.isnan(number) or math.isinf(number):
        return number
    if places == 0:
        return float(math.floor(number + 0.5))
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _int(scope: Scope, values: list[Value]) -> Value:
    number = _number(scope, values[0])
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


def _selected(scope: Scope, values: list[Value]) -> Value:
    return _text(scope, values[1]).strip() in _text(scope, values[0]).split()


def _selected_at(scope: Scope, values: list[Value]) -> Value:
    chosen = _text(scope, values[0]).split()
    place = _number(scope, values[1])
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def _substr(scope: Scope, values: list[Value]) -> Value:
    text = _text(scope, values[0])
    bounds = [_number(scope, value) for value in values[1:]]
    if any(map(math.isnan, bounds)):
        return ""
    start, end = [*(int(bound) for bound in bounds), len(text)][:2]
    return text[max(start + len(text), 0) if start < 0 else start:end + len(text) if end < 0 else end]


def _join(scope: Scope, values: list[Value]) -> Value:
    return _text(scope, values[0]).join(map(to_text, _each(scope, values[1:])))


def _translate(scope: Scope, values: list[Value]) -> Value:
    text, old, new = (_text(scope, value) for value in values)
    return "".join(new[place:place + 1] if (place := old.find(letter)) >= 0 else letter for letter in text)


def _regex(scope: Scope, values: list[Value]) -> Value:
    text, pattern = _text(scope, values[0]), _text(scope, values[1])
    check_pattern(pattern)
    return len(text) <= MATCHED_CHARS_MAX and re.fullmatch(pattern, text) is not None


def _moment(scope: Scope, value: Value) -> date | datetime | str:
    item = scalar(scope, value)
    if isinstance(item, str) and len(item) > len("2026-01-01"):
        try:
            return read_datetime(item)
        except ValueError as exc:
            raise ExpressionError("not a moment") from exc
    return item if isinstance(item, datetime) else to_date(item)


def _decimal_date_time(scope: Scope, values: list[Value]) -> Value:
    moment = _moment(scope, values[0])
    return math.nan if isinstance(moment, str) else exact_days(moment)


def _date_time(scope: Scope, values: list[Value]) -> Value:
    return wrap("dateTime", scalar(scope, values[0]))


_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FORMATS: Final[dict[str, Callable[[datetime], str]]] = {
    "%": lambda _: "%",
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "b": lambda at: _MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
    "a": lambda at: _DAYS[at.weekday()],
}


def _format_date(scope: Scope, values: list[Value]) -> Value:
    moment = _moment(scope, values[0])
    if isinstance(moment, str):
        return ""
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time(0), LOCAL)
    at = at.astimezone(LOCAL)

    def letter(match: re.Match[str]) -> str:
        if match[1] not in _FORMATS:
            raise ExpressionError(f"unknown date format %{match[1]}")
        return _FORMATS[match[1]](at)
    return re.sub(r"%(.?)", letter, _text(scope, values[1]), flags=re.DOTALL)


def _choice_name(scope: Scope, values: list[Value]) -> Value:
    value, names = _text(scope, values[0]), _text(scope, values[1]).strip().split("/")
    route: list[str] = [] if names[0] == "" else scope.origin.route.split("/")
    for name in names:
        if name == "..":
            route = route[:-1]
        elif name != ".":
            route.append(name)
    return scope.world.choice_name("/".join(route), value) if value else ""


def _coalesce(scope: Scope, values: list[Value]) -> Value:
    first = scalar(scope, values[0])
    return first if first != "" else scalar(scope, values[1])


def _position(scope: Scope, values: list[Value]) -> Value:
    if not values:
        return float(scope.position)
    nodes = _nodes(values[0])
    if len(nodes) != 1:
        raise ExpressionError("position() needs one node")
    return float(nodes[0].position)


def _on_text(body: Callable[..., Scalar]) -> Callable[[Scope, list[Value]], Value]:
    return lambda scope, values: body(*(_text(scope, value) for value in values))


def _on_numbers(body: Callable[..., float]) -> Callable[[Scope, list[Value]], Value]:
    def call(scope: Scope, values: list[Value]) -> Value:
        try:
            return body(*(_number(scope, value) for value in values))
        except (ValueError, OverflowError, ZeroDivisionError):
            return math.nan
    return call


def _before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark in text else ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2]


def _today(scope: Scope, _: list[Value]) -> Value:
    return scope.world.now.astimezone(LOCAL).date()


FUNCTIONS: Final[dict[str, Function]] = {
    "abs": Function(_on_numbers(abs), 1, 1),
    "boolean": Function(lambda scope, values: to_boolean(scalar(scope, values[0])), 1, 1),
    "boolean-from-string": Function(_on_text(lambda text: text.lower() in {"1", "true"}), 1, 1),
    "coalesce": Function(_coalesce, 2, 2),
    "concat": Function(lambda scope, values: "".join(map(to_text, _each(scope, values))), 0),
    "contains": Function(_on_text(lambda text, part: part in text), 2, 2),
    "count": Function(lambda _, values: float(len(_nodes(values[0]))), 1, 1),
    "count-non-empty": Function(_count_non_empty, 1, 1),
    "count-selected": Function(_on_text(lambda text: float(len(text.split()))), 1, 1),
    "date": Function(lambda scope, values: to_date(scalar(scope, values[0])), 1, 1),
    "date-time": Function(_date_time, 1, 1),
    "decimal-date-time": Function(_decimal_date_time, 1, 1),
    "ends-with": Function(_on_text(str.endswith), 2, 2),
    "false": Function(lambda *_: False, 0, 0),
    "format-date": Function(_format_date, 2, 2),
    "format-date-time": Function(_format_date, 2, 2),
    "int": Function(_int, 1, 1),
    "join": Function(_join, 1),
    "jr:choice-name": Function(_choice_name, 2, 2),
    "jr:itext": Function(lambda scope, values: scope.world.text(_text(scope, values[0])), 1, 1),
    "max": Function(_extreme(max), 0),
    "min": Function(_extreme(min), 0),
    "normalize-space": Function(_on_text(lambda text: " ".join(text.split())), 1, 1),
    "not": Function(lambda scope, values: not to_boolean(scalar(scope, values[0])), 1, 1),
    "now": Function(lambda scope, _: scope.world.now.astimezone(LOCAL), 0, 0),
    "number": Function(lambda scope, values: _number(scope, values[0]), 1, 1),
    "position": Function(_position, 0, 1),
    "pow": Function(_on_numbers(math.pow), 2, 2),
    "regex": Function(_regex, 2, 2),
    "round": Function(_round, 1, 2),
    "selected": Function(_selected, 2, 2),
    "selected-at": Function(_selected_at, 2, 2),
    "sqrt": Function(_on_numbers(math.sqrt), 1, 1),
    "starts-with": Function(_on_text(str.startswith), 2, 2),
    "string": Function(lambda scope, values: _text(scope, values[0]), 1, 1),
    "string-length": Function(_on_text(lambda text="": float(len(text))), 0, 1),
    "substr": Function(_substr, 2, 3),
    "substring-after": Function(_on_text(_after), 2, 2),
    "substring-before": Function(_on_text(_before), 2, 2),
    "sum": Function(_sum, 1, 1),
    "today": Function(_today, 0, 0),
    "translate": Function(_translate, 3, 3),
    "true": Function(lambda *_: True, 0, 0),
    "uuid": Function(lambda scope, _: scope.world.new_uuid(), 0, 0),
}
"""Name → function. `if`, `once` and `indexed-repeat` are compiled specially."""


def same(scope: Scope, left: Value, right: Value) -> bool:
    """Return whether `=` holds between two values."""
    return is_equal(scalar(scope, left), scalar(scope, right))
