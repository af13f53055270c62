"""The commands by which a province is looked after: how it stands, a copy of its store, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.errors import RuleError
from sync.province.app import open_province
from sync.province.faults import Faults
from sync.province.stores.backup import copy_store, put_back
from sync.province.stores.opening import read_places

if TYPE_CHECKING:
    from argparse import Namespace

    from sync.province.settings import Home


def status(home: Home, _words: Namespace) -> dict[str, Any]:
    """Say how the province stands: its timeline, where it keeps what, how far each commune's feed goes."""
    places, province = read_places(home), open_province(home)
    try:
        feeds = {}
        for scope in province.store.scopes():
            with province.store.begin(scope) as tx:
                feeds[scope.removeprefix("c:")] = tx.feed_head().seq
        timeline = province.ledger.timeline()
    finally:
        province.close()
    return {
        "timeline": timeline,
        "store": places.database or str(home.store),
        "ledger": places.ledger or str(home.ledger),
        "feeds": feeds,
    }


def backup(home: Home, words: Namespace) -> dict[str, Any]:
    """Copy the store while it is served; a PostgreSQL database has its own tools."""
    if read_places(home).database:
        raise RuleError(Faults.USE_PG_DUMP.value)
    if not home.store.exists():
        raise RuleError(Faults.NO_HOME.value)
    copy_store(home.store, words.to)
    return {"copy": str(words.to)}


def restore(home: Home, words: Namespace) -> dict[str, Any]:
    """Put a copy of the store back. The ledger stays as it is, notices, and raises the timeline."""
    if read_places(home).database:
        raise RuleError(Faults.USE_PG_DUMP.value)
    if not home.keys.exists():
        raise RuleError(Faults.NO_HOME.value)
    kept = put_back(words.copy, home.store)
    return {"replaced": str(kept), **status(home, words)}
