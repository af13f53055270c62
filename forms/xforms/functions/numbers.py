"""Functions of numbers."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from forms.xforms.functions.arguments import Body, Function, each, nodes, number, on_numbers, whole
from forms.xforms.scope import Scope, Value, node_value
from forms.xforms.values import to_number

_PLACES_MAX: Final = 30
_SMALLEST: Final = 5e-324
"""Where JavaRosa begins to look for a maximum: numbers below zero never win."""


def _sum(scope: Scope, values: list[Value]) -> Value:
    numbers = (to_number(node_value(scope, node)) for node in nodes(values[0]))
    return float(sum(found for found in numbers if not math.isnan(found)))


def _extreme(choose: Callable[[list[float]], float], *beginning: float) -> Body:
    def body(scope: Scope, values: list[Value]) -> Value:
        numbers = [found for value in each(scope, values) if not math.isnan(found := to_number(value))]
        return choose([*beginning, *numbers]) if numbers else math.nan
    return body


def _round(scope: Scope, values: list[Value]) -> Value:
    """Round half up, negative halves towards zero; tens by cutting after adding half, as JavaRosa."""
    rounded = number(scope, values[0])
    places = whole(scope, values[1]) if len(values) > 1 else 0
    if not math.isfinite(rounded):
        return rounded
    if abs(places) > _PLACES_MAX:
        return math.nan
    if places < 0:
        return float(Decimal(int(float(Decimal(repr(rounded)).scaleb(places)) + 0.5)).scaleb(-places))
    rest = repr(rounded).partition(".")[2][places:]
    if rest == "5" or "e" in rest:
        half = ROUND_HALF_DOWN if rounded < 0 else ROUND_HALF_UP
        return float(Decimal(repr(rounded)).quantize(Decimal(1).scaleb(-places), half))
    return round(rounded, places)


def _int(scope: Scope, values: list[Value]) -> Value:
    cut = number(scope, values[0])
    return float(math.trunc(cut)) if math.isfinite(cut) else cut


def _pow(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    except ValueError:
        return math.inf if base == 0 else math.nan


def _log(work: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else work(value)


NUMBERS: Final[dict[str, Function]] = {
    "abs": Function(on_numbers(abs), 1, 1),
    "acos": Function(on_numbers(math.acos), 1, 1),
    "asin": Function(on_numbers(math.asin), 1, 1),
    "atan": Function(on_numbers(math.atan), 1, 1),
    "atan2": Function(on_numbers(math.atan2), 2, 2),
    "cos": Function(on_numbers(math.cos), 1, 1),
    "exp": Function(on_numbers(math.exp), 1, 1),
    "exp10": Function(on_numbers(lambda value: _pow(10.0, value)), 1, 1),
    "int": Function(_int, 1, 1),
    "log": Function(on_numbers(_log(math.log)), 1, 1),
    "log10": Function(on_numbers(_log(math.log10)), 1, 1),
    "max": Function(_extreme(max, _SMALLEST), 0),
    "min": Function(_extreme(min), 0),
    "number": Function(lambda scope, values: number(scope, values[0]), 1, 1),
    "pi": Function(lambda *_: math.pi, 0, 0),
    "pow": Function(on_numbers(_pow), 2, 2),
    "round": Function(_round, 1, 2),
    "sin": Function(on_numbers(math.sin), 1, 1),
    "sqrt": Function(on_numbers(math.sqrt), 1, 1),
    "sum": Function(_sum, 1, 1),
    "tan": Function(on_numbers(math.tan), 1, 1),
}
