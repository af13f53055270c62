"""This machine's one row: its keys, and what the province certified.

The keys were made with the store and never leave it; the provisional counter is in `numbers`.
"""

from datetime import datetime
from typing import Any

from desktop_app.errors import ALREADY_ENROLLED, BAD_CERTIFICATE, NOT_ENROLLED, DeskError
from desktop_app.ports.clock import seconds_off
from desktop_app.storage.audit_log import newest_act
from desktop_app.storage.connection import Connection
from desktop_app.storage.events import EventLog, OwnLine
from desktop_app.storage.feed_rows import FeedTable
from desktop_app.storage.keys import Dice, seal_public
from sync.core.certificate import Certificate, read_signed
from sync.core.errors import Unreadable
from sync.core.signing import Ed25519Signer


class DeviceRow:
    """The table `device`.

    The certificate is read and checked once: it never changes but by an enrolment, see `forget`. The epoch is
    read each time: a round may begin a new line on its own connection.
    """

    def __init__(self, connection: Connection, events: EventLog) -> None:
        self._connection = connection
        self._events = events
        self._certificate: Certificate | None = None
        self._store_id = b""

    def make(self, store_id: bytes, dice: Dice) -> None:
        """Write the row of a new store."""
        row = (store_id, dice(32), dice(32))
        self._connection.execute(
            "INSERT INTO device (one, store_id, sign_seed, seal_seed) VALUES (1, ?, ?, ?)", row
        )

    def store_id(self) -> bytes:
        """Return the 16 bytes to which the key ring and the staff rows are bound."""
        if not self._store_id:
            self._store_id = bytes(self._one("store_id"))
        return self._store_id

    def seed(self) -> bytes:
        """Return the Ed25519 seed."""
        return bytes(self._one("sign_seed"))

    def seal_public(self) -> bytes:
        """Return the X25519 public key."""
        return seal_public(self._one("seal_seed"))

    def certificate(self) -> Certificate | None:
        """Return what the province certified, or None before the enrolment."""
        if self._certificate is None:
            signed = self._one("signed_certificate")
            self._certificate = None if signed is None else self._read(signed)
        return self._certificate

    def forget(self) -> None:
        """Read anew: a transaction was rolled back that may have held an enrolment."""
        self._certificate = None

    def enrolled(self) -> Certificate:
        """Return the certificate.

        Raises:
            DeskError: NOT_ENROLLED.
        """
        certificate = self.certificate()
        if certificate is None:
            raise DeskError(NOT_ENROLLED)
        return certificate

    def line(self) -> OwnLine:
        """Return the line this device writes now.

        Raises:
            DeskError: NOT_ENROLLED.
        """
        return self.standing()[0]

    def standing(self) -> tuple[OwnLine, int]:
        """Return the line, and the last provisional number that was used.

        Raises:
            DeskError: NOT_ENROLLED.
        """
        certificate = self.enrolled()
        epoch, number = self._connection.execute("SELECT epoch, last_number FROM device").fetchone()
        return OwnLine(certificate.dev, epoch or certificate.epoch), number

    def seconds_off(self, now: datetime) -> int:
        """Return by how many seconds the clock seems ahead; 0 when it may be believed (sync.md V7)."""
        row = self._connection.execute("SELECT drift_s, last_contact FROM road").fetchone()
        contact = datetime.fromisoformat(row[1]) if row[1] else None
        return seconds_off(now, row[0], contact, newest_act(self._connection))

    def begin(self, epoch: bytes) -> OwnLine:
        """Begin a new line; returns it."""
        self._connection.execute("UPDATE device SET epoch = ?", (epoch,))
        return self.line()

    def signed_certificate(self) -> bytes:
        """Return the certificate as it came, byte for byte."""
        return bytes(self._one("signed_certificate"))

    def enrol(self, signed: bytes) -> Certificate:
        """Check and store the province's answer; stamp what waited for an epoch, begin to follow the feed.

        Raises:
            DeskError: ALREADY_ENROLLED, BAD_CERTIFICATE.
        """
        if self.certificate() is not None:
            raise DeskError(ALREADY_ENROLLED)
        certificate = self._read(signed)
        row = (signed, certificate.epoch)
        self._connection.execute("UPDATE device SET signed_certificate = ?, epoch = ?", row)
        FeedTable(self._connection).begin(certificate.scope)
        self._events.stamp_all(self.line())
        return certificate

    def _read(self, signed: bytes) -> Certificate:
        try:
            return read_signed(signed, Ed25519Signer(self.seed()).public)
        except Unreadable:
            raise DeskError(BAD_CERTIFICATE) from None

    def _one(self, column: str) -> Any:
        return self._connection.execute(f"SELECT {column} FROM device").fetchone()[0]  # noqa: S608 - our own words
