"""Thêm cán bộ: a person, a role, an own passphrase."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AddClerk:
    """Who joins. `role` is clerk, commune_officer or administrator; the passphrase has 12 characters or more."""

    user: str
    name: str
    role: str
    passphrase: bytearray = field(repr=False)
    title: str = ""


@dataclass(frozen=True, slots=True)
class ClerkRow:
    """One member of the office."""

    user: str
    name: str
    role: str
    active: bool
