"""The procedures in force, and finding one while typing.

Here: one day's list and the search over it. Not here: which version is in force (`versions`), reading
packages (`read`), what a procedure is (`dossier.procedure`).
"""

from __future__ import annotations

from functools import cached_property
from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from forms.catalogue.words import WordIndex
from forms.text.fold import fold, fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.dossier.procedure import Procedure

_QUERY_MAX: Final = 200
_LEADS: Final = ("dang ky ", "cap ", "cong nhan ")  # nobody types these first


class Catalogue:
    """One day's list.

    Attributes:
        edition: Name of its newest edition, e.g. `2026.11`; a dossier pins that of its procedure.
        procedures: All procedures, the everyday ones first.
    """

    def __init__(self, edition: str, procedures: Iterable[Procedure]) -> None:
        self.edition = edition
        self.procedures = tuple(procedures)
        self._by_code = {procedure.code: procedure for procedure in self.procedures}

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
        index, titles = self._folded  # also for nothing typed: the first letter does not wait for the folding
        if not words:
            return list(self.procedures[:limit])
        ranks = {
            at: (0, 0) if any(title.startswith(typed) for title in titles[at]) else (1, place)
            for at, place in index.holding(words).items()
        }
        digits = "".join(words) if all(word.isdecimal() for word in words) else ""
        if digits:
            for at, procedure in enumerate(self.procedures):
                if digits in procedure.code.replace(".", ""):
                    ranks.setdefault(at, (1, 0))
        return [self.procedures[at] for _, at in nsmallest(limit, ((rank, at) for at, rank in ranks.items()))]

    @cached_property
    def _folded(self) -> tuple[WordIndex, tuple[tuple[str, ...], ...]]:
        """Words and titles, folded when the list is first asked for."""
        texts = (f"{one.short_name} {one.code} {one.name} {one.field}" for one in self.procedures)
        return WordIndex(texts), tuple(_titles(procedure) for procedure in self.procedures)


def _titles(procedure: Procedure) -> tuple[str, ...]:
    title = fold(procedure.short_name)
    return (title, *(title.removeprefix(lead) for lead in _LEADS if title.startswith(lead)))
