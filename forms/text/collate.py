"""The order of Vietnamese words, and of people in a list.

Here: sort keys. The alphabet first (a ă â b c d đ e ê …; f j w z in their Latin places, the Ê Đê ƀ after
b), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then small letters before capitals: the order that ICU
gives for `vi` once look-alikes are one character.

People stand by given name, then by the rest from the surname on. The given name is the last word. In Ê Đê
names the clan is last, so after the marker `Y` or `H’` the given name follows: `Y Wang Niê` stands at Wang,
`H’Hen Niê` at Hen; then come clan and marker. Nothing is stored of this: a name stays one `full_name`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from forms.text.spelling import letters, one_form

_ORDER: Final = ' _-,;:!?.‘’"()[]{}@*/\\&#%+<=>0123456789aăâbƀcdđeêfghijklmnoôơpqrstuưvwxyz'
_PLACE: Final = {letter: place for place, letter in enumerate(_ORDER)}
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
"""huyền, hỏi, ngã, sắc, nặng"""
_SHAPES: Final = {"a": "\u0306\u0302", "e": "\u0302", "o": "\u0302\u031b", "u": "\u031b"}
"""Marks that make another letter of the alphabet."""
_MARKER: Final = re.compile(r"(Y|H)(?:\s+|\s*[’-]\s*)(?=\w)", re.IGNORECASE)


class Key(NamedTuple):
    """What is compared, level by level."""

    letters: tuple[int, ...]
    tones: tuple[int, ...]
    capitals: tuple[bool, ...]


class PersonKey(NamedTuple):
    """A person's place in a list."""

    given: Key
    rest: Key
    marker: Key


def text_key(text: str) -> Key:
    """Return the sort key of a name or heading."""
    places: list[int] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for letter in letters(one_form(text)):
        small = letter.lower()
        base, marks = _shaped(small)
        places.append(_PLACE.get(base, len(_ORDER) + ord(base)))
        tones += [0, *marks]
        capitals.append(small != letter)
    return Key(tuple(places), tuple(tones), tuple(capitals))


def person_key(full_name: str) -> PersonKey:
    """Return a person's sort key.

    Args:
        full_name: As on the card: surname first, given name last; or an Ê Đê name.
    """
    name = " ".join(one_form(full_name).split())
    if marker := _MARKER.match(name):
        given, _, rest = name[marker.end() :].partition(" ")
        return PersonKey(text_key(given), text_key(rest), text_key(marker[1]))
    rest, _, given = name.rpartition(" ")
    return PersonKey(text_key(given), text_key(rest), text_key(""))


def _shaped(letter: str) -> tuple[str, list[int]]:
    """Part a small letter into the letter of the alphabet and the rank of each other mark."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    for shape in _SHAPES.get(base, ""):
        if shape in marks:
            marks.remove(shape)
            base = unicodedata.normalize("NFC", base + shape)
            break
    return base, [_TONES.index(mark) + 1 if mark in _TONES else ord(mark) for mark in marks]
