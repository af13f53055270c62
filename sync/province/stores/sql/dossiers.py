"""What the log adds up to: each dossier's newest revision, and the columns of the officers' lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sync.province.ports import DossierState
from sync.province.stores.sql.spelling import json_text, said, text_of
from sync.province.stores.sql.statements import Scoped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sync.province.stores.sql.statements import Sql

STATE: Final = "SELECT id, rev, doc, field_meta, doc_h FROM dossier WHERE scope = ?"
COLUMNS: Final = (
    "scope, id, rev, doc, field_meta, doc_h,"
    " number, official_code, status, procedure, applicant, received_at, due_at"
)


def insertion(touch: str, words: str = "") -> str:
    """Spell the insertion of a dossier.

    Args:
        touch: an expression that is higher at each change of any dossier: the order of the officers' list.
        words: what the column `words` takes, where there is one.
    """
    more = f"{touch}, {words}" if words else touch
    names = f"{COLUMNS}, touched, words" if words else f"{COLUMNS}, touched"
    return f"INSERT INTO dossier ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {more})"  # noqa: S608


def or_update(*more: str) -> str:
    """Spell what an insertion does where the dossier stands already.

    Args:
        *more: columns beside the common ones.
    """
    names = [*COLUMNS.split(", ")[2:], "touched", *more]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names)
    return f" ON CONFLICT (scope, id) DO UPDATE SET {changes}"


class Dossiers(Scoped):
    """The dossiers of a commune; each is read and written once, however many events touch it."""

    def __init__(self, sql: Sql, scope: str) -> None:
        super().__init__(sql, scope)
        self._known: dict[UUID, DossierState | None] = {}
        self._absent: set[UUID] = set()
        self._changed: dict[UUID, DossierState] = {}

    def write(self) -> None:
        """Write what was put and is not written yet."""
        super().write()
        if self._changed:
            self._write_dossiers(list(self._changed.values()))
            self._absent.difference_update(self._changed)
            self._changed.clear()

    def hold(self, dossiers: Iterable[UUID], events: Iterable[UUID] = ()) -> None:
        """Prepare for a frame; where all is locked and near, nothing is left to do."""

    def dossier(self, dossier: UUID) -> DossierState | None:
        """Return a dossier of this scope, locked to the end."""
        if dossier not in self._known:
            row = self._row(f"{STATE} AND id = ?{self.LOCK}", str(dossier))
            self._remember(dossier, row)
        return self._known[dossier]

    def dossiers(self, after: UUID | None, limit: int) -> Sequence[DossierState]:
        """Return dossiers of this scope by id."""
        self.write()
        if after is None:
            rows = self._rows(f"{STATE} ORDER BY id LIMIT ?", limit)
        else:
            rows = self._rows(f"{STATE} AND id > ? ORDER BY id LIMIT ?", str(after), limit)
        return [_state(row) for row in rows]

    def put_dossier(self, state: DossierState) -> None:
        """Store a dossier's new revision, and what the officers' list and search read of it."""
        self._known[state.id] = state
        self._changed.pop(state.id, None)  # the last touched is written last
        self._changed[state.id] = state

    def _remember(self, dossier: UUID, row: Any) -> None:
        self._known[dossier] = _state(row) if row else None
        if row is None:
            self._absent.add(dossier)

    def _columns(self, state: DossierState) -> tuple[Any, ...]:
        """Return the values of `COLUMNS`."""
        doc = state.doc
        return (
            *(self._scope, str(state.id), state.rev, json_text(doc), json_text(state.meta), state.digest),
            *(text_of(doc.get("number")), text_of(doc.get("official_code")), doc["status"]),
            *(text_of(doc.get("procedure")) or "", said(doc, "applicant", "full_name")),
            *(text_of(doc.get("received_at")), text_of(doc.get("due_at"))),
        )

    def _write_dossiers(self, states: Sequence[DossierState]) -> None:
        """Write dossiers and their words; each database searches in its own way."""
        raise NotImplementedError


def _state(row: Any) -> DossierState:
    dossier, rev, doc, meta, digest = row
    return DossierState(UUID(dossier), rev, json.loads(doc), json.loads(meta), bytes(digest))
