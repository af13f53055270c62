"""The functions expressions may call: the whole table, by name, and why those that are missing are."""

from typing import Final

from forms.xforms.functions.arguments import Function
from forms.xforms.functions.choices import CHOICES
from forms.xforms.functions.codes import CODES
from forms.xforms.functions.geography import GEOGRAPHY
from forms.xforms.functions.moments import MOMENTS
from forms.xforms.functions.node_sets import NODE_SETS
from forms.xforms.functions.numbers import NUMBERS
from forms.xforms.functions.texts import TEXTS

FUNCTIONS: Final[dict[str, Function]] = TEXTS | NUMBERS | MOMENTS | CHOICES | NODE_SETS | GEOGRAPHY | CODES
"""Name → function, but for those of `COMPILED`."""

COMPILED: Final = frozenset({"current", "if", "indexed-repeat", "instance", "once", "pulldata"})
"""Functions that choose what to evaluate, or where a path begins; they are `expression.compile`'s."""

DICE: Final = frozenset({"random", "randomize", "uuid"})
"""Functions that may give something else each time."""

MISSING: Final = {
    "ceiling": "JavaRosa has none: write int(x) + 1, or round()",
    "floor": "JavaRosa has none: write int(x)",
    "intersects": "not in the JavaRosa that judges this engine",
    "last": "JavaRosa has none: write count() of the same nodes",
    "search": "lists are chosen by select_one_from_file and choice_filter",
    "substring": "JavaRosa has none: write substr(), which counts from 0",
}
"""Functions an author may expect, and what to do instead."""
