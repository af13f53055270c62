"""The store as the road sees it: implements `sync.core.ports.Replica` on SQLCipher.

Each call is one short transaction, durable when it returns. It has its own connection: rounds run on the
line's worker while verbs run on the store's. What a verdict means for a document is decided in `dossiers`.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from desktop_app.errors import ROAD_NOT_STOPPED, DeskError
from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.audit_log import last as last_audit
from desktop_app.storage.blobs import BlobTable
from desktop_app.storage.connection import Connection, writing
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.events import EventLog
from desktop_app.storage.feed_taker import take_slice
from desktop_app.storage.unit_of_work import note, stands
from desktop_app.storage.witness import Witness
from sync.core.blobs import FileState, Transfer
from sync.core.certificate import Certificate
from sync.core.errors import Corrupt
from sync.core.feed import Cursor, Slice
from sync.core.messages import Mark, Offer
from sync.core.phases import MOVES, STOPPED, Phase, Signal
from sync.core.ports import Acked, Identity, OutRow, Settled, Upload
from sync.core.stamp import SHORT

_FORGOTTEN_MAX: Final = 1 << 20
"""Requests that a copy put back may have forgotten: three years of them."""


class StoredReplica:
    """The device's replica, for the rounds of one shift."""

    def __init__(self, connection: Connection, witness: Witness, folder: Path) -> None:
        self._connection = connection
        self._witness = witness
        self._events = EventLog(connection)
        self._blobs = _Reader(BlobTable(connection, folder, _no_dice))
        self._device = DeviceRow(connection, self._events)

    def identity(self) -> Identity:
        """Return who this device is.

        Raises:
            DeskError: NOT_ENROLLED.
        """
        given = self._certificate
        return Identity(given.dev, given.epoch, given.scope, given.province_sign)

    def phase(self) -> Phase:
        """Return the stored phase."""
        return Phase(self._one("SELECT phase FROM road"))

    def enter(self, phase: Phase, reason: str = "") -> None:
        """Store a phase; Suspicious and Halted keep their reason until a person decides."""
        with writing(self._connection):
            self._enter(phase, reason)

    def resume(self, by: str, at: datetime) -> str:
        """Let rounds run again because a person says so: phase and audit entry in one transaction.

        A mark of the side file that this store has lost gives way, but for its printed number: from here the
        province's `have_hash` is the judge.

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
            # an older copy forgot numbers it has used: to a used one the province sends no feed (NET-4)
            self._connection.execute("UPDATE road SET req_n = req_n + ?", (_FORGOTTEN_MAX,))
            AuditLog(self._connection, by, at).append(
                "resume_road", {"phase": stopped.value, "reason": reason}
            )
        note(self._connection, self._device, self._witness, as_it_stands=True)
        return reason

    def witness_agrees(self) -> bool:
        """Tell whether the store is at or beyond its side file; false after a restore (S6).

        A missing side file agrees: it is a hint, and `have_hash` is the proof.
        """
        mark = self._witness.read()
        return mark is None or stands(self._events, self._certificate, mark)

    def last_seq(self) -> int:
        """Return the number of the newest own event of this epoch, 0 for none."""
        return self._events.last_stamp(self._certificate).seq

    def acked(self) -> int:
        """Return the highest own event the province has confirmed."""
        return int(self._one("SELECT acked FROM road"))

    def chain_at(self, seq: int) -> bytes | None:
        """Return the whole chain value at an own number; 0 is the chain's start."""
        return self._events.chain_at(self._certificate, seq)

    def pending(self, after: int, limit: int) -> Sequence[OutRow]:
        """Return own events in order, those numbered above `after`."""
        sql = """SELECT s.seq, e.eid, s.chain, e.raw FROM stamps s JOIN events e ON e.n = s.event
                 WHERE s.epoch = ? AND s.seq > ? ORDER BY s.seq LIMIT ?"""
        rows = self._connection.execute(sql, (self._certificate.epoch, after, limit)).fetchall()
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

    def apply_answer(self, acked: Acked) -> None:
        """Take a signed answer in: ack, early verdicts, timeline, contact, files; one transaction (S2)."""
        sql = "UPDATE road SET acked = max(acked, ?), timeline = max(timeline, ?), last_contact = ?"
        with writing(self._connection):
            self._connection.execute(sql, (acked.ack, acked.timeline, acked.at))
            for early in acked.verdicts:
                row = (json.dumps(early.verdict.to_json(), ensure_ascii=False), early.eid.bytes)
                self._connection.execute("UPDATE events SET early = ? WHERE eid = ? AND own = 1", row)
            for reply in acked.blobs:
                for sha256, transfer in self._transfers("substr(sha256, 1, 16) = ?", reply.sha16):
                    self._move(sha256, transfer.replied(reply.state, reply.url, reply.offset))

    def cursors(self) -> Sequence[Cursor]:
        """Return the scopes this device follows."""
        rows = self._connection.execute("SELECT scope, seq, h FROM feeds ORDER BY scope").fetchall()
        return [Cursor(scope, seq, h) for scope, seq, h in rows]

    def body_hash(self, eid: UUID) -> bytes | None:
        """Return SHA-256 of an own event's raw bytes, None when it is not ours."""
        found = self._one("SELECT hash FROM events WHERE eid = ? AND own = 1", eid.bytes)
        return None if found is None else bytes(found)

    def apply_slice(self, part: Slice) -> None:
        """Take checked feed rows in: verdicts, projection, cursor; one transaction (S2, S3, W11).

        Raises:
            Corrupt: The stored cursor is not `part.start`; nothing is changed.
        """
        with writing(self._connection):
            if part.start not in self.cursors():
                raise Corrupt("the feed slice does not start at the stored cursor")
            take_slice(self._connection, part)
            row = (part.end.seq, part.end.h, part.end.scope)
            self._connection.execute("UPDATE feeds SET seq = ?, h = ? WHERE scope = ?", row)

    def offers(self, limit: int) -> Sequence[Offer]:
        """Return files not yet known to be at the province, oldest first."""
        rows = self._transfers("t.state <> ?", FileState.HAVE.value)
        return [Offer(sha256[:SHORT], transfer.size) for sha256, transfer in rows[:limit]]

    def uploads(self) -> Sequence[Upload]:
        """Return the files that the province wants, in the order to send them."""
        rows = self._transfers("t.state = ?", FileState.WANT.value)
        return [Upload(sha256, transfer.size, transfer.url, transfer.offset) for sha256, transfer in rows]

    def upload_moved(self, upload: Upload) -> None:
        """Remember an upload's URL and the server's offset, even if it went back (U6)."""
        with writing(self._connection):
            for sha256, transfer in self._transfers("sha256 = ?", upload.sha256):
                self._move(sha256, transfer.moved(upload.url, upload.offset))

    def read_blob(self, sha256: bytes, offset: int, size: int) -> bytes:
        """Return plain bytes of a file; going forward costs each chunk once."""
        return self._blobs.at(sha256.hex(), offset, size)

    def settle(self, settled: Settled) -> None:
        """End a round: nothing is "sending" any more, and the side file is written (S6)."""
        sql = "UPDATE road SET sending_after = NULL, last_contact = coalesce(?, last_contact)"
        with writing(self._connection):
            self._connection.execute(sql, (settled.at.isoformat() if settled.contact else None,))
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

    @property
    def _certificate(self) -> Certificate:
        return self._device.enrolled()

    def _transfers(self, where: str, value: object) -> list[tuple[bytes, Transfer]]:
        sql = f"""SELECT sha256, b.size, t.state, t.url, t.sent FROM transfers t JOIN blobs b USING (sha256)
                  WHERE {where} ORDER BY t.rowid"""  # noqa: S608 - our own words
        rows = self._connection.execute(sql, (value,)).fetchall()
        return [(sha256, Transfer(size, FileState(state), url, at)) for sha256, size, state, url, at in rows]

    def _move(self, sha256: bytes, transfer: Transfer) -> None:
        row = (transfer.state.value, transfer.url, transfer.offset, sha256)
        self._connection.execute("UPDATE transfers SET state = ?, url = ?, sent = ? WHERE sha256 = ?", row)

    def _one(self, sql: str, *values: object) -> Any:
        row = self._connection.execute(sql, values).fetchone()
        return None if row is None else row[0]


class _Reader:
    """A file read in pieces; the stream stays open where the last ended, as it has no other entrance."""

    def __init__(self, blobs: BlobTable) -> None:
        self._blobs = blobs
        self._open: tuple[str, Iterator[bytes]] | None = None
        self._at = 0
        self._held = b""

    def at(self, sha256: str, offset: int, size: int) -> bytes:
        if self._open is None or self._open[0] != sha256 or offset < self._at:
            self._open, self._at, self._held = (sha256, self._blobs.read(sha256)), 0, b""
        while self._at + len(self._held) < offset + size:
            chunk = next(self._open[1], None)
            if chunk is None:
                break
            self._held += chunk
            skipped = min(offset - self._at, len(self._held))
            self._held, self._at = self._held[skipped:], self._at + skipped
        skipped = min(offset - self._at, len(self._held))
        self._held, self._at = self._held[skipped:], self._at + skipped
        return self._held[:size]


def _no_dice(_count: int) -> bytes:
    raise AssertionError("a replica writes no files")
