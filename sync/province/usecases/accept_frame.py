"""Nhận một khung sự kiện: one EVENTS frame = one transaction (sync.md W4–W8, section 8).

Verify, order, merge, verdicts, code, feed; the answer counts what was committed here (`answer_request`).
Repeating a frame changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sync.core.errors import Unreadable
from sync.core.intake import Arrived, quarantined, take_in
from sync.core.messages import EarlyVerdict, EventsHeader, read_events
from sync.core.verdict import Word
from sync.province.exchange import Asked, House, Taken
from sync.province.projection import Book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.catalogue.versions import Versions
    from forms.dossier.recomputed import Rule
    from sync.core.frames import Frame
    from sync.province.ports import Codes, Device, Transaction


def accept_frame(frame: Frame, asked: Asked, house: House) -> Taken:
    """Take one EVENTS frame in; durable when this returns.

    Args:
        frame: as it travelled.
        asked: the request it belongs to.
        house: the province.

    Returns:
        What became of it. A frame beyond a gap or with a bad signature leaves `have` where it is.
    """
    if not frame.holds(asked.sign, asked.head.address, house.check):
        with house.store.begin(asked.scope) as tx:
            at = house.clock.now().isoformat(timespec="seconds")
            tx.quarantine(asked.head.address.dev, frame.body, "signature", at)
        return Taken()
    try:
        header, raws = read_events(frame.plain(house.codec))
    except Unreadable:
        return Taken(resend=True)
    rule, versions = house.rules(asked.scope).rule(), house.versions()
    with house.store.begin(asked.scope) as tx, house.ledger.together() as codes:
        return _take(tx, codes, (header, raws), asked, house, (rule, versions))


def _take(
    tx: Transaction,
    codes: Codes,
    events: tuple[EventsHeader, Sequence[bytes]],
    asked: Asked,
    house: House,
    law: tuple[Rule, Versions],
) -> Taken:
    (header, raws), (rule, versions) = events, law
    dev, epoch = asked.head.address.dev, asked.head.address.epoch
    device = tx.device(dev, epoch)
    if device is None:
        return Taken()
    intake = take_in(device.have, lambda seq: tx.chain_at(dev, epoch, seq), header, raws)
    if intake.fork or intake.gap:
        return Taken(fork=intake.fork)
    records = [arrived.event.record for arrived in intake.new if arrived.event]
    tx.hold(records, [arrived.eid for arrived in intake.new])
    now = house.clock.now()
    book = Book(tx, asked.scope, versions, codes, house.dice, now, rule, header.wit)
    verdicts = list[EarlyVerdict]()
    for arrived in intake.new:
        verdict, rev = book.take(_trusted(arrived, device), device)
        tx.put_stamp(dev, epoch, arrived.seq, arrived.eid, arrived.chain)
        if verdict.word not in (Word.OK, Word.DUP):
            verdicts.append(EarlyVerdict(arrived.eid, rev, verdict))
    if intake.new:
        last = intake.new[-1]
        tx.put_device(replace(device, have=last.seq, chain=last.chain))
    return Taken(tuple(verdicts), resend=intake.resend, accepted=len(intake.new))


def _trusted(arrived: Arrived, device: Device) -> Arrived:
    """K4: what a revoked device still sends is kept for a person, and takes its place in the line."""
    return quarantined(arrived, "revoked") if device.revoked else arrived
