"""Where an expression is evaluated, and what it may know.

Here live the world all expressions of an entry share, the scope of one evaluation, and how a node-set
becomes one value. Functions are `functions`'; paths are `expression.compile`'s.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Final

from forms.xforms.problem import ExpressionError
from forms.xforms.reading import LOCAL
from forms.xforms.tree import Node, Scalar

Value = Scalar | list[Node]
"""What an expression gives: one value, or nodes."""

NODES_MAX: Final = 200_000
"""Nodes one evaluation may touch; a cubic predicate ends here instead of freezing the desk."""
STEP_MAX: Final = 1_500_000
"""Nodes all evaluations together may touch after one answer, or for one look."""
FILTERED: Final = 4
"""As many nodes a predicate counts for each item it looks at, for that is what it costs."""


@dataclass(slots=True)
class World:
    """What all expressions of one entry share.

    Attributes:
        root: Root of the main instance.
        instances: Secondary instances by id.
        now: The moment of the entry.
        new_uuid: Dice.
        choice_name: Route of a question and a value → label of that choice.
        text: Text id → words in the entry's language.
        version: Edition of the form (`version()`).
        properties: What the program tells of itself (`property()`): `username`, `deviceid`, ….
        evaluated: How many expressions have been computed.
        touched: Nodes touched by the evaluation that runs.
        spent: Nodes touched since the last answer or look began.
    """

    root: Node
    instances: Mapping[str, Node]
    now: datetime
    new_uuid: Callable[[], str]
    choice_name: Callable[[str, str], str]
    text: Callable[[str], str]
    version: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    evaluated: int = 0
    touched: int = 0
    spent: int = 0

    _shuffle_seed: int | None = None

    def draw(self) -> float:
        """Throw the dice: a number from 0 to below 1."""
        return int.from_bytes(hashlib.sha256(self.new_uuid().encode()).digest()[:6], "big") / 2**48

    @property
    def shuffle_seed(self) -> int:
        """Seed of shuffles that name none: drawn once, so that choices keep their order in one entry."""
        if self._shuffle_seed is None:
            self._shuffle_seed = int(self.draw() * 2**31)
        return self._shuffle_seed

    def spend(self, nodes: int) -> None:
        """Count nodes touched.

        Raises:
            ExpressionError: The evaluation has touched too many.
        """
        self.touched += nodes
        self.spent += nodes
        if self.touched > NODES_MAX:
            raise ExpressionError(f"touches more than {NODES_MAX} nodes")
        if self.spent > STEP_MAX:
            raise ExpressionError(f"the formulas together touch more than {STEP_MAX} nodes")


@dataclass(slots=True)
class Scope:
    """Where an expression is evaluated; nobody changes it. Not frozen, for thousands are made in a second.

    Attributes:
        world: What may be known.
        node: The node itself.
        origin: The node the expression belongs to (`current()`).
        position: Place among the nodes that a predicate filters.
        kept: Inside a predicate: what was computed once for all of them, by the part that computed it.
    """

    world: World
    node: Node
    origin: Node
    position: int = 1
    kept: dict[Callable[..., Value], Value] = field(default_factory=dict)


def scalar(scope: Scope, value: Value) -> Scalar:
    """Return the one value of a node-set: empty for none.

    Raises:
        ExpressionError: There are several nodes.
    """
    if not isinstance(value, list):
        return value
    if len(value) > 1:
        raise ExpressionError(f"{value[0].route} stands for {len(value)} nodes where one value is needed")
    return node_value(scope, value[0]) if value else ""


def node_value(scope: Scope, node: Node) -> Scalar:
    """Return a node's value as expressions see it; a time of day is taken today, as JavaRosa does."""
    if isinstance(node.value, time):
        return datetime.combine(scope.world.now.astimezone(LOCAL).date(), node.value, LOCAL)
    return node.value
