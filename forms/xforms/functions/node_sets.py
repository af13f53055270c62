"""Functions of nodes: counting them, their place, their order."""

import hashlib
import math
from collections.abc import Iterator
from typing import Final

from forms.xforms.functions.arguments import Function, nodes
from forms.xforms.scope import Scope, Value, node_value, scalar
from forms.xforms.tree import Node
from forms.xforms.values import to_number, to_text

_MODULUS: Final = 2**31 - 1
_MULTIPLIER: Final = 16_807


def _count_non_empty(scope: Scope, values: list[Value]) -> Value:
    return float(sum(node_value(scope, node) != "" for node in nodes(values[0])))


def _position(scope: Scope, values: list[Value]) -> Value:
    if not values:
        return float(scope.position)
    found = nodes(values[0])
    return float(found[0].position) if found else 0.0


def _park_miller(seed: int) -> Iterator[float]:
    """Yield the numbers from 0 to 1 of the generator by Park and Miller, from a seed as JavaRosa takes it."""
    state = int(math.fmod(seed, _MODULUS))
    if state <= 0:
        state += _MODULUS - 1
    while True:
        state = state * _MULTIPLIER % _MODULUS
        yield (state - 1) / (_MODULUS - 1)


def _seed(scope: Scope, value: Value) -> int:
    """Return the seed of a shuffle: a number cut to whole, or the first eight bytes of a text's SHA-256."""
    given = scalar(scope, value)
    number = to_number(given)
    if math.isfinite(number):
        return int(number)
    if math.isinf(number):
        return 2**63 - 1 if number > 0 else -(2**63)
    text = to_text(given)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True) if text else 0


def _randomize(scope: Scope, values: list[Value]) -> Value:
    """Shuffle by the seed given, else by one drawn once for the entry."""
    seed = _seed(scope, values[1]) if len(values) > 1 else scope.world.shuffle_seed
    return _shuffled(nodes(values[0]), _park_miller(seed))


def _shuffled(found: list[Node], dice: Iterator[float]) -> list[Node]:
    """Shuffle by the inside-out algorithm of Fisher and Yates."""
    shuffled = found[:0]
    for node, drawn in zip(found, dice, strict=False):
        place = int(drawn * (len(shuffled) + 1))
        shuffled.append(node)
        shuffled[-1], shuffled[place] = shuffled[place], node
    return shuffled


NODE_SETS: Final[dict[str, Function]] = {
    "count": Function(lambda _, values: float(len(nodes(values[0]))), 1, 1),
    "count-non-empty": Function(_count_non_empty, 1, 1),
    "position": Function(_position, 0, 1),
    "randomize": Function(_randomize, 1, 2),
}
