"""Thêm cán bộ: a person, a role, an own passphrase; and the list of who works here."""

from dataclasses import dataclass, field
from typing import Final

from desktop_app.errors import USER_EXISTS, DeskError
from desktop_app.ports import Desk, OpenVault, OpenWork
from forms.dossier.roles import Role
from forms.errors import Act, Fault, RuleError
from forms.text.collate import person_key

BAD_ROLE: Final = Fault(
    Act.ADMINISTRATOR,
    "Vai trò này không có tại quầy.",
    "Chọn clerk (tiếp nhận), commune_officer (công chức xã giải quyết), supervisor (phụ trách bộ phận) "
    "hoặc administrator (quản trị).",
    "Not a role of the desk.",
)
_AT_THE_DESK: Final = frozenset(set(Role) - {Role.PROVINCE_OFFICER})


@dataclass(frozen=True, slots=True)
class AddClerk:
    """Who joins.

    `role` is clerk, commune_officer, supervisor or administrator; the passphrase (12 to 128 characters,
    UTF-8) is overwritten.
    """

    user: str
    name: str
    role: str
    passphrase: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClerkRow:
    """One member of the office."""

    user: str
    name: str
    role: str
    active: bool


def add_clerk(order: AddClerk, desk: Desk, vault: OpenVault, open_work: OpenWork) -> ClerkRow:
    """Make keys and a box for a person, and book them as staff.

    Args:
        order: Who.
        desk: The shift of an administrator.
        vault: The open vault, which makes the keys and signs the row.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, USER_EXISTS, BAD_USER_ID, PASSPHRASE_TOO_SHORT.
        RuleError: Not a role of the desk.
    """
    desk.require("add_clerk")
    role = _role(order.role)
    with open_work() as work:
        if work.staff.get(order.user) is not None:
            raise DeskError(USER_EXISTS)
        member = vault.new_member(order.user, order.name, role, order.passphrase)
        work.staff.add(member)
        work.audit.append("add_clerk", {"user": member.user, "role": member.role.value})
        work.commit()
    return ClerkRow(member.user, member.full_name, member.role.value, member.active)


def list_staff(desk: Desk, open_work: OpenWork) -> tuple[ClerkRow, ...]:
    """Return everyone who may work here, as names stand in a Vietnamese list: by given name.

    Args:
        desk: The shift of an administrator.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED.
    """
    desk.require("list_staff", right="add_clerk")
    with open_work() as work:
        members = sorted(work.staff.list(), key=lambda member: person_key(member.full_name))
    return tuple(ClerkRow(m.user, m.full_name, m.role.value, m.active) for m in members)


def _role(text: str) -> Role:
    try:
        role = Role(text)
    except ValueError:
        raise RuleError(BAD_ROLE) from None
    if role not in _AT_THE_DESK:
        raise RuleError(BAD_ROLE)
    return role
