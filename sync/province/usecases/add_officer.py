"""Thêm cán bộ: somebody may act for the province from now on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from forms.errors import RuleError
from sync.province.faults import Faults
from sync.province.registry import Officer

if TYPE_CHECKING:
    from uuid import UUID

    from sync.province.registry import OpenRegister, Passwords

LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,31}")
MIN_PASSWORD: Final = 12
"""Characters (OWASP ASVS 5.0, 6.2.1)."""


def check_officer(login: str, full_name: str, password: str) -> None:
    """Say what is wrong with a new officer's facts, before anything is made.

    Args:
        login: lower-case ASCII.
        full_name: as shown on pages and to the communes.
        password: at least twelve characters.

    Raises:
        RuleError: a bad login, an empty name, or a short password.
    """
    if not LOGIN.fullmatch(login):
        raise RuleError(Faults.BAD_LOGIN.value)
    if not full_name.strip():
        raise RuleError(Faults.INCOMPLETE.value, field="full_name")
    if len(password) < MIN_PASSWORD:
        raise RuleError(Faults.PASSWORD_SHORT.value)


def add_officer(
    officer_id: UUID,
    login: str,
    full_name: str,
    password: str,
    passwords: Passwords,
    open_register: OpenRegister,
) -> Officer:
    """Add an officer with a password of their own.

    Args:
        officer_id: a fresh id.
        login: lower-case ASCII.
        full_name: as shown on pages and to the communes.
        password: at least twelve characters.
        passwords: hashes it.
        open_register: opens the transaction.

    Returns:
        The officer.

    Raises:
        RuleError: a bad login, a short password, an empty name, or a login that is taken.
    """
    check_officer(login, full_name, password)
    officer = Officer(str(officer_id), login, full_name.strip(), passwords.hash(password))
    with open_register() as register:
        if register.officer_by_login(login):
            raise RuleError(Faults.LOGIN_TAKEN.value)
        register.add_officer(officer)
    return officer
