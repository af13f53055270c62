"""A typed address, understood as far as it says: two tiers, or three from an old paper.

`số nhà, thôn/buôn/tổ dân phố, xã/phường, tỉnh`; a district between commune and province marks an old paper
and leads through the former units. The text stays as it was typed; what is understood stands beside it. No
unit is offered whose present or former name is not in the text; where that leaves a doubt the clerk chooses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from forms.catalogue.address_parts import Part, parts_of
from forms.catalogue.succession import Choice, Reason, is_certain, same_district, same_name, successors
from forms.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.catalogue.communes import Commune, Province, Units

_TEXT_MAX: Final = 500
_CHOICES_MAX: Final = 12
_UNFIT: Final = (Reason.OTHER_DISTRICT, Reason.ALIKE)


class ParsedAddress(NamedTuple):
    """What an address says.

    Attributes:
        text: As typed.
        place: What stands before the commune: house, street, hamlet.
        district: As typed on an old paper, with its type where it had one; else empty.
        province: Today's province, or None when none was named or none is known by that name.
        choices: Communes that may be meant, the likeliest first; empty when none is named.
    """

    text: str
    place: str = ""
    district: str = ""
    province: Province | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def commune(self) -> Commune | None:
        """The commune, where the text leaves no doubt."""
        return self.choices[0].commune if is_certain(self.choices) else None

    def written(self, commune: Commune) -> str:
        """Return the address in two tiers with one of the choices: `Thôn 3, xã Ea Kar, tỉnh Đắk Lắk`."""
        kind = (
            "tỉnh" if self.province is None or self.province.name != commune.province else self.province.type
        )
        unit = f"{commune.type} {commune.name}"
        return ", ".join(part for part in (self.place, unit, f"{kind} {commune.province}") if part)


def parse_address(text: str, units: Units, home: str = "") -> ParsedAddress:
    """Read an address. Never fails: what is not understood is left in `place`.

    Args:
        text: As typed or scanned, with or without diacritics, with or without commas.
        units: The list in force.
        home: Name of the province meant when none is named; empty looks in all.
    """
    parts = parts_of(text) if len(text) <= _TEXT_MAX else []
    province = _province(parts[-1], units) if parts else None
    if province:
        parts.pop()
    elif parts and parts[-1].kind == "tỉnh":
        return ParsedAddress(text, ", ".join(part.text for part in parts[:-1]))
    reading = _reading(parts, units, province.name if province else home)
    place = ", ".join(part.text for part in parts[: reading.cut])
    return ParsedAddress(text, place, reading.district, province, tuple(reading.choices[:_CHOICES_MAX]))


class _Reading(NamedTuple):
    """One way to understand the parts: where the commune stands, what follows it, what it may be."""

    cut: int
    district: str = ""
    choices: Sequence[Choice] = ()


def _reading(parts: Sequence[Part], units: Units, province: str) -> _Reading:
    """Choose between two and three tiers; a last part without a label could be either."""
    new, old = _two_tiers(parts, units, province), _three_tiers(parts, units, province)
    if not old or not new:
        return old or new or _Reading(len(parts))
    same_part = new.cut == old.cut
    fits = any(one.former and same_district(one.former.district, parts[-1].name) for one in old.choices)
    return old if parts[-1].is_district or same_part or fits else new


def _province(part: Part, units: Units) -> Province | None:
    if part.kind not in ("", "tỉnh", "thành phố"):
        return None
    name = fold(part.name)
    known = units.provinces.values()
    return next((one for one in known if name in {fold(each) for each in (one.name, *one.former)}), None)


def _two_tiers(parts: Sequence[Part], units: Units, province: str) -> _Reading | None:
    """Read the part that is labelled as a commune, or the last one where none is."""
    places = [place for place, part in enumerate(parts) if part.is_commune] or [len(parts) - 1]
    if not parts or not parts[places[-1]].may_be_commune:
        return None
    part = parts[places[-1]]
    former = successors(units, part.name, part.kind, province=province)
    present = _present(part, units, province)
    other_kind = any(one.reason is Reason.OTHER_KIND for one in present)  # xã Ea Kao became phường Ea Kao
    choices = _each_once([*former, *present] if other_kind else [*present, *former])
    after = ", ".join(one.text for one in parts[places[-1] + 1 :])
    return _Reading(places[-1], after, choices) if choices else None


def _three_tiers(parts: Sequence[Part], units: Units, province: str) -> _Reading | None:
    """Read the last part as a district of before 1/7/2025 and the one before it as its unit."""
    if len(parts) < 2 or not parts[-1].may_be_district or not parts[-2].may_be_commune:  # noqa: PLR2004
        return None
    *_, unit, district = parts
    if not district.kind and not any(same_district(one.district, district.name) for one in units.former):
        return None
    choices = successors(units, unit.name, unit.kind, district.name, province)
    if all(one.reason in _UNFIT for one in choices):
        choices += [_on_old_paper(one, units) for one in _present(unit, units, province)]
    return _Reading(len(parts) - 2, district.text, _each_once(choices)) if choices else None


def _on_old_paper(present: Choice, units: Units) -> Choice:
    """Doubt a name of today on a paper with a district where nobody knows which units bore it before."""
    known = any(unit.province == present.commune.province for unit in units.former)
    return present if known else present._replace(reason=Reason.OLD_PAPER)


def _present(part: Part, units: Units, province: str) -> list[Choice]:
    """Return the communes of today that bear the name."""
    if part.kind == "thị trấn":
        return []
    here = [one for one in units.named(part.name) if province in ("", one.province)]
    named, exactly = same_name(here, part.name)
    of_kind = [one for one in named if one.type == part.kind]
    if not exactly:
        reason = Reason.ALIKE
    else:
        reason = Reason.CURRENT if of_kind or not part.kind else Reason.OTHER_KIND
    return [Choice(one, reason) for one in of_kind or named]


def _each_once(choices: Sequence[Choice]) -> list[Choice]:
    """Keep the first choice of each commune."""
    kept: dict[str, Choice] = {}
    for one in choices:
        kept.setdefault(one.commune.code, one)
    return list(kept.values())
