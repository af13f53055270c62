"""One verb, one transaction: projection, event, stamp and audit entry together, or nothing (sync.md S1).

`book()` is the only way by which something that happened enters the store. What happened is decided by the
dossier's commands in `forms`; here it is only written down.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from desktop_app.errors import DeskError
from desktop_app.ports import Desk
from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.blobs import BlobTable
from desktop_app.storage.books import StoredBooks
from desktop_app.storage.cash import CashLog
from desktop_app.storage.connection import Connection, faults, writing
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.dossiers import DossierTable
from desktop_app.storage.drafts import DraftTable
from desktop_app.storage.events import EventLog, OwnLine
from desktop_app.storage.findings import FindingTable
from desktop_app.storage.numbers import Counter
from desktop_app.storage.packages import StoredPackages
from desktop_app.storage.staff import StaffTable
from desktop_app.storage.witness import Mark, Witness
from forms.canonical import digest
from forms.dossier.dossier import Happening
from forms.dossier.projection import project
from sync.core.blobs import lane_of


class Work:
    """A transaction of one shift; implements the port `UnitOfWork`."""

    def __init__(
        self, connection: Connection, device: DeviceRow, desk: Desk, witness: Witness, folder: Path
    ) -> None:
        self._connection = connection
        self._desk = desk
        self._witness = witness
        self.events = EventLog(connection)
        self.device = device
        self.dossiers = DossierTable(connection)
        self.drafts = DraftTable(connection)
        self.numbers = Counter(connection, device, witness)
        self.audit = AuditLog(connection, desk.shift.user, desk.now())
        self.findings = FindingTable(connection)
        self.blobs = BlobTable(connection, folder, desk.dice)
        self.packages = StoredPackages(connection)
        self.cash = CashLog(connection, self.events, desk)
        self.books = StoredBooks(connection)

    def __enter__(self) -> Self:
        """Take the write lock."""
        with faults():
            self._connection.execute("BEGIN IMMEDIATE")
        self.staff = StaffTable(self._connection, self.device.store_id(), self.events, self._desk)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back whatever was not committed; say the engine's errors as faults."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
            self.device.forget()
        if error is not None:
            with faults():
                raise error

    def book(self, record: UUID, happenings: Sequence[Happening], *, verb: str) -> Mapping[str, Any]:
        """Enter what happened: events, stamps, projection, attachments to send and one audit entry.

        Args:
            record: The dossier.
            happenings: What the dossier's own commands returned, in order.
            verb: Name of the verb, for the audit.

        Returns:
            The document after the last of them.

        Raises:
            RuleError: When the projection refuses one; the caller leaves the work and nothing is stored.
            DeskError: NOT_ENROLLED before the device has a line.
        """
        line = self.device.line()
        before = self.dossiers.images(record)
        doc, eids = before.doc, []
        for happening in happenings:
            event = self.events.write(self._desk, record, happening.kind, dict(happening.payload), before.rev)
            doc = project(doc, event.kind, event.payload, actor=event.actor, at=event.at)
            eids.append(str(event.eid))
            if event.kind == "attach.add":
                self._send(record, event.payload)
        self.events.stamp_all(line)
        made: Mapping[str, Any] = doc or {}
        self.dossiers.hope(record, before, made)
        about = {"events": eids, "before": _mark(before.doc), "after": _mark(made)}
        self.audit.append(verb, about, record)
        return made

    def commit(self) -> None:
        """Make it durable, and the printed mark with it.

        Raises:
            DeskError: DISK_FULL, STORE_BUSY or STORE_DAMAGED; the work is then rolled back.
        """
        if self.events.unstamped and self.device.certificate() is not None:
            self.events.stamp_all(self.device.line())  # rows of staff are booked without `book`
        with faults():
            self._connection.execute("COMMIT")
        if self.numbers.moved:
            note(self._connection, self.device, self._witness)
        for path in self.blobs.dropped:
            with suppress(OSError):  # the save is done; what stays is swept as an orphan
                path.unlink(missing_ok=True)

    def _send(self, record: UUID, file: Mapping[str, Any]) -> None:
        """Put a file into its lane, and before it the small image that shows what it is (U11)."""
        preview = file.get("preview")
        lanes = [(file["sha256"], lane_of(file["size"]))]
        lanes += [(preview["sha256"], lane_of(preview["size"], preview=True))] if preview else []
        sql = "INSERT OR IGNORE INTO transfers (sha256, record, lane) VALUES (?, ?, ?)"
        for sha256, lane in lanes:
            self._connection.execute(sql, (bytes.fromhex(sha256), record.bytes, lane.value))


def note(connection: Connection, device: DeviceRow, witness: Witness) -> None:
    """Write the side file: how far this store has come (S6). A mark the store has lost is kept.

    The highest printed number always is. A full disk must not turn a finished save into a failed one: the
    older mark stays, the next repairs it. The store's write lock is held, so that the line's thread does not
    put back a mark it read before a receipt was printed.

    Args:
        connection: The store.
        device: Its row of this machine.
        witness: Its side file.
    """
    if device.certificate() is None:
        return
    with suppress(OSError, DeskError), writing(connection):
        witness.write(_mark_now(connection, device, witness))


def _mark_now(connection: Connection, device: DeviceRow, witness: Witness) -> Mark:
    events, (line, number) = EventLog(connection), device.standing()
    stamp = events.last_stamp(line)
    now, before = Mark(stamp.epoch.hex(), stamp.seq, stamp.chain.hex(), number), witness.read()
    if before is not None:
        lost = not stands(events, line, before)
        now = replace(before if lost else now, number=max(before.number, number))
    return now


def stands(events: EventLog, line: OwnLine, mark: Mark) -> bool:
    """Tell whether the store is at or beyond what the side file remembers; false after a restore.

    A mark of an earlier line of this store is behind it: the line was given up since.
    """
    if mark.epoch != line.epoch.hex():
        return events.ever_wrote(bytes.fromhex(mark.epoch))
    chain = events.chain_at(line, mark.seq)
    return chain is not None and chain.hex() == mark.chain


def opener(connection: Connection, desk: Desk, witness: Witness, folder: Path) -> Callable[[], Work]:
    """Return the way into transactions of one shift."""
    device = DeviceRow(connection, EventLog(connection))
    return lambda: Work(connection, device, desk, witness, folder)


def _mark(doc: Mapping[str, Any] | None) -> str | None:
    """What the audit keeps of a document: its digest, never its contents (AUD-4)."""
    return None if doc is None else digest(dict(doc)).hex()
