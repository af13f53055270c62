"""Dossiers of a period for the register that is printed, and the commune's own books; nothing here writes."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.ports.books import BookRow
from desktop_app.storage.connection import Connection


class Registers:
    """Implements the ports `Registers` and `Books` on the connection of the store's worker."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def received(self, since: datetime, before: datetime) -> Sequence[Mapping[str, Any]]:
        """Return the documents received at or after `since` and before `before`, the earliest first."""
        sql = """SELECT doc FROM dossiers WHERE number IS NOT NULL AND unixepoch(received_at) >= ?
                 AND unixepoch(received_at) < ? ORDER BY unixepoch(received_at), n"""
        rows = self._connection.execute(sql, (int(since.timestamp()), int(before.timestamp())))
        return [json.loads(row[0]) for row in rows]

    def books(self) -> Sequence[BookRow]:
        """Return all volumes, the newest first."""
        sql = "SELECT id, doc, rev FROM dossiers WHERE number IS NULL ORDER BY n DESC"
        rows = self._connection.execute(sql)
        return [BookRow(UUID(bytes=row[0]), json.loads(row[1]), row[2] > 0) for row in rows]
