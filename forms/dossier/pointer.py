"""JSON Pointers into a dossier's document (RFC 6901).

Here: reading, writing and deleting at a path. Not here: who may write it (`authority`).
"""

from __future__ import annotations

from typing import Any, Final

from forms.errors import Faults, RuleError

STEPS_MAX: Final = 24
"""Deeper than any form: a document that nests further could not travel in a snapshot."""
_DIGITS_MAX: Final = 9
"""Longer is no place in any list; Python itself refuses to read thousands of digits."""


def steps(path: str) -> list[str]:
    """Split a pointer into its unescaped steps.

    Raises:
        RuleError: The pointer does not begin with a slash, ends in a lone tilde, or goes too deep.
    """
    if not path.startswith("/") or path.count("/") > STEPS_MAX:
        raise RuleError(Faults.BAD_PATH.value)
    parts = path[1:].split("/")
    if any("~" in part.replace("~0", "").replace("~1", "") for part in parts):
        raise RuleError(Faults.BAD_PATH.value)
    return [part.replace("~1", "/").replace("~0", "~") for part in parts]


def get_path(doc: Any, path: str) -> Any:
    """Return the value at a path, or None when nothing stands there."""
    value = doc
    for step in steps(path):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and _is_place(step, value):
            value = value[int(step)]
        else:
            return None
    return value


def set_path(doc: dict[str, Any], path: str, value: Any) -> None:
    """Write a value at a path in place; null deletes.

    Objects on the way are made. A list takes a new value at an index it has, or at its end; nulls in lists
    are written as they are, so that no other index moves.

    Raises:
        RuleError: The path runs through a plain value, or past the end of a list.
    """
    *way, last = steps(path)
    place: Any = doc
    for step in way:
        if isinstance(place, dict):
            if place.get(step) is None:
                if value is None:
                    return
                place[step] = {}
            place = place[step]
        else:
            place = _element(place, step)
    if isinstance(place, dict):
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    elif isinstance(place, list) and last in (str(len(place)), "-") and value is not None:
        place.append(value)
    else:
        _element(place, last)
        place[int(last)] = value


def _element(place: Any, step: str) -> Any:
    if isinstance(place, list) and _is_place(step, place):
        return place[int(step)]
    raise RuleError(Faults.BAD_PATH.value)


def _is_place(step: str, place: list[Any]) -> bool:
    return len(step) <= _DIGITS_MAX and step.isdecimal() and int(step) < len(place)
