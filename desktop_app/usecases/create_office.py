"""Tạo kho: an empty folder becomes an office with its store, its key and its first administrator."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from desktop_app.ports import Vault
from forms.errors import Act, Fault, RuleError

BAD_COMMUNE: Final = Fault(
    Act.ADMINISTRATOR,
    "Mã xã phải có đúng năm chữ số.",
    "Tra mã đơn vị hành chính cấp xã rồi chạy lại, ví dụ 24184.",
    "A commune code has five digits.",
)
_COMMUNE_DIGITS: Final = 5


@dataclass(frozen=True, slots=True)
class CreateOffice:
    """What an office is called and who administers it first; the passphrase (UTF-8) is overwritten."""

    office_name: str
    commune: str
    address: str
    phone: str
    user: str
    name: str
    passphrase: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfficeCreated:
    """The office that now stands; `tag` comes with the enrolment."""

    created: bool
    office_name: str
    commune: str
    user: str


def create_office(
    order: CreateOffice, vault: Vault, write_settings: Callable[[CreateOffice], None]
) -> OfficeCreated:
    """Create the store and close it again.

    Args:
        order: The office.
        vault: The locked folder.
        write_settings: Writes office.toml; called last, when the store stands.

    Raises:
        DeskError: OFFICE_EXISTS, BAD_USER_ID, PASSPHRASE_TOO_SHORT, DISK_FULL.
        RuleError: A commune code that is not one.
    """
    if not (order.commune.isascii() and order.commune.isdecimal() and len(order.commune) == _COMMUNE_DIGITS):
        raise RuleError(BAD_COMMUNE)
    vault.create(order.user, order.name, order.passphrase).close()
    write_settings(order)
    return OfficeCreated(created=True, office_name=order.office_name, commune=order.commune, user=order.user)
