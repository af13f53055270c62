"""The audit: entries appended in the transaction of the act itself, chained, never changed (AUD-1, AUD-5).

What an entry looks like and how the chain is computed stands in `forms.dossier.audit`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.ports import AuditCheck
from desktop_app.storage.connection import Connection
from forms.canonical import strict_json
from forms.dossier.audit import AUDIT_START, AuditEntry, chain_next
from forms.errors import RuleError


class AuditLog:
    """The table `audit`, seen by one actor."""

    def __init__(self, connection: Connection, actor: str, now: datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._now = now

    def append(self, act: str, about: Mapping[str, Any], record: UUID | None = None) -> None:
        """Add an entry in the transaction that runs.

        Args:
            act: Name of the verb.
            about: Ids, counts and hashes; never names, contents, passwords (AUD-4).
            record: The dossier it concerns.
        """
        n, head = last(self._connection)
        dossier = None if record is None else str(record)
        entry = AuditEntry(n + 1, self._now.isoformat(), self._actor, act, dossier, dict(about))
        body = entry.body()
        self._connection.execute("INSERT INTO audit VALUES (?, ?, ?)", (n + 1, body, chain_next(head, body)))

    def times(self, act: str, record: UUID) -> int:
        """Return how often this act was entered for this record."""
        asked = "SELECT count(*) FROM audit WHERE instr(body, ?) AND instr(body, ?)"
        words = (f'"dossier":"{record}"'.encode(), f'"verb":"{act}"'.encode())
        return int(self._connection.execute(asked, words).fetchone()[0])

    def verify(self) -> AuditCheck:
        """Recompute the chain from its start; numbers must be dense and stand in the bodies."""
        head, expected = AUDIT_START, 1
        for n, body, kept in self._connection.execute("SELECT n, body, head FROM audit ORDER BY n"):
            head = chain_next(head, body)
            if n != expected or head != kept or _number_in(body) != n:
                return AuditCheck(expected - 1, head, expected)
            expected += 1
        return AuditCheck(expected - 1, head, None)


def newest_act(connection: Connection) -> datetime | None:
    """Return the latest instant among the newest hundred entries of the audit."""
    sql = "SELECT CAST(body AS TEXT) ->> '$.at' FROM audit ORDER BY n DESC LIMIT 100"
    return max((datetime.fromisoformat(row[0]) for row in connection.execute(sql)), default=None)


def last(connection: Connection) -> tuple[int, bytes]:
    """Return number and head of the last entry: what every round tells the province (AUD-2)."""
    row = connection.execute("SELECT n, head FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    return (0, AUDIT_START) if row is None else (row[0], row[1])


def _number_in(body: bytes) -> Any:
    try:
        return strict_json(body)["n"]
    except (RuleError, KeyError, TypeError):
        return None
