"""One step of a path at run time: from nodes to their children, then what the predicates keep.

Here lives what makes a filter cheap: a part that is the same for every item is computed once for all of them,
and a list of the form itself is looked up by value instead of being read through. Both are computed at the
first need only, so an empty list asks nothing, as before. Compiling is `compile`'s.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from forms.xforms.expression.parser import Call, Chain, Literal, Negative, Path, Tree
from forms.xforms.functions import DICE
from forms.xforms.scope import FILTERED, Scope, Value, scalar
from forms.xforms.tree import Node
from forms.xforms.values import to_boolean, to_text

_OF_THE_ITEM: Final = frozenset({"normalize-space", "position", "string-length"})
"""Functions that speak of the item itself when they are given nothing."""

Closure = Callable[[Scope], Value]


@dataclass(frozen=True)
class Lookup:
    """`[child = wanted]` on nodes that never change.

    Attributes:
        child: Name of the child that is compared.
        wanted: What it must equal; the same for every item.
        known: Parent → value of the child → items; None where an item has several such children. Filled at
            the first look-up and kept as long as the form.
    """

    child: str
    wanted: Closure
    known: dict[Node, dict[str, list[Node]] | None] = field(default_factory=dict)


@dataclass(frozen=True)
class StepWork:
    """A compiled step: a name, `.` or `..`, what filters it, the first filter as a look-up if it is one."""

    name: str
    predicates: tuple[Closure, ...]
    lookup: Lookup | None = None


def walk(scope: Scope, nodes: list[Node], step: StepWork) -> list[Node]:
    """Take one step from every node, then keep what the predicates keep.

    Raises:
        ExpressionError: The evaluation has touched too many nodes, or a predicate cannot be computed.
    """
    if step.name == ".":
        return nodes
    if step.name == "..":
        return list({id(node.parent): node.parent for node in nodes if node.parent is not None}.values())
    if step.lookup is not None:
        looked_up = _look_up(scope, nodes, step.name, step.lookup)
        if looked_up is not None:
            return _filtered(scope, looked_up, step.predicates[1:])
    found = [child for node in nodes for child in node.named(step.name)]
    scope.world.spend(len(found) + 1)
    return _filtered(scope, found, step.predicates)


def _filtered(scope: Scope, found: list[Node], predicates: tuple[Closure, ...]) -> list[Node]:
    for predicate in predicates:
        scope.world.spend(FILTERED * len(found))
        kept: dict[Closure, Value] = {}
        found = [node for place, node in enumerate(found, 1)
                 if _keeps(Scope(scope.world, node, scope.origin, place, kept), predicate)]
    return found


def _keeps(scope: Scope, predicate: Closure) -> bool:
    """Return whether a predicate keeps a node; a number keeps none, as in JavaRosa."""
    value = scalar(scope, predicate(scope))
    return False if isinstance(value, float) else to_boolean(value)


def _look_up(scope: Scope, nodes: list[Node], name: str, lookup: Lookup) -> list[Node] | None:
    """Return the items of the wanted value; None when only comparing one by one can tell."""
    if len(nodes) != 1:
        return None
    table = _table(nodes[0], name, lookup)
    if not table:
        return None
    wanted = scalar(scope, lookup.wanted(scope))
    if isinstance(wanted, bool | float):   # compared as numbers or booleans, not by text
        return None
    found = table.get(to_text(wanted), [])
    scope.world.spend(len(found) + 1)
    return found


def _table(parent: Node, name: str, lookup: Lookup) -> dict[str, list[Node]] | None:
    """Return the items of a list by the value of a child, made once."""
    if parent not in lookup.known:
        lookup.known[parent] = _indexed(parent.named(name), lookup.child)
    return lookup.known[parent]


def _indexed(items: list[Node], child: str) -> dict[str, list[Node]] | None:
    table: dict[str, list[Node]] = {}
    for item in items:
        values = [node.value for node in item.named(child)]
        if len(values) > 1 or not all(isinstance(value, str) for value in values):
            return None
        table.setdefault(str(values[0]) if values else "", []).append(item)
    return table


def hoisted(closure: Closure) -> Closure:
    """Return the closure of a part that is the same for every item: computed for the first that asks."""
    def recall(scope: Scope) -> Value:
        if closure not in scope.kept:
            scope.kept[closure] = closure(scope)
        return scope.kept[closure]
    return recall


def is_same_for_all(tree: Tree) -> bool:
    """Tell whether a part of a predicate has one value for all items it filters.

    Predicates of paths inside it speak of those paths' own nodes; dice are thrown each time.
    """
    match tree:
        case Literal():
            return True
        case Negative(operand):
            return is_same_for_all(operand)
        case Chain(first, rest):
            return is_same_for_all(first) and all(is_same_for_all(each) for _, each in rest)
        case Path(start, steps):
            inner = (predicate for step in steps for predicate in step.predicates)
            return start != "here" and not any(map(_throws_dice, inner))
        case Call(name, arguments):
            of_the_item = not arguments and name in _OF_THE_ITEM
            return name not in DICE and not of_the_item and all(map(is_same_for_all, arguments))


def _throws_dice(tree: Tree) -> bool:
    return any(call.name in DICE for call in _calls(tree))


def _asks_for_the_place(tree: Tree) -> bool:
    return any(call.name == "position" and not call.arguments for call in _calls(tree))


def _calls(tree: Tree) -> Iterator[Call]:
    """Yield every call in an expression, those in predicates too."""
    inner: tuple[Tree, ...] = ()
    match tree:
        case Negative(operand):
            inner = (operand,)
        case Chain(first, rest):
            inner = (first, *(each for _, each in rest))
        case Path(_, steps):
            inner = tuple(predicate for step in steps for predicate in step.predicates)
        case Call(_, arguments):
            inner = arguments
            yield tree
    for each in inner:
        yield from _calls(each)


def separated(predicates: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """Return `[child = x and more]` as `[child = x][more]`, so that the first can be looked up.

    Only the first predicate, and only when what follows does not ask for the place among all items.
    """
    match predicates:
        case (Chain(Chain() as first, (("and", second), *rest)), *others) if compared_child(first):
            more = (second, *(each for _, each in rest))
            if not any(map(_asks_for_the_place, more)):
                return (first, *(Call("boolean", (each,)) for each in more), *others)
    return predicates


def compared_child(predicate: Tree) -> tuple[str, Tree] | None:
    """Return child and other side when a predicate is `child = what is the same for all`, else None."""
    match predicate:
        case Chain(Path("here", (step,)), (("=", wanted),)) if _is_child(step.name, step.predicates):
            return (step.name, wanted) if is_same_for_all(wanted) else None
    return None


def _is_child(name: str, predicates: tuple[Tree, ...]) -> bool:
    return name not in {".", ".."} and not predicates
