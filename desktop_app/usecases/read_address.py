"""Đọc địa chỉ: which commune of today a typed address names, or the choices it leaves."""

from dataclasses import dataclass

from desktop_app.ports import FormShelf
from forms.catalogue.addresses import parse_address


@dataclass(frozen=True, slots=True)
class AddressChoice:
    """A commune that may be meant.

    Attributes:
        code: Of the commune.
        name: Of the commune, with its type.
        sentence: The commune and why it is offered, in Vietnamese.
        written: The address in two tiers with this commune.
    """

    code: str
    name: str
    sentence: str
    written: str


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """What an address says.

    Attributes:
        text: As typed.
        commune: Its code where the text leaves no doubt, else empty.
        is_old: Whether it names a district or a former unit, as papers before 1/7/2025 do.
        choices: The communes that may be meant, the likeliest first; one where there is no doubt.
    """

    text: str
    commune: str
    is_old: bool
    choices: tuple[AddressChoice, ...]


def read_address(text: str, shelf: FormShelf, home: str = "") -> AddressFacts:
    """Read an address; nothing is decided for the clerk and nothing is changed.

    Args:
        text: As typed, in two tiers or in three from an old paper.
        shelf: The units in force.
        home: Code of the own commune; its province is meant where none is named.
    """
    units = shelf.units()
    own = units.get(home)
    read = parse_address(text, units, own.province if own else "")
    choices = tuple(
        AddressChoice(one.commune.code, one.commune.full_name, one.sentence, read.written(one.commune))
        for one in read.choices
    )
    is_old = bool(read.district) or any(one.former for one in read.choices)
    return AddressFacts(text, read.commune.code if read.commune else "", is_old, choices)
