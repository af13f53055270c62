"""One spelling of JSON for everything that is hashed or signed, and a strict way to read it back.

Only the spelling lives here; what the members mean stands in `event`, `messages` and `certificate`. The
law has its own twin in `forms.canonical`: the road knows no dossier and may not ask it.
"""

import json
from collections.abc import Iterable
from typing import Any, Final, NoReturn

from sync.core.errors import Unreadable

DEPTH_MAX: Final = 40
_LEAVES: Final = frozenset({str, int, bool, type(None)})
_spell: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def canonical(value: Any) -> bytes:
    """Spell a JSON value in the one way we hash: sorted keys, no spaces, UTF-8, no floats.

    Args:
        value: dicts with text keys, lists, text, integers, booleans, null.

    Returns:
        One line without a line end.

    Raises:
        TypeError: for a float or anything JSON does not know.
    """
    _refuse_floats(value)
    return _spell(value).encode()


def read_json(raw: bytes, *, ceiling: int) -> dict[str, Any]:
    """Read one JSON object and believe nothing.

    Args:
        raw: the bytes as they came.
        ceiling: the most bytes we are willing to parse.

    Returns:
        The object.

    Raises:
        Unreadable: too long, not UTF-8, half a surrogate pair, not an object, a key twice, a float, NaN,
            nested deeper than 40.
    """
    if len(raw) > ceiling:
        raise Unreadable("JSON is longer than allowed")
    try:
        value = _read(raw.decode("utf-8"))
        if b"\\u" in raw:
            _spell(value).encode()  # half of a surrogate pair has no UTF-8
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    if raw.count(b"[") + raw.count(b"{") > DEPTH_MAX and _depth(value) > DEPTH_MAX:
        raise Unreadable("JSON is nested too deeply")
    if not isinstance(value, dict):
        raise Unreadable("a JSON object was expected")
    return value


def spell_readable(value: dict[str, Any], ceiling: int) -> bytes:
    """Spell an object that others must be able to read back.

    Args:
        value: the object.
        ceiling: the most bytes.

    Returns:
        Its canonical bytes.

    Raises:
        Unreadable: longer, or nested more deeply than `read_json` reads it inside another object.
    """
    raw = canonical(value)
    if len(raw) > ceiling or _depth(value) >= DEPTH_MAX:
        raise Unreadable("no other side could read it")
    return raw


def read_hex(members: dict[str, Any], name: str, size: int) -> bytes:
    """Read lower-case hex of an exact length out of a JSON object.

    Args:
        members: the object.
        name: the member's name.
        size: bytes expected.

    Returns:
        The bytes.

    Raises:
        Unreadable: missing, another length, or another spelling.
    """
    text = members.get(name)
    try:
        value = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        value = b""
    if len(value) != size or value.hex() != text:
        raise Unreadable(f"{name}: lower-case hex of {size} bytes expected")
    return value


def read_text(members: dict[str, Any], name: str) -> str:
    """Read text out of a JSON object.

    Args:
        members: the object.
        name: the member's name.

    Returns:
        The text.

    Raises:
        Unreadable: missing, or something else.
    """
    text = members.get(name)
    if not isinstance(text, str):
        raise Unreadable(f"{name}: text expected")
    return text


def read_count(members: dict[str, Any], name: str) -> int:
    """Read a whole number of at least 0 out of a JSON object.

    Args:
        members: the object.
        name: the member's name.

    Returns:
        The number.

    Raises:
        Unreadable: missing, negative, too large for every language, or something else.
    """
    value = members.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 53:
        raise Unreadable(f"{name}: a count expected")
    return value


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level:
        deepest += 1
        level = [inner for outer in level for inner in _inside(outer)]
    return deepest


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("a key stands twice")
    return found


def _no_float(_text: str) -> NoReturn:
    raise Unreadable("floats have no single spelling")


_read: Final = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float
).decode


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("floats have no single spelling")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError("keys are text")
            if type(inner) not in _LEAVES:
                _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            if type(inner) not in _LEAVES:
                _refuse_floats(inner)
