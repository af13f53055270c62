"""Nhận lại việc chờ kiểm tra: a held event is taken in after all, and before it those it was built on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from forms.errors import RuleError
from sync.core.event import BadEvent, Event, read_event
from sync.core.verdict import Word
from sync.province.faults import Faults
from sync.province.open_items import is_settled, taken_again_id
from sync.province.projection import PROVINCE, Book
from sync.province.verdicts import LIST_UNKNOWN

if TYPE_CHECKING:
    from sync.province.archive import OpenArchive
    from sync.province.exchange import House
    from sync.province.ports import LoggedEvent, Transaction


@dataclass(frozen=True, slots=True)
class Requeue:
    """Which event of which commune, why it may be trusted now, and who says so (an officer's id)."""

    commune: str
    eid: str
    reason: str
    officer: str


class TakenAgain(NamedTuple):
    """One event that was taken in again: its id, what became of it, and the technical reason if not `ok`."""

    eid: str
    verdict: str
    why: str


def requeue_unlisted(house: House, reason: str, open_archive: OpenArchive) -> int:
    """Take in what was held because no list known here had its procedure, as far as one has it now.

    Args:
        house: The province, with the lists of now.
        reason: What was published.
        open_archive: Opens one look at the store.

    Returns:
        How many events were taken in. What is held for another reason, was closed by a person, or is of a
        procedure that is still unknown stays as it was.
    """
    with open_archive() as archive:
        held = archive.held(LIST_UNKNOWN.why)
    taken = 0
    for each in held:
        order = Requeue(each.scope.removeprefix("c:"), each.eid, reason, PROVINCE)
        try:
            taken += len(requeue_event(order, house))
        except RuleError:
            continue
    return taken


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
    rule, versions = house.rules(scope).rule(), house.versions()
    with house.writing(scope) as tx:
        book = Book(tx, scope, versions, house.ledger, house.dice, house.clock.now(), rule)
        done = list[TakenAgain]()
        for held in _chain(tx, order.eid):
            verdict = book.take_again(held, order.officer, order.reason)
            done.append(TakenAgain(str(held.eid), verdict.word.value, verdict.why))
    return tuple(done)


def _chain(tx: Transaction, eid: str) -> list[LoggedEvent]:
    """The event, and before it those that its desk wrote earlier on the dossier and that still wait.

    What an event says of the one before it is its author's word: it may name another desk's, or go round.
    """
    try:
        named = tx.event(UUID(eid))
    except ValueError:
        named = None
    if named is None or not _waits(tx, named):
        raise RuleError(Faults.NOT_HELD.value)
    chain, seen, before = [named], {named.eid}, _before(tx, named)
    while before is not None and before.verdict.word is Word.QUARANTINED and before.eid not in seen:
        seen.add(before.eid)
        if _waits(tx, before):
            chain.insert(0, before)
        before = _before(tx, before)
    return chain


def _waits(tx: Transaction, held: LoggedEvent) -> bool:
    """Held, and neither taken in again nor closed by a person: what was done since must not count twice."""
    if held.verdict.word is not Word.QUARANTINED or tx.event(taken_again_id(held.eid)) is not None:
        return False
    event = _event_of(held)
    state = None if event is None else tx.dossier(event.record)
    return state is None or not is_settled(str(held.eid), state.doc)


def _before(tx: Transaction, held: LoggedEvent) -> LoggedEvent | None:
    """The event that its desk wrote before it on the same dossier."""
    event = _event_of(held)
    before = tx.event(event.after) if event is not None and event.after is not None else None
    earlier = None if before is None else _event_of(before)
    if before is None or event is None or earlier is None:
        return None
    return before if (before.dev, earlier.record) == (held.dev, event.record) else None


def _event_of(held: LoggedEvent) -> Event | None:
    """A revoked device's event is logged without its meaning, yet reads."""
    try:
        return read_event(held.raw)
    except BadEvent:
        return None
