"""Huỷ hồ sơ, nối hồ sơ trùng: an officer of the province says what a desk's supervisor may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.errors import RuleError
from sync.province.faults import Faults
from sync.province.projection import Book

if TYPE_CHECKING:
    from sync.province.archive import Kept, OpenArchive
    from sync.province.exchange import House
    from sync.province.ports import DossierState
    from sync.province.registry import Officer


@dataclass(frozen=True, slots=True)
class Void:
    """Which dossier, by any of its names; why, on what basis, and who says so."""

    dossier: str
    reason: str
    basis: str
    officer: Officer


@dataclass(frozen=True, slots=True)
class Link:
    """Which two dossiers of one commune; `same` or `different`, why, and who says so."""

    dossier: str
    other: str
    outcome: str
    reason: str
    officer: Officer


def void_dossier(order: Void, house: House, open_archive: OpenArchive) -> DossierState:
    """Declare a dossier void: one event, one feed row.

    Args:
        order: What to say.
        house: The province.
        open_archive: Finds the dossier.

    Returns:
        The dossier afterwards.

    Raises:
        RuleError: No such dossier, an empty text, or it is decided or over.
    """
    if not order.reason.strip() or not order.basis.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="reason")
    payload = {"reason": order.reason, "basis": order.basis}
    return _say(_found(order.dossier, open_archive), "dossier.void", payload, order.officer, house)


def link_duplicate(order: Link, house: House, open_archive: OpenArchive) -> DossierState:
    """Say that two dossiers are one or two: one event on the first; the opposite may be said later.

    Args:
        order: What to say.
        house: The province.
        open_archive: Finds both.

    Returns:
        The first dossier afterwards.

    Raises:
        RuleError: No such dossiers of one commune, an unknown outcome, or no reason.
    """
    if not order.reason.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="reason")
    one, other = _found(order.dossier, open_archive), _found(order.other, open_archive)
    if one.scope != other.scope or one.id == other.id:
        raise RuleError(Faults.NO_SUCH_DOSSIER.value)
    payload = {"other": str(other.id), "outcome": order.outcome, "reason": order.reason}
    return _say(one, "link.duplicate", payload, order.officer, house)


def _found(name: str, open_archive: OpenArchive) -> Kept:
    with open_archive() as archive:
        found = archive.locate(name)
    if found is None:
        raise RuleError(Faults.NO_SUCH_DOSSIER.value)
    return found


def _say(kept: Kept, kind: str, payload: dict[str, Any], officer: Officer, house: House) -> DossierState:
    versions = house.versions()
    with house.writing(kept.scope) as tx:
        book = Book(tx, kept.scope, versions, house.ledger, house.dice, house.clock.now())
        return book.say(kept.id, kind, payload, officer.id)
