"""Mở quầy: who may unlock, the unlocking, what is known of a shift, and what it leaves in the audit."""

from dataclasses import dataclass

from desktop_app.errors import NAME_THE_USER, DeskError
from desktop_app.ports import Desk, OpenVault, OpenWork, Vault


@dataclass(frozen=True, slots=True)
class GateUser:
    """One person in the list of the unlock screen."""

    user: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What the locked desk may say: nothing about any citizen."""

    created: bool
    office_name: str
    users: tuple[GateUser, ...]


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """One user's time at the desk, from unlock to lock.

    `role` is a value of `forms.dossier.roles.Role`; `tag` and `device_id` are empty before enrolment.
    """

    user: str
    name: str
    role: str
    office_name: str
    commune: str
    enrolled: bool
    tag: str
    device_id: str


def note_unlock(failures: int, desk: Desk, open_work: OpenWork) -> None:
    """Enter who unlocked, and how many wrong passphrases of theirs came before (KEY-5, AUD-4).

    Args:
        failures: Wrong tries of this user since their last good one.
        desk: The shift that begins.
        open_work: The store.
    """
    with open_work() as work:
        work.audit.append("unlock_office", {"user": desk.shift.user, "failures": failures})
        work.commit()


def note_lock(desk: Desk, open_work: OpenWork) -> None:
    """Enter who locked (AUD-4).

    Args:
        desk: The shift that ends.
        open_work: The store.
    """
    with open_work() as work:
        work.audit.append("lock_office", {"user": desk.shift.user})
        work.commit()


def note_denial(verb: str, desk: Desk, open_work: OpenWork) -> None:
    """Enter that somebody was refused a verb by role (AUD-4).

    Args:
        verb: What was asked for.
        desk: The shift.
        open_work: The store.
    """
    with open_work() as work:
        work.audit.append("denied", {"user": desk.shift.user, "verb": verb})
        work.commit()


def gate_facts(vault: Vault, office_name: str) -> GateFacts:
    """Return what may be shown before anybody has unlocked.

    Args:
        vault: The locked folder.
        office_name: From office.toml, empty when there is none.
    """
    users = tuple(GateUser(one.user, one.full_name, one.role) for one in vault.holders())
    return GateFacts(vault.exists(), office_name, users)


def unlock_office(user: str, passphrase: bytearray, vault: Vault) -> OpenVault:
    """Open the office.

    Args:
        user: Who unlocks; empty means the only user there is.
        passphrase: UTF-8, overwritten whatever happens.
        vault: The locked folder.

    Raises:
        DeskError: NAME_THE_USER where several could be meant, and all that `Vault.unlock` raises.
    """
    if not user and vault.exists():
        holders = vault.holders()
        if len(holders) != 1:
            raise DeskError(NAME_THE_USER, users=", ".join(one.user for one in holders))
        user = holders[0].user
    return vault.unlock(user, passphrase)
