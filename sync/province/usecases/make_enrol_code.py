"""Cấp mã đăng ký máy: one secret, one device, a few minutes (sync.md K1, NET-1)."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from forms.errors import RuleError
from sync.province.faults import Faults
from sync.province.registry import code_digest

if TYPE_CHECKING:
    from sync.province.registry import OpenRegister

CODE_BYTES: Final = 16
"""128 bits of chance."""


@dataclass(frozen=True, slots=True)
class EnrolCode:
    """What an administrator reads out to a commune.

    Attributes:
        code: 26 characters of base32 in groups.
        commune: whose device may use it.
        expires_at: after this instant it is worth nothing.
    """

    code: str
    commune: str
    expires_at: datetime


def make_enrol_code(
    commune: str, minutes: int, now: datetime, chance: bytes, open_register: OpenRegister
) -> EnrolCode:
    """Make a one-time code for one device of a commune.

    Args:
        commune: five-digit unit code.
        minutes: how long it lives.
        now: the present instant.
        chance: 16 random bytes.
        open_register: opens the transaction.

    Returns:
        The code; only its SHA-256 is kept.

    Raises:
        RuleError: there is no such office.
    """
    letters = b32encode(chance[:CODE_BYTES]).decode().rstrip("=")
    code = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    expires_at = now + timedelta(minutes=minutes)
    with open_register() as register:
        if register.office(commune) is None:
            raise RuleError(Faults.NO_SUCH_OFFICE.value)
        register.put_code(code_digest(code), commune, expires_at)
    return EnrolCode(code, commune, expires_at)
