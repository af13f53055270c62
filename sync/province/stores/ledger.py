"""The ledger of official codes: asked by dossier, so a retry gets the same; never set back (G1, G6).

Its own file and its own transaction, committed before the event's. How a code is spelt is the law's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.dossier.numbering import official_code
from sync.province.stores.connection import check_library, open_file, transaction
from sync.province.stores.migrate import migrate, shipped

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from uuid import UUID


class SqliteLedger:
    """`ports.Ledger` on a file of its own.

    Args:
        path: the file, on another disk than the store where possible.
        create: make it; an existing one is refused.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        check_library()
        self._db = open_file(path, create=create)
        migrate(self._db, shipped("ledger_schema"))

    def code_for(self, dossier: UUID, unit: str, day: date) -> str:
        """Return the dossier's code, allotting one at the first call; durable when it returns.

        Args:
            dossier: the dossier; it has one code for ever.
            unit: first part of the code.
            day: local day of the submission.
        """
        with transaction(self._db, "BEGIN IMMEDIATE"):
            return self._known(dossier) or self._next(dossier, unit, day)

    def close(self) -> None:
        """Fold the WAL into the file and close."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    def _known(self, dossier: UUID) -> str | None:
        row = self._db.execute("SELECT code FROM ledger WHERE dossier = ?", (str(dossier),)).fetchone()
        return row[0] if row else None

    def _next(self, dossier: UUID, unit: str, day: date) -> str:
        n: int = self._db.execute(
            "INSERT INTO counter VALUES (?, ?, 2) ON CONFLICT (unit, day) DO UPDATE SET next = next + 1"
            " RETURNING next - 1",
            (unit, day.isoformat()),
        ).fetchone()[0]
        code = official_code(unit, day, n)
        self._db.execute(
            "INSERT INTO ledger VALUES (?, ?, ?, ?)", (code, str(dossier), unit, day.isoformat())
        )
        return code
