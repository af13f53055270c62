"""The embedded store: opens transactions on one SQLite file, for the log, for people, for officers' looks.

SQL stands in `transaction`, `register` and `archive`; what may be told across communes is decided there.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sync.province.stores.archive import SqliteArchive
from sync.province.stores.connection import check_library, open_file, transaction
from sync.province.stores.migrate import migrate, shipped
from sync.province.stores.register import SqliteRegister
from sync.province.stores.transaction import SqliteTransaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.province.stores.connection import Connection

STEPS_PER_ASK: Final = 100_000
MOST_ASKS: Final = 2_000
"""A look that runs past so many machine steps (some seconds) is stopped (DB-4)."""


class SqliteStore:
    """`ports.Store` and the openers of `registry` and `archive`, on one file.

    Connections are kept open and handed to one block at a time; SQLite's own lock orders the writers (G6).

    Args:
        path: the file.
        create: make it; an existing one is refused.

    Raises:
        Corrupt: the file is missing or damaged.
        Incompatible: SQLite is too old, or the store is from another version.
        FileExistsError: `create` and the file is there.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        check_library()
        self._path = path
        first = open_file(path, create=create)
        migrate(first, shipped("schema"))
        self._free: deque[Connection] = deque([first])

    @contextmanager
    def begin(self, scope: str) -> Iterator[SqliteTransaction]:
        """Begin a transaction over one commune: durable when the block ends, undone by an exception.

        Args:
            scope: the commune's scope.
        """
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield SqliteTransaction(connection, scope)

    @contextmanager
    def register(self) -> Iterator[SqliteRegister]:
        """Begin a transaction over the people's tables."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield SqliteRegister(connection)

    @contextmanager
    def archive(self) -> Iterator[SqliteArchive]:
        """Begin a look: nothing it sees changes until the block ends, and nobody waits for it."""
        with self._transaction("BEGIN") as connection:
            asked = iter(range(MOST_ASKS))
            connection.set_progress_handler(lambda: next(asked, None) is None, STEPS_PER_ASK)
            try:
                yield SqliteArchive(connection)
            finally:
                connection.set_progress_handler(None, 0)

    def scope_of(self, dev: bytes) -> str | None:
        """Return the scope of an enrolled device, out of its certificate."""
        with self._transaction("BEGIN") as connection:
            row = connection.execute("SELECT scope FROM certificate WHERE dev = ?", (dev,)).fetchone()
        return row[0] if row else None

    def timeline(self) -> int:
        """Return the timeline: 1, and one more after each restore."""
        with self._transaction("BEGIN") as connection:
            row = connection.execute("SELECT value FROM setting WHERE name = 'timeline'").fetchone()
        return int(row[0])

    def close(self) -> None:
        """Fold the WAL into the file and close; a block that is still open keeps its connection."""
        while self._free:
            connection = self._free.pop()
            if not self._free:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        try:
            connection = self._free.pop()
        except IndexError:
            connection = open_file(self._path)
        try:
            with transaction(connection, begin):
                yield connection
        finally:
            self._free.append(connection)
