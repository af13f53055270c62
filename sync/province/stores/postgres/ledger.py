"""The ledger in a PostgreSQL database of its own, on another server where possible; never set back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.province.stores.postgres.connection import Pool
from sync.province.stores.postgres.migrate import migrate
from sync.province.stores.sql.ledger import SqlLedger

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sync.province.stores.sql.statements import Sql


class PostgresLedger(SqlLedger):
    """`ports.Ledger` on a database of its own.

    Two transactions that want a number for one dossier meet at its unique row: the later one ends as Offline,
    and its repetition gets the number of the first.

    Args:
        address: `postgresql://…` without a password.
        create: make its tables; a database in use is refused.
    """

    def __init__(self, address: str, *, create: bool = False) -> None:
        self._pool = Pool(address)
        try:
            migrate(self._pool, "postgres/ledger_schema", create=create)
        except BaseException:
            self._pool.close()
            raise

    def close(self) -> None:
        """End the sessions."""
        self._pool.close()

    def _begin(self) -> AbstractContextManager[Sql]:
        return self._pool.transaction()
