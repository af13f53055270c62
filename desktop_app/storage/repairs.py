"""What a contradiction between two sides leads to in the store: a new line, rows taken back, a snapshot.

Each runs inside the caller's transaction and deletes no event, no code and no image (docs/adr/0006). Which of
them it shall be is decided by the runner.
"""
# ruff: noqa: S608 - every statement is put together from words of this page; what came is always a value

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from desktop_app.storage.codes import CodeTable
from desktop_app.storage.connection import Connection
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.dossiers import DossierTable
from desktop_app.storage.events import EventLog, OwnLine
from desktop_app.storage.feed_rows import FeedTable
from desktop_app.storage.feed_taker import judge
from desktop_app.storage.findings import named
from desktop_app.storage.images import ImageTable
from desktop_app.storage.numbers import HeardNumbers
from sync.core.certificate import Certificate
from sync.core.feed import Cursor, Meta
from sync.core.ports import Snapshot
from sync.core.snapshot import SnapDossier, SnapLine
from sync.core.stamp import SHORT
from sync.core.tally import Tally, doc_hash, mark

_NO_VERDICT = "verdict = NULL, why = NULL, rev = NULL, early = NULL"


def begin_line(connection: Connection, device: DeviceRow, epoch: bytes) -> Mapping[str, Any]:
    """Begin a new line: own events stamped anew in the order they were written, ack and requests at 0.

    What may have arrived under the old line may have arrived: how far was sent goes over by event.

    Returns:
        What there is to say of it.
    """
    before = device.line()
    now = device.begin(epoch)
    events = EventLog(connection)
    events.stamp_all(now)
    sql = """UPDATE road SET acked = 0, req_n = 0, sending_after = NULL, sent_through = coalesce((
                 SELECT max(n.seq) FROM stamps o JOIN stamps n ON n.event = o.event AND n.epoch = ?
                 WHERE o.epoch = ? AND o.seq <= road.sent_through), 0)"""
    connection.execute(sql, (now.epoch, before.epoch))
    old, new = events.last_stamp(before), events.last_stamp(now)
    return {"epoch": now.epoch.hex(), "events": new.seq, "before": before.epoch.hex(), "last": old.seq}


def take_back(connection: Connection, to: Cursor, timeline: int) -> Mapping[str, Any]:
    """Let the feed go on from a cursor that we hold; what it said afterwards is not said.

    Own events of the withdrawn rows are pending again. Those of others have no verdict until they come back.

    Returns:
        What there is to say of it.
    """
    feeds, images = FeedTable(connection), ImageTable(connection)
    if to.seq < feeds.first(to.scope):
        images.forget_bases()
        touched = connection.execute("SELECT id FROM dossiers WHERE rev > 0").fetchall()
        withdrawn = f"UPDATE events SET {_NO_VERDICT} WHERE verdict IS NOT NULL RETURNING own"
        gone = connection.execute(withdrawn).fetchall()
    else:
        rows = "SELECT eid FROM feed_rows WHERE scope = ? AND seq > ?"
        sql = f"SELECT DISTINCT record FROM events WHERE eid IN ({rows}) AND kind <> 'staff.set'"
        touched = connection.execute(sql, (to.scope, to.seq)).fetchall()
        withdrawn = f"UPDATE events SET {_NO_VERDICT} WHERE eid IN ({rows}) RETURNING own"
        gone = connection.execute(withdrawn, (to.scope, to.seq)).fetchall()
    feeds.drop_after(to)
    feeds.move(to, timeline)
    feeds.recount_by(to.scope, _built_again(connection, [UUID(bytes=row[0]) for row in touched]))
    own = sum(row[0] for row in gone)
    return {"to": to.seq, "own": own, "others": len(gone) - own, "dossiers": len(touched)}


def _built_again(
    connection: Connection, records: Sequence[UUID]
) -> Iterator[tuple[bytes | None, bytes | None]]:
    images, dossiers, events = ImageTable(connection), DossierTable(connection), EventLog(connection)
    for record in records:
        rev, doc = images.rebuilt(record)
        yield dossiers.confirm(record, rev, doc, events.waiting_of(record))


class SnapshotTaker:
    """A snapshot put in the place of what the feed had said, with the desk's pending events on top (V4)."""

    def __init__(self, connection: Connection, certificate: Certificate) -> None:
        self._connection = connection
        self._dev = certificate.dev
        self._numbers = HeardNumbers(connection, certificate)
        self._events, self._dossiers = EventLog(connection), DossierTable(connection)
        self._images, self._codes = ImageTable(connection), CodeTable(connection)

    def take(self, snapshot: Snapshot, timeline: int) -> tuple[list[UUID], Mapping[str, Any]]:
        """Take it in.

        Returns:
            Dossiers whose confirmed image was another one, and what there is to say of all.
        """
        judged = self._judge_own(snapshot.lines, snapshot.objections)
        self._images.forget_bases()
        different, tally = list[UUID](), Tally()
        for given in snapshot.dossiers:
            hashed = doc_hash(given.doc)
            if self._images.hash_of(given.id) != (given.rev, hashed):
                different.append(given.id)
                self._put(given)
            elif given.id in judged:
                self._put(given)
            self._images.begin_here(given.id, given.rev)
            tally = tally.replaced(None, mark(given.id, given.rev, hashed))
        absent = list(self._images.without_base())
        for record in absent:
            self._dossiers.confirm(record, 0, None, self._events.waiting_of(record))
        feeds = FeedTable(self._connection)
        feeds.begin_again(snapshot.at)
        feeds.move(snapshot.at, timeline)
        feeds.keep_tally(snapshot.at.scope, tally)
        return different, {"at": snapshot.at.seq, "different": named(different), "absent": named(absent)}

    def _put(self, given: SnapDossier) -> None:
        self._dossiers.confirm(given.id, given.rev, given.doc, self._events.waiting_of(given.id))
        self._codes.learn(given.id, given.doc.get("official_code"))
        self._numbers.hear(given.id, given.doc)

    def _judge_own(self, lines: Iterable[SnapLine], objections: Iterable[Meta]) -> set[UUID]:
        """Give each own event the verdict that the snapshot knows; returns whose changed.

        One that it does not know and that goes again is pending again. One that the province has confirmed
        since the snapshot was taken keeps what was said of it.
        """
        known = [(line.epoch, line.have) for line in lines if self._is_ours(line)]
        covered = " OR ".join(["(s.epoch = ? AND s.seq <= ?)"] * len(known)) or "0"
        values = [value for line in known for value in line]
        held = f"EXISTS (SELECT 1 FROM stamps s WHERE s.event = events.n AND ({covered}))"
        goes_again = """EXISTS (SELECT 1 FROM stamps s, device d, road r
                        WHERE s.event = events.n AND s.epoch = d.epoch AND s.seq > r.acked)"""
        open_again = f"""UPDATE events SET {_NO_VERDICT} WHERE own = 1 AND verdict IS NOT NULL
                         AND {goes_again} AND NOT {held} RETURNING record"""
        accepted = f"""UPDATE events SET verdict = 'ok', why = NULL, early = NULL WHERE own = 1
                       AND verdict IS NOT 'ok' AND {held} RETURNING record"""
        changed = [self._connection.execute(sql, values).fetchall() for sql in (open_again, accepted)]
        for meta in objections:
            judge(self._events, meta.eid, meta.verdict, meta.rev)
        return {UUID(bytes=row[0]) for rows in changed for row in rows}

    def _is_ours(self, line: SnapLine) -> bool:
        chain = self._events.chain_at(OwnLine(self._dev, line.epoch), line.have)
        return chain is not None and chain[:SHORT] == line.h
