"""Dọn tệp không hồ sơ nào nhắc đến: a blob that no event has named for 30 days is dropped (sync.md U9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sync.province.ports import Store

_HASH: Final = re.compile(rb'"([0-9a-f]{64})"')
_AT_ONCE: Final = 500


def sweep_blobs(store: Store, drop: Callable[[str, Collection[str]], int]) -> int:
    """Drop what no event names; a refused or quarantined event names its files like any other.

    Args:
        store: the log.
        drop: drops the old blobs of a scope that are not among these hashes; returns how many.

    Returns:
        How many were dropped.
    """
    return sum(drop(scope, _named(store, scope)) for scope in store.scopes())


def _named(store: Store, scope: str) -> set[str]:
    """Every SHA-256 in hex that stands in any event of the scope; read in short transactions."""
    named, after = set[str](), 0
    while True:
        with store.begin(scope) as tx:
            rows = tx.feed(after, _AT_ONCE)
        if not rows:
            return named
        for row in rows:
            named.update(found.decode() for found in _HASH.findall(row.raw))
        after = rows[-1].seq
