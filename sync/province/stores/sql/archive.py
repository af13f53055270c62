"""The officers' reading side: keyset pages, folded search, histories."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Final
from uuid import UUID

from sync.core.verdict import Verdict
from sync.province.archive import DossierQuery, DossierRow, Kept, Page, Recorded, SetAside
from sync.province.stores.sql.spelling import clean, search_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.province.stores.sql.statements import Sql

_COLUMNS: Final = (
    "id, number, official_code, status, procedure, applicant, substr(scope, 3), received_at, due_at"
)
_MAX_WORDS: Final = 8
_MAX_DIGITS: Final = 19
_WAITING: Final = "word IN ('conflict', 'rejected', 'quarantined')"


class SqlArchive:
    """`archive.Archive` over one connection inside a reading transaction.

    Args:
        sql: the connection.
    """

    SEARCH: ClassVar[str]
    """A condition on `n` with one value: the words looked for."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    @staticmethod
    def spell(words: Sequence[str]) -> str:
        """Spell a search for words by their beginnings, in any order, as `SEARCH` takes it."""
        raise NotImplementedError

    def find(self, query: DossierQuery) -> Page:
        """Return one page, last touched first; no OFFSET, so a late page costs what the first does."""
        where, values = self._conditions(query)
        rows = self._sql.execute(
            f"SELECT {_COLUMNS}, touched FROM dossier{where} ORDER BY touched DESC LIMIT ?",  # noqa: S608
            (*values, query.limit + 1),
        ).fetchall()
        shown = rows[: query.limit]
        after = str(shown[-1][-1]) if len(rows) > query.limit else None
        return Page(tuple(DossierRow(*row[:-1]) for row in shown), after)

    def locate(self, text: str) -> Kept | None:
        """Return the dossier with this id, official code or provisional number."""
        name = clean(text.strip())
        row = self._sql.execute(
            "SELECT scope, id, rev, doc FROM dossier WHERE id = ? OR official_code = ? OR number = ? LIMIT 1",
            (_id_in(name), name, name),
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

    def set_aside(self, limit: int) -> tuple[SetAside, ...]:
        """Return bytes that no line could take in and nobody has closed, newest first."""
        rows = self._sql.execute(
            "SELECT id, scope, dev, why, length(raw), recv FROM quarantine"
            " WHERE closed_at IS NULL AND why IN ('signature', 'eid') ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return tuple(SetAside(*row) for row in rows)

    def held(self, why: str) -> tuple[Recorded, ...]:
        """Return the events that were held for a reason, closed ones among them, in each feed's order."""
        found = self._recorded("WHERE word = 'quarantined' ORDER BY event.scope, feed.seq", ())
        return tuple(each for each in found if each.verdict.why == why)

    def _conditions(self, query: DossierQuery) -> tuple[str, list[Any]]:
        parts, values = ["number IS NOT NULL"], list[Any]()  # books are no dossiers
        words = search_words(query.text)[:_MAX_WORDS]
        if words:
            parts.append(self.SEARCH)
            values.append(self.spell(words))
        if query.status:
            parts.append("status = ?")
            values.append(clean(query.status))
        if query.commune:
            parts.append("scope = ?")
            values.append(clean(f"c:{query.commune}"))
        if query.after.isdecimal() and len(query.after) < _MAX_DIGITS:
            parts.append("touched < ?")
            values.append(int(query.after))
        return (" WHERE " + " AND ".join(parts) if parts else ""), values

    def _recorded(self, tail: str, values: tuple[Any, ...]) -> tuple[Recorded, ...]:
        rows = self._sql.execute(
            "SELECT event.eid, dossier, event.scope, body, dev, recv, verdict FROM event"  # noqa: S608 - own words
            f" JOIN feed ON feed.scope = event.scope AND feed.eid = event.eid {tail}",
            values,
        )
        return tuple(_recorded(*row) for row in rows)


def _recorded(*row: Any) -> Recorded:
    eid, dossier, scope, body, dev, recv, verdict = row
    return Recorded(eid, dossier, scope, body, dev, recv, Verdict.read(json.loads(verdict)))


def _id_in(name: str) -> str | None:
    try:
        return str(UUID(name))
    except ValueError:
        return None
