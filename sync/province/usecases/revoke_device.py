"""Thu hồi máy, phục hồi máy: a revoked device's later events are held with their provenance (K4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.errors import RuleError
from sync.province.faults import Faults

if TYPE_CHECKING:
    from datetime import datetime

    from sync.province.registry import EnrolledDevice, OpenRegister, Register


def revoke_device(name: str, now: datetime, open_register: OpenRegister) -> EnrolledDevice:
    """Revoke a device; the first revocation's instant stays.

    Args:
        name: its id in hex, or `commune/TAG`.
        now: the instant.
        open_register: opens the people's tables.

    Returns:
        The device.

    Raises:
        RuleError: no such device.
    """
    with open_register() as register:
        found = _named(name, register)
        register.set_revoked(found.dev, found.revoked_at or now)
    return found


def restore_device(name: str, open_register: OpenRegister) -> EnrolledDevice:
    """Lift a revocation; what was held meanwhile stays held until a person takes it in.

    Args:
        name: its id in hex, or `commune/TAG`.
        open_register: opens the people's tables.

    Returns:
        The device.

    Raises:
        RuleError: no such device.
    """
    with open_register() as register:
        found = _named(name, register)
        register.set_revoked(found.dev, None)
    return found


def _named(name: str, register: Register) -> EnrolledDevice:
    for device in register.devices():
        if name.lower() == device.dev.hex() or name.upper() == f"{device.commune}/{device.tag}":
            return device
    raise RuleError(Faults.NO_SUCH_DEVICE.value)
