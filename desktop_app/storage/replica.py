"""The store as the road sees it: implements `sync.core.ports.Replica` on SQLCipher.

Each call is one short transaction, durable when it returns. It has its own connection: rounds run on the
line's worker while verbs run on the store's. What a verdict means for a document is decided in `dossiers`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from desktop_app.errors import ROAD_NOT_STOPPED, DeskError
from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.audit_log import last as last_audit
from desktop_app.storage.codes import CodeTable
from desktop_app.storage.connection import Connection, writing
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.events import EventLog
from desktop_app.storage.feed_rows import COMPARE_EVERY, FeedTable
from desktop_app.storage.feed_taker import hear_early, take_slice
from desktop_app.storage.files_lane import FilesLane
from desktop_app.storage.findings import FindingTable
from desktop_app.storage.images import BATCH, ImageTable
from desktop_app.storage.repairs import SnapshotTaker, begin_line, take_back
from desktop_app.storage.unit_of_work import note, stands
from desktop_app.storage.witness import Witness
from sync.core.conflict import Finding
from sync.core.errors import Corrupt
from sync.core.feed import Cursor, Slice
from sync.core.messages import Mark, Offer
from sync.core.phases import MOVES, STOPPED, Phase, Signal
from sync.core.ports import Acked, Identity, OutRow, Settled, Snapshot, Upload
from sync.core.stamp import SHORT
from sync.core.tally import Tally


class Attendant(NamedTuple):
    """Under whose shift rounds run, and the clock of the machine: for audit entries and findings."""

    user: str
    now: Callable[[], datetime]


class StoredReplica:
    """The device's replica, for the rounds of one shift."""

    def __init__(self, connection: Connection, witness: Witness, folder: Path, attendant: Attendant) -> None:
        self._connection = connection
        self._witness = witness
        self._attendant = attendant
        self._events = EventLog(connection)
        self._feeds = FeedTable(connection)
        self._images = ImageTable(connection)
        self._files = FilesLane(connection, folder)
        self._device = DeviceRow(connection, self._events)

    def identity(self) -> Identity:
        """Return who this device is, and the line it writes now.

        Raises:
            DeskError: NOT_ENROLLED.
        """
        line, given = self._device.line(), self._device.enrolled()
        signed = self._device.signed_certificate()
        return Identity(line.dev, line.epoch, given.scope, given.province_sign, signed)

    def phase(self) -> Phase:
        """Return the stored phase."""
        return Phase(self._one("SELECT phase FROM road"))

    def enter(self, phase: Phase, reason: str = "") -> None:
        """Store a phase; Suspicious and Halted keep their reason until a person decides."""
        with writing(self._connection):
            self._enter(phase, reason)

    def resume(self, by: str, at: datetime) -> str:
        """Let rounds run again because a person says so: phase and audit entry in one transaction.

        The next answer may then take back whatever it says: a person has asked the province.

        Args:
            by: The administrator.
            at: The instant.

        Returns:
            Why rounds were stopped.

        Raises:
            DeskError: ROAD_NOT_STOPPED.
        """
        with writing(self._connection):
            stopped = self.phase()
            phase = MOVES.get((stopped, Signal.CONFIRMED))
            if phase is None:
                raise DeskError(ROAD_NOT_STOPPED)
            reason = str(self._one("SELECT suspicious FROM road") or "")
            self._enter(phase, "")
            self._connection.execute("UPDATE road SET timeline = -1")
            self._connection.execute("UPDATE feeds SET timeline = -1")
            AuditLog(self._connection, by, at).append(
                "resume_road", {"phase": stopped.value, "reason": reason}
            )
        return reason

    def witness_agrees(self) -> bool:
        """Tell whether the store is at or beyond its side file; false after a restore (S6).

        A missing side file agrees: it is a hint, and `have_hash` is the proof.
        """
        mark = self._witness.read()
        return mark is None or stands(self._events, self._device.line(), mark)

    def last_seq(self) -> int:
        """Return the number of the newest own event of this line, 0 for none."""
        return self._events.last_stamp(self._device.line()).seq

    def acked(self) -> int:
        """Return the highest own event the province has confirmed."""
        return int(self._one("SELECT acked FROM road"))

    def chain_at(self, seq: int) -> bytes | None:
        """Return the whole chain value at an own number; 0 is the chain's start."""
        return self._events.chain_at(self._device.line(), seq)

    def pending(self, after: int, limit: int) -> Sequence[OutRow]:
        """Return own events in order, those numbered above `after`."""
        sql = """SELECT s.seq, e.eid, s.chain, e.raw FROM stamps s JOIN events e ON e.n = s.event
                 WHERE s.epoch = ? AND s.seq > ? ORDER BY s.seq LIMIT ?"""
        rows = self._connection.execute(sql, (self._device.line().epoch, after, limit)).fetchall()
        return [OutRow(seq, UUID(bytes=eid), chain, raw) for seq, eid, chain, raw in rows]

    def pending_bytes(self) -> int:
        """Return the raw bytes of own events that wait for the province."""
        sql = """SELECT coalesce(sum(length(e.raw)), 0) FROM stamps s JOIN events e ON e.n = s.event
                 WHERE s.epoch = ? AND s.seq > (SELECT acked FROM road)"""
        return int(self._one(sql, self.identity().epoch))

    def mark_sent(self, through: int, req_n: int) -> None:
        """Remember, as its first byte leaves, what the province may now know; it is never forgotten."""
        sql = """UPDATE road SET sending_after = coalesce(sending_after, acked),
                 sent_through = max(sent_through, ?), req_n = max(req_n, ?)"""
        with writing(self._connection):
            self._connection.execute(sql, (through, req_n))

    def next_req_n(self) -> int:
        """Return a request number that was never used."""
        with writing(self._connection):
            sql = "UPDATE road SET req_n = req_n + 1 RETURNING req_n"
            return int(self._connection.execute(sql).fetchone()[0])

    def audit_head(self) -> Mark:
        """Return number and short head of the audit chain."""
        n, head = last_audit(self._connection)
        return Mark(n, head[:SHORT])

    def timeline(self) -> int:
        """Return the highest timeline of the province seen."""
        return int(self._one("SELECT timeline FROM road"))

    def skip_req_n(self, seen: int) -> None:
        """Remember that numbers up to `seen` were used, by a copy of this store that was lost."""
        with writing(self._connection):
            self._connection.execute("UPDATE road SET req_n = max(req_n, ?)", (seen,))

    def apply_answer(self, acked: Acked) -> None:
        """Take a signed answer in: ack, early verdicts, timeline, contact, files; one transaction (S2).

        The ack falls only under a higher timeline; one of a lower timeline says nothing.
        """
        sql = """UPDATE road SET timeline = max(timeline, ?1), last_contact = ?3, drift_s = ?4, twin = ?5,
                 acked = CASE WHEN ?1 > timeline THEN ?2
                              WHEN ?1 = timeline THEN max(acked, ?2) ELSE acked END"""
        row = (acked.timeline, acked.ack, acked.at, acked.drift_s, int(acked.twin))
        with writing(self._connection):
            if acked.timeline > self.timeline():
                self._files.offer_anew()  # a province that was set back may have lost files, too
            self._connection.execute(sql, row)
            if acked.twin:
                self._found(once=True, why=Finding.TWIN, detail={"epoch": self._device.line().epoch.hex()})
            hear_early(self._connection, acked.verdicts)
            for reply in acked.blobs:
                self._files.replied(reply)

    def restamp(self, epoch: bytes, why: Finding, detail: str) -> None:
        """Begin a new line: all own events stamped anew in order, ack and requests at 0 (docs/adr/0006)."""
        with writing(self._connection):
            said = begin_line(self._connection, self._device, epoch)
            self._found(why, {"why": detail, **said})

    def cursors(self) -> Sequence[Cursor]:
        """Return the scopes this device follows."""
        return self._feeds.cursors()

    def cursor_timeline(self, scope: str) -> int:
        """Return the timeline under which a cursor was won, 0 at first, below 0 after `resume`."""
        return self._feeds.timeline(scope)

    def feed_hash(self, scope: str, seq: int) -> bytes | None:
        """Return the whole feed hash after a row we hold, None for one we do not."""
        return self._feeds.hash_at(scope, seq)

    def apply_slice(self, part: Slice, timeline: int) -> None:
        """Take checked feed rows in: verdicts, projection, tally, cursor; one transaction (S2, S3, W11).

        Raises:
            Corrupt: The stored cursor is not `part.start`; nothing is changed.
        """
        with writing(self._connection):
            if part.start not in self.cursors():
                raise Corrupt("the feed slice does not start at the stored cursor")
            take_slice(self._connection, self._device.enrolled(), part, timeline)

    def rewind(self, to: Cursor, timeline: int, detail: str) -> None:
        """Take rows back: the feed goes on from `to` under a new timeline; one transaction (W12)."""
        with writing(self._connection):
            said = take_back(self._connection, to, timeline)
            self._found(Finding.PROVINCE_RESTORED, {"why": detail, **said})

    def rebase(self, snapshot: Snapshot, timeline: int, why: Finding) -> Sequence[UUID]:
        """Put a snapshot in the place of what the feed had said; pending events stay on top (V4)."""
        with writing(self._connection):
            taker = SnapshotTaker(self._connection, self._device.enrolled())
            different, said = taker.take(snapshot, timeline)
            self._found(why, said)
        return different

    def tally(self, scope: str) -> Tally:
        """Return count and digest of the confirmed images, as kept; counted now if they never were."""
        return self._feeds.tally(scope) or self._count(scope, None)

    def recount(self, scope: str, now: datetime) -> Tally:
        """Count the stored confirmed images anew; what was counted is the tally from now on."""
        return self._count(scope, now)

    def wants_digest(self, now: datetime) -> bool:
        """Tell whether a day has passed since tallies were last compared and equal (W16)."""
        return self._feeds.wants_comparison(now)

    def wants_audit(self, now: datetime) -> bool:
        """Tell whether a week has passed since the stored documents were last counted."""
        return self._feeds.wants_count(now)

    def repaired_lately(self, now: datetime) -> bool:
        """Tell whether a snapshot was taken in for a difference within the day."""
        return FindingTable(self._connection).found_within(COMPARE_EVERY, Finding.DIFFERENT, now)

    def unsettled(self, limit: int) -> Sequence[UUID]:
        """Return own confirmed events without a verdict, once a snapshot took the place of rows."""
        if not self._feeds.first(self.identity().scope):
            return []
        # from the few without a verdict to their stamps: the other way round reads the whole log each time
        sql = """SELECT e.eid FROM events e CROSS JOIN stamps s ON s.event = e.n JOIN road r
                 WHERE e.own = 1 AND e.verdict IS NULL AND s.epoch = ? AND s.seq <= r.acked
                 ORDER BY s.seq LIMIT ?"""
        rows = self._connection.execute(sql, (self._device.line().epoch, limit))
        return [UUID(bytes=row[0]) for row in rows]

    def codes_of(self, eids: Iterable[UUID]) -> Mapping[UUID, str]:
        """Return official codes ever learnt of the dossiers that these own events submit."""
        return CodeTable(self._connection).witnessed_by(eids)

    def body_hash(self, eid: UUID) -> bytes | None:
        """Return SHA-256 of an own event's raw bytes, None when it is not ours."""
        found = self._one("SELECT hash FROM events WHERE eid = ? AND own = 1", eid.bytes)
        return None if found is None else bytes(found)

    def offers(self, limit: int, shut: Collection[str] = ()) -> Sequence[Offer]:
        """Return files not yet known to be at the province: by lane, oldest due date first."""
        return self._files.offers(limit, shut)

    def uploads(self) -> Sequence[Upload]:
        """Return the files that the province wants, in the order to send them."""
        return self._files.uploads()

    def upload_moved(self, upload: Upload) -> None:
        """Remember an upload's URL and the server's offset, even if it went back (U6)."""
        with writing(self._connection):
            self._files.moved(upload)

    def upload_anew(self, sha256: bytes, *, wrong: bool) -> None:
        """Forget an upload's URL; the file is offered again until it was wrong too often."""
        with writing(self._connection):
            self._files.anew(sha256, wrong=wrong)

    def read_blob(self, sha256: bytes, offset: int, size: int) -> bytes:
        """Return plain bytes of a file; going forward costs each chunk once."""
        return self._files.read(sha256, offset, size)

    def settle(self, settled: Settled) -> None:
        """End a round: nothing is "sending" any more, and the side file is written (S6)."""
        sql = "UPDATE road SET sending_after = NULL, last_contact = coalesce(?, last_contact)"
        with writing(self._connection):
            self._connection.execute(sql, (settled.at.isoformat() if settled.contact else None,))
            if settled.compared:
                self._feeds.compared(settled.at)
        note(self._connection, self._device, self._witness)

    def count_traffic(self, up: int, down: int, round_trips: int) -> None:
        """Add what a round cost on the wire, for the status screen."""
        with writing(self._connection):
            self._connection.execute(
                """UPDATE road SET bytes_up = bytes_up + ?, bytes_down = bytes_down + ?,
                   round_trips = round_trips + ?""",
                (up, down, round_trips),
            )

    def _enter(self, phase: Phase, reason: str) -> None:
        stopped = phase in STOPPED
        sql = """UPDATE road SET phase = ?, suspicious = ?,
                 sending_after = CASE ? WHEN 1 THEN NULL ELSE sending_after END"""
        self._connection.execute(sql, (phase.value, reason if stopped else None, int(stopped)))

    def _found(self, why: Finding, detail: Mapping[str, Any], *, once: bool = False) -> None:
        """Keep a finding and its audit entry, in the transaction that runs."""
        at = self._attendant.now()
        if FindingTable(self._connection).add(at, why, detail, once=once):
            AuditLog(self._connection, self._attendant.user, at).append("reconcile", {"found": why.value})

    def _count(self, scope: str, now: datetime | None) -> Tally:
        tally, hashes = self._images.counted()
        for at in range(0, len(hashes), BATCH):  # the counter never waits long for a lock
            with writing(self._connection):
                self._images.keep_hashes(hashes[at : at + BATCH])
        with writing(self._connection):
            self._feeds.keep_tally(scope, tally, now)
        return tally

    def _one(self, sql: str, *values: object) -> Any:
        row = self._connection.execute(sql, values).fetchone()
        return None if row is None else row[0]
