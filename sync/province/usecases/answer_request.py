"""Trả lời một lượt trao đổi: what the province has, what the device has not seen (sync.md W1, W10, NET-4).

Called after the last frame's commit; `have` is read anew. A request number seen before gets `have` and
nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from sync.core.feed import Row, feed_next
from sync.core.frames import FrameType, Seal, fill_frames, write_frame
from sync.core.messages import Answer, FeedFrame, FeedNotice, ScopeMark
from sync.core.stamp import SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.province.exchange import Asked, House, Taken
    from sync.province.ports import Device, FeedEntry, Transaction

ROWS_MAX = 512
"""Rows in one answer; a device far behind comes again."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of one scope that an answer carries, and the feed hash before each of them."""

    notice: FeedNotice
    entries: tuple[FeedEntry, ...] = ()
    before: tuple[bytes, ...] = ()


def answer_request(asked: Asked, taken: Sequence[Taken], house: House) -> tuple[bytes, ...]:
    """Write the answer.

    Args:
        asked: who asks.
        taken: what became of each EVENTS frame, in order.
        house: the province.

    Returns:
        The frames of the reply: one ANSWER, then FEED frames.
    """
    with house.store.begin(asked.scope) as tx:
        device = tx.device(asked.head.address.dev)
        if device is None:
            return ()
        now = house.clock.now().isoformat(timespec="seconds")
        fresh = asked.head.req_n > device.req_n
        parts = _parts(tx, asked) if fresh and not device.revoked else ()
        tx.put_device(
            replace(device, req_n=max(device.req_n, asked.head.req_n), audit=asked.head.audit, seen_at=now)
        )
    answer = _answer(asked, device, taken, now, house)
    if fresh and not device.revoked:
        answer = replace(
            answer,
            feeds=tuple(part.notice for part in parts),
            blobs=house.shelf.replies(asked.scope, device.dev, asked.head.blobs),
            blob_token=house.shelf.token(asked.scope, device.dev) if asked.head.blobs else "",
        )
    seal = Seal(house.signer, asked.reply_to)
    frames = [write_frame(FrameType.ANSWER, answer.to_bytes(), seal=seal, codec=house.codec)]
    for part in parts:
        frames += _feed_frames(part, device.dev, seal, house)
    return tuple(frames)


def _answer(asked: Asked, device: Device, taken: Sequence[Taken], now: str, house: House) -> Answer:
    return Answer(
        address=asked.reply_to,
        timeline=house.store.timeline(),
        now=now,
        nonce=asked.head.nonce,
        have=device.have,
        have_hash=device.chain[:SHORT],
        fork=any(one.fork for one in taken),
        resend="plain" if any(one.resend for one in taken) else "",
        verdicts=tuple(verdict for one in taken for verdict in one.verdicts),
        audit=asked.head.audit,
    )


def _parts(tx: Transaction, asked: Asked) -> tuple[_Part, ...]:
    """Only the device's own scope is ever opened; another one named in a request is passed over (NET-11)."""
    return tuple(
        _part(tx, mark, asked.head.max_down) for mark in asked.head.feeds if mark.scope == asked.scope
    )


def _part(tx: Transaction, mark: ScopeMark, max_down: int) -> _Part:
    h, head = tx.feed_hash(mark.seq), tx.feed_head()
    if h is None or h[:SHORT] != mark.h:
        return _Part(FeedNotice(mark.scope, head.seq, head.seq, head.h[:SHORT], known=False))
    entries: list[FeedEntry] = []
    before: list[bytes] = []
    size = 0
    for entry in tx.feed(mark.seq, ROWS_MAX):
        size += len(entry.meta) + len(entry.raw)
        if entries and size > max_down:
            break
        entries.append(entry)
        before.append(h)
        h = feed_next(h, entry.meta, sha256(entry.raw).digest())
    end = mark.seq + len(entries)
    notice = FeedNotice(mark.scope, mark.seq, end, h[:SHORT], more=head.seq > end)
    return _Part(notice, tuple(entries), tuple(before))


def _feed_frames(part: _Part, dev: bytes, seal: Seal, house: House) -> list[bytes]:
    """FEED frames of at most 64 rows; the asker's own and quarantined bodies stay here (docs/adr/0001)."""

    def write(entries: Sequence[FeedEntry]) -> bytes:
        start = entries[0].seq - 1
        prev = part.before[start - part.notice.start][:SHORT]
        rows = tuple(
            Row(entry.meta, b"" if entry.quarantined or entry.dev == dev else entry.raw) for entry in entries
        )
        body = FeedFrame(part.notice.scope, start, prev, rows).to_bytes()
        return write_frame(FrameType.FEED, body, seal=seal, codec=house.codec)

    filled = fill_frames(part.entries, lambda entry: len(entry.meta) + len(entry.raw), write)
    return [frame for _entries, frame in filled]
