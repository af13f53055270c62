"""Thu gọn lịch sử: rows older than a commune's snapshot are no longer sent, none is deleted (V4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.province.snapshot import take_snapshot

if TYPE_CHECKING:
    from sync.province.exchange import House
    from sync.province.ports import SnapshotNote


def compact_scope(scope: str, house: House) -> SnapshotNote:
    """Take a snapshot and raise the floor to it: a device further behind gets the snapshot, not the rows.

    Args:
        scope: the commune's scope.
        house: the province.

    Returns:
        What was kept.
    """
    now = house.clock.now().isoformat(timespec="seconds")
    with house.store.begin(scope) as tx:
        return take_snapshot(tx, house.codec, now, floor=tx.feed_head().seq)
