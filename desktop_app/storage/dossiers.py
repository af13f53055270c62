"""Dossiers ↔ rows: two images of each (docs/adr/0001), kept findable.

`confirmed` is what the feed said; `doc` is that plus the desk's own pending events. Which event changes what
stands in `forms.dossier.projection`, the log itself in `events`, the words of the search in `findable`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from desktop_app.storage.connection import Connection
from desktop_app.storage.findable import search_text
from desktop_app.storage.packages import StoredPackages
from forms.dossier.lifecycle import RUNNING
from forms.dossier.projection import project
from forms.errors import RuleError
from sync.core.event import Event, read_event
from sync.core.tally import doc_hash, mark

_UNFINISHED: Final = tuple(sorted(RUNNING))
Doc = Mapping[str, Any]
Change = tuple[bytes | None, bytes | None]
"""A dossier's marks in the tally before and after."""


@dataclass(frozen=True, slots=True)
class Images:
    """Both images of one dossier. `confirmed` is None while the province has said nothing of it.

    Attributes:
        rev: Last revision that came down the feed.
        confirmed: The province's image.
        doc: What the clerk sees.
        known: There is a row.
        hash: `doc_hash` of the confirmed image as kept; None when there is none, or none was computed yet.
    """

    rev: int
    confirmed: Doc | None
    doc: Doc | None
    known: bool = True
    hash: bytes | None = None

    def mark(self, record: UUID) -> bytes | None:
        """Return this dossier's part in the tally, None when the province has said nothing of it."""
        if self.confirmed is None:
            return None
        return mark(record, self.rev, self.hash or doc_hash(dict(self.confirmed)))


class DossierTable:
    """The tables `dossiers` and `search`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._packages = StoredPackages(connection)

    def get(self, record: UUID) -> Doc | None:
        """Return the document as the clerk sees it, or None."""
        return self.images(record).doc

    def base(self, record: UUID) -> int:
        """Return the last revision that came down the feed, 0 when none did."""
        return self.images(record).rev

    def unfinished(self) -> Iterator[tuple[UUID, Doc]]:
        """Yield the dossiers whose clock runs, with their documents."""
        places = ", ".join("?" * len(_UNFINISHED))
        sql = f"SELECT id, doc FROM dossiers WHERE status IN ({places}) ORDER BY n"  # noqa: S608 - only marks
        for record, doc in self._connection.execute(sql, _UNFINISHED):
            yield UUID(bytes=record), json.loads(doc)

    def images(self, record: UUID) -> Images:
        """Return both images as stored; a null `confirmed` at a revision above 0 means: equal to `doc`."""
        sql = "SELECT rev, confirmed, doc, image FROM dossiers WHERE id = ?"
        row = self._connection.execute(sql, (record.bytes,)).fetchone()
        if row is None:
            return Images(0, None, None, known=False)
        doc = json.loads(row[2])
        if row[1] is not None:
            return Images(row[0], json.loads(row[1]), doc, hash=row[3])
        return Images(row[0], doc if row[0] else None, doc, hash=row[3])

    def hope(self, record: UUID, before: Images, doc: Doc) -> None:
        """Store a document that own events just made; the confirmed image stays what it was.

        Args:
            record: The dossier.
            before: Its `images` before them.
            doc: The document.
        """
        self._store(record, before, replace(before, doc=doc), waiting=True)

    def confirm(
        self,
        record: UUID,
        rev: int,
        confirmed: Doc | None,
        waiting: Iterable[bytes],
        before: Images | None = None,
    ) -> Change:
        """Store what the feed said, with the desk's own pending events on top again (S3).

        Args:
            record: The dossier.
            rev: Its revision now.
            confirmed: The image after the feed's rows.
            waiting: Raw bytes of own events without a verdict, in order.
            before: Its `images` as stored, where they were read already.

        Returns:
            Its marks before and after, for the tally.
        """
        before = before or self.images(record)
        events = [read_event(raw) for raw in waiting]
        doc = confirmed
        for event in events:
            doc = after_event(doc, event)
        # A dossier that the province refused from its first event on keeps what the clerk typed.
        shown = before.doc if doc is None else doc
        image = None if confirmed is None else doc_hash(dict(confirmed))
        now = Images(rev, confirmed, shown, hash=image)
        if shown is not None:
            self._store(record, before, now, waiting=bool(events))
        return before.mark(record), now.mark(record)

    def _store(self, record: UUID, before: Images, now: Images, *, waiting: bool) -> None:
        doc = now.doc or {}
        kept = None if now.confirmed is None or not waiting else _spell(now.confirmed)
        row = (now.rev, kept, _spell(doc), now.hash, record.bytes)
        if before.known:
            sql = "UPDATE dossiers SET rev = ?, confirmed = ?, doc = ?, image = ? WHERE id = ? RETURNING n"
        else:
            sql = "INSERT INTO dossiers (rev, confirmed, doc, image, id) VALUES (?, ?, ?, ?, ?) RETURNING n"
        n = self._connection.execute(sql, row).fetchone()[0]
        if not before.known or before.doc != doc:
            procedure = self._packages.versions().of_dossier(doc)
            self._make_findable(n, search_text(doc, procedure), known=before.known)

    def _make_findable(self, n: int, now: str, *, known: bool) -> None:
        if not known:
            self._connection.execute("INSERT INTO search (rowid, folded) VALUES (?, ?)", (n, now))
            return
        before = self._connection.execute("SELECT folded FROM search WHERE rowid = ?", (n,)).fetchone()
        if before[0] != now:
            self._connection.execute("UPDATE search SET folded = ? WHERE rowid = ?", (now, n))


def after_event(doc: Doc | None, event: Event, skip_paths: frozenset[str] = frozenset()) -> Doc | None:
    """Project one event; one that cannot apply to this image leaves it as it is.

    The province judges; a desk that met a row it cannot follow must not stop on it (N7).
    """
    try:
        return project(doc, event.kind, event.payload, actor=event.actor, at=event.at, skip_paths=skip_paths)
    except RuleError:
        return doc


def _spell(doc: Doc) -> str:
    return json.dumps(doc, ensure_ascii=False, separators=(",", ":"))
