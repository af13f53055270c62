"""The store on PostgreSQL: locks in the order device, dossiers, scope; looks that see one moment.

The statements stand in `sql`; here is what PostgreSQL says in its own way.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sync.core.feed import feed_start
from sync.core.tally import Tally
from sync.province.stores.postgres.connection import Pool
from sync.province.stores.postgres.migrate import migrate
from sync.province.stores.sql.archive import SqlArchive
from sync.province.stores.sql.dossiers import COLUMNS, STATE, insertion, or_update
from sync.province.stores.sql.register import SqlRegister
from sync.province.stores.sql.spelling import words_of
from sync.province.stores.sql.transaction import SqlTransaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.core.feed import Cursor
    from sync.province.ports import DossierState
    from sync.province.stores.postgres.connection import Session

_CHANGED: Final = insertion("nextval('dossier_touched')", "?::tsvector") + or_update("words")
_TOUCHES: Final = "SELECT nextval('dossier_touched') FROM generate_series(1, ?)"


class PostgresTransaction(SqlTransaction):
    """`ports.Transaction` under READ COMMITTED with row locks (G1 to G4).

    A lock waits for whoever holds it and then sees what was committed meanwhile, so a head that was read here
    is the head until the end: commit order is the feed's order, and a rollback leaves no hole.
    """

    LOCK = " FOR NO KEY UPDATE"

    def __init__(self, session: Session, scope: str) -> None:
        super().__init__(session, scope)
        self._session = session

    def hold(self, dossiers: Iterable[UUID], events: Iterable[UUID] = ()) -> None:
        """Lock dossiers to the end, in the order of their ids (G1), and read them at once; look events up."""
        wanted = {str(dossier): dossier for dossier in dossiers if dossier not in self._known}
        rows = self._rows(f"{STATE} AND id = ANY(?::uuid[]) ORDER BY id{self.LOCK}", list(wanted))
        found = {row[0]: row for row in rows}
        for spelt, dossier in wanted.items():
            self._remember(dossier, found.get(spelt))
        asked = set(events)
        rows = self._rows(
            "SELECT eid FROM event WHERE scope = ? AND eid = ANY(?::uuid[])", [str(eid) for eid in asked]
        )
        self._unknown |= asked - {UUID(row[0]) for row in rows}

    def _standing(self) -> tuple[Cursor, Tally]:
        """Head and tally; a commune's first transaction founds the row that all others will wait for."""
        start, none = feed_start(self._scope), Tally()
        self._rows(
            "INSERT INTO scope (id, seq, h, tally_n, tally_h) SELECT ?, ?, ?, ?, ?"
            " WHERE NOT EXISTS (SELECT 1 FROM scope WHERE id = ?) ON CONFLICT DO NOTHING",
            *(start.seq, start.h, none.count, none.digest, self._scope),
        )
        return super()._standing()

    def _write_dossiers(self, states: Sequence[DossierState]) -> None:
        """A dossier that was not there is only inserted: who made it meanwhile makes us try again."""
        new = [state for state in states if state.id in self._absent]
        if new:
            touches = self._sql.execute(_TOUCHES, (len(new),))
            rows = [
                (*self._columns(state), *touch, _vector(state.doc))
                for state, touch in zip(new, touches, strict=True)
            ]
            self._insert("dossier", f"{COLUMNS}, touched, words", rows)
        changed = [state for state in states if state.id not in self._absent]
        if changed:
            self._sql.executemany(
                _CHANGED, [(*self._columns(state), _vector(state.doc)) for state in changed]
            )

    def _insert(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        self._session.copy(table, columns, rows)


def _vector(doc: Mapping[str, Any]) -> str:
    """Spell the words of a document as a tsvector; a word of letters and digits needs no escape."""
    return " ".join(f"'{word}'" for word in words_of(doc))


class PostgresArchive(SqlArchive):
    """`archive.Archive` with an inverted index of words."""

    SEARCH = "words @@ ?::tsquery"

    @staticmethod
    def spell(words: Sequence[str]) -> str:
        """Spell a search for words by their beginnings, in any order."""
        return " & ".join(f"'{word}':*" for word in words)


class PostgresStore:
    """`ports.Store` and the openers of `registry` and `archive`, on one database.

    Args:
        address: `postgresql://…` without a password.
        create: make its tables; a database in use is refused.

    Raises:
        Offline: the server does not answer.
        Corrupt: the database is not a province's.
        Incompatible: the server or the store is of another version.
        FileExistsError: `create` and the database is in use.
    """

    def __init__(self, address: str, *, create: bool = False) -> None:
        self._pool = Pool(address)
        try:
            migrate(self._pool, "postgres/schema", create=create)
        except BaseException:
            self._pool.close()
            raise

    @contextmanager
    def begin(self, scope: str) -> Iterator[PostgresTransaction]:
        """Begin a transaction over one commune: durable when the block ends, undone by an exception.

        Args:
            scope: the commune's scope.
        """
        with self._pool.transaction() as sql:
            tx = PostgresTransaction(sql, scope)
            yield tx
            tx.write()

    @contextmanager
    def register(self) -> Iterator[SqlRegister]:
        """Begin a transaction over the people's tables."""
        with self._pool.transaction() as sql:
            yield SqlRegister(sql)

    @contextmanager
    def archive(self) -> Iterator[PostgresArchive]:
        """Begin a look: nothing it sees changes until the block ends, and nobody waits for it."""
        with self._pool.transaction(look=True) as sql:
            yield PostgresArchive(sql)

    def scope_of(self, dev: bytes) -> str | None:
        """Return the scope of an enrolled device, out of its certificate."""
        with self._pool.transaction() as sql:
            row = sql.execute("SELECT scope FROM certificate WHERE dev = ?", (dev,)).fetchone()
        return row[0] if row else None

    def scopes(self) -> Sequence[str]:
        """Return all scopes that have a feed."""
        with self._pool.transaction() as sql:
            return [row[0] for row in sql.execute("SELECT id FROM scope WHERE seq > 0 ORDER BY id")]

    def close(self) -> None:
        """End the sessions."""
        self._pool.close()
