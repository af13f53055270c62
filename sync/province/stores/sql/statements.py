"""What the statements of this room are given: a connection inside a transaction, by its one verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Rows(Protocol):
    """What a statement returned."""

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Sql(Protocol):
    """A connection inside a transaction; whoever began it ends it."""

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Rows:
        """Run one statement.

        Args:
            sql: the statement, its values marked `?`.
            values: the values.
        """

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]], /) -> object:
        """Run one statement for each row of values.

        Args:
            sql: the statement, its values marked `?`.
            rows: the values.
        """


class Scoped:
    """Statements over one commune: each names the scope, so no other one's rows can be reached (NET-11).

    Args:
        sql: the connection.
        scope: the commune's scope; it is the first value of every statement run by `_rows`.
    """

    LOCK: ClassVar[str] = ""
    """What is added to the reading of a row that this transaction may change."""

    def __init__(self, sql: Sql, scope: str) -> None:
        self._sql, self._scope = sql, scope

    def write(self) -> None:
        """Write what was put and is not written yet: before a reading of tables, and before the commit."""

    def _put(self, table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        """Write kept rows, their scope in front, and keep them no longer."""
        if rows:
            self._insert(table, columns, [(self._scope, *row) for row in rows])
            rows.clear()

    def _insert(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows of which none is there yet."""
        places = ", ".join("?" for _ in rows[0])
        self._sql.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608

    def _rows(self, statement: str, *values: Any) -> Rows:
        return self._sql.execute(statement, (self._scope, *values))

    def _row(self, statement: str, *values: Any) -> Any:
        return self._rows(statement, *values).fetchone()

    def _value(self, statement: str, *values: Any) -> Any:
        row = self._row(statement, *values)
        return row[0] if row else None

    def _bytes(self, statement: str, *values: Any) -> bytes | None:
        value = self._value(statement, *values)
        return None if value is None else bytes(value)
