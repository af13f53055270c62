"""The folder of an office: locked, created, unlocked, closed.

Protocols only; files, keys and SQLCipher are `desktop_app.storage`'s business.
"""

from dataclasses import dataclass
from typing import Protocol

from desktop_app.ports.desk import Desk
from desktop_app.ports.matter_reading import MatterQueries
from desktop_app.ports.reading import Queries
from desktop_app.ports.upstream import UpstreamQueries
from desktop_app.ports.work import Member, OpenWork
from forms.dossier.roles import Role


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """One line of the unlock screen, out of the key ring; the store's own row decides."""

    user: str
    full_name: str
    role: str


class OpenVault(Protocol):
    """An unlocked office. Closing it wipes the key."""

    @property
    def member(self) -> Member:
        """Who unlocked it."""

    @property
    def failures(self) -> int:
        """Wrong passphrases of this user since their last good one."""

    @property
    def queries(self) -> Queries:
        """The read side."""

    @property
    def matters(self) -> MatterQueries:
        """The read side of what waits for a person."""

    @property
    def upstream(self) -> UpstreamQueries:
        """The read side of what was given out, and of the hand-in."""

    def open_work(self, desk: Desk) -> OpenWork:
        """Return the way into transactions of this shift."""

    def new_member(self, user: str, full_name: str, role: Role, passphrase: bytearray) -> Member:
        """Make keys and sealed box of a new user, signed by who unlocked. `Staff.add` stores the row."""

    def change_passphrase(self, old: bytearray, new: bytearray) -> None:
        """Rewrite the own entry of the key ring (KEY-6).

        Raises:
            DeskError: WRONG_PASSPHRASE.
        """

    def close(self) -> None:
        """Checkpoint, close, wipe (LOCK-2)."""


class Vault(Protocol):
    """The folder of a locked office. Passphrases are UTF-8 bytes, overwritten whatever happens."""

    def exists(self) -> bool:
        """Tell whether an office was created here."""

    def holders(self) -> tuple[KeyHolder, ...]:
        """Return who has a box in the key ring; for the unlock screen, trusted for nothing."""

    def wait_s(self, user: str) -> float:
        """Return how many seconds this user must wait before the next try (KEY-5)."""

    def create(self, user: str, full_name: str, passphrase: bytearray) -> OpenVault:
        """Create store, key and first administrator.

        Raises:
            DeskError: OFFICE_EXISTS; an existing file is never touched.
        """

    def unlock(self, user: str, passphrase: bytearray) -> OpenVault:
        """Open the office for this user.

        Raises:
            DeskError: WRONG_PASSPHRASE, TOO_SOON, UNKNOWN_USER, WRONG_KEY_OR_DAMAGED, NO_OFFICE, …
        """
