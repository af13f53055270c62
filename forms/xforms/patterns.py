"""Patterns of `regex()`: which may run at a desk, and how Python spells them.

Here live the refusal of patterns that could run for ever, and how Java's spelling differs from Python's.
"""

import re
from functools import lru_cache
from typing import Final

from forms.xforms.problem import ExpressionError

PATTERN_CHARS_MAX: Final = 200
MATCHED_CHARS_MAX: Final = 256
UNBOUNDED_MAX: Final = 3
_NAMED_GROUP: Final = re.compile(r"\(\?<(?=[A-Za-z])")
_UNBOUNDED: Final = re.compile(r"[*+]|\{\d*,\d*\}")


def check_pattern(pattern: str) -> None:
    r"""Refuse a pattern that could run for ever: nested or many unbounded repetitions.

    Raises:
        ExpressionError: Too long, not a pattern, `(a+)+`, `(a|b)*`, or more than three unbounded repetitions.
    """
    if len(pattern) > PATTERN_CHARS_MAX:
        raise ExpressionError(f"pattern longer than {PATTERN_CHARS_MAX} characters")
    bare = re.sub(r"\[\^?\]?(?:\\.|[^\]\\])*\]", "c", re.sub(r"\\.", "e", pattern))
    if len(_UNBOUNDED.findall(bare)) > UNBOUNDED_MAX:
        raise ExpressionError("pattern with more than three unbounded repetitions")
    opened: list[int] = []
    for place, letter in enumerate(bare):
        if letter == "(":
            opened.append(place)
        elif letter == ")" and opened:
            inside = bare[opened.pop() + 1:place]
            if _UNBOUNDED.match(bare, place + 1) and ("|" in inside or _UNBOUNDED.search(inside)):
                raise ExpressionError("pattern repeats a repetition")
    try:
        re.compile(_NAMED_GROUP.sub("(?P<", pattern), re.ASCII)
    except (re.error, OverflowError) as exc:
        raise ExpressionError("not a pattern") from exc


@lru_cache(maxsize=256)
def python_pattern(pattern: str) -> str:
    """Return a pattern of Java as Python spells it.

    Raises:
        ExpressionError: See `check_pattern`.
    """
    check_pattern(pattern)
    return _NAMED_GROUP.sub("(?P<", pattern)
