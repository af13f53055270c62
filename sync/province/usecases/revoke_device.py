"""Thu hồi máy, phục hồi máy: a revoked device's later events are held with their provenance (K4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.errors import RuleError
from sync.province.faults import Faults

if TYPE_CHECKING:
    from datetime import datetime

    from sync.province.ports import Ledger
    from sync.province.registry import EnrolledDevice, OpenRegister, Register


def revoke_device(name: str, now: datetime, open_register: OpenRegister, ledger: Ledger) -> EnrolledDevice:
    """Revoke a device; the first revocation's instant stays.

    Args:
        name: its id in hex, or `commune/TAG`.
        now: the instant.
        open_register: opens the people's tables.
        ledger: keeps it when the store is set back.

    Returns:
        The device.

    Raises:
        RuleError: no such device.
    """
    with open_register() as register:
        found = _named(name, register)
        _note(found, found.revoked_at or now, now, register, ledger)
    return found


def restore_device(name: str, now: datetime, open_register: OpenRegister, ledger: Ledger) -> EnrolledDevice:
    """Lift a revocation; what was held meanwhile stays held until a person takes it in.

    Args:
        name: its id in hex, or `commune/TAG`.
        now: the instant.
        open_register: opens the people's tables.
        ledger: keeps it when the store is set back.

    Returns:
        The device.

    Raises:
        RuleError: no such device.
    """
    with open_register() as register:
        found = _named(name, register)
        _note(found, None, now, register, ledger)
    return found


def _note(
    device: EnrolledDevice, since: datetime | None, now: datetime, register: Register, ledger: Ledger
) -> None:
    """The ledger first: what it holds outlives a restore of the store."""
    ledger.note_revocation(device.dev, since, now)
    register.set_revoked(device.dev, since)


def _named(name: str, register: Register) -> EnrolledDevice:
    for device in register.devices():
        if name.lower() == device.dev.hex() or name.upper() == f"{device.commune}/{device.tag}":
            return device
    raise RuleError(Faults.NO_SUCH_DEVICE.value)
