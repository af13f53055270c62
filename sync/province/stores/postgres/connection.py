"""The one opener of the province's PostgreSQL databases: a pool whose every session is durable and impatient.

No password stands in an address that is kept; libpq finds it in its own places (`PGPASSFILE`, `PGPASSWORD`).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from psycopg import Connection, Error, InterfaceError, InternalError, OperationalError
from psycopg.adapt import Loader
from psycopg.errors import UniqueViolation
from psycopg_pool import ConnectionPool

from sync.core.errors import Corrupt, Incompatible, Offline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from psycopg.abc import Buffer

    from sync.province.stores.sql.statements import Rows

SESSION: Final = {
    "synchronous_commit": "on",
    "lock_timeout": "2000",
    "idle_in_transaction_session_timeout": "10000",
    "statement_timeout": "30000",
    "plan_cache_mode": "force_custom_plan",
}
"""What every session says (G4, G6); milliseconds. A plan is made for each statement: one kept from the days
when the tables were empty reads a whole commune for each row of an answer."""

DURABLE: Final = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "server_encoding": "UTF8",
}
OLDEST: Final = 130000
SESSIONS: Final = 8
PATIENCE_S: Final = 5


class _UuidAsText(Loader):
    """Ids are text on this side of a statement, as SQLite gives them."""

    def load(self, data: Buffer) -> str:
        return bytes(data).decode()


class Session:
    """A connection inside a transaction, as the shared statements see it (`statements.Sql`)."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Rows:
        """Run one statement.

        Args:
            sql: the statement, its values marked `?`.
            values: the values.
        """
        return cast("Rows", self._connection.execute(sql.replace("?", "%s"), values or None))

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]], /) -> None:
        """Run one statement for each row of values, without waiting between them.

        Args:
            sql: the statement, its values marked `?`.
            rows: the values.
        """
        with self._connection.cursor() as cursor:
            cursor.executemany(sql.replace("?", "%s"), rows)

    def copy(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows in one stream: the cheapest way in, for both ends.

        Args:
            table: its name, a word of ours.
            columns: their names, likewise.
            rows: the values.
        """
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


class Pool:
    """Sessions of one database, handed to one block at a time.

    Args:
        address: `postgresql://…` without a password.

    Raises:
        Offline: the server does not answer.
        Incompatible: the server is too old, or does not keep what it committed.
    """

    def __init__(self, address: str) -> None:
        self._pool: ConnectionPool[Connection[Any]] = ConnectionPool(
            address,
            min_size=1,
            max_size=SESSIONS,
            timeout=PATIENCE_S,
            kwargs={
                "autocommit": True,
                "connect_timeout": PATIENCE_S,
                "application_name": "motcua-province",
                "options": " ".join(f"-c {name}={value}" for name, value in SESSION.items()),
            },
            configure=_configure,
            check=ConnectionPool.check_connection,
            open=False,
        )
        try:
            with said_on_the_road():
                self._pool.open(wait=True, timeout=PATIENCE_S)
                with self._pool.connection() as connection:
                    _check(connection)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def transaction(self, *, look: bool = False) -> Iterator[Session]:
        """Run a block as one transaction: durable when it ends, undone by an exception.

        Args:
            look: only read, and see nothing that changes until the block ends.

        Raises:
            Offline: no session is free, a lock was not given in time, somebody else wrote the same, the
                server is gone; nothing was done, or (the answer to COMMIT was lost) perhaps all of it.
            Corrupt: the server will not take the statement: a table or a right is not what it was.
        """
        with said_on_the_road(), self._pool.connection() as connection, connection.transaction():
            if look:
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield Session(connection)

    def close(self) -> None:
        """End the sessions."""
        self._pool.close()


@contextmanager
def said_on_the_road() -> Iterator[None]:
    """Say in the road's own words what a try later mends, and what only an administrator does."""
    try:
        yield
    except (OperationalError, InterfaceError, InternalError, UniqueViolation) as fault:
        raise Offline(
            f"the database refused: {type(fault).__name__} {getattr(fault, 'sqlstate', None) or ''}".rstrip(),
            sentence="Cơ sở dữ liệu của tỉnh đang bận hoặc không nối được.",
            remedy="Đợi một lát rồi thực hiện lại; nếu vẫn vậy, báo quản trị viên xem máy chủ PostgreSQL.",
        ) from fault
    except Error as fault:
        raise Corrupt(
            f"the database refused: {type(fault).__name__} {fault.sqlstate or ''}".rstrip(),
            sentence="Cơ sở dữ liệu của tỉnh không nhận lệnh của chương trình.",
            remedy="Quản trị viên xem quyền của tài khoản trên các bảng, và bảng có bị đổi hay không.",
        ) from fault


def _configure(connection: Connection[Any]) -> None:
    connection.adapters.register_loader("uuid", _UuidAsText)


def _check(connection: Connection[Any]) -> None:
    """Read back what must be in force, so that an acknowledged commit survives a power cut (G6, I8)."""
    found = {name: connection.execute(f"SHOW {name}").fetchone() for name in DURABLE}
    wrong = sorted(name for name, value in DURABLE.items() if found[name] != (value,))
    if wrong or connection.info.server_version < OLDEST:
        raise Incompatible(
            f"PostgreSQL {connection.info.server_version} with other settings: {', '.join(wrong) or 'none'}",
            sentence="Máy chủ PostgreSQL không bảo đảm giữ dữ liệu đã ghi, hoặc quá cũ.",
            remedy="Dùng PostgreSQL 13 trở lên, mã UTF8, bật fsync, full_page_writes, synchronous_commit.",
        )
