"""One word, several ways to write it: normal form, look-alikes, the place of the tone; and counting letters.

Here: the traditional place of a tone (hòa, khỏe, thủy), the key that compares spellings with their marks,
letters as a reader counts them. Not here: the search key, which drops the marks (`fold`); order (`collate`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from forms.text.fold import nfc

_LOOK_ALIKES: Final = str.maketrans(
    {"Ð": "Đ", "ð": "đ", "'": "’", "ʼ": "’", "‘": "’", "`": "’", "´": "’", "\u00a0": " ", "\u200b": None}
)
# o or u without a tone, then a toned a, e, y that ends the syllable. After q the u is no vowel: quý stays.
_LATE_TONE: Final = re.compile(
    r"([oO](?=[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])|(?<![qQ])[uU](?=[ỳýỷỹỵỲÝỶỸỴ]))(\w)(?![\w\u0300-\u036f])"
)


def traditional(text: str) -> str:
    """Return the text with tones where the official lists place them: hoà becomes hòa, thuỷ becomes thủy.

    Args:
        text: Any text; the answer is in normal form C.
    """
    return _LATE_TONE.sub(_moved, nfc(text))


def one_form(text: str) -> str:
    """Return the text in normal form C, look-alikes as what they stand for: `Đ` for `Ð`, `’` for `'`."""
    return nfc(text.translate(_LOOK_ALIKES))


def spelling_key(text: str) -> str:
    """Return what two spellings of one name have in common.

    Marks stay, so `Hòa Phú` is not `Hoa Phú`. Equal are: both places of a tone, `Đ` and its look-alike `Ð`,
    all apostrophes, both normal forms, both cases, any blanks.
    """
    return " ".join(traditional(one_form(text)).casefold().split())


def letters(text: str) -> list[str]:
    """Return the letters as a reader counts them, each with its marks.

    The Ê Đê letters ê̆ ô̆ ơ̆ ư̆ are two code points even when composed. Control characters count as letters.
    """
    found: list[str] = []
    for character in nfc(text):
        if found and unicodedata.category(character) in ("Mn", "Me", "Mc"):
            found[-1] += character
        else:
            found.append(character)
    return found


def _moved(late: re.Match[str]) -> str:
    base, *tone = list(unicodedata.normalize("NFD", late[2]))
    return nfc(late[1] + "".join(tone)) + base
