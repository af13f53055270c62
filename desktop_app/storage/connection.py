"""The one opener of SQLCipher: key, pragmas, authorizer; and the place where its errors become faults.

One connection belongs to one thread at a time. Tables, and what a transaction holds, stand elsewhere.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from desktop_app.errors import (
    DISK_FULL,
    DISK_REFUSES,
    NO_OFFICE,
    OFFICE_EXISTS,
    QUERY_TOO_LONG,
    SQLCIPHER_TOO_OLD,
    STORE_BUSY,
    STORE_DAMAGED,
    WRONG_KEY_OR_DAMAGED,
    DeskError,
)

Connection = Any
"""A connection of sqlcipher3, which has no types."""

KEY_BYTES: Final = 32
QUERY_SECONDS_MAX: Final = 2.0
"""A person's query is stopped after this (security.md DB-4)."""

_HEX: Final = b"0123456789abcdef"
_IN_FORCE: Final[dict[str, tuple[str, object]]] = {
    # pragma → (as asked, as read back); the reasons are in security.md DB-2
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "temp_store": ("MEMORY", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "cache_size": ("-16000", -16000),
    "wal_autocheckpoint": ("1000", 1000),
    "busy_timeout": ("5000", 5000),
}
_AS_BUILT: Final[dict[str, object]] = {
    "mmap_size": 0,
    "cipher_memory_security": "0",
    "cipher_page_size": "4096",
}
_FIXED: Final = frozenset(
    {"temp_store", "temp_store_directory", "journal_mode", "synchronous", "writable_schema", "trusted_schema"}
    | {"secure_delete", "mmap_size"}
)
_BUSY, _INTERRUPT, _IO, _CORRUPT, _FULL, _NOT_A_STORE = 5, 9, 10, 11, 13, 26


def open_store(path: Path, key: bytearray) -> Connection:
    """Open an existing store with its raw key.

    Args:
        path: The store's file; any letters are allowed in it.
        key: 32 bytes; the caller keeps and wipes it.

    Returns:
        A connection in autocommit mode with every pragma read back and the authorizer set.

    Raises:
        DeskError: NO_OFFICE, WRONG_KEY_OR_DAMAGED, SQLCIPHER_TOO_OLD.
    """
    if not path.is_file():
        raise DeskError(NO_OFFICE)
    return _open(path, key)


def create_store(path: Path, key: bytearray) -> Connection:
    """Create a store where there is none; never touches an existing file.

    Raises:
        DeskError: OFFICE_EXISTS.
    """
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise DeskError(OFFICE_EXISTS) from None
    return _open(path, key)


def _open(path: Path, key: bytearray) -> Connection:
    uri = path.absolute().as_uri() + "?mode=rw"  # `rwc` would create an empty store under any key
    connection = sqlcipher.connect(uri, uri=True, isolation_level=None, timeout=5.0, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        literal = _hex_literal(key)
        connection.set_key(literal)
        literal[:] = bytes(len(literal))
        _check_engine(connection)
        _first_read(connection)
        for pragma, (asked, _) in _IN_FORCE.items():
            connection.execute(f"PRAGMA {pragma}={asked}")
        _read_back(connection)
        connection.set_authorizer(_deny)
    except BaseException:
        connection.close()
        raise
    return connection


def _hex_literal(key: bytearray) -> bytearray:
    """Spell `x'<64 hex>'` digit by digit, so that no str and no bytes of the key is ever made."""
    if len(key) != KEY_BYTES:
        raise ValueError("a raw key has 32 bytes")
    literal = bytearray(b"x'" + bytes(2 * KEY_BYTES) + b"'")
    for at, byte in enumerate(key):
        literal[2 + 2 * at] = _HEX[byte >> 4]
        literal[3 + 2 * at] = _HEX[byte & 15]
    return literal


def _check_engine(connection: Connection) -> None:
    """Refuse an engine with the WAL-reset fault (3.7.0 to 3.51.2, and 3.52.x) or an old SQLCipher (DB-1)."""
    cipher = _numbers(str(connection.execute("PRAGMA cipher_version").fetchone()[0]))
    sqlite = _numbers(sqlcipher.sqlite_version)
    if cipher < (4, 7) or sqlite < (3, 51, 3) or sqlite[:2] == (3, 52):
        raise DeskError(SQLCIPHER_TOO_OLD)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.split(" ", 1)[0]))


def _first_read(connection: Connection) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError:
        raise DeskError(WRONG_KEY_OR_DAMAGED) from None


def _read_back(connection: Connection) -> None:
    wanted = {pragma: read for pragma, (_, read) in _IN_FORCE.items()} | _AS_BUILT
    for pragma, value in wanted.items():
        found = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        if found != value:
            raise DeskError(SQLCIPHER_TOO_OLD, pragma=pragma)


def _deny(action: int, first: str | None, second: str | None, _base: str | None, _trigger: str | None) -> int:
    """Forbid what would leak, weaken or replace the store, to every later statement."""
    if action in (sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH):
        return int(sqlcipher.SQLITE_DENY)
    if action == sqlcipher.SQLITE_PRAGMA:
        name = (first or "").lower()
        keyed = name.endswith("key") and name != "foreign_key"
        cipher = name.startswith("cipher") and name != "cipher_integrity_check"
        if keyed or cipher or (name in _FIXED and second is not None):
            return int(sqlcipher.SQLITE_DENY)
    return int(sqlcipher.SQLITE_OK)


@contextmanager
def faults() -> Iterator[None]:
    """Turn errors of the engine into faults a person can act on; the engine's own text is dropped (FILE-7).

    Raises:
        DeskError: DISK_FULL, DISK_REFUSES, STORE_BUSY, QUERY_TOO_LONG or STORE_DAMAGED.
    """
    try:
        yield
    except sqlcipher.DatabaseError as error:
        fault = _fault_of(getattr(error, "sqlite_errorcode", None) or 0)
        if fault is None:
            raise
        raise DeskError(fault) from None


def _fault_of(code: int) -> Any:
    return {
        _FULL: DISK_FULL,
        _BUSY: STORE_BUSY,
        _INTERRUPT: QUERY_TOO_LONG,
        _IO: DISK_REFUSES,
        _CORRUPT: STORE_DAMAGED,
        _NOT_A_STORE: STORE_DAMAGED,
    }.get(code & 0xFF)


@contextmanager
def bounded(connection: Connection, monotonic: Callable[[], float]) -> Iterator[None]:
    """Stop whatever runs inside after two seconds.

    Args:
        connection: The reader's connection.
        monotonic: Seconds that never go back.

    Raises:
        DeskError: QUERY_TOO_LONG.
    """
    until = monotonic() + QUERY_SECONDS_MAX
    connection.set_progress_handler(lambda: monotonic() > until, 10_000)
    try:
        with faults():
            yield
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """Hold the write lock for a block: all of it is committed, or nothing (DB-3).

    Raises:
        DeskError: As `faults` says; the block is rolled back.
    """
    with faults():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def close(connection: Connection) -> None:
    """Fold the WAL into the store and close (DB-5); what cannot be folded now is folded next time."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlcipher.DatabaseError:
        pass
    finally:
        connection.close()
