"""Letters that a list of this country may hold; whatever else stands in an export, a person looks at.

Here: the alphabet and the looking. Not here: putting it right (`drafting.cleaned`).
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANGES: Final = (
    *((0x20, 0x7E), (0xA1, 0x24F), (0x300, 0x36F), (0x391, 0x3C9)),
    *((0x1E00, 0x1EFF), (0x2010, 0x2027)),
)
_SIGNS: Final = "\n\t\r₫€≤≥→●□☐✓′″"
_NEVER: Final = "Ðð\u00ad"
"""The Icelandic look-alikes of Đ đ; the hyphen nobody sees."""
LETTERS: Final = frozenset(
    {chr(point) for first, last in _RANGES for point in range(first, last + 1)} | set(_SIGNS)
) - set(_NEVER)


def strange_text(value: Any) -> str:
    """Return the first text inside a value that is not composed or holds letters no list needs; else empty.

    Args:
        value: Texts, in lists and objects however deep.
    """
    for text in texts_of(value):
        if not unicodedata.is_normalized("NFC", text) or not LETTERS.issuperset(text):
            return text[:120]
    return ""


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text inside a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)
