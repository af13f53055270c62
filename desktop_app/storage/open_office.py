"""An unlocked office: its connections, its key in memory, and the closing that wipes it.

    office.db  the store · keyring.json  the boxes · witness  the side file · att/  the scans

How it came to be unlocked is `vault`'s business.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.ports import Desk, Member, OpenWork
from desktop_app.storage.books import StoredBooks
from desktop_app.storage.connection import Connection, close, open_store
from desktop_app.storage.device import DeviceRow
from desktop_app.storage.events import EventLog
from desktop_app.storage.hkdf import derive
from desktop_app.storage.keys import USUAL, Cost, KeyRing, Secret
from desktop_app.storage.queries import StoreQueries
from desktop_app.storage.registers import Registers
from desktop_app.storage.staff import sign_member
from desktop_app.storage.witness import Witness
from forms.dossier.roles import Role

if TYPE_CHECKING:
    from desktop_app.storage.cash import StoredCash
    from desktop_app.storage.matters import StoreMatters
    from desktop_app.storage.packages import StoredPackages
    from desktop_app.storage.replica import StoredReplica
    from desktop_app.storage.upstream import StoreUpstream

STORE: Final = "office.db"
RING: Final = "keyring.json"
WITNESS: Final = "witness"
ATTACHMENTS: Final = "att"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the vault is given: the clock, the dice, and what one guess of a passphrase shall cost.

    Attributes:
        now: The instant, timezone-aware.
        monotonic: Seconds that never go back.
        dice: So many random bytes.
        cost: For new entries of the key ring; entries keep their own.
    """

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    dice: Callable[[int], bytes]
    cost: Cost = USUAL


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Who unlocked, and what that opened."""

    member: Member
    secret: Secret = field(repr=False)
    store_key: bytearray = field(repr=False)
    failures: int


class OpenOffice:
    """Implements the port `OpenVault`."""

    def __init__(self, home: Path, given: Surroundings, connection: Connection, unlocked: Unlocked) -> None:
        self._home = home
        self._given = given
        self._connection = connection
        self._unlocked = unlocked
        self._ring = KeyRing(home / RING, given.dice)
        self._witness = Witness(home / WITNESS, derive(unlocked.store_key, "witness"))
        self._device = DeviceRow(connection, EventLog(connection))
        self.queries = StoreQueries(connection, given.monotonic)
        self.registers = Registers(connection)
        self.books = StoredBooks(connection)

    @property
    def member(self) -> Member:
        """Who unlocked it."""
        return self._unlocked.member

    @property
    def failures(self) -> int:
        """Wrong passphrases of this user since their last good one."""
        return self._unlocked.failures

    @property
    def matters(self) -> "StoreMatters":
        """The read side of what waits for a person."""
        from desktop_app.storage.matters import StoreMatters  # noqa: PLC0415 - not for the gate

        return StoreMatters(self._connection, self._given.monotonic)

    @property
    def upstream(self) -> "StoreUpstream":
        """The read side of what was given out, and of the hand-in."""
        from desktop_app.storage.upstream import StoreUpstream  # noqa: PLC0415 - not for the gate

        return StoreUpstream(self._connection, self._given.monotonic, self._witness)

    @property
    def packages(self) -> "StoredPackages":
        """The packages published here."""
        from desktop_app.storage.packages import StoredPackages  # noqa: PLC0415 - not for the gate

        return StoredPackages(self._connection)

    @property
    def cash(self) -> "StoredCash":
        """The read side of the cash ledger."""
        from desktop_app.storage.cash import StoredCash  # noqa: PLC0415 - not for the gate

        return StoredCash(self._connection, self._given.monotonic)

    def open_work(self, desk: Desk) -> OpenWork:
        """Return the way into transactions of this shift."""
        from desktop_app.storage.unit_of_work import opener  # noqa: PLC0415 - all tables, none for the gate

        return opener(self._connection, desk, self._witness, self._home / ATTACHMENTS)

    @contextmanager
    def replica(self) -> Iterator["StoredReplica"]:
        """Lend the store to one round, on its own connection: rounds run on another thread than verbs."""
        from desktop_app.storage.replica import (  # noqa: PLC0415 - all of a round, none for the gate
            Attendant,
            StoredReplica,
        )

        attendant = Attendant(self.member.user, self._given.now)
        connection = open_store(self._home / STORE, self._unlocked.store_key)
        try:
            yield StoredReplica(connection, self._witness, self._home / ATTACHMENTS, attendant)
        finally:
            connection.close()

    def new_member(self, user: str, full_name: str, role: Role, passphrase: bytearray) -> Member:
        """Make keys and sealed box of a new user, signed by who unlocked. `Staff.add` stores the row.

        Raises:
            DeskError: USER_EXISTS, BAD_USER_ID, PASSPHRASE_TOO_SHORT.
        """
        if self._unlisted(user):
            self._ring.drop(user)  # left behind by an enrolment that never committed
        label = {"user": user, "name": full_name, "role": role.value}
        secret = self._ring.add(label, passphrase, self._unlocked.store_key, self._given.cost)
        unsigned = unsigned_member(label, secret, signed_by=self.member.user)
        return sign_member(unsigned, self._device.store_id(), self._unlocked.secret.sign)

    def change_passphrase(self, old: bytearray, new: bytearray) -> None:
        """Rewrite the own entry of the key ring (KEY-6).

        Raises:
            DeskError: WRONG_PASSPHRASE, PASSPHRASE_TOO_SHORT.
        """
        self._ring.change(self.member.user, old, new, self._given.cost)

    def close(self) -> None:
        """Checkpoint, close, wipe (LOCK-2); derived keys leave with the process, which starts anew."""
        close(self._connection)
        self._unlocked.store_key[:] = bytes(len(self._unlocked.store_key))

    def _unlisted(self, user: str) -> bool:
        return self._connection.execute("SELECT 1 FROM staff WHERE user = ?", (user,)).fetchone() is None


def unsigned_member(label: Mapping[str, str], secret: Secret, signed_by: str) -> Member:
    """Return the row of a person with fresh keys, still without its signature."""
    return Member(
        user=label["user"],
        full_name=label["name"],
        role=Role(label["role"]),
        sign_public=secret.sign_public,
        box_public=secret.box_public,
        signed_by=signed_by,
        signature=b"",
    )
