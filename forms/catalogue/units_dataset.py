"""A public list of the country's units, turned into ours.

Reads the JSON that the MIT data set thanglequoc/vietnamese-provinces-database is published in, and its near
relatives: provinces with their communes, each with code, name and full name. The type is the beginning of the
full name. What it does not say (former units) is left out. Whoever makes a package of it writes its source
into the head.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from forms.canonical import strict_json
from forms.catalogue.faults import PACKAGE_MALFORMED
from forms.catalogue.units import parse
from forms.errors import RuleError

if TYPE_CHECKING:
    from forms.catalogue.communes import Units

_BYTES_MAX: Final = 8 << 20
_TYPES: Final = ("đặc khu", "phường", "xã", "thành phố", "tỉnh")


def read_dataset(raw: bytes) -> Units:
    """Read a data set.

    Args:
        raw: JSON `{"provinces": [{"code", "name", "full_name", "agency_code"?, "communes": [{"code", "name",
            "full_name"}]}]}`; other keys are not looked at.

    Raises:
        RuleError: Not such a list, or a unit that our list would refuse; `where` names it.
    """
    whole = strict_json(raw, bytes_max=_BYTES_MAX)
    if not isinstance(whole, dict):
        _wrong("-")
    provinces = [
        {
            "code": province.get("code"),
            "name": _name(province),
            "type": _type(province),
            "agency_code": province.get("agency_code", ""),
            "communes": [[one.get("code"), _name(one), _type(one)] for one in _records(province, "communes")],
        }
        for province in _records(whole, "provinces")
    ]
    return parse({"provinces": provinces})


def _records(facts: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = facts.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        _wrong(str(facts.get("code", "-")), name)
    return rows


def _name(facts: dict[str, Any]) -> str:
    """Return the name with our apostrophe."""
    name = facts.get("name")
    return name.replace("'", "’") if isinstance(name, str) else _wrong(str(facts.get("code", "-")), "name")


def _type(facts: dict[str, Any]) -> str:
    full = str(facts.get("full_name", "")).casefold()
    found = next((kind for kind in _TYPES if full.startswith(kind)), None)
    return found or _wrong(str(facts.get("code", "-")), "full_name")


def _wrong(unit: str, field: str = "-") -> NoReturn:
    raise RuleError(PACKAGE_MALFORMED, unit=unit, field=field)
