"""A copy of the embedded store while it is served, and its way back; the ledger is no part of either (G6)."""

from __future__ import annotations

import os
from itertools import count
from shutil import copyfileobj
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from forms.errors import RuleError
from sync.core.errors import Corrupt
from sync.province.faults import Faults
from sync.province.stores.connection import Connections, open_file, said_on_the_road

if TYPE_CHECKING:
    from pathlib import Path


def copy_store(store: Path, target: Path) -> None:
    """Write a consistent copy beside running writers.

    Args:
        store: the store's file.
        target: the copy; an existing file is refused.

    Raises:
        FileExistsError: the target is there.
        FileNotFoundError: its folder is not.
        Offline: the disk is full or the store is busy; nothing is left at the target.
    """
    _private(target)
    try:
        connections = Connections(store)
        try:
            with connections.one() as connection, said_on_the_road():
                connection.execute("VACUUM INTO ?", (str(target),))
        finally:
            connections.close()
        _sync(target)
        _sync(target.parent)
    except BaseException:
        target.unlink()
        raise


def put_back(source: Path, store: Path) -> Path:
    """Put a copy in the store's place; what stood there is kept beside it, whatever state it was in.

    Args:
        source: made by `copy_store`; it is only read.
        store: the store's file.

    Returns:
        Where the replaced store is kept (as if it were there, when there was none).

    Raises:
        RuleError: the source is no copy of a store, or the store is being served.
    """
    coming, kept = store.with_suffix(".coming.sqlite"), _free_name(store)
    coming.unlink(missing_ok=True)
    _private(coming)
    try:
        with source.open("rb") as read, coming.open("wb") as written:
            copyfileobj(read, written)
        _is_a_store(coming)
        _sync(coming)
        if store.exists():
            _nobody_uses(store)
    except BaseException:
        coming.unlink()
        raise
    for part in ("", "-wal", "-shm"):  # a log that a damaged store left behind must not run into the copy
        leaving = store.with_name(store.name + part)
        if leaving.exists():
            leaving.replace(kept.with_name(kept.name + part))
    coming.replace(store)
    _sync(store.parent)
    return kept


def _free_name(store: Path) -> Path:
    """Return a name beside the store that nothing has: what an earlier restore replaced stays too."""
    names = (store.with_suffix(f".replaced{n}.sqlite") for n in count(1))
    return next(name for name in names if not name.exists())


def _private(path: Path) -> None:
    """Make an empty file that only its owner reads, where there is none."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_a_store(coming: Path) -> None:
    """Look at every page of it: a copy that was cut short is found before it replaces anything."""
    try:
        connection = open_file(coming)
        try:
            tables = {
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            whole = next(connection.execute("PRAGMA quick_check(1)"))[0] == "ok"
        finally:
            connection.close()
    except (Corrupt, dbapi2.DatabaseError) as fault:
        raise RuleError(Faults.NOT_A_COPY.value) from fault
    if not whole or not {"feed", "event", "certificate"} <= tables:
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
    except dbapi2.DatabaseError:  # damaged: that is why it is replaced
        return
    finally:
        connection.close()
