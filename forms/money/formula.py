"""A fee's formula: an expression of the form engine over named answers (docs/adr/0007).

Here: checking it where it is published, computing it where it is asked. Not here: the engine (`xforms`),
which rule has one (`dossier.procedure`). It may not ask the clock, dice or lists: equal answers cost the same
on every machine. `case` and `channel` may be read besides the inputs.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NoReturn

from forms.errors import RuleError
from forms.money.faults import FEE_NEGATIVE, FEE_NOT_WHOLE, FORMULA_UNKNOWN_NAME, FORMULA_UNREADABLE
from forms.xforms.expression.compile import Expression, compile_expression
from forms.xforms.expression.parser import Call, Path, parse
from forms.xforms.problem import ExpressionError
from forms.xforms.scope import World
from forms.xforms.tree import Node
from forms.xforms.values import to_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

SOURCE_MAX: Final = 2_000
FEE_MAX: Final = 10**12
_ROOT: Final = "/data"
ALWAYS_KNOWN: Final = ("case", "channel")
_FOR_FEES: Final = frozenset(
    {
        *("abs", "boolean", "coalesce", "contains", "count", "count-non-empty", "count-selected", "false"),
        *("if", "int", "max", "min", "not", "number", "round", "selected", "string", "string-length", "sum"),
        "true",
    }
)
_NO_MOMENT: Final = datetime(1970, 1, 1, tzinfo=UTC)


def check_formula(source: str, inputs: Collection[str]) -> tuple[str, ...]:
    """Check a formula as it is published.

    Args:
        source: The expression, e.g. `copies * min(200000, 2000 * pages)`.
        inputs: Names it may read.

    Returns:
        The names it reads, in order of the alphabet.

    Raises:
        RuleError: It cannot be read, calls an unknown function or one that fees may not use, or reads a name
            that is not declared.
    """
    expression = _compiled(source)
    for called in _called(parse(source)):
        if called not in _FOR_FEES:
            raise RuleError(FORMULA_UNREADABLE, function=called)
    names = sorted(_names(expression))
    for name in names:
        if name not in inputs and name not in ALWAYS_KNOWN:
            raise RuleError(FORMULA_UNKNOWN_NAME, name=name)
    return tuple(names)


def missing_inputs(source: str, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names a formula reads that have no answer yet; `coalesce` gives a name a stand-in."""
    needed = sorted(_names(_compiled(source)) - set(_stood_in_for(parse(source))))
    return tuple(name for name in needed if _at(answers, name) in (None, "", []))


def formula_fee(source: str, answers: Mapping[str, Any]) -> int:
    """Compute a fee.

    Args:
        source: A checked formula.
        answers: By name; `case` and `channel` among them.

    Returns:
        Đồng, 0 or more.

    Raises:
        RuleError: FEE_NEGATIVE; FEE_NOT_WHOLE, also where it is no number; FORMULA_UNREADABLE where it cannot
            be computed with these answers.
    """
    expression = _compiled(source)
    root = Node(_ROOT[1:])
    for name in {name.split("/", 1)[0] for name in _names(expression)}:
        _grow(root, name, answers.get(name))
    world = World(root, {}, _NO_MOMENT, _no_dice, lambda _, value: value, lambda _: "")
    try:
        fee = to_number(expression.value(world, root))
    except ExpressionError as error:
        raise RuleError(FORMULA_UNREADABLE, reason=str(error)) from None
    if isfinite(fee) and fee < 0:
        raise RuleError(FEE_NEGATIVE)
    if not isfinite(fee) or fee != int(fee) or fee > FEE_MAX:
        raise RuleError(FEE_NOT_WHOLE)
    return int(fee)


def _compiled(source: str) -> Expression:
    if len(source) > SOURCE_MAX:
        raise RuleError(FORMULA_UNREADABLE, reason=f"longer than {SOURCE_MAX} characters")
    try:
        expression = compile_expression(source, _ROOT)
    except ExpressionError as error:
        raise RuleError(FORMULA_UNREADABLE, reason=str(error)) from None
    if expression.lists:
        raise RuleError(FORMULA_UNREADABLE, reason="looks into a list")
    if expression.leaves:
        raise RuleError(FORMULA_UNREADABLE, reason="a path leads out of the answers")
    return expression


def _names(expression: Expression) -> set[str]:
    return {read.route.removeprefix(_ROOT).removeprefix("/") for read in expression.reads}


def _called(tree: Any) -> Iterator[str]:
    """Yield the functions of a parsed expression, wherever they stand."""
    if isinstance(tree, Call):
        yield tree.name
    parts = tree if isinstance(tree, tuple | list) else [getattr(tree, n) for n in _parts_of(tree)]
    for part in parts:
        yield from _called(part)


def _stood_in_for(tree: Any) -> Iterator[str]:
    """Yield the names that stand first in a `coalesce`: a question that was not asked stops no fee."""
    if isinstance(tree, Call) and tree.name == "coalesce" and isinstance(tree.arguments[0], Path):
        yield "/".join(step.name for step in tree.arguments[0].steps)
    parts = tree if isinstance(tree, tuple | list) else [getattr(tree, n) for n in _parts_of(tree)]
    for part in parts:
        yield from _stood_in_for(part)


def _parts_of(tree: Any) -> tuple[str, ...]:
    return tuple(getattr(type(tree), "__dataclass_fields__", ()))


def _at(answers: Mapping[str, Any], name: str) -> Any:
    found: Any = answers
    for step in name.split("/"):
        rows = found if isinstance(found, list) else [found]
        found = [row.get(step) for row in rows if isinstance(row, dict) or row is answers]
        found = found[0] if len(found) == 1 else found or None
    return found


def _grow(parent: Node, name: str, value: Any) -> None:
    """Hang an answer into the tree: an object as children, a list as instances of one name."""
    for each in value if isinstance(value, list) else [value]:
        node = Node(name, parent)
        parent.children.append(node)
        if isinstance(each, dict):
            for inner, below in each.items():
                _grow(node, str(inner), below)
        elif isinstance(each, bool | str):
            node.value = each
        elif isinstance(each, int | float | Decimal):
            node.value = float(each)


def _no_dice() -> NoReturn:
    raise ExpressionError("a fee throws no dice")
