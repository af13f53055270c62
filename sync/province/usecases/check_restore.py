"""Kiểm tra khôi phục: a store that lacks what the ledger saw committed was set back (docs/adr/0006)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.core.feed import Cursor
    from sync.province.ports import Ledger, Store


def check_restore(store: Store, ledger: Ledger) -> bool:
    """Compare the store with what the ledger witnessed; raise the timeline when it was set back.

    Comes before the first answer of a province that starts.

    Args:
        store: the log.
        ledger: never restored.

    Returns:
        True when the store was restored, and the timeline has been raised.
    """
    if all(_holds(store, seen) for seen in ledger.witnesses()):
        return False
    heads: list[Cursor] = []
    for scope in store.scopes():
        with store.begin(scope) as tx:
            heads.append(tx.feed_head())
    ledger.raise_timeline(heads)
    return True


def _holds(store: Store, seen: Cursor) -> bool:
    if seen.scope not in store.scopes():
        return False
    with store.begin(seen.scope) as tx:
        return tx.feed_hash(seen.seq) == seen.h
