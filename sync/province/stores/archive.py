"""The officers' reading side of the embedded store: keyset pages, folded search, histories."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from forms.text.fold import fold_words
from sync.core.verdict import Verdict
from sync.province.archive import DossierQuery, DossierRow, Kept, Page, Recorded

if TYPE_CHECKING:
    from sync.province.stores.connection import Connection

_COLUMNS: Final = (
    "id, number, official_code, status, procedure, applicant, substr(scope, 3), received_at, due_at"
)
_MAX_WORDS: Final = 8
_MAX_DIGITS: Final = 19
_WAITING: Final = "word IN ('conflict', 'rejected', 'quarantined')"


class SqliteArchive:
    """`archive.Archive` over one connection inside a read transaction."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def find(self, query: DossierQuery) -> Page:
        """Return one page, last touched first; no OFFSET, so a late page costs what the first does."""
        where, values = _conditions(query)
        rows = self._db.execute(
            f"SELECT {_COLUMNS}, touched FROM dossier{where} ORDER BY touched DESC LIMIT :limit",  # noqa: S608
            values | {"limit": query.limit + 1},
        ).fetchall()
        shown = rows[: query.limit]
        after = str(shown[-1][-1]) if len(rows) > query.limit else None
        return Page(tuple(DossierRow(*row[:-1]) for row in shown), after)

    def locate(self, text: str) -> Kept | None:
        """Return the dossier with this id, official code or provisional number."""
        row = self._db.execute(
            "SELECT scope, id, rev, doc FROM dossier"
            " WHERE id = :t OR official_code = :t OR number = :t LIMIT 1",
            {"t": text.strip()},
        ).fetchone()
        return Kept(row[0], UUID(row[1]), row[2], json.loads(row[3])) if row else None

    def history(self, scope: str, dossier: UUID) -> tuple[Recorded, ...]:
        """Return every event that names a dossier, in the order of its commune's feed."""
        return self._recorded(
            "WHERE event.scope = ? AND dossier = ? ORDER BY feed.seq", (scope, str(dossier))
        )

    def attention(self, limit: int) -> tuple[Recorded, ...]:
        """Return events whose verdict waits for a person, newest first."""
        return self._recorded(f"WHERE {_WAITING} ORDER BY recv DESC LIMIT ?", (limit,))

    def _recorded(self, tail: str, values: tuple[Any, ...]) -> tuple[Recorded, ...]:
        rows = self._db.execute(
            "SELECT event.eid, dossier, event.scope, body, dev, recv, verdict FROM event"  # noqa: S608 - own words
            f" JOIN feed ON feed.scope = event.scope AND feed.eid = event.eid {tail}",
            values,
        )
        return tuple(_recorded(*row) for row in rows)


def _recorded(*row: Any) -> Recorded:
    eid, dossier, scope, body, dev, recv, verdict = row
    return Recorded(eid, dossier, scope, body, dev, recv, Verdict.read(json.loads(verdict)))


def _conditions(query: DossierQuery) -> tuple[str, dict[str, Any]]:
    parts, values = list[str](), dict[str, Any]()
    words = fold_words(query.text)[:_MAX_WORDS]
    if words:
        parts.append("n IN (SELECT rowid FROM dossier_text WHERE dossier_text MATCH :words)")
        values["words"] = " ".join(f'"{word}"*' for word in words)
    if query.status:
        parts.append("status = :status")
        values["status"] = query.status
    if query.commune:
        parts.append("scope = :scope")
        values["scope"] = f"c:{query.commune}"
    if query.after.isdecimal() and len(query.after) < _MAX_DIGITS:
        parts.append("touched < :after")
        values["after"] = int(query.after)
    return (" WHERE " + " AND ".join(parts) if parts else ""), values
