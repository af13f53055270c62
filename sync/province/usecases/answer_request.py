"""Trả lời một lượt trao đổi: what the province has, what the device has not seen (sync.md W1, W10, NET-4).

Called after the last frame's commit; `have` is read anew. A request number seen before gets `have` and
nothing else. A cursor that this feed does not know gets marks to go back to, one below the floor a snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from sync.core.feed import Row, feed_next
from sync.core.frames import ITEMS_MAX, FrameType, Seal, fill_frames, write_frame
from sync.core.messages import Answer, BlobReply, FeedFrame, FeedNotice, Mark, Rebase, ScopeMark
from sync.core.stamp import SHORT
from sync.province.snapshot import take_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sync.core.messages import Head
    from sync.core.signing import Address
    from sync.province.exchange import Asked, House, Taken
    from sync.province.ports import Device, FeedEntry, SnapshotNote, Transaction

ROWS_MAX = 512
"""Rows in one answer; a device far behind comes again."""
DOWN_MAX = 1 << 20
"""Plain bytes of rows in one answer, whatever the asker wants."""
MARKS_MAX = 24
MARK_STEP = 256


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of one scope that an answer carries, and the feed hash before each of them."""

    notice: FeedNotice
    entries: tuple[FeedEntry, ...] = ()
    before: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What an answer tells beside `have`, read in one transaction."""

    device: Device
    parts: tuple[_Part, ...] = ()
    rebase: SnapshotNote | None = None
    twin: bool = False
    seen: int = 0

    @property
    def is_new(self) -> bool:
        """True for a request number that was not heard before, of a device in good standing."""
        return not self.seen and not self.device.revoked


def answer_request(asked: Asked, taken: Sequence[Taken], house: House) -> tuple[bytes, ...]:
    """Write the answer.

    Args:
        asked: who asks.
        taken: what became of each EVENTS frame, in order.
        house: the province.

    Returns:
        The frames of the reply: one ANSWER, then FEED frames.
    """
    now = house.clock.now().isoformat(timespec="seconds")
    with house.store.begin(asked.scope) as tx:
        told = _told(tx, asked, house, now)
    if told is None:
        return ()
    answer = _answer(asked, told, taken, now, house)
    if told.is_new:
        token = asked.head.blobs or told.rebase
        answer = replace(
            answer,
            blobs=_replies(asked, house, answer.lanes),
            blob_token=house.shelf.token(asked.scope, told.device.dev) if token else "",
        )
    seal, known = Seal(house.signer, asked.reply_to), asked.head.dicts
    frames = [write_frame(FrameType.ANSWER, answer.to_bytes(), seal=seal, codec=house.codec, known=known)]
    for part in told.parts:
        frames += _feed_frames(part, asked.head, seal, house)
    return tuple(frames)


def _told(tx: Transaction, asked: Asked, house: House, now: str) -> _Told | None:
    head = asked.head
    device = tx.device(head.address.dev, head.address.epoch)
    if device is None:
        return None
    lines = tx.lines(device.dev)
    twin = device.n > 0 and device.n < lines[-1].n
    tx.put_device(replace(device, req_n=max(device.req_n, head.req_n), audit=head.audit, seen_at=now))
    seen = device.req_n if head.req_n <= device.req_n else 0
    if seen or device.revoked:
        return _Told(device, twin=twin, seen=seen)
    marks = [mark for mark in head.feeds if mark.scope == asked.scope]  # another scope is passed over (NET-11)
    rebase = None
    if head.snap or any(mark.seq < tx.floor() for mark in marks):
        rebase, marks = _snapshot(tx, asked, house, now), []
    return _Told(device, tuple(_part(tx, mark, head) for mark in marks), rebase, twin)


def _snapshot(tx: Transaction, asked: Asked, house: House, now: str) -> SnapshotNote:
    """The snapshot that is kept, unless the asker is beyond it or found it different."""
    kept = tx.snapshot()
    if kept is not None and not asked.head.snap:
        return kept
    return take_snapshot(tx, house.codec, now)


def _answer(asked: Asked, told: _Told, taken: Sequence[Taken], now: str, house: House) -> Answer:
    rebase, wish = told.rebase, house.wish()
    return Answer(
        address=asked.reply_to,
        timeline=house.ledger.timeline(),
        now=now,
        nonce=asked.head.nonce,
        have=told.device.have,
        have_hash=told.device.chain[:SHORT],
        fork=any(one.fork for one in taken),
        resend="plain" if any(one.resend for one in taken) else "",
        verdicts=tuple(verdict for one in taken for verdict in one.verdicts),
        feeds=tuple(part.notice for part in told.parts),
        audit=asked.head.audit,
        twin=told.twin,
        seen=told.seen,
        rebase=None if rebase is None else Rebase(rebase.at, rebase.tally, rebase.pages),
        next_s=wish.next_s,
        lanes=wish.lanes,
    )


def _replies(asked: Asked, house: House, lanes: Mapping[str, int]) -> tuple[BlobReply, ...]:
    """Reply to the offers; those of a lane that waits are held (N6)."""
    offers = asked.head.blobs
    taken = [offer for offer in offers if lanes.get(offer.lane, 1)]
    held = tuple(BlobReply(offer.sha16, "hold") for offer in offers if not lanes.get(offer.lane, 1))
    return (*house.shelf.replies(asked.scope, asked.head.address.dev, taken), *held)


def _part(tx: Transaction, mark: ScopeMark, head: Head) -> _Part:
    h, end = tx.feed_hash(mark.seq), tx.feed_head()
    if h is None or h[:SHORT] != mark.h:
        marks = tuple(_marks(tx, min(mark.seq, end.seq)))
        return _Part(FeedNotice(mark.scope, end.seq, end.seq, end.h[:SHORT], known=False, marks=marks))
    entries, before = _rows(tx, mark.seq, h, head.max_down)
    if entries:
        h = feed_next(before[-1], entries[-1].meta, sha256(entries[-1].raw).digest())
    last = mark.seq + len(entries)
    is_head = last == end.seq
    tally = tx.tally() if is_head and (entries or head.digest) else None
    notice = FeedNotice(mark.scope, mark.seq, last, h[:SHORT], more=not is_head, tally=tally)
    return _Part(notice, tuple(entries), tuple(before))


def _rows(tx: Transaction, after: int, h: bytes, max_down: int) -> tuple[list[FeedEntry], list[bytes]]:
    """The rows that follow, and the feed hash before each."""
    entries: list[FeedEntry] = []
    before: list[bytes] = []
    size = 0
    for entry in tx.feed(after, ROWS_MAX):
        size += len(entry.meta) + len(entry.raw)
        if entries and size > min(max_down, DOWN_MAX):
            break
        entries.append(entry)
        before.append(h)
        h = feed_next(h, entry.meta, sha256(entry.raw).digest())
    return entries, before


def _marks(tx: Transaction, top: int) -> Iterator[Mark]:
    """Places of the feed as it is: the highest common one, 256·2ᵏ before it, and the start (W12)."""
    back, seqs = MARK_STEP, [top]
    while seqs[-1] > 0 and len(seqs) < MARKS_MAX - 1:
        seqs.append(max(0, top - back))
        back *= 2
    for seq in dict.fromkeys([*seqs, 0]):
        h = tx.feed_hash(seq)
        if h is not None:
            yield Mark(seq, h[:SHORT])


def _feed_frames(part: _Part, asker: Head, seal: Seal, house: House) -> list[bytes]:
    """FEED frames of at most 64 rows; bodies of the asker's own line and quarantined ones stay here (docs/adr/0006)."""

    def write(entries: Sequence[FeedEntry]) -> bytes:
        start = entries[0].seq - 1
        prev = part.before[start - part.notice.start][:SHORT]
        rows = tuple(
            Row(entry.meta, b"" if entry.quarantined or _is_of(entry, asker.address) else entry.raw)
            for entry in entries
        )
        body = FeedFrame(part.notice.scope, start, prev, rows).to_bytes()
        return write_frame(FrameType.FEED, body, seal=seal, codec=codec, known=asker.dicts)

    codec = house.codec if len(part.entries) <= ITEMS_MAX else house.codec.hurried
    filled = fill_frames(part.entries, lambda entry: len(entry.meta) + len(entry.raw), write)
    return [frame for _entries, frame in filled]


def _is_of(entry: FeedEntry, asker: Address) -> bool:
    return (entry.dev, entry.epoch) == (asker.dev, asker.epoch)
