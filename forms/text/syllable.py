"""What may be a Vietnamese syllable: beginning, vowels, end, at most one tone.

Serves the detection of old encodings: it knows which letters can stand together, not which words exist. Loan
words are no syllables here, which is why nobody is judged by it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BEGINNINGS: Final = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x"
_VOWELS: Final = (
    "uyê uya uyu oai oay oao oeo uây uôi uao ươi ươu iêu yêu ai ao au ay âu ây eo êu ia iê iu oa oă oe "
    "oi ôi ơi oo ua uâ uê ui uô uơ uy ưa ươ ưi ưu yê a ă â e ê i o ô ơ u ư y"
)
_ENDS: Final = "ch ng nh c m n p t"
_HIGHLAND_BEGINNINGS: Final = (
    "bl br dl dr hl hm hn hr hw jr kb kd kl km kn kp kr kt kw ml mn mr pl pr rv sr w y j č ƀ"
)
_HIGHLAND_ENDS: Final = "k l r h"


def _either(parts: str) -> str:
    return parts.replace(" ", "|")


_SYLLABLE: Final = re.compile(f"(?:{_either(_BEGINNINGS)})?(?:{_either(_VOWELS)})(?:{_either(_ENDS)})?")
_HIGHLAND: Final = re.compile(
    f"(?:[a-zđ]{{1,2}}['’])?(?:{_either(_BEGINNINGS)}|{_either(_HIGHLAND_BEGINNINGS)})?"
    f"(?:{_either(_VOWELS)})(?:{_either(_ENDS)}|{_either(_HIGHLAND_ENDS)})?"
)
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def is_syllable(word: str) -> bool:
    """Say whether the letters of a word can stand together in Vietnamese; case does not matter."""
    return _fits(_SYLLABLE, word)


def is_highland_name(word: str) -> bool:
    """Say whether a word may also be part of an Ê Đê or M’Nông name: Krông, Đắk, M’Drắk."""
    return _fits(_HIGHLAND, word)


def _fits(shape: re.Pattern[str], word: str) -> bool:
    toneless, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and shape.fullmatch(unicodedata.normalize("NFC", toneless)) is not None
