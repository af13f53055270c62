"""What a keyboard did to the text of a wedge scanner.

Here: noticing it. Undoing it would be guessing at a person's name, so the clerk is asked to switch the
keyboard and scan again. Not here: reading the card (`citizen_card`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")  # a Vietnamese syllable carries one at most
_LAYOUT_DIGITS: Final = re.compile(
    r"[ăâêôđ\u0300\u0301\u0303\u0309\u0323]{6,}", re.IGNORECASE
)  # digit row, layout "VN"
_LOST: Final = re.compile(r"[\ufffd?]")
_WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_LETTERS_IN_NUMBER: Final = re.compile(r"\d+[^\W\d_]+\d*")
_UNTYPED: Final = re.compile(r"\b[a-z]*(?:aa|ee|oo|dd|[aou]w)[a-z]*\b", re.IGNORECASE)
"""A word of Telex that no input method turned into letters: `Nguyeenx`, `Lawsk`, `Nuwx`."""
_UNTYPED_MIN: Final = 2


def is_mangled(text: str) -> bool:
    """Tell whether an input method or a keyboard layout changed a scanned card.

    Signs: digits typed as letters of the Vietnamese layout, letters lost as question marks, a word with two
    tone marks, a word of letters with digits inside, a number with letters inside, a card without one mark
    whose words are keys of Telex.

    Args:
        text: The text as it came from the keyboard, in any normal form.
    """
    plain = unicodedata.normalize("NFD", text)
    if _LAYOUT_DIGITS.search(unicodedata.normalize("NFC", text)) or _LAYOUT_DIGITS.match(plain):
        return True
    fields = plain.split("|")
    number, names = fields[0].strip(), fields[1:4]
    if _LETTERS_IN_NUMBER.fullmatch(number) or any(_LOST.search(field) for field in fields):
        return True
    if plain.isascii() and len(_UNTYPED.findall("|".join(fields[1:]))) >= _UNTYPED_MIN:
        return True
    return any(_is_mangled_word(word) for field in names for word in _WORD.findall(field))


def _is_mangled_word(word: str) -> bool:
    digits = sum(letter.isdecimal() for letter in word)
    letters = sum(letter.isalpha() for letter in word)
    tones = sum(letter in _TONES for letter in word)
    return tones > 1 or (digits > 0 and letters > 0)
