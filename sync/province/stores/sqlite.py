"""The embedded store: opens transactions on one SQLite file, for the log, for people, for officers' looks.

The statements stand in `sql`; here is what SQLite says in its own way.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sync.province.stores.connection import Connections
from sync.province.stores.migrate import count_anew, migrate, shipped
from sync.province.stores.sql.archive import SqlArchive
from sync.province.stores.sql.dossiers import insertion, or_update
from sync.province.stores.sql.register import SqlRegister
from sync.province.stores.sql.spelling import words_of
from sync.province.stores.sql.transaction import SqlTransaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sync.province.ports import DossierState

STEPS_PER_ASK: Final = 100_000
MOST_ASKS: Final = 2_000
"""A look that runs past so many machine steps (some seconds) is stopped (DB-4)."""


_TOUCH: Final = "(SELECT coalesce(max(touched), 0) + 1 FROM dossier)"
_DOSSIER: Final = insertion(_TOUCH) + or_update() + " RETURNING n"


class SqliteTransaction(SqlTransaction):
    """`ports.Transaction` inside BEGIN IMMEDIATE, which has locked everything."""

    def _write_dossiers(self, states: Sequence[DossierState]) -> None:
        for state in states:
            n = self._sql.execute(_DOSSIER, self._columns(state)).fetchone()[0]
            words = " ".join(words_of(state.doc))
            self._sql.execute("DELETE FROM dossier_text WHERE rowid = ?", (n,))
            self._sql.execute("INSERT INTO dossier_text (rowid, folded) VALUES (?, ?)", (n, words))


class SqliteArchive(SqlArchive):
    """`archive.Archive` with FTS5."""

    SEARCH = "n IN (SELECT rowid FROM dossier_text WHERE dossier_text MATCH ?)"

    @staticmethod
    def spell(words: Sequence[str]) -> str:
        """Spell a search for words by their beginnings, in any order."""
        return " ".join(f'"{word}"*' for word in words)


class SqliteStore:
    """`ports.Store` and the openers of `registry` and `archive`, on one file.

    Args:
        path: the file.
        create: make it; an existing one is refused.

    Raises:
        Corrupt: the file is missing or damaged.
        Incompatible: SQLite is too old, or the store is from another version.
        FileExistsError: `create` and the file is there.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._connections = Connections(path, create=create)
        with self._connections.one() as first:
            migrate(first, shipped("schema"))
            count_anew(first)

    @contextmanager
    def begin(self, scope: str) -> Iterator[SqliteTransaction]:
        """Begin a transaction over one commune: durable when the block ends, undone by an exception.

        Args:
            scope: the commune's scope.
        """
        with self._connections.transaction("BEGIN IMMEDIATE") as connection:
            tx = SqliteTransaction(connection, scope)
            yield tx
            tx.write()

    @contextmanager
    def register(self) -> Iterator[SqlRegister]:
        """Begin a transaction over the people's tables."""
        with self._connections.transaction("BEGIN IMMEDIATE") as connection:
            yield SqlRegister(connection)

    @contextmanager
    def archive(self) -> Iterator[SqliteArchive]:
        """Begin a look: nothing it sees changes until the block ends, and nobody waits for it."""
        with self._connections.transaction("BEGIN") as connection:
            asked = iter(range(MOST_ASKS))
            connection.set_progress_handler(lambda: next(asked, None) is None, STEPS_PER_ASK)
            try:
                yield SqliteArchive(connection)
            finally:
                connection.set_progress_handler(None, 0)

    def scope_of(self, dev: bytes) -> str | None:
        """Return the scope of an enrolled device, out of its certificate."""
        with self._connections.transaction("BEGIN") as connection:
            row = connection.execute("SELECT scope FROM certificate WHERE dev = ?", (dev,)).fetchone()
        return row[0] if row else None

    def scopes(self) -> Sequence[str]:
        """Return all scopes that have a feed."""
        with self._connections.transaction("BEGIN") as connection:
            return [row[0] for row in connection.execute("SELECT id FROM scope WHERE seq > 0 ORDER BY id")]

    def close(self) -> None:
        """Fold the WAL into the file and close."""
        self._connections.close()
