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
        since = found.revoked_at or now
        ledger.note_revocation(found.dev, since, now)
        register.set_revoked(found.dev, since)
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
        ledger.note_revocation(found.dev, None, now)
        register.set_revoked(found.dev, None)
    return found


def _named(name: str, register: Register) -> EnrolledDevice:
    for device in register.devices():
        if name.lower() == device.dev.hex() or name.upper() == f"{device.commune}/{device.tag}":
            return device
    raise RuleError(Faults.NO_SUCH_DEVICE.value)
