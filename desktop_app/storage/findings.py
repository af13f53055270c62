"""What reconciliations found (C10): kept until a person closes them; nothing is ever removed.

Technical words, counts and ids only: no contents of a dossier (AUD-4).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from desktop_app.storage.connection import Connection
from sync.core.conflict import Finding

NAMED_MAX: Final = 100
"""So many ids are named in a finding; the count beside them is the whole one."""


class Found(NamedTuple):
    """One finding.

    Attributes:
        n: its number in this store.
        at: when, RFC 3339.
        kind: what was found.
        detail: technical words, counts, ids.
        closed_by: who closed it, empty while it is open.
    """

    n: int
    at: str
    kind: Finding
    detail: Mapping[str, Any]
    closed_by: str


class FindingTable:
    """The table `findings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, at: datetime, kind: Finding, detail: Mapping[str, Any], *, once: bool = False) -> bool:
        """Keep what was found; with `once` not while the same is open. Returns whether it was kept."""
        same = "SELECT 1 FROM findings WHERE kind = ? AND closed_at IS NULL"
        if once and self._connection.execute(same, (kind.value,)).fetchone() is not None:
            return False
        row = (at.isoformat(), kind.value, json.dumps(detail, ensure_ascii=False))
        self._connection.execute("INSERT INTO findings (at, kind, detail) VALUES (?, ?, ?)", row)
        return True

    def found_within(self, span: timedelta, kind: Finding, now: datetime) -> bool:
        """Tell whether the newest of a kind, open or closed, is younger; a clock set back says no."""
        sql = "SELECT at FROM findings WHERE kind = ? ORDER BY n DESC LIMIT 1"
        row = self._connection.execute(sql, (kind.value,)).fetchone()
        return row is not None and timedelta() <= now - datetime.fromisoformat(row[0]) < span

    def listed(self, *, closed: bool = False) -> list[Found]:
        """Return the open ones, or all of them, the oldest first."""
        where = "" if closed else "WHERE closed_at IS NULL"
        sql = f"SELECT n, at, kind, detail, closed_by FROM findings {where} ORDER BY n"  # noqa: S608 - our own words
        return [
            Found(n, at, Finding(kind), json.loads(detail), by or "")
            for n, at, kind, detail, by in self._connection.execute(sql)
        ]

    def close(self, n: int, by: str, at: datetime, why: str) -> bool:
        """Close one with what was done about it; false when it was not open."""
        sql = """UPDATE findings SET closed_at = ?, closed_by = ?, closed_why = ?
                 WHERE n = ? AND closed_at IS NULL RETURNING n"""
        return self._connection.execute(sql, (at.isoformat(), by, why, n)).fetchone() is not None


def named(records: Sequence[UUID]) -> dict[str, Any]:
    """Spell dossiers or events for a finding: how many, and the first of them."""
    return {"count": len(records), "ids": [str(record) for record in records[:NAMED_MAX]]}
