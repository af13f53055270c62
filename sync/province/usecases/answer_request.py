"""Trả lời một lượt trao đổi: what the province has, what the device has not seen (sync.md W1, W10, NET-4).

Called after the last frame's commit; `have` is read anew. A request number seen before gets `have` and
nothing else. A cursor that this feed does not know gets marks to go back to, one below the floor a snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sync.core.frames import FrameType, Seal, write_frame
from sync.core.messages import Answer, BlobReply, EarlyVerdict, Rebase
from sync.core.stamp import SHORT
from sync.province.feeding import read_part, write_part
from sync.province.snapshot import take_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from sync.province.exchange import Asked, House, Taken
    from sync.province.feeding import Part
    from sync.province.load import Wish
    from sync.province.ports import Device, SnapshotNote, Transaction

SNAPSHOT_EVERY: Final = timedelta(minutes=10)
"""A commune is not read through more often, whoever asks."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer tells beside `have`, read in one transaction."""

    device: Device
    now: str
    wish: Wish
    parts: tuple[Part, ...] = ()
    rebase: SnapshotNote | None = None
    twin: bool = False
    seen: int = 0
    asked_of: tuple[EarlyVerdict, ...] = ()
    is_new: bool = True
    """A request number that was not heard before, of a device in good standing."""


def answer_request(asked: Asked, taken: Sequence[Taken], house: House) -> tuple[bytes, ...]:
    """Write the answer: the three steps below, one after the other.

    Args:
        asked: who asks.
        taken: what became of each EVENTS frame, in order.
        house: the province.

    Returns:
        The frames of the reply: one ANSWER, then FEED frames.
    """
    told = read_answer(asked, house)
    return write_answer(asked, told, reply_to_offers(asked, told, house), taken, house)


def read_answer(asked: Asked, house: House) -> Told | None:
    """Read what the answer tells beside the files; it is witnessed when this returns.

    Args:
        asked: who asks.
        house: the province.

    Returns:
        What to tell, None when the device is not listed any more.
    """
    now = house.clock.now().isoformat(timespec="seconds")
    with house.writing(asked.scope) as tx:
        return _told(tx, asked, house, now)


def reply_to_offers(asked: Asked, told: Told | None, house: House) -> tuple[BlobReply, ...]:
    """Reply to the offers; those of a lane that waits are held (N6). Asks a storage that may be slow.

    Args:
        asked: who asks.
        told: what the answer tells; a request that was heard before gets no new URL.
        house: the province.
    """
    offers = asked.head.blobs
    if told is None or not told.is_new or not offers:
        return ()
    lanes = told.wish.lanes
    taken = [offer for offer in offers if lanes.get(offer.lane, 1)]
    held = tuple(BlobReply(offer.sha16, "hold") for offer in offers if not lanes.get(offer.lane, 1))
    return (*house.shelf.replies(asked.scope, asked.head.address.dev, taken), *held)


def write_answer(
    asked: Asked, told: Told | None, files: tuple[BlobReply, ...], taken: Sequence[Taken], house: House
) -> tuple[bytes, ...]:
    """Spell and sign the answer.

    Args:
        asked: who asks.
        told: what to tell.
        files: the replies to the offers.
        taken: what became of each EVENTS frame, in order.
        house: the province.

    Returns:
        The frames of the reply; none for a device that is not listed any more.
    """
    if told is None:
        return ()
    answer = _answer(asked, told, taken, house)
    if told.is_new:
        token = asked.head.blobs or told.rebase
        named = house.shelf.token(asked.scope, told.device.dev) if token else ""
        answer = replace(answer, blobs=files, blob_token=named)
    seal, known = Seal(house.signer, asked.reply_to), asked.head.dicts
    frames = [write_frame(FrameType.ANSWER, answer.to_bytes(), seal=seal, codec=house.codec, known=known)]
    for part in told.parts:
        frames += write_part(part, asked.head, seal, house)
    return tuple(frames)


def _told(tx: Transaction, asked: Asked, house: House, now: str) -> Told | None:
    head = asked.head
    device = tx.device(head.address.dev, head.address.epoch)
    if device is None:
        return None
    lines = tx.lines(device.dev)
    twin = device.n > 0 and device.n < lines[-1].n
    heard = replace(device, audit=head.audit, seen_at=now, last=head.last)
    tx.put_device(replace(heard, req_n=max(device.req_n, head.req_n)))
    wish = house.wish()
    if head.req_n <= device.req_n or device.revoked:
        seen = device.req_n if head.req_n <= device.req_n else 0
        return Told(device, now, wish, twin=twin, seen=seen, is_new=False)
    # a scope that is not the asker's own is passed over (NET-11), and one named twice is read once
    marks = [mark for mark in head.feeds if mark.scope == asked.scope][:1]
    rebase = _snapshot(tx, marks[0].seq, asked, house) if marks else None
    parts = tuple(read_part(tx, mark, head) for mark in marks if rebase is None)
    passed = max((part.notice.start for part in parts if part.notice.known), default=0)
    return Told(device, now, wish, parts, rebase, twin, asked_of=tuple(_log_says(tx, head.ask, passed)))


def _log_says(tx: Transaction, eids: Sequence[UUID], passed: int) -> Iterator[EarlyVerdict]:
    """What became of events whose rows the asker has passed and will not get (docs/adr/0006).

    A row that is still to come says it with the image it makes; said early, an edit would leave the screen.
    """
    for eid in eids:
        logged, row = tx.event(eid), tx.row_of(eid)
        if logged is not None and row is not None and row <= passed:
            yield EarlyVerdict(eid, logged.rev, logged.verdict, settled=True)


def _snapshot(tx: Transaction, cursor: int, asked: Asked, house: House) -> SnapshotNote | None:
    """The snapshot for an asker below the floor, or who found a difference; None when rows will do.

    Who asks again and again does not have the commune read through each time: a young snapshot serves those
    whom it can serve, and the others wait.
    """
    below, now = cursor < tx.floor(), house.clock.now()
    if (not below and not asked.head.snap) or cursor > tx.feed_head().seq:
        return None
    kept = tx.snapshot()
    young = kept is not None and timedelta() <= now - datetime.fromisoformat(kept.made_at) < SNAPSHOT_EVERY
    if kept is None or (asked.head.snap and not young):
        return take_snapshot(tx, house.codec, now.isoformat(timespec="seconds"))
    return kept if cursor <= kept.at.seq else None


def _answer(asked: Asked, told: Told, taken: Sequence[Taken], house: House) -> Answer:
    rebase, wish = told.rebase, told.wish
    return Answer(
        address=asked.reply_to,
        timeline=house.ledger.timeline(),
        now=told.now,
        nonce=asked.head.nonce,
        have=told.device.have,
        have_hash=told.device.chain[:SHORT],
        fork=any(one.fork for one in taken),
        resend="plain" if any(one.resend for one in taken) else "",
        verdicts=(*(verdict for one in taken for verdict in one.verdicts), *told.asked_of),
        feeds=tuple(part.notice for part in told.parts),
        audit=asked.head.audit,
        twin=told.twin,
        seen=told.seen,
        rebase=None if rebase is None else Rebase(rebase.at, rebase.tally, rebase.pages),
        next_s=wish.next_s,
        lanes=wish.lanes,
    )
