"""The feeds this device follows: cursors, the rows held without a hole, and the tally of what they made.

What a row means for a dossier is the business of `feed_taker`; here stands only how far we are (W10, W12).
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from desktop_app.storage.connection import Connection
from sync.core.feed import Cursor, Slice, feed_start
from sync.core.tally import Tally
from sync.core.verdict import OK, Verdict

COMPARE_EVERY: Final = timedelta(days=1)
COUNT_EVERY: Final = timedelta(days=7)


class FeedTable:
    """The tables `feeds` and `feed_rows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, scope: str) -> None:
        """Follow a scope from its start."""
        start = feed_start(scope)
        row = (start.scope, start.seq, start.h, 0, Tally().digest)
        sql = "INSERT INTO feeds (scope, seq, h, count, digest) VALUES (?, ?, ?, ?, ?)"
        self._connection.execute(sql, row)

    def cursors(self) -> list[Cursor]:
        """Return the scopes this device follows, each with its cursor."""
        rows = self._connection.execute("SELECT scope, seq, h FROM feeds ORDER BY scope").fetchall()
        return [Cursor(scope, seq, h) for scope, seq, h in rows]

    def timeline(self, scope: str) -> int:
        """Return the timeline under which the cursor of a scope was won, 0 at first."""
        return int(self._one("SELECT timeline FROM feeds WHERE scope = ?", scope) or 0)

    def hash_at(self, scope: str, seq: int) -> bytes | None:
        """Return the whole feed hash after a row we hold, None when we do not hold it."""
        if seq == 0:
            return feed_start(scope).h
        found = self._one("SELECT h FROM feed_rows WHERE scope = ? AND seq = ?", scope, seq)
        return None if found is None else bytes(found)

    def move(self, to: Cursor, timeline: int) -> None:
        """Set the cursor."""
        sql = "UPDATE feeds SET seq = ?, h = ?, timeline = ? WHERE scope = ?"
        self._connection.execute(sql, (to.seq, to.h, timeline, to.scope))

    def keep(self, part: Slice) -> None:
        """Keep the rows of a checked slice."""
        kept = [
            (part.start.scope, row.meta.s, row.h, row.meta.eid.bytes, row.meta.rev, _spelt(row.meta.verdict))
            for row in part.rows
        ]
        sql = "INSERT INTO feed_rows (scope, seq, h, eid, rev, verdict) VALUES (?, ?, ?, ?, ?, ?)"
        self._connection.executemany(sql, kept)

    def drop_after(self, to: Cursor) -> None:
        """Forget the rows beyond a cursor."""
        self._connection.execute("DELETE FROM feed_rows WHERE scope = ? AND seq > ?", (to.scope, to.seq))

    def begin_again(self, at: Cursor) -> None:
        """Keep rows from here on only: a snapshot took the place of those before."""
        self._connection.execute("DELETE FROM feed_rows WHERE scope = ?", (at.scope,))
        row = (at.scope, at.seq, at.h)
        self._connection.execute("INSERT INTO feed_rows (scope, seq, h) VALUES (?, ?, ?)", row)

    def first(self, scope: str) -> int:
        """Return the row from which on all rows are held, 0 for the start."""
        sql = "SELECT min(seq) FROM feed_rows WHERE scope = ? AND eid IS NULL"
        return int(self._one(sql, scope) or 0)

    def tally(self, scope: str) -> Tally | None:
        """Return the kept tally, None in a store that was never counted."""
        sql = "SELECT count, digest FROM feeds WHERE scope = ?"
        row = self._connection.execute(sql, (scope,)).fetchone()
        return None if row is None or row[0] is None else Tally(row[0], row[1])

    def keep_tally(self, scope: str, tally: Tally, counted: datetime | None = None) -> None:
        """Keep the tally; `counted` when the documents themselves were counted."""
        at = None if counted is None else counted.isoformat()
        sql = "UPDATE feeds SET count = ?, digest = ?, counted_at = coalesce(?, counted_at) WHERE scope = ?"
        self._connection.execute(sql, (tally.count, tally.digest, at, scope))

    def recount_by(self, scope: str, changes: Iterable[tuple[bytes | None, bytes | None]]) -> None:
        """Carry the kept tally on by the marks before and after of dossiers that changed."""
        tally = self.tally(scope)
        if tally is None:
            return  # never counted: the first count takes them all in
        for before, after in changes:
            tally = tally.replaced(before, after)
        self.keep_tally(scope, tally)

    def compared(self, at: datetime) -> None:
        """Remember that tallies were compared and equal."""
        self._connection.execute("UPDATE feeds SET compared_at = ?", (at.isoformat(),))

    def wants_comparison(self, now: datetime) -> bool:
        """Tell whether a day has passed since; a clock set back counts as passed."""
        return self._is_due("compared_at", COMPARE_EVERY, now)

    def wants_count(self, now: datetime) -> bool:
        """Tell whether a week has passed since the documents were counted."""
        return self._is_due("counted_at", COUNT_EVERY, now)

    def _is_due(self, column: str, every: timedelta, now: datetime) -> bool:
        rows = self._connection.execute(f"SELECT {column} FROM feeds").fetchall()  # noqa: S608 - our own words
        return any(
            at is None or not timedelta() <= now - datetime.fromisoformat(at) < every for (at,) in rows
        )

    def _one(self, sql: str, *values: object) -> Any:
        row = self._connection.execute(sql, values).fetchone()
        return None if row is None else row[0]


def _spelt(verdict: Verdict) -> str | None:
    return None if verdict == OK else json.dumps(verdict.to_json(), ensure_ascii=False)


def read_verdict(kept: str | None) -> Verdict:
    """Read what `keep` wrote of a verdict."""
    return OK if kept is None else Verdict.read(json.loads(kept))
