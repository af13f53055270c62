"""The snapshot of a commune: one at a time, its pages as they are fetched, and the floor under the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sync.core.feed import Cursor
from sync.core.tally import Tally
from sync.province.ports import SnapshotNote
from sync.province.stores.sql.statements import Scoped

if TYPE_CHECKING:
    from collections.abc import Sequence

_HASH: Final = 32


class Snapshots(Scoped):
    """The snapshot of a commune."""

    def floor(self) -> int:
        """Return the row up to which history was replaced by a snapshot, 0 for none."""
        return self._value("SELECT floor FROM scope WHERE id = ?") or 0

    def put_snapshot(self, note: SnapshotNote, pages: Sequence[bytes], floor: int) -> None:
        """Keep a snapshot in the place of the one before, and the floor."""
        self._rows("DELETE FROM snapshot_page WHERE scope = ?")
        self._rows("DELETE FROM snapshot WHERE scope = ?")
        self._rows(
            "INSERT INTO snapshot VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(note.at.seq, note.at.h, note.tally.count, note.tally.digest),
            *(b"".join(note.pages), note.made_at),
        )
        for n, page in enumerate(pages):
            self._rows("INSERT INTO snapshot_page VALUES (?, ?, ?)", n, page)
        self._sql.execute(
            "UPDATE scope SET floor = ? WHERE id = ? AND floor < ?", (floor, self._scope, floor)
        )

    def snapshot(self) -> SnapshotNote | None:
        """Return the newest snapshot's note, None when there is none."""
        row = self._row("SELECT seq, h, tally_n, tally_h, pages, made_at FROM snapshot WHERE scope = ?")
        if row is None:
            return None
        seq, h, count, digest, pages, made_at = row
        hashes = tuple(pages[start : start + _HASH] for start in range(0, len(pages), _HASH))
        return SnapshotNote(Cursor(self._scope, seq, h), Tally(count, digest), hashes, made_at)

    def snapshot_page(self, seq: int, page: int) -> bytes | None:
        """Return a page of the snapshot that stands at `seq`, None when there is no such."""
        return self._bytes(
            "SELECT body FROM snapshot_page JOIN snapshot USING (scope)"
            " WHERE scope = ? AND seq = ? AND page = ?",
            seq,
            page,
        )
