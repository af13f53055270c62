"""A copy of the embedded store while it is served, and its way back; the ledger is no part of either (G6)."""

from __future__ import annotations

from shutil import copyfile
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from forms.errors import RuleError
from sync.core.errors import Corrupt
from sync.province.faults import Faults
from sync.province.stores.connection import Connections, open_file

if TYPE_CHECKING:
    from pathlib import Path


def copy_store(store: Path, target: Path) -> None:
    """Write a consistent copy beside running writers.

    Args:
        store: the store's file.
        target: the copy; an existing file is refused.

    Raises:
        FileExistsError: the target is there.
        Offline: the disk is full or the store is busy.
    """
    if target.exists():
        raise FileExistsError(f"{target.name} is there already")
    connections = Connections(store)
    with connections.one() as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    connections.close()
    target.chmod(0o600)


def put_back(source: Path, store: Path) -> Path:
    """Put a copy in the store's place; what stood there is kept beside it.

    Args:
        source: made by `copy_store`; it is only read.
        store: the store's file.

    Returns:
        Where the replaced store is kept (as if it were there, when there was none).

    Raises:
        RuleError: the source is no copy of a store, or the store is being served.
    """
    coming, kept = store.with_suffix(".coming.sqlite"), store.with_suffix(".replaced.sqlite")
    copyfile(source, coming)
    try:
        _is_a_store(coming)
    except RuleError:
        coming.unlink()
        raise
    if store.exists():
        _nobody_uses(store)
        store.replace(kept)
    coming.replace(store)
    return kept


def _is_a_store(coming: Path) -> None:
    try:
        connection = open_file(coming)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        connection.close()
    except (Corrupt, dbapi2.DatabaseError) as fault:
        raise RuleError(Faults.NOT_A_COPY.value) from fault
    if not {"feed", "event", "certificate"} <= tables:
        raise RuleError(Faults.NOT_A_COPY.value)


def _nobody_uses(store: Path) -> None:
    """Fold the WAL in and leave WAL mode, which SQLite grants only to the last connection."""
    try:
        connection = open_file(store)
    except Corrupt:
        return
    try:
        connection.execute("PRAGMA busy_timeout=200")
        connection.execute("PRAGMA journal_mode=DELETE")
    except dbapi2.OperationalError as fault:
        raise RuleError(Faults.STORE_IN_USE.value) from fault
    finally:
        connection.close()
