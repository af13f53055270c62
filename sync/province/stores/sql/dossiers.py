"""What the log adds up to: each dossier's newest revision, and the columns of the officers' lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Final
from uuid import UUID

from sync.province.ports import DossierState
from sync.province.stores.sql.spelling import json_text, said, text_of
from sync.province.stores.sql.statements import Scoped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_STATE: Final = "SELECT id, rev, doc, field_meta, doc_h FROM dossier WHERE scope = ?"


class Dossiers(Scoped):
    """The dossiers of a commune."""

    TOUCH: ClassVar[str]
    """An expression that is higher at each change of any dossier: the order of the officers' list."""

    def hold(self, dossiers: Iterable[UUID]) -> None:
        """Lock dossiers to the end (G1); where a transaction has locked everything, nothing is left to do."""

    def dossier(self, dossier: UUID) -> DossierState | None:
        """Return a dossier of this scope, locked to the end."""
        row = self._row(f"{_STATE} AND id = ?{self.LOCK}", str(dossier))
        return _state(row) if row else None

    def dossiers(self, after: UUID | None, limit: int) -> Sequence[DossierState]:
        """Return dossiers of this scope by id."""
        if after is None:
            rows = self._rows(f"{_STATE} ORDER BY id LIMIT ?", limit)
        else:
            rows = self._rows(f"{_STATE} AND id > ? ORDER BY id LIMIT ?", str(after), limit)
        return [_state(row) for row in rows]

    def put_dossier(self, state: DossierState) -> None:
        """Store a dossier's new revision, and what the officers' list and search read of it."""
        doc = state.doc
        n: int = self._value(
            "INSERT INTO dossier (scope, id, rev, doc, field_meta, doc_h, number, official_code, status,"  # noqa: S608
            " procedure, applicant, received_at, due_at, touched)"
            f" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {self.TOUCH})"
            " ON CONFLICT (scope, id) DO UPDATE SET rev = excluded.rev, doc = excluded.doc,"
            " field_meta = excluded.field_meta, doc_h = excluded.doc_h, number = excluded.number,"
            " official_code = excluded.official_code, status = excluded.status,"
            " procedure = excluded.procedure, applicant = excluded.applicant,"
            " received_at = excluded.received_at, due_at = excluded.due_at, touched = excluded.touched"
            " RETURNING n",
            *(str(state.id), state.rev, json_text(doc), json_text(state.meta), state.digest),
            *(text_of(doc.get("number")), text_of(doc.get("official_code")), doc["status"]),
            *(text_of(doc.get("procedure")) or "", said(doc, "applicant", "full_name")),
            *(text_of(doc.get("received_at")), text_of(doc.get("due_at"))),
        )
        self._index(n, doc)

    def _index(self, n: int, doc: Mapping[str, Any]) -> None:
        """Make a dossier findable by its words; each database searches in its own way."""
        raise NotImplementedError


def _state(row: Any) -> DossierState:
    dossier, rev, doc, meta, digest = row
    return DossierState(UUID(dossier), rev, json.loads(doc), json.loads(meta), bytes(digest))
