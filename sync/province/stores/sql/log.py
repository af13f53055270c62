"""Events and the feed of their commune: rows without a hole, the head and the tally beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sync.core.feed import Cursor, feed_start
from sync.core.tally import Tally
from sync.core.verdict import Verdict
from sync.province.ports import FeedEntry, LoggedEvent
from sync.province.stores.sql.spelling import json_text
from sync.province.stores.sql.statements import Scoped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.province.stores.sql.statements import Sql


_EVENT: Final = "scope, eid, dossier, body, body_h, dev, epoch, recv, word, verdict, rev"
_HEAD: Final = (
    "INSERT INTO scope (id, seq, h, tally_n, tally_h) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, h = excluded.h,"
    " tally_n = excluded.tally_n, tally_h = excluded.tally_h"
)


class Log(Scoped):
    """The log of a commune; rows are written in one go, the head once."""

    def __init__(self, sql: Sql, scope: str) -> None:
        super().__init__(sql, scope)
        self._head: tuple[Cursor, Tally] | None = None
        self._new: dict[UUID, LoggedEvent] = {}
        self._unknown: set[UUID] = set()
        self._feed: list[tuple[Any, ...]] = []

    def write(self) -> None:
        """Write what was put and is not written yet."""
        super().write()
        self._put("event", _EVENT, [_columns(event) for event in self._new.values()])
        self._unknown.difference_update(self._new)
        self._new.clear()
        if self._feed:
            head, tally = self._kept()
            self._put("feed", "scope, seq, eid, meta, h", self._feed)
            self._rows(_HEAD, head.seq, head.h, tally.count, tally.digest)

    def event(self, eid: UUID) -> LoggedEvent | None:
        """Return an event of this scope."""
        if eid in self._new:
            return self._new[eid]
        if eid in self._unknown:
            return None
        row = self._row(
            "SELECT dossier, body, body_h, dev, recv, verdict, rev, epoch FROM event"
            " WHERE scope = ? AND eid = ?",
            str(eid),
        )
        if row is None:
            return None
        dossier, body, body_h, dev, recv, verdict, rev, epoch = row
        named = UUID(dossier) if dossier else None
        return LoggedEvent(eid, named, body, body_h, dev, recv, Verdict.read(json.loads(verdict)), rev, epoch)

    def row_of(self, eid: UUID) -> int | None:
        """Return the number of an event's feed row, None when it has none."""
        self.write()
        row = self._row("SELECT seq FROM feed WHERE scope = ? AND eid = ?", str(eid))
        return int(row[0]) if row else None

    def put_event(self, event: LoggedEvent) -> None:
        """Add an event to the log; its id is unique in the scope."""
        if event.eid in self._new:
            self.write()
        self._new[event.eid] = event

    def feed_head(self) -> Cursor:
        """Return the feed's last number and hash, locked to the end (G1: the last lock taken)."""
        return self._kept()[0]

    def tally(self) -> Tally:
        """Return count and digest of the scope's dossiers, locked like the head."""
        return self._kept()[1]

    def append_feed(self, eid: UUID, meta: bytes, end: Cursor, tally: Tally) -> None:
        """Add a row and move the head."""
        self._kept()
        self._feed.append((end.seq, str(eid), meta, end.h))
        self._head = end, tally

    def _kept(self) -> tuple[Cursor, Tally]:
        """Read head and tally once: nobody else can move them before this transaction ends."""
        if self._head is None:
            self._head = self._standing()
        return self._head

    def _standing(self) -> tuple[Cursor, Tally]:
        row = self._row(f"SELECT seq, h, tally_n, tally_h FROM scope WHERE id = ?{self.LOCK}")  # noqa: S608
        if row is None:
            return feed_start(self._scope), Tally()
        seq, h, count, digest = row
        return Cursor(self._scope, seq, h), Tally(count, digest)

    def feed_hash(self, seq: int) -> bytes | None:
        """Return the feed hash after a row (`feed_start` for 0), None beyond the head."""
        if seq == 0:
            return feed_start(self._scope).h
        self.write()
        return self._bytes("SELECT h FROM feed WHERE scope = ? AND seq = ?", seq)

    def feed(self, after: int, limit: int) -> Sequence[FeedEntry]:
        """Return rows in order."""
        self.write()
        rows = self._rows(
            "SELECT seq, meta, body, dev, word, epoch FROM feed JOIN event USING (scope, eid)"
            " WHERE scope = ? AND seq > ? ORDER BY seq LIMIT ?",
            after,
            limit,
        )
        return [
            FeedEntry(seq, meta, body, dev, word == "quarantined", epoch)
            for seq, meta, body, dev, word, epoch in rows
        ]

    def objections(self) -> Sequence[bytes]:
        """Return the meta lines of all rows whose verdict is not `ok`, in the feed's order."""
        self.write()
        rows = self._rows(
            "SELECT meta FROM feed JOIN event USING (scope, eid)"
            " WHERE scope = ? AND word <> 'ok' ORDER BY seq"
        )
        return [meta for (meta,) in rows]


def _columns(event: LoggedEvent) -> tuple[Any, ...]:
    return (
        str(event.eid),
        str(event.dossier) if event.dossier else None,
        event.raw,
        event.body_hash,
        event.dev,
        event.epoch,
        event.received_at,
        event.verdict.word.value,
        json_text(event.verdict.to_json()),
        event.rev,
    )
