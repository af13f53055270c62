"""The order of work after a change: every rule that reads what changed, once, and what follows from it.

Here lives the queue of rules and nodes. What a rule does to its node is handed in; nothing here reads
answers.
"""

from collections.abc import Callable, Iterable
from enum import Enum
from heapq import heappop, heappush

from forms.xforms.graph import WRITERS, Graph, Kind, Rule
from forms.xforms.tree import Node


class Change(Enum):
    """What applying a rule did, and so how far it is felt."""

    NOTHING = "nothing"
    VALUE = "value"
    BELOW = "below"


Apply = Callable[[Rule, Node], Change]
"""Apply a rule to its node and tell what it changed."""


class Recompute:
    """The work that waits."""

    def __init__(self, graph: Graph, root: Node, apply: Apply) -> None:
        self.graph = graph
        self.root = root
        self.apply = apply
        self._waiting: dict[int, dict[int, Node]] = {}
        self._turns: list[int] = []
        self._choices = [(turn, rule) for turn, rule in enumerate(graph.order) if rule.kind is Kind.CHOICES]

    def everything(self) -> None:
        """Let every rule work that others may follow from, in order; all that is only shown is new anyway."""
        for turn, rule in enumerate(self.graph.order):
            if rule.kind in WRITERS:
                self._add(turn, self.root.along(rule.at[1:]))
        self._run()

    def changed(self, node: Node, *, below: bool = False) -> None:
        """Let everything work that reads a node.

        Args:
            node: What changed.
            below: Whether all that stands below it changed too: its relevance, or the instances of a repeat.
        """
        self._mark(node, below=below)
        self._run()

    def renewed(self, parent: Node, route: str) -> None:
        """Let everything work that concerns the instances of a repeat below `parent`: some came or went.

        Args:
            parent: The node around the instances.
            route: Route of the repeat.
        """
        depth = parent.depth
        for turn, rule in enumerate(self.graph.order):
            if rule.route == route or rule.route.startswith(f"{route}/"):
                self._add(turn, parent.along(rule.at[depth:]))
        self._mark_routes(parent, self._routes_below(route), depth)
        self._run()

    def _run(self) -> None:
        """Work through the queue; what a rule changes lies later in the order, so each turn comes once."""
        while self._turns:
            turn = heappop(self._turns)
            rule = self.graph.order[turn]
            for node in self._waiting.pop(turn, {}).values():
                change = self.apply(rule, node)
                if change is not Change.NOTHING:
                    self._mark(node, below=change is Change.BELOW)

    def _mark(self, node: Node, *, below: bool) -> None:
        routes = self._routes_below(node.route) if below else [node.route]
        self._mark_routes(node, routes, node.depth)
        if below:   # what is shown again may hold a choice that is offered no longer
            for turn, rule in self._choices:
                if rule.route == node.route or rule.route.startswith(f"{node.route}/"):
                    self._add(turn, node.along(rule.at[node.depth:]))

    def _routes_below(self, route: str) -> list[str]:
        return [read for read in self.graph.readers if read == route or read.startswith(f"{route}/")]

    def _mark_routes(self, node: Node, routes: Iterable[str], depth: int) -> None:
        """Queue the readers of routes, in the same instances as `node` as far as each reader shares them."""
        for route in routes:
            for reader in self.graph.readers.get(route, ()):
                names = reader.rule.at
                shared = min(reader.shared, depth, len(names))
                self._add(reader.turn, node.up(shared).along(names[shared:]))

    def _add(self, turn: int, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if turn not in self._waiting:
                self._waiting[turn] = {}
                heappush(self._turns, turn)
            self._waiting[turn][id(node)] = node
