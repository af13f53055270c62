"""The search key of a Vietnamese text.

Here: normal form and folding. Not here: sorting, numbers in words, old encodings.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that Unicode does not decompose; Ð ð are the Icelandic look-alikes found in official lists.
_BY_HAND: Final = str.maketrans(
    {
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "Ð": "d",
        "ƀ": "b",
        "Ƀ": "b",
        "'": None,
        "’": None,
        "ʼ": None,
        "‘": None,
        "`": None,
        "´": None,
    }
)
_PLAIN: Final = _BY_HAND | str.maketrans("ĐÐɃ", "DDB")
_WORD: Final = re.compile(r"\w+")
_MARKS: Final = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""Those that Vietnamese decomposes into; after them most texts are plain ASCII."""


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C, the form that is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the search key of a text.

    Marks dropped, đ and ƀ as plain letters, apostrophes gone, lower case, single blanks. As every tone mark
    is dropped, both ways of placing it (hòa, hoà) give one key.

    Args:
        text: Any text, in any normal form.

    Returns:
        The key, e.g. `cu mgar` for `Cư M’gar`.
    """
    kept = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_BY_HAND)))
    if not kept.isascii():
        kept = "".join([letter for letter in kept if not unicodedata.combining(letter)])
    return " ".join(kept.casefold().split())


def fold_words(text: str) -> list[str]:
    """Return the words of the search key, punctuation left out."""
    return _WORD.findall(fold(text))


def ascii_letters(text: str) -> str:
    """Return a text with its Vietnamese letters as plain ones, capitals kept: `Đắk Lắk` gives `Dak Lak`.

    Letters of other scripts stay as they are.
    """
    plain = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
