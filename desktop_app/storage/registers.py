"""Dossiers of a period for the register that is printed; nothing here writes."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.storage.books import StoredBooks
from desktop_app.storage.connection import Connection


class Registers:
    """Implements the port `Registers` on the connection of the store's worker."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.places = StoredBooks(connection).places

    def received(self, since: datetime, before: datetime) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """Return id and document of what was received at or after `since` and before `before`, in order."""
        sql = """SELECT id, doc FROM dossiers WHERE number IS NOT NULL AND unixepoch(received_at) >= ?
                 AND unixepoch(received_at) < ? ORDER BY unixepoch(received_at), n"""
        rows = self._connection.execute(sql, (int(since.timestamp()), int(before.timestamp())))
        return [(str(UUID(bytes=id_)), json.loads(doc)) for id_, doc in rows]
