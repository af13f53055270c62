"""Which texts hold words that begin as typed; a sorted vocabulary, so that each key costs a few look-ups.

Not here: what the texts are, how what is found is ranked (`catalogue`).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from forms.text.fold import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_AFTER_ALL: Final = "\U0010ffff"


class WordIndex:
    """The folded words of some texts, each with the texts that hold it and its first place there."""

    __slots__ = ("_places", "_words")

    def __init__(self, texts: Iterable[str]) -> None:
        places: dict[str, dict[int, int]] = {}
        for at, text in enumerate(texts):
            for place, word in enumerate(fold_words(text)):
                places.setdefault(word, {}).setdefault(at, place)
        self._places = places
        self._words = sorted(places)

    def holding(self, words: list[str]) -> dict[int, int]:
        """Return the texts in which every word begins a word, with the sum of the first such places.

        Args:
            words: Folded words, at least one.
        """
        found = [self._beginning(word) for word in dict.fromkeys(words)]
        found.sort(key=len)
        fewest, *others = found
        return {
            at: place + sum(other[at] for other in others)
            for at, place in fewest.items()
            if all(at in other for other in others)
        }

    def _beginning(self, word: str) -> dict[int, int]:
        first, last = bisect_left(self._words, word), bisect_left(self._words, word + _AFTER_ALL)
        if last - first == 1:
            return self._places[self._words[first]]
        nearest: dict[int, int] = {}
        for known in self._words[first:last]:
            for at, place in self._places[known].items():
                if place < nearest.get(at, place + 1):
                    nearest[at] = place
        return nearest
