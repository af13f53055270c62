"""One spelling of JSON, and one strict reader of it.

Here: canonical bytes, their digest, and the loader for JSON that came from outside. Not here: what the JSON
means.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from typing import Any, Final, NoReturn

from forms.errors import Faults, RuleError

BYTES_MAX: Final = 5 << 20
DEPTH_MAX: Final = 40
DIGITS_MAX: Final = 19
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
_STEP: Final = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def canonical(value: Any) -> bytes:
    """Spell a JSON value the one canonical way.

    Keys sorted by code point, no blanks, UTF-8, every text and key in NFC.

    Args:
        value: None, bool, int, str, or lists and dicts of these (tuples count as lists).

    Returns:
        The canonical bytes.

    Raises:
        TypeError: For floats, keys that are not text, and anything that is not JSON.
    """
    return json.dumps(_normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: Any) -> bytes:
    """Return the SHA-256 of the canonical spelling: 32 bytes."""
    return hashlib.sha256(canonical(value)).digest()


def strict_json(raw: bytes, *, bytes_max: int = BYTES_MAX, depth_max: int = DEPTH_MAX) -> Any:
    """Read JSON from outside (rule INP-1).

    Args:
        raw: Bytes in strict UTF-8.
        bytes_max: Longest accepted input, in bytes.
        depth_max: Deepest accepted nesting of lists and objects.

    Returns:
        The value; whole numbers only.

    Raises:
        RuleError: Too big, too deep, duplicate keys, floats, NaN, integers over 19 digits, lone surrogates,
            or not JSON.
    """
    if len(raw) > bytes_max:
        raise RuleError(Faults.JSON_TOO_BIG.value, bytes_max=str(bytes_max))
    if _depth(raw) > depth_max:
        raise RuleError(Faults.JSON_TOO_DEEP.value, depth_max=str(depth_max))
    try:
        value = json.loads(
            raw.decode("utf-8"),
            parse_float=_refuse,
            parse_constant=_refuse,
            parse_int=_whole,
            object_pairs_hook=_object,
        )
        if b"\\u" in raw:
            json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate has no UTF-8
    except ValueError as problem:
        # the parser's text may quote the input: only its kind is kept
        raise RuleError(Faults.JSON_BROKEN.value, kind=type(problem).__name__) from None
    return value


def _normal(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case list() | tuple():
            return [_normal(part) for part in value]
        case dict():
            return _normal_object(value)
        case _:
            raise TypeError(f"not canonical JSON: {type(value).__name__}")


def _normal_object(value: dict[Any, Any]) -> dict[str, Any]:
    normal: dict[str, Any] = {}
    for key, part in value.items():
        if not isinstance(key, str):
            raise TypeError(f"not a JSON key: {type(key).__name__}")
        name = unicodedata.normalize("NFC", key)
        if name in normal:
            raise TypeError("two keys with one canonical spelling")
        normal[name] = _normal(part)
    return normal


def _depth(raw: bytes) -> int:
    depth = deepest = 0
    for token in _TOKEN.finditer(raw):
        depth += _STEP.get(token.group(), 0)
        deepest = max(deepest, depth)
    return deepest


def _refuse(_text: str) -> NoReturn:
    raise ValueError("only whole numbers")


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > DIGITS_MAX:
        raise ValueError("integer too long")
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("duplicate key")
    return made
