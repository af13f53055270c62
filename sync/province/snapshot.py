"""A commune as it stands at its feed's head, in pages that are kept and vouched for (V4, docs/adr/0006).

Made inside a transaction that is given. When a device needs one is decided by `answer_request`, when it
replaces history by `compact_scope`.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sync.core.frames import FrameType, write_frame
from sync.core.snapshot import SnapDossier, SnapLine, SnapObjection, write_pages
from sync.core.stamp import SHORT
from sync.province.ports import SnapshotNote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sync.core.codec import Codec
    from sync.core.snapshot import SnapItem
    from sync.province.ports import Transaction

_AT_ONCE: Final = 500


def take_snapshot(tx: Transaction, codec: Codec, now: str, floor: int = 0) -> SnapshotNote:
    """Write down a whole commune at its head, in the place of the snapshot before.

    Args:
        tx: a transaction over the commune.
        codec: the compressor of its pages.
        now: the instant, RFC 3339.
        floor: the row up to which it replaces history; 0 leaves the floor where it is.

    Returns:
        What was kept.
    """
    head, tally = tx.feed_head(), tx.tally()
    pages = [write_frame(FrameType.SNAP, page, codec=codec.hurried) for page in write_pages(_items(tx))]
    note = SnapshotNote(head, tally, tuple(sha256(page).digest() for page in pages), now)
    tx.put_snapshot(note, pages, max(floor, tx.floor()))
    return note


def _items(tx: Transaction) -> Iterator[SnapItem]:
    after: UUID | None = None
    while some := tx.dossiers(after, _AT_ONCE):
        yield from (SnapDossier(state.id, state.rev, state.doc) for state in some)
        after = some[-1].id
    yield from map(SnapObjection, tx.objections())
    yield from (SnapLine(line.dev, line.epoch, line.have, line.chain[:SHORT]) for line in tx.lines())
