"""Tìm xã, phường: type-ahead over the units in force, without diacritics."""

from dataclasses import dataclass

from desktop_app.ports import FormShelf


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """One commune in the type-ahead list."""

    code: str
    name: str
    province: str


def find_communes(text: str, limit: int, shelf: FormShelf, home: str = "") -> tuple[CommuneRow, ...]:
    """Return communes whose type, name or province holds every word typed, the closest first.

    Args:
        text: A few letters, with or without diacritics.
        limit: How many at most.
        shelf: The units in force.
        home: Code of the own commune; its province comes first among equals.
    """
    units = shelf.units()
    own = units.get(home)
    found = units.find(text, limit, own.province if own else "")
    return tuple(CommuneRow(one.code, one.full_name, one.province) for one in found)
