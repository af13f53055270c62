"""The ledger on a SQLite file of its own, on another disk than the store where possible (G6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.province.stores.connection import Connections
from sync.province.stores.migrate import migrate, shipped
from sync.province.stores.sql.ledger import SqlLedger

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sync.province.stores.sql.statements import Sql


class SqliteLedger(SqlLedger):
    """`ports.Ledger` on a file of its own.

    Args:
        path: the file.
        create: make it; an existing one is refused.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._connections = Connections(path, create=create)
        with self._connections.one() as first:
            migrate(first, shipped("ledger_schema"))

    def close(self) -> None:
        """Fold the WAL into the file and close."""
        self._connections.close()

    def _begin(self) -> AbstractContextManager[Sql]:
        return self._connections.transaction("BEGIN IMMEDIATE")
