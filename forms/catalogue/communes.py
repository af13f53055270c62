"""Provinces and communes, and the units before 1/7/2025 that became them.

Here: the records, one edition of the list with its index, finding a commune while typing. Not here: reading a
list (`units`), which commune a former unit became (`succession`), typed addresses (`addresses`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from forms.text.collate import text_key
from forms.text.fold import fold, fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_QUERY_MAX: Final = 200


class Province(NamedTuple):
    """One of the 34.

    Attributes:
        code: Two digits.
        name: Name without its type.
        type: `tỉnh` or `thành phố`.
        agency_code: Of its People's Committee, `H15`; may be empty.
        former: Other provinces that went into it (NQ 202/2025/QH15), or its own former name.
    """

    code: str
    name: str
    type: str
    agency_code: str = ""
    former: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its type: `Tỉnh Đắk Lắk`."""
        return f"{self.type.capitalize()} {self.name}"


class Commune(NamedTuple):
    """One unit.

    Attributes:
        code: Five digits.
        name: Name without its type, e.g. `Cư M’gar`.
        type: `xã`, `phường` or `đặc khu`.
        province: Name of the province.
    """

    code: str
    name: str
    type: str
    province: str

    @property
    def full_name(self) -> str:
        """The name with its type, as a paper prints it: `Xã Cư M’gar`."""
        return f"{self.type.capitalize()} {self.name}"


class FormerUnit(NamedTuple):
    """A unit before 1/7/2025.

    Attributes:
        name: Name without its type; numbered wards keep it, `Phường 9`.
        type: `xã`, `phường` or `thị trấn`.
        district: What it belonged to, with type: `huyện Phú Hòa`.
        province: Name of today's province.
        now: Codes of the communes it went into; more than one when it was split.
    """

    name: str
    type: str
    district: str
    province: str
    now: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """Type, name and district: `xã Hòa An, huyện Phú Hòa`."""
        named = self.name if self.name.casefold().startswith(self.type) else f"{self.type} {self.name}"
        return f"{named}, {self.district}"


class _Entry(NamedTuple):
    """What the search looks at, folded once: name, name and province, type before both."""

    name: str
    full: str
    words: str
    commune: Commune

    def rank(self, typed: str) -> tuple[bool, bool]:
        """Return how far the entry is from what was typed; less is nearer."""
        wholes = (self.name, self.full, self.words[1:])
        return typed not in wholes, not any(whole.startswith(typed) for whole in wholes)


_Unit = TypeVar("_Unit", Commune, FormerUnit)


class Units:
    """One edition of the list.

    Attributes:
        provinces: By code.
        communes: By code.
        former: Units before 1/7/2025, of the provinces for which they are known.
    """

    __slots__ = ("_entries", "_former_named", "_named", "communes", "former", "provinces")

    def __init__(
        self, provinces: Iterable[Province], communes: Iterable[Commune], former: Iterable[FormerUnit] = ()
    ) -> None:
        self.provinces: Mapping[str, Province] = MappingProxyType({one.code: one for one in provinces})
        self.communes: Mapping[str, Commune] = MappingProxyType({one.code: one for one in communes})
        self.former = tuple(former)
        self._named = _by_name(self.communes.values())
        self._former_named = _by_name(self.former)
        ordered = sorted(self.communes.values(), key=lambda one: (text_key(one.name), one.code))
        self._entries = tuple(_entry(commune) for commune in ordered)

    def get(self, code: str) -> Commune | None:
        """Return the commune of a code, or None."""
        return self.communes.get(code)

    def named(self, name: str) -> Sequence[Commune]:
        """Return the communes whose names are alike without marks."""
        return self._named.get(fold(name), ())

    def former_named(self, name: str) -> Sequence[FormerUnit]:
        """Return the former units whose names are alike without marks."""
        return self._former_named.get(fold(name), ())

    def find(self, text: str, limit: int = 20, home: str = "") -> list[Commune]:
        """Find communes while a clerk types, with or without diacritics.

        Every word typed must begin a word of type, name or province.

        Args:
            text: What was typed.
            limit: How many at most.
            home: Name of the province whose communes come first among equals.

        Returns:
            Names that are what was typed, then those that begin with it, then the others; each in the order
            of the alphabet.
        """
        typed = fold(text[:_QUERY_MAX])
        words = sorted((f" {word}" for word in fold_words(typed)), key=len, reverse=True) or [" "]
        longest, *others = words
        some = [place for place, one in enumerate(self._entries) if longest in one.words]
        found = [place for place in some if all(word in self._entries[place].words for word in others)]
        found.sort(
            key=lambda place: (
                *self._entries[place].rank(typed),
                self._entries[place].commune.province != home,
            )
        )
        return [self._entries[place].commune for place in found[:limit]]


def _by_name(units: Iterable[_Unit]) -> dict[str, list[_Unit]]:
    named: dict[str, list[_Unit]] = {}
    for unit in units:
        named.setdefault(fold(unit.name), []).append(unit)
    return named


def _entry(commune: Commune) -> _Entry:
    words = fold_words(f"{commune.type} {commune.name} {commune.province}")
    full = fold(f"{commune.name} {commune.province}")
    return _Entry(fold(commune.name), full, f" {' '.join(words)}", commune)
