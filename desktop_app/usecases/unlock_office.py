"""Mở quầy: who may unlock, and what a session is; keys and the store itself are opened by `bootstrap`."""

from __future__ import annotations

from dataclasses import dataclass


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
class Session:
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
