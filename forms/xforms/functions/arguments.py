"""What every function is made of: its body, how many arguments it takes, and how it reads them.

Here lives the shape of a function and the reading of its arguments. Bodies stand in the files beside, by what
they are about.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from forms.xforms.problem import ExpressionError
from forms.xforms.scope import Scope, Value, node_value, scalar
from forms.xforms.tree import Node, Scalar
from forms.xforms.values import to_number, to_text

MANY: Final = 64
"""Most arguments of a function that takes any number."""

Body = Callable[[Scope, list[Value]], Value]


@dataclass(frozen=True, slots=True)
class Function:
    """A function: its body and how many arguments it takes."""

    body: Body
    least: int
    most: int = MANY


def text(scope: Scope, value: Value) -> str:
    """Return an argument as text."""
    return to_text(scalar(scope, value))


def number(scope: Scope, value: Value) -> float:
    """Return an argument as a number, NaN when it is none."""
    return to_number(scalar(scope, value))


def whole(scope: Scope, value: Value) -> int:
    """Return an argument cut to a whole number; what is none counts as 0, as in JavaRosa."""
    found = number(scope, value)
    return int(found) if math.isfinite(found) else 0


def nodes(value: Value) -> list[Node]:
    """Return the nodes of an argument.

    Raises:
        ExpressionError: It is a value and no path.
    """
    if not isinstance(value, list):
        raise ExpressionError("needs a path, not a value")
    return value


def each(scope: Scope, values: list[Value]) -> list[Scalar]:
    """Return the values of several arguments, node-sets spread out."""
    return [item for value in values
            for item in ([node_value(scope, node) for node in value] if isinstance(value, list) else [value])]


def here(scope: Scope, values: list[Value]) -> str:
    """Return the text of the only argument, of the node itself when there is none."""
    return text(scope, values[0] if values else [scope.node])


def on_text(body: Callable[..., Scalar]) -> Body:
    """Make a body of a function of texts."""
    return lambda scope, values: body(*(text(scope, value) for value in values))


def on_numbers(body: Callable[..., float]) -> Body:
    """Make a body of a function of numbers; what is not defined is NaN, what is too large infinite."""
    def call(scope: Scope, values: list[Value]) -> Value:
        try:
            return body(*(number(scope, value) for value in values))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf
    return call
