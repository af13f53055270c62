"""What follows from what: the rules of a form in an order in which each may be computed once.

Here live the rules, their order, and who reads a route. Circles are found here. Computing is `recompute`'s.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from forms.xforms.expression.compile import Expression
from forms.xforms.problem import FormError, form_fault
from forms.xforms.tree import split

CYCLE = form_fault("Các công thức trong biểu mẫu phụ thuộc vòng quanh lẫn nhau nên không tính được.",
                   "calculations depend on each other in a circle")


class Kind(StrEnum):
    """What a rule decides about its node."""

    RELEVANT = "relevant"
    CALCULATE = "calculate"
    CHOICES = "choices"
    COUNT = "count"
    REQUIRED = "required"
    READONLY = "readonly"
    CONSTRAINT = "constraint"
    WORDS = "words"


WRITERS = frozenset({Kind.RELEVANT, Kind.CALCULATE, Kind.CHOICES, Kind.COUNT})
"""Rules that change what other expressions read; the others only change what is shown."""


@dataclass(frozen=True, eq=False)
class Rule:
    """One expression at work: what it decides, and for the nodes of which route."""

    kind: Kind
    route: str
    expression: Expression

    @cached_property
    def at(self) -> list[str]:
        """Names down to the nodes it is applied to; a repeat is counted at the node around it."""
        names = split(self.route)
        return names[:-1] if self.kind is Kind.COUNT else names


@dataclass(frozen=True)
class Reader:
    """A rule that reads a route, its turn, and how many leading steps both share."""

    turn: int
    rule: Rule
    shared: int


@dataclass(frozen=True)
class Graph:
    """The rules in order.

    Attributes:
        order: Every rule after those it depends on.
        readers: Route → who reads it.
    """

    order: tuple[Rule, ...]
    readers: Mapping[str, tuple[Reader, ...]]


def build_graph(rules: Iterable[Rule]) -> Graph:
    """Put rules in order.

    Raises:
        FormError: Some depend on each other in a circle; `where` names it.
    """
    rules = list(rules)
    writers: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.kind in WRITERS:
            writers.setdefault(rule.route, []).append(rule)
    before = {rule: list(_needed(rule, writers)) for rule in rules}
    try:
        order = tuple(TopologicalSorter(before).static_order())
    except CycleError as exc:
        circle = " → ".join(rule.route for rule in reversed(exc.args[1]))
        raise FormError(CYCLE, circle=circle) from None
    readers: dict[str, list[Reader]] = {}
    for turn, rule in enumerate(order):
        for read in rule.expression.reads:
            readers.setdefault(read.route, []).append(Reader(turn, rule, read.shared))
    return Graph(order, {route: tuple(found) for route, found in readers.items()})


def _needed(rule: Rule, writers: Mapping[str, list[Rule]]) -> Iterator[Rule]:
    """Yield the rules whose outcome `rule` reads: values of its routes, relevance of what is around them.

    Choices are dropped from shown questions only, so they wait for their own relevance too.
    """
    for read in sorted(rule.expression.reads, key=lambda read: read.route):
        yield from writers.get(read.route, ())
        yield from _around(read.route.rpartition("/")[0], writers)
    if rule.kind is Kind.CHOICES:
        yield from _around(rule.route, writers)


def _around(route: str, writers: Mapping[str, list[Rule]]) -> Iterator[Rule]:
    """Yield what decides whether a route and all above it are there."""
    while route:
        yield from (rule for rule in writers.get(route, ()) if rule.kind in {Kind.RELEVANT, Kind.COUNT})
        route = route.rpartition("/")[0]
