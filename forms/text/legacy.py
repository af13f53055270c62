"""Texts in TCVN3, VNI or VISCII: found by what no other writing does, converted only when somebody agrees.

A text that was read as Windows-1252 or Latin-1 and shows `NguyÔn V¨n` or `Nguyeãn Vaên` is noticed because
its words are no syllables as they stand and become syllables when converted. The answer is an offer: the text
itself is returned unchanged beside it. Not here: the tables (`legacy_tables`), files.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.text.fold import nfc
from forms.text.legacy_tables import TCVN3, VISCII, VNI
from forms.text.syllable import is_highland_name, is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WORD: Final = re.compile(r"[^\s\d!-&(-/:-@\[-`{-~]+", re.ASCII)
_ASCII_LETTER: Final = re.compile(r"[A-Za-z]")
_SMALL: Final = re.compile("[a-z]")
_CAPITALS: Final = re.compile(r"[^\s\d!-&(-/:-@\[-`{-~][A-Z]")
"""A capital that does not begin its word."""
_NO_LETTER: Final = re.compile("[\x02\x05\x06\x14\x19\x1e¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿×÷]")
"""What stands in no word of any writing, but does in a word of an old encoding."""
_MENDED_SHARE: Final = 0.7
_FEW: Final = 2
_LONG: Final = 3
_LOOKED_AT: Final = 20_000
_EXAMPLES: Final = 5


class Encoding(Enum):
    """An old encoding; the value is the name people know."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI Windows"
    VISCII = "VISCII"
    CP1258 = "Windows-1258"


@dataclass(frozen=True, slots=True)
class LegacyText:
    """An offer to convert.

    Attributes:
        encoding: What the text seems to be in.
        converted: The text as it would be, in normal form C.
        confidence: Share of the words with marks that are Vietnamese syllables once converted, 0 to 1.
        examples: Up to five words as they stand and as they would be.
    """

    encoding: Encoding
    converted: str
    confidence: float
    examples: tuple[tuple[str, str], ...]


class Decoded(NamedTuple):
    """What a file of text holds.

    Attributes:
        text: As it stands; never converted.
        encoding: How the bytes were read: `utf-8`, `utf-16`, `windows-1252`.
        offer: A conversion to ask about, or None.
    """

    text: str
    encoding: str
    offer: LegacyText | None


def decode(raw: bytes) -> Decoded:
    """Read the bytes of a text file; never fails.

    Args:
        raw: UTF-8, UTF-16 with its mark, or bytes of one per letter.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) and len(raw) % 2 == 0:
        return _decoded(raw.decode("utf-16", "replace"), "utf-16")
    try:
        return _decoded(raw.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        return _decoded("".join(map(_WINDOWS.__getitem__, raw)), "windows-1252")


def detect(text: str) -> LegacyText | None:
    """Return an offer to convert, or None for a text that needs none or gives too little to judge by.

    Args:
        text: As it was read or pasted. A text with any Vietnamese letter beyond Windows-1252 is Unicode.
    """
    if not may_be_legacy(text):
        return None
    words = list(dict.fromkeys(_WORD.findall(text)))[:_LOOKED_AT]
    marked = [
        word
        for word in words
        if _ASCII_LETTER.search(word) and (not word.isascii() or _NO_LETTER.search(word))
    ]
    broken = [word for word in marked if not is_syllable(word)]
    proofs = {encoding: _proof(broken, encoding) for encoding in Encoding}
    best = max(proofs, key=proofs.__getitem__)
    return _offer(text, marked, broken, best) if proofs[best] else None


def may_be_legacy(text: str) -> bool:
    """Tell whether a text could be in an old encoding at all: marks, and none that only Unicode has."""
    return not (text.isascii() and not _NO_LETTER.search(text)) and not any(map(_is_beyond, set(text)))


def convert(text: str, encoding: Encoding) -> str:
    """Return the text converted; what the encoding does not know stays.

    In a TCVN3 word of capitals the letters with tones become capitals too: the encoding has none of its own.
    """
    return nfc(_CONVERTERS[encoding](text))


def _decoded(text: str, encoding: str) -> Decoded:
    return Decoded(text, encoding, detect(text))


def _proof(broken: Sequence[str], encoding: Encoding) -> int:
    """Return how many broken words an encoding mends; 0 where too many stay broken, or one may be chance.

    Names of the highlands are no proof, unless what they are written with stands in no word at all; nor are
    they a disproof.
    """
    mended: list[str] = []
    unmended = 0
    for word in broken:
        converted = convert(word, encoding)
        name = is_highland_name(converted)
        if is_syllable(converted) or (name and _NO_LETTER.search(word, 1)):
            mended.append(word)
        elif not name:
            unmended += 1
    if len(mended) < _MENDED_SHARE * (len(mended) + unmended):
        return 0
    by_chance = not any(len(word) >= _LONG and _NO_LETTER.search(word, 1) for word in mended[:1])
    return 0 if len(mended) < _FEW and by_chance else len(mended)


def _offer(text: str, marked: Sequence[str], broken: Sequence[str], encoding: Encoding) -> LegacyText:
    good = sum(is_highland_name(convert(word, encoding)) for word in marked)
    examples = tuple((word, convert(word, encoding)) for word in broken[:_EXAMPLES])
    return LegacyText(encoding, convert(text, encoding), good / len(marked), examples)


def _is_beyond(letter: str) -> bool:
    """Say whether no reader of Windows-1252 shows this letter: Vietnamese in Unicode, or another script."""
    return letter not in _REPERTOIRE and (letter.isalpha() or bool(unicodedata.combining(letter)))


def _by_letter(table: dict[str, str]) -> Callable[[str], str]:
    letters = str.maketrans(table)
    return lambda text: text.translate(letters)


def _tcvn3(text: str) -> str:
    return "".join(_tcvn3_line(line) for line in text.splitlines(keepends=True))


def _tcvn3_line(line: str) -> str:
    """Convert a line; in one without small letters, or a word without, all letters become capitals."""
    shouted = _CAPITALS.search(line) is not None and not _SMALL.search(line)
    if shouted:
        return line.translate(_TCVN3_LETTERS).upper()
    return _WORD.sub(lambda found: _tcvn3_word(found[0]), line)


def _tcvn3_word(word: str) -> str:
    converted = word.translate(_TCVN3_LETTERS)
    return converted.upper() if _CAPITALS.search(word) and not _SMALL.search(word) else converted


def _vni(text: str) -> str:
    return _VNI_PAIR.sub(lambda found: VNI[found[0]], text)


def _cp1258(text: str) -> str:
    """Read again as Windows-1258, where marks stand behind their letters."""
    return "".join(_VIETNAMESE_WINDOWS.get(letter, letter) for letter in text)


_WINDOWS: Final = tuple(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_VIETNAMESE_WINDOWS: Final = {
    shown: bytes([byte]).decode("cp1258", "ignore") or shown for byte, shown in enumerate(_WINDOWS)
}
_REPERTOIRE: Final = frozenset(_WINDOWS) | frozenset(map(chr, range(256)))
_TCVN3_LETTERS: Final = str.maketrans(TCVN3)
_VNI_PAIR: Final = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_CONVERTERS: Final[dict[Encoding, Callable[[str], str]]] = {
    Encoding.TCVN3: _tcvn3,
    Encoding.VNI: _vni,
    Encoding.VISCII: _by_letter(VISCII),
    Encoding.CP1258: _cp1258,
}
