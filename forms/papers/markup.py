"""Foreign text made safe for the drawing library: the one function that hands text to it."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape

from forms.text.fold import nfc

TEXT_MAX: Final = 5_000
WORD_MAX: Final = 60
BODY_SIZE: Final = 13
_STACKED: Final = re.compile("([ÊêÔôƠơƯư])\u0306")
_RISE_SMALL, _RISE_CAPITAL = 2.2 / BODY_SIZE, 4.6 / BODY_SIZE
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_LONG_WORD: Final = re.compile(rf"(\S{{{WORD_MAX}}})(?=\S)")


def safe(text: str, size: float = BODY_SIZE) -> str:
    """Make foreign text safe for the drawing library's markup (rule INP-8).

    NFC, no control or direction marks, at most 5,000 characters, words broken at 60, markup escaped. No
    other function of this house hands text to it.

    Args:
        text: Anything.
        size: Points of the face it is printed in.
    """
    plain = escape(_LONG_WORD.sub(r"\1 ", visible(text)[:TEXT_MAX]))
    return _STACKED.sub(lambda stacked: _raised(stacked[1], size), plain)


def visible(text: str) -> str:
    """Return what of a text can be seen: NFC, controls and direction marks as one space."""
    return _CONTROLS.sub(" ", nfc(text))


def _raised(letter: str, size: float) -> str:
    """Lift the breve of ê̆ ô̆ ơ̆ ư̆ above its letter: the drawing library does not place marks itself."""
    rise = size * (_RISE_CAPITAL if letter.isupper() else _RISE_SMALL)
    return f'{letter}<super rise="{rise:.2f}" size="{size:g}">\u0306</super>'
