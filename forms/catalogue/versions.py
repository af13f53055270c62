"""Which version of a procedure is in force on a day, and which one a dossier keeps.

A version is in force from its first day until the next one's; a dossier keeps the version of the day it was
received, by code and edition (docs/adr/0007; Luật Hộ tịch 03/2026/QH16 chooses by the day of receipt). Here:
the choice. Not here: reading lists (`read`), searching one day's list (`catalogue`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from forms.catalogue.catalogue import Catalogue
from forms.dossier.calendar import local
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.dossier.procedure import Procedure


class Edition(NamedTuple):
    """One list as published.

    Attributes:
        name: Its name, `2026.11`.
        effective_from: First day of what it withdraws, and of procedures that name none of their own.
        procedures: What it brings or replaces, by code; it says nothing of the others.
        withdrawn: Codes that are no longer done from that day.
    """

    name: str
    effective_from: date
    procedures: tuple[Procedure, ...]
    withdrawn: tuple[str, ...] = ()


class _Turn(NamedTuple):
    """From this day on this version holds; None: withdrawn. Of one day the later published wins."""

    first: date
    published: int
    procedure: Procedure | None


class Versions:
    """All versions of all procedures known here."""

    __slots__ = ("_days", "_lists", "_pinned", "_turns")

    def __init__(self, editions: Iterable[Edition]) -> None:
        """Take the editions in the order of their publication."""
        self._turns: dict[str, list[_Turn]] = {}
        self._pinned: dict[tuple[str, str], Procedure] = {}
        for published, edition in enumerate(editions):
            for procedure in edition.procedures:
                self._turn(procedure.code, _Turn(procedure.effective_from, published, procedure))
                self._pinned[procedure.code, edition.name] = procedure
            for code in edition.withdrawn:
                self._turn(code, _Turn(edition.effective_from, published, None))
        for turns in self._turns.values():
            turns.sort(key=lambda turn: turn[:2])
        self._days = sorted({turn.first for turns in self._turns.values() for turn in turns})
        self._lists: dict[date, Catalogue] = {}

    def _turn(self, code: str, turn: _Turn) -> None:
        self._turns.setdefault(code, []).append(turn)

    def in_force(self, code: str, day: date) -> Procedure | None:
        """Return the version of a code in force on a day, or None: unknown, not yet, or withdrawn."""
        begun = [turn for turn in self._turns.get(code, ()) if turn.first <= day]
        return begun[-1].procedure if begun else None

    def pinned(self, code: str, edition: str) -> Procedure | None:
        """Return the version that an edition brought, or None."""
        return self._pinned.get((code, edition))

    def of_dossier(self, doc: Mapping[str, Any]) -> Procedure | None:
        """Return the version a dossier keeps.

        The one it names by edition; where this machine never saw that edition, the one in force on the day of
        receipt; where the list began later, the first one known.

        Args:
            doc: The dossier's document; nothing of its shape is trusted.
        """
        code, edition = str(doc.get("procedure")), str(doc.get("procedure_edition"))
        found = self.pinned(code, edition)
        if found is None:
            found = self.in_force(code, _day_of(doc.get("received_at")))
        if found is None:
            known = (turn.procedure for turn in self._turns.get(code, ()))
            found = next((procedure for procedure in known if procedure is not None), None)
        return found

    def own(self, doc: Mapping[str, Any]) -> Procedure | None:
        """Return the version that a dossier names, None where this machine never saw that edition.

        A dossier that names no edition has the version of the day it was received.

        Args:
            doc: The dossier's document; nothing of its shape is trusted.
        """
        if not doc.get("procedure_edition"):
            return self.of_dossier(doc)
        return self.pinned(str(doc.get("procedure")), str(doc["procedure_edition"]))

    def on(self, day: date) -> Catalogue:
        """Return the list of one day; made once between two changes."""
        begun = [first for first in self._days if first <= day]
        since = begun[-1] if begun else date.min
        if since not in self._lists:
            found = (self.in_force(code, since) for code in self._turns)
            procedures = [procedure for procedure in found if procedure is not None]
            newest = max(procedures, key=lambda one: one.effective_from, default=None)
            self._lists[since] = Catalogue(newest.edition if newest else "", procedures)
        return self._lists[since]


def _day_of(received_at: Any) -> date:
    """Return the local day of an instant as text; the end of days where it is none."""
    try:
        return local(datetime.fromisoformat(str(received_at))).date()
    except (ValueError, OverflowError, RuleError):
        return date.max
