"""The log: history and outbox in one table, and the stamps beside it.

An event is composed once, stored as its raw bytes and never changed; its stamp (epoch, seq, chain) stands
outside the body (sync.md section 3). What an event means for a document is the projection's business.
"""

import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple
from uuid import UUID

from desktop_app.ports import Desk
from desktop_app.storage.connection import Connection
from forms.money.closing import EVENT as CLOSING
from sync.core.event import SALT_BYTES, STAFF_SET, Event, compose
from sync.core.stamp import Stamp, chain_next, chain_start


class OwnLine(NamedTuple):
    """The line this device writes now (docs/adr/0006)."""

    dev: bytes
    epoch: bytes


class Said(NamedTuple):
    """What was said of an event: the word, the object as JSON unless `ok`, the revision."""

    word: str | None
    why: str | None
    rev: int | None


OF_NO_DOSSIER: Final = (STAFF_SET, CLOSING)
"""Kinds whose record is nobody's dossier: they travel, and make no document."""
NOTHING_SAID: Final = Said(None, None, None)


class EventLog:
    """The tables `events` and `stamps`.

    Attributes:
        unstamped: Whether an event may have been written since `stamp_all`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.unstamped = True

    def pending(self) -> int:
        """Return how many own events have no verdict yet."""
        sql = "SELECT count(*) FROM events WHERE own = 1 AND verdict IS NULL"
        return int(self._connection.execute(sql).fetchone()[0])

    def write(self, desk: Desk, record: UUID, kind: str, payload: dict[str, Any], base: int) -> Event:
        """Compose an event of this desk and store it, not yet stamped.

        Args:
            desk: Who, when, and the dice.
            record: What it speaks of.
            kind: What happened.
            payload: JSON without floats.
            base: Last revision the author saw.
        """
        event = compose(
            eid=desk.new_id(),
            record=record,
            kind=kind,
            base=base,
            after=self._author_before(record),
            payload=payload,
            actor=desk.shift.user,
            at=desk.now().isoformat(),
            salt=desk.dice(SALT_BYTES),
        )
        self.keep(event, own=True)
        return event

    def keep(self, event: Event, *, own: bool, said: Said = NOTHING_SAID) -> int:
        """Store an event as it is, with what is known of its verdict; returns its place."""
        self.unstamped = True
        row = (event.eid.bytes, event.record.bytes, event.kind, int(own), event.raw, event.hash, *said)
        sql = """INSERT INTO events (eid, record, kind, own, raw, hash, verdict, why, rev)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
        return int(self._connection.execute(sql, row).lastrowid)

    def judge(self, eid: UUID, said: Said, *, first: bool = False) -> None:
        """Write down what became of an event; with `first` unless something is written already."""
        sql = "UPDATE events SET verdict = ?, why = ?, rev = ?, early = NULL WHERE eid = ?"
        self._connection.execute(sql + " AND verdict IS NULL" * first, (*said, eid.bytes))

    def raws(self, eids: Iterable[UUID]) -> dict[UUID, bytes]:
        """Return the raw bytes of those of these events that are stored."""
        wanted = json.dumps([eid.hex for eid in eids])
        sql = "SELECT eid, raw FROM events WHERE eid IN (SELECT unhex(value) FROM json_each(?))"
        return {UUID(bytes=eid): raw for eid, raw in self._connection.execute(sql, (wanted,))}

    def last_stamp(self, line: OwnLine) -> Stamp:
        """Return the newest stamp of the line; number 0 and the chain's start in a new one."""
        return self._newest(line)[0]

    def chain_at(self, line: OwnLine, seq: int) -> bytes | None:
        """Return the whole chain value at a number; 0 is the chain's start, None when there is no such."""
        if seq == 0:
            return chain_start(line.dev, line.epoch)
        sql = "SELECT chain FROM stamps WHERE epoch = ? AND seq = ?"
        row = self._connection.execute(sql, (line.epoch, seq)).fetchone()
        return None if row is None else bytes(row[0])

    def ever_wrote(self, epoch: bytes) -> bool:
        """Tell whether this store ever stamped under an epoch."""
        sql = "SELECT 1 FROM stamps WHERE epoch = ? LIMIT 1"
        return self._connection.execute(sql, (epoch,)).fetchone() is not None

    def stamp_all(self, line: OwnLine) -> None:
        """Stamp own events that have no stamp of this line, in the order they were written."""
        last, after = self._newest(line)
        sql = "SELECT n, eid, hash FROM events WHERE own = 1 AND n > ? ORDER BY n"
        stamps = list[tuple[bytes, int, int, bytes]]()
        for n, eid, body_hash in self._connection.execute(sql, (after,)):
            chain = chain_next(last.chain, UUID(bytes=eid), body_hash)
            last = Stamp(last.epoch, last.seq + 1, chain)
            stamps.append((last.epoch, last.seq, n, last.chain))
        sql = "INSERT INTO stamps (epoch, seq, event, chain) VALUES (?, ?, ?, ?)"
        self._connection.executemany(sql, stamps)
        self.unstamped = False

    def _newest(self, line: OwnLine) -> tuple[Stamp, int]:
        """The line's newest stamp, and the place of its event: the last one stamped, as both only grow."""
        sql = "SELECT seq, chain, event FROM stamps WHERE epoch = ? ORDER BY seq DESC LIMIT 1"
        row = self._connection.execute(sql, (line.epoch,)).fetchone()
        if row is None:
            return Stamp(line.epoch, 0, chain_start(line.dev, line.epoch)), 0
        return Stamp(line.epoch, row[0], row[1]), row[2]

    def is_waiting(self, eid: UUID) -> bool:
        """Tell whether this is an own event without a verdict."""
        sql = "SELECT 1 FROM events WHERE eid = ? AND own = 1 AND verdict IS NULL"
        return self._connection.execute(sql, (eid.bytes,)).fetchone() is not None

    def waiting_of(self, record: UUID) -> list[bytes]:
        """Return the raw bytes of a record's own events without a verdict, in order."""
        sql = "SELECT raw FROM events WHERE record = ? AND own = 1 AND verdict IS NULL ORDER BY n"
        return [row[0] for row in self._connection.execute(sql, (record.bytes,))]

    def _author_before(self, record: UUID) -> UUID | None:
        sql = "SELECT eid FROM events WHERE record = ? AND own = 1 ORDER BY n DESC LIMIT 1"
        row = self._connection.execute(sql, (record.bytes,)).fetchone()
        return None if row is None else UUID(bytes=row[0])
