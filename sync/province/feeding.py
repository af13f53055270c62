"""What of a commune's feed an answer carries: rows that continue the asker's cursor, or marks to go back to.

Reads inside a transaction that is given; the answer around it is `answer_request`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sync.core.feed import Row, feed_next
from sync.core.frames import ITEMS_MAX, FrameType, Seal, fill_frames, write_frame
from sync.core.messages import FeedFrame, FeedNotice, Mark
from sync.core.stamp import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.core.messages import Head, ScopeMark
    from sync.core.signing import Address
    from sync.province.exchange import House
    from sync.province.ports import FeedEntry, Transaction

ROWS_MAX = 512
"""Rows in one answer; a device far behind comes again."""
DOWN_MAX = 1 << 20
"""Plain bytes of rows in one answer, whatever the asker wants."""
MARKS_MAX = 24
MARK_STEP = 256


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one scope that an answer carries, and the feed hash before each of them."""

    notice: FeedNotice
    entries: tuple[FeedEntry, ...] = ()
    before: tuple[bytes, ...] = ()


def read_part(tx: Transaction, mark: ScopeMark, head: Head) -> Part:
    """Read what follows a cursor.

    Args:
        tx: a transaction over the commune.
        mark: the asker's cursor.
        head: what else the asker said.

    Returns:
        The rows that follow; for an unknown cursor marks of the feed as it is (W12).
    """
    h, end = tx.feed_hash(mark.seq), tx.feed_head()
    if h is None or h[:SHORT] != mark.h:
        marks = tuple(_marks(tx, min(mark.seq, end.seq)))
        return Part(FeedNotice(mark.scope, end.seq, end.seq, end.h[:SHORT], known=False, marks=marks))
    entries, before = _rows(tx, mark.seq, h, head.max_down)
    if entries:
        h = feed_next(before[-1], entries[-1].meta, sha256(entries[-1].raw).digest())
    last = mark.seq + len(entries)
    is_head = last == end.seq
    tally = tx.tally() if is_head and (entries or head.digest) else None
    notice = FeedNotice(mark.scope, mark.seq, last, h[:SHORT], more=not is_head, tally=tally)
    return Part(notice, tuple(entries), tuple(before))


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


def write_part(part: Part, asker: Head, seal: Seal, house: House) -> list[bytes]:
    """Write FEED frames of at most 64 rows.

    Bodies of the asker's own line and of quarantined events stay here (docs/adr/0006).

    Args:
        part: what was read.
        asker: who asks.
        seal: signs for him.
        house: the province.
    """

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
