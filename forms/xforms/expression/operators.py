"""Operators: comparison and arithmetic between values.

Here lives the table of operators that need both operands; `and` and `or` are `compile`'s. Order always
compares numbers, so text that is no number, a date written as text included, is never before or after
anything.
"""

import math
import operator
from collections.abc import Callable
from typing import Final

from forms.xforms.scope import Scope, Value, scalar
from forms.xforms.values import is_equal, to_number


def _of_numbers(work: Callable[[float, float], float | bool]) -> Callable[[Scope, Value, Value], Value]:
    def apply(scope: Scope, left: Value, right: Value) -> Value:
        if type(left) is not float:
            left = to_number(scalar(scope, left))
        if type(right) is not float:
            right = to_number(scalar(scope, right))
        return work(left, right)
    return apply


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)  # -1 times 0 is -0 (IEEE 754)


def _modulo(left: float, right: float) -> float:
    """Return the remainder with the sign of the dividend (XPath 1.0, 3.5)."""
    if not right or math.isinf(left):
        return math.nan
    rest = abs(left) % abs(right)
    return rest if left >= 0 else -rest


def same(scope: Scope, left: Value, right: Value) -> bool:
    """Return whether `=` holds between two values."""
    return is_equal(scalar(scope, left), scalar(scope, right))


OPERATORS: Final[dict[str, Callable[[Scope, Value, Value], Value]]] = {
    "=": same,
    "!=": lambda scope, left, right: not same(scope, left, right),
    "<": _of_numbers(operator.lt),
    "<=": _of_numbers(operator.le),
    ">": _of_numbers(operator.gt),
    ">=": _of_numbers(operator.ge),
    "+": _of_numbers(operator.add),
    "-": _of_numbers(operator.sub),
    "*": _of_numbers(operator.mul),
    "div": _of_numbers(_divide),
    "mod": _of_numbers(_modulo),
}
