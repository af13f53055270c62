"""Confirmed images in the large: where kept rows begin, building an image again, counting all of them.

One dossier's two images are the business of `dossiers`; here is what a rewind, a snapshot and an audit need.
Runs inside the caller's transaction, but for the counting, which only reads.
"""

import json
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from desktop_app.storage.connection import Connection
from desktop_app.storage.dossiers import Doc, DossierTable, Images, after_event
from desktop_app.storage.events import OF_NO_DOSSIER
from desktop_app.storage.feed_rows import read_verdict
from sync.core.event import read_event
from sync.core.tally import Tally, doc_hash, mark

BATCH: Final = 200
"""Documents read, or hashes written, in one go."""


class ImageTable:
    """The table `bases`, and the confirmed images of `dossiers` as a whole."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dossiers = DossierTable(connection)

    def keep_base(self, record: UUID, images: Images) -> None:
        """Keep the image a dossier has where kept rows begin, before the first of them changes it."""
        waiting = "SELECT 1 FROM bases WHERE dossier = ? AND doc IS NULL"
        if self._connection.execute(waiting, (record.bytes,)).fetchone() is not None:
            row = (json.dumps(images.confirmed, ensure_ascii=False, separators=(",", ":")), record.bytes)
            self._connection.execute("UPDATE bases SET doc = ? WHERE dossier = ?", row)

    def forget_bases(self) -> None:
        """Kept rows begin at the start of the feed, or at a snapshot to come."""
        self._connection.execute("DELETE FROM bases")

    def begin_here(self, record: UUID, rev: int) -> None:
        """Let the image that this dossier has now be its base."""
        sql = "INSERT INTO bases (dossier, rev) VALUES (?, ?)"
        self._connection.execute(sql, (record.bytes, rev))

    def without_base(self) -> Iterator[UUID]:
        """Yield dossiers with a confirmed image of which no base is kept."""
        sql = "SELECT id FROM dossiers WHERE rev > 0 AND id NOT IN (SELECT dossier FROM bases)"
        return (UUID(bytes=row[0]) for row in self._connection.execute(sql).fetchall())

    def rebuilt(self, record: UUID) -> tuple[int, Doc | None]:
        """Build the confirmed image of a dossier from its base and the rows that are kept.

        Args:
            record: One whose image a kept row changed.

        Returns:
            Its revision and image; 0 and None when nothing of it is left.
        """
        sql = "SELECT rev, doc FROM bases WHERE dossier = ?"
        base = self._connection.execute(sql, (record.bytes,)).fetchone()
        rev, doc = (0, None) if base is None else (base[0], json.loads(base[1] or "null"))
        sql = """SELECT e.raw, r.rev, r.verdict FROM events e JOIN feed_rows r ON r.eid = e.eid
                 WHERE e.record = ? ORDER BY r.seq"""
        for raw, row_rev, said in self._connection.execute(sql, (record.bytes,)):
            verdict, event = read_verdict(said), read_event(raw)
            rev = max(rev, row_rev)
            if verdict.applied and event.kind not in OF_NO_DOSSIER:
                doc = after_event(doc, event, frozenset(verdict.paths))
        return rev, doc

    def hash_of(self, record: UUID) -> tuple[int, bytes | None]:
        """Return revision and document hash of a confirmed image, the hash as kept when it is."""
        sql = "SELECT rev, image FROM dossiers WHERE id = ?"
        row = self._connection.execute(sql, (record.bytes,)).fetchone()
        if row is None or row[1] is not None:
            return (0, None) if row is None else (row[0], row[1])
        confirmed = self._dossiers.images(record).confirmed
        return row[0], None if confirmed is None else doc_hash(dict(confirmed))

    def counted(self) -> tuple[Tally, list[tuple[UUID, bytes]]]:
        """Count the stored documents anew; holds no lock, so that the counter goes on beside it.

        Returns:
            Their tally, and those whose kept hash is missing or another one, with the right hash.
        """
        tally, other = Tally(), list[tuple[UUID, bytes]]()
        sql = "SELECT id, rev, coalesce(confirmed, doc), image FROM dossiers WHERE rev > 0"
        found = self._connection.execute(sql)
        while rows := found.fetchmany(BATCH):
            for id_, rev, doc, kept in rows:
                record, hashed = UUID(bytes=id_), doc_hash(json.loads(doc))
                tally = tally.replaced(None, mark(record, rev, hashed))
                if hashed != kept:
                    other.append((record, hashed))
        return tally, other

    def keep_hashes(self, hashes: list[tuple[UUID, bytes]]) -> None:
        """Keep document hashes that were counted."""
        sql = "UPDATE dossiers SET image = ? WHERE id = ?"
        self._connection.executemany(sql, [(hashed, record.bytes) for record, hashed in hashes])
