"""The procedures in force, and finding one while typing.

Here: the list, its index, the search. Not here: reading packages (`read`), what a procedure is
(`dossier.procedure`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from forms.text.fold import fold, fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.dossier.procedure import Procedure

_QUERY_MAX: Final = 200
_LEADS: Final = ("dang ky ", "cap ", "cong nhan ")  # nobody types these first


class _Entry(NamedTuple):
    """What the search looks at; folded once."""

    titles: tuple[str, ...]
    words: tuple[str, ...]
    digits: str
    procedure: Procedure


class Catalogue:
    """One edition of the published list.

    Attributes:
        edition: Name of the edition, e.g. `2026.11`; a dossier pins it.
        procedures: All procedures, the everyday ones first.
    """

    __slots__ = ("_by_code", "_entries", "edition", "procedures")

    def __init__(self, edition: str, procedures: Iterable[Procedure]) -> None:
        self.edition = edition
        self.procedures = tuple(procedures)
        self._by_code = {procedure.code: procedure for procedure in self.procedures}
        self._entries = tuple(_entry(procedure) for procedure in self.procedures)

    def get(self, code: str) -> Procedure | None:
        """Return the procedure of a code, or None."""
        return self._by_code.get(code)

    def search(self, text: str, limit: int = 20) -> list[Procedure]:
        """Find procedures while a clerk types, with or without diacritics.

        Every word typed must begin a word of the name, the field or the code. Names that begin with what
        was typed come first, then those where the words stand nearer to the front; ties keep the
        catalogue's order.

        Args:
            text: What was typed; empty gives the everyday procedures.
            limit: How many at most.
        """
        typed = fold(text[:_QUERY_MAX])
        words = fold_words(typed)
        digits = "".join(words) if all(word.isdecimal() for word in words) else ""
        ranked = []
        for order, entry in enumerate(self._entries):
            rank = _rank(entry, typed, words)
            if rank is None and digits and digits in entry.digits:
                rank = (1, 0)
            if rank is not None:
                ranked.append((rank, order, entry.procedure))
        ranked.sort(key=lambda found: found[:2])
        return [procedure for _, _, procedure in ranked[:limit]]


def _entry(procedure: Procedure) -> _Entry:
    words = fold_words(f"{procedure.short_name} {procedure.code} {procedure.name} {procedure.field}")
    title = fold(procedure.short_name)
    titles = (title, *(title.removeprefix(lead) for lead in _LEADS if title.startswith(lead)))
    return _Entry(titles, tuple(words), procedure.code.replace(".", ""), procedure)


def _rank(entry: _Entry, typed: str, words: list[str]) -> tuple[int, int] | None:
    places = []
    for word in words:
        place = next((at for at, known in enumerate(entry.words) if known.startswith(word)), None)
        if place is None:
            return None
        places.append(place)
    if any(title.startswith(typed) for title in entry.titles):
        return (0, 0)
    return (1, sum(places))
