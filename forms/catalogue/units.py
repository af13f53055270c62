"""The list of provinces and communes: the one that ships, or a package of the province.

Ships: the 34 provinces, the 102 communes of Đắk Lắk, the 286 units of before 1/7/2025 that became them. The
country's 3.321 come as a package of kind `units`. Its content, every list in the order of its codes:

    {"provinces": [{"code", "name", "type", "agency_code", "former": [name, …],
                    "communes": [[code, name, type], …]}],
     "former": [{"province", "district", "units": [[type, name, [code, …]], …]}]}

`former` may be missing: then the shipped former units stay, as far as their communes are still there.
Here: reading, checking, writing, comparing. Not here: finding (`communes`), wrapping (`package`).
Sources: data/SOURCES.md.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NoReturn

from forms.canonical import strict_json
from forms.catalogue.communes import Commune, FormerUnit, Province, Units
from forms.catalogue.faults import PACKAGE_MALFORMED
from forms.catalogue.package import Head, Package, pack_json
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PROVINCE_TYPES: Final = ("tỉnh", "thành phố")
_COMMUNE_TYPES: Final = ("xã", "phường", "đặc khu")
_FORMER_TYPES: Final = ("xã", "phường", "thị trấn")
_NAME_MAX: Final = 60
_UNITS_MAX: Final = 20_000


@cache
def shipped() -> Units:
    """Return the list that came with the program; read once."""
    folder = resources.files("forms.catalogue.data")
    own = strict_json((folder / "units.json").read_bytes())
    former = strict_json((folder / "former_units.json").read_bytes())
    rows = strict_json((folder / "provinces.json").read_bytes())["provinces"]
    provinces = [
        {
            "code": code, "name": name, "type": kind, "agency_code": agency, "former": earlier,
            "communes": own["communes"] if name == own["province"] else [],
        }
        for code, name, kind, agency, earlier in rows
    ]  # fmt: skip
    groups = [{"province": former["province"], **group} for group in former["former"]]
    return parse({"provinces": provinces, "former": groups})


def of_package(package: Package) -> Units:
    """Return the list in a package of kind `units`.

    Raises:
        RuleError: Anything missing, doubled, unknown or out of its range; `where` names unit and field.
    """
    return parse(package.content())


def parse(content: Any) -> Units:
    """Read the content of a package.

    Raises:
        RuleError: As `of_package`.
    """
    facts = _record(content, "-", {"provinces", "former"})
    provinces: list[Province] = []
    communes: list[Commune] = []
    for entry in _list(facts.get("provinces"), "-", "provinces"):
        province = _province(entry)
        provinces.append(province)
        communes += [
            _commune(row, province) for row in _list(entry.get("communes"), province.code, "communes")
        ]
    _once([one.code for one in provinces])
    _once([one.name for one in provinces])
    _once([one.code for one in communes])
    if not communes or len(communes) > _UNITS_MAX:
        _wrong("-", "communes")
    return Units(provinces, communes, _former(facts, provinces, {one.code for one in communes}))


def write(units: Units, head: Head) -> bytes:
    """Make the package of a list; equal lists give equal bytes.

    Args:
        units: The list.
        head: Of kind `units`.
    """
    provinces = [
        {
            "code": province.code, "name": province.name, "type": province.type,
            "agency_code": province.agency_code, "former": list(province.former),
            "communes": [
                [one.code, one.name, one.type]
                for one in units.communes.values() if one.province == province.name
            ],
        }
        for province in units.provinces.values()
    ]  # fmt: skip
    groups: dict[tuple[str, str], list[Any]] = {}
    for unit in units.former:
        groups.setdefault((unit.province, unit.district), []).append([unit.type, unit.name, list(unit.now)])
    former = [{"province": where, "district": part, "units": rows} for (where, part), rows in groups.items()]
    return pack_json(head, {"provinces": provinces, "former": former})


def differences(new: Package, before: Sequence[Package]) -> tuple[str, ...]:
    """Return what a newer list changes, a line each, in Vietnamese; beside the last one, or the shipped."""
    old, now = (of_package(before[-1]) if before else shipped()).communes, of_package(new).communes
    gone = [f"Bỏ: {old[code].full_name}, {old[code].province} ({code})" for code in old if code not in now]
    added = [f"Thêm: {now[code].full_name}, {now[code].province} ({code})" for code in now if code not in old]
    renamed = [
        f"Đổi: {old[code].full_name}, {old[code].province} → {unit.full_name}, {unit.province} ({code})"
        for code, unit in now.items()
        if code in old and old[code] != unit
    ]
    return (*gone, *renamed, *added)


def _province(entry: Any) -> Province:
    facts = _record(entry, "-", {"code", "name", "type", "agency_code", "former", "communes"})
    code = _code(facts.get("code"), 2)
    earlier = tuple(_name(name, code) for name in _list(facts.get("former", []), code, "former"))
    agency = facts.get("agency_code", "")
    if not isinstance(agency, str) or not re.fullmatch(r"[A-Z0-9.]{0,12}", agency):
        _wrong(code, "agency_code")
    return Province(
        code,
        _name(facts.get("name"), code),
        _one_of(facts.get("type"), _PROVINCE_TYPES, code),
        agency,
        earlier,
    )


def _commune(row: Any, province: Province) -> Commune:
    code, name, kind = _row(row, province.code)
    return Commune(
        _code(code, 5), _name(name, str(code)), _one_of(kind, _COMMUNE_TYPES, str(code)), province.name
    )


def _former(facts: dict[str, Any], provinces: list[Province], codes: set[str]) -> Iterator[FormerUnit]:
    if "former" not in facts:
        yield from (unit for unit in shipped().former if codes.issuperset(unit.now))
        return
    for entry in _list(facts["former"], "-", "former"):
        group = _record(entry, "-", {"province", "district", "units"})
        province = _one_of(group.get("province"), [one.name for one in provinces], "-")
        district = _name(group.get("district"), province)
        for row in _list(group.get("units"), district, "units"):
            kind, name, now = _row(row, district)
            became = tuple(_code(one, 5) for one in _list(now, district, "now"))
            if not became or not codes.issuperset(became) or len(set(became)) != len(became):
                _wrong(district, "now")
            yield FormerUnit(
                _name(name, district), _one_of(kind, _FORMER_TYPES, district), district, province, became
            )


def _record(value: Any, unit: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or not value.keys() <= known:
        _wrong(unit, "-")
    return value


def _list(value: Any, unit: str, field: str) -> list[Any]:
    return value if isinstance(value, list) else _wrong(unit, field)


def _row(value: Any, unit: str) -> list[Any]:
    return value if isinstance(value, list) and len(value) == 3 else _wrong(unit, "row")  # noqa: PLR2004


def _code(value: Any, digits: int) -> str:
    if not isinstance(value, str) or not re.fullmatch(rf"[0-9]{{{digits}}}", value):
        _wrong("-", "code")
    return value


def _name(value: Any, unit: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _NAME_MAX or value != " ".join(value.split()):
        _wrong(unit, "name")
    return unicodedata.normalize("NFC", value)


def _one_of(value: Any, known: Sequence[str], unit: str) -> str:
    return value if isinstance(value, str) and value in known else _wrong(unit, "type")


def _once(values: list[str]) -> None:
    if len(set(values)) != len(values):
        _wrong(next(value for value in values if values.count(value) > 1), "twice")


def _wrong(unit: str, field: str) -> NoReturn:
    raise RuleError(PACKAGE_MALFORMED, unit=unit, field=field)
