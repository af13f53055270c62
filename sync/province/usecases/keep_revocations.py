"""Giữ lệnh thu hồi: what the ledger knows of revoked devices holds, whatever store was put back (K4).

The store's word is the one that is asked at each request; it is corrected wherever it may have gone back: at
start, and when a device that was forgotten shows its certificate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sync.core.certificate import Certificate
    from sync.province.ports import Ledger
    from sync.province.registry import OpenRegister


def check_revocations(now: datetime, open_register: OpenRegister, ledger: Ledger) -> None:
    """Make the store say of each device what was said last; comes before the first answer.

    A revocation that only the store knows, from before the ledger kept them, is told to the ledger.

    Args:
        now: the instant.
        open_register: opens the people's tables.
        ledger: never restored.
    """
    said = ledger.revocations()
    with open_register() as register:
        for device in register.devices():
            if device.dev in said:
                if said[device.dev] != device.revoked_at:
                    register.set_revoked(device.dev, said[device.dev])
            elif device.revoked_at is not None:
                ledger.note_revocation(device.dev, device.revoked_at, now)


def enlist_device(certificate: Certificate, open_register: OpenRegister, ledger: Ledger) -> None:
    """List a device again whose certificate bears our signature, revoked if it was, if its office is known.

    Args:
        certificate: what the device showed.
        open_register: opens the people's tables.
        ledger: never restored.
    """
    revoked_at = ledger.revocations().get(certificate.dev)
    with open_register() as register:
        if register.office(certificate.commune) is not None:
            register.add_device(certificate)
            if revoked_at is not None:
                register.set_revoked(certificate.dev, revoked_at)
