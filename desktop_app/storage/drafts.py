"""Entries in progress: in the store and nowhere else (FILE-3), exactly as typed.

What a draft's content means is the verbs' business.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from desktop_app.ports import Draft
from desktop_app.storage.connection import Connection

_COLUMNS = "id, procedure, form_id, form_version, title, content, saved_at, saved_by"


class DraftTable:
    """The table `drafts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, draft: Draft) -> None:
        """Store the draft over its older self."""
        content = json.dumps(draft.content, ensure_ascii=False, separators=(",", ":"))
        row = (
            draft.id.bytes, draft.procedure, draft.form_id, draft.form_version, draft.title, content,
            draft.saved_at.isoformat(), draft.saved_by,
        )  # fmt: skip
        sql = f"INSERT OR REPLACE INTO drafts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - a constant
        self._connection.execute(sql, row)

    def get(self, draft_id: UUID) -> Draft | None:
        """Return the draft as it was typed, or None."""
        sql = f"SELECT {_COLUMNS} FROM drafts WHERE id = ?"  # noqa: S608 - a constant
        row = self._connection.execute(sql, (draft_id.bytes,)).fetchone()
        return None if row is None else _draft(row)

    def discard(self, draft_id: UUID) -> None:
        """Remove the draft; secure_delete overwrites its pages."""
        self._connection.execute("DELETE FROM drafts WHERE id = ?", (draft_id.bytes,))

    def list(self) -> Sequence[Draft]:
        """Return all drafts, the newest first."""
        sql = f"SELECT {_COLUMNS} FROM drafts ORDER BY saved_at DESC, id DESC"  # noqa: S608 - a constant
        return [_draft(row) for row in self._connection.execute(sql)]


def _draft(row: tuple[bytes, str, str | None, str | None, str, str, str, str]) -> Draft:
    return Draft(
        id=UUID(bytes=row[0]),
        procedure=row[1],
        form_id=row[2],
        form_version=row[3],
        title=row[4],
        content=json.loads(row[5]),
        saved_at=datetime.fromisoformat(row[6]),
        saved_by=row[7],
    )
