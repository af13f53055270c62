"""The communes of the province.

Here: code, name and type of the 102 units of Đắk Lắk. Not here: old units and their successors.
Source: NQ 1660/NQ-UBTVQH15; codes from the public list named in data/SOURCES.md.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from forms.canonical import strict_json
from forms.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


class Commune(NamedTuple):
    """One unit.

    Attributes:
        code: Five digits.
        name: Name without its type, e.g. `Cư M'gar`.
        type: `xã` or `phường`.
        province: Name of the province.
    """

    code: str
    name: str
    type: str
    province: str

    @property
    def full_name(self) -> str:
        """The name with its type, as a paper prints it: `Xã Cư M'gar`."""
        return f"{self.type.capitalize()} {self.name}"


@cache
def shipped() -> Mapping[str, Commune]:
    """Return the units by code."""
    table = strict_json((resources.files("forms.catalogue.data") / "units.json").read_bytes())
    communes = (Commune(code, name, kind, table["province"]) for code, name, kind in table["communes"])
    return MappingProxyType({commune.code: commune for commune in communes})


def find(text: str) -> list[Commune]:
    """Return the units whose folded name begins with what was typed, by name."""
    typed = fold(text)
    return sorted(
        (unit for unit in shipped().values() if fold(unit.name).startswith(typed)), key=lambda u: fold(u.name)
    )
