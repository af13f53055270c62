"""The folder of an office: created, unlocked, closed; which file lies where.

The key exists in memory only between unlocking and closing. What is inside the store is nobody's business
here; an unlocked office is `open_office`.
"""

from pathlib import Path

from desktop_app.errors import (
    OFFICE_EXISTS,
    STAFF_SIGNATURE,
    TOO_SOON,
    UNKNOWN_USER,
    WRONG_PASSPHRASE,
    DeskError,
)
from desktop_app.ports import Desk, KeyHolder, Member, Shift
from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.blobs import sweep
from desktop_app.storage.connection import Connection, close, create_store, open_store, writing
from desktop_app.storage.delays import Delays
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.durable import make_folder
from desktop_app.storage.events import EventLog
from desktop_app.storage.keys import KeyRing, Secret
from desktop_app.storage.migrate import migrate
from desktop_app.storage.open_office import (
    ATTACHMENTS,
    STORE,
    OpenOffice,
    Surroundings,
    Unlocked,
    unsigned_member,
)
from desktop_app.storage.staff import StaffRows, StaffTable, sign_member
from forms.dossier.roles import Role


class OfficeVault:
    """Implements the port `Vault` on a folder."""

    def __init__(self, home: Path, given: Surroundings) -> None:
        self._home = home
        self._given = given
        self._ring = KeyRing(home / "keyring.json", given.dice)
        self._delays = Delays(home / "delays.json")

    def exists(self) -> bool:
        """Tell whether an office was created here."""
        return (self._home / STORE).exists()

    def holders(self) -> tuple[KeyHolder, ...]:
        """Return who has a box in the key ring; for the unlock screen, trusted for nothing."""
        if not self.exists():
            return ()
        entries = sorted(self._ring.entries().items())
        return tuple(KeyHolder(user, str(e.get("name", "")), str(e.get("role", ""))) for user, e in entries)

    def wait_s(self, user: str) -> float:
        """Return how many seconds this user must wait before the next try."""
        return self._delays.wait_s(user, self._given.now())

    def create(self, user: str, full_name: str, passphrase: bytearray) -> OpenOffice:
        """Create store, key and first administrator.

        Built beside and renamed at the end: a creation cut short leaves no office and may be repeated.

        Raises:
            DeskError: OFFICE_EXISTS; an existing file is never touched.
        """
        if self.exists():
            raise DeskError(OFFICE_EXISTS)
        make_folder(self._home)
        beside = self._home / (STORE + ".new")
        for leftover in self._home.glob(beside.name + "*"):
            leftover.unlink()
        store_key, store_id = bytearray(self._given.dice(32)), self._given.dice(16)
        self._ring.create(store_id)
        label = {"user": user, "name": full_name, "role": Role.ADMINISTRATOR.value}
        secret = self._ring.add(label, passphrase, store_key, self._given.cost)
        connection = create_store(beside, store_key)
        try:
            unsigned = unsigned_member(label, secret, signed_by=user)
            self._first_rows(connection, store_id, unsigned, secret)
        finally:
            close(connection)
        beside.replace(self._home / STORE)
        return self._opened(user, secret, store_key, failures=0)

    def unlock(self, user: str, passphrase: bytearray) -> OpenOffice:
        """Open the office for this user.

        Raises:
            DeskError: TOO_SOON with the seconds in `where`, WRONG_PASSPHRASE, UNKNOWN_USER, NO_OFFICE,
                WRONG_KEY_OR_DAMAGED, STAFF_SIGNATURE, STORE_TOO_NEW.
        """
        waiting = self.wait_s(user)
        if waiting > 0:
            passphrase[:] = bytes(len(passphrase))
            raise DeskError(TOO_SOON, seconds=str(int(waiting) + 1))
        try:
            secret, store_key = self._ring.open(user, passphrase)
        except DeskError as error:
            if error.fault == WRONG_PASSPHRASE:
                self._delays.failed(user, self._given.now())
                error.where["seconds"] = str(int(self.wait_s(user)))
            raise
        failures = self._delays.failures(user)
        office = self._opened(user, secret, store_key, failures)
        self._delays.passed(user)
        return office

    def _opened(self, user: str, secret: Secret, store_key: bytearray, failures: int) -> OpenOffice:
        connection: Connection | None = None
        try:
            connection = open_store(self._home / STORE, store_key)
            migrate(connection, self._given.now().isoformat())
            member = _proved(connection, user, secret)
            with writing(connection):  # a crash in the middle of a round: what was being sent is now unknown
                connection.execute("UPDATE road SET sending_after = NULL")
            sweep(connection, self._home / ATTACHMENTS, self._given.now().timestamp())
        except BaseException:
            if connection is not None:
                connection.close()
            store_key[:] = bytes(len(store_key))
            raise
        unlocked = Unlocked(member, secret, store_key, failures)
        return OpenOffice(self._home, self._given, connection, unlocked)

    def _first_rows(self, connection: Connection, store_id: bytes, unsigned: Member, secret: Secret) -> None:
        """The schema, the device's keys, the first administrator and the first audit entry."""
        given = self._given
        migrate(connection, given.now().isoformat())
        member = sign_member(unsigned, store_id, secret.sign)
        shift = Shift(member.user, member.role, member.full_name)
        desk = Desk(given.now, given.dice, secret.sign, shift, commune="", office="", tag=None)
        with writing(connection):
            events = EventLog(connection)
            DeviceRow(connection, events).make(store_id, given.dice)
            StaffTable(connection, store_id, events, desk).add(member)
            AuditLog(connection, member.user, given.now()).append("create_office", {"user": member.user})


def _proved(connection: Connection, user: str, secret: Secret) -> Member:
    """Return the person's row: listed, active, theirs by key, signed; the ring alone proves nothing (KEY-1).

    Raises:
        DeskError: UNKNOWN_USER, STAFF_SIGNATURE.
    """
    staff = StaffRows(connection, DeviceRow(connection, EventLog(connection)).store_id())
    member = staff.get(user)
    if member is None or not member.active:
        raise DeskError(UNKNOWN_USER)
    own = (member.sign_public, member.box_public) == (secret.sign_public, secret.box_public)
    if not own or not staff.trusted(member):
        raise DeskError(STAFF_SIGNATURE)
    return member
