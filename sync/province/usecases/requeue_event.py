"""Nhận lại việc chờ kiểm tra: a held event is taken in after all, and before it those it was built on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from forms.errors import RuleError
from sync.core.event import BadEvent, read_event
from sync.core.verdict import Word
from sync.province.faults import Faults
from sync.province.open_items import taken_again_id
from sync.province.ports import LoggedEvent
from sync.province.projection import Book

if TYPE_CHECKING:
    from sync.province.exchange import House
    from sync.province.ports import Transaction
    from sync.province.registry import Officer


@dataclass(frozen=True, slots=True)
class Requeue:
    """Which event of which commune, why it may be trusted now, and who says so."""

    commune: str
    eid: str
    reason: str
    officer: Officer


class TakenAgain(NamedTuple):
    """One event that was taken in again: its id, what became of it, and the technical reason if not `ok`."""

    eid: str
    verdict: str
    why: str


def requeue_event(order: Requeue, house: House) -> tuple[TakenAgain, ...]:
    """Take it in; one transaction. A held event that names earlier held ones of its desk takes them along.

    Args:
        order: Which one, and why.
        house: The province.

    Returns:
        What was taken in, the oldest first.

    Raises:
        RuleError: No reason, no such event, not held, unreadable, or the reason for holding it still stands.
    """
    if not order.reason.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="reason")
    scope = f"c:{order.commune}"
    if scope not in house.store.scopes():
        raise RuleError(Faults.NOT_HELD.value)
    with house.writing(scope) as tx:
        book = Book(tx, scope, house.catalogue, house.ledger, house.dice, house.clock.now())
        done = list[TakenAgain]()
        for held in _chain(tx, order.eid):
            verdict = book.take_again(held, order.officer.id, order.reason)
            done.append(TakenAgain(str(held.eid), verdict.word.value, verdict.why))
    return tuple(done)


def _chain(tx: Transaction, eid: str) -> list[LoggedEvent]:
    """The event, and before it those that its desk wrote earlier on the dossier and that are held as well."""
    try:
        held = tx.event(UUID(eid))
    except ValueError:
        held = None
    chain = list[LoggedEvent]()
    while held is not None and held.verdict.word is Word.QUARANTINED:
        if tx.event(taken_again_id(held.eid)) is not None and chain:
            break
        chain.insert(0, held)
        before = _before(held)
        held = None if before is None else tx.event(before)
    if not chain:
        raise RuleError(Faults.NOT_HELD.value)
    return chain


def _before(held: LoggedEvent) -> UUID | None:
    try:
        return read_event(held.raw).after
    except BadEvent:
        return None
