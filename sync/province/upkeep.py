"""The commands by which a province is looked after: how it stands, a copy, the way back, a short history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.errors import RuleError
from sync.province.app import open_province
from sync.province.commands import offices_of, opened
from sync.province.faults import Faults
from sync.province.stores.backup import copy_store, put_back
from sync.province.stores.opening import read_places
from sync.province.usecases.compact_scope import compact_scope

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


def compact(home: Home, words: Namespace) -> dict[str, Any]:
    """Let a snapshot stand for the rows before it, one transaction a commune; no row is deleted."""
    with opened(home) as province:
        if words.commune and words.commune not in offices_of(province):
            raise RuleError(Faults.NO_SUCH_OFFICE.value)
        named = f"c:{words.commune}"
        scopes = [scope for scope in province.store.scopes() if scope == named or not words.commune]
        notes = [compact_scope(scope, province.house) for scope in scopes]
    return {
        "compacted": [
            {
                "commune": note.at.scope.removeprefix("c:"),
                "row": note.at.seq,
                "dossiers": note.tally.count,
                "pages": len(note.pages),
            }
            for note in notes
        ]
    }
