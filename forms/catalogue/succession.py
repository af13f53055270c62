"""What a unit of before 1/7/2025 is called now: one answer, or a choice for the clerk.

Nobody decides here where a house stands. One answer is given only where the resolution leaves one; everything
else is a list with the reason of each line. Source: NQ 1660/NQ-UBTVQH15, Điều 1 for Đắk Lắk.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar

from forms.text.fold import fold
from forms.text.spelling import spelling_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.catalogue.communes import Commune, FormerUnit, Units

_ALSO: Final = {"bmt": "buon ma thuot", "krong pak": "krong pac"}
"""Other ways in which the name of a district is written on papers, folded."""
_DISTRICT_TYPES: Final = ("thanh pho ", "thi xa ", "huyen ", "quan ", "tp ", "tx ", "h ", "q ")


class _HasName(Protocol):
    @property
    def name(self) -> str: ...


_Named = TypeVar("_Named", bound=_HasName)


class Reason(Enum):
    """Why a commune is in the list; the value is said to the clerk."""

    CURRENT = "tên đơn vị hiện nay"
    KEPT = "giữ nguyên"
    RENAMED = "đổi tên từ"
    MERGED = "sáp nhập từ"
    SPLIT = "đơn vị cũ được chia cho nhiều nơi:"
    SAME_NAME = "nhiều đơn vị cũ cùng tên; đây là"
    NAME_TAKEN = "nay có đơn vị khác mang tên này; đơn vị cũ là"
    OTHER_DISTRICT = "huyện đã ghi không khớp; đơn vị cũ là"
    OTHER_KIND = "loại đơn vị đã ghi khác"
    OLD_PAPER = "giấy cũ ghi cả huyện; đây là đơn vị hiện nay cùng tên"
    ALIKE = "tên gần giống"


_SURE: Final = frozenset({Reason.CURRENT, Reason.KEPT, Reason.RENAMED, Reason.MERGED})


class Choice(NamedTuple):
    """One commune that may be meant.

    Attributes:
        commune: The commune of today.
        reason: Why it is offered.
        former: The former unit it came from; None when its present name was used.
    """

    commune: Commune
    reason: Reason
    former: FormerUnit | None = None

    @property
    def sentence(self) -> str:
        """What the clerk reads: `Xã Ea Kly (sáp nhập từ xã Krông Búk, huyện Krông Pắc)`."""
        told = f"{self.reason.value} {self.former.full_name}" if self.former else self.reason.value
        return f"{self.commune.full_name} ({told})"


def is_certain(choices: Sequence[Choice]) -> bool:
    """Say whether a list leaves nothing to ask: one commune, for a reason that leaves no doubt."""
    return len(choices) == 1 and choices[0].reason in _SURE


def successors(
    units: Units, name: str, kind: str = "", district: str = "", province: str = ""
) -> list[Choice]:
    """Return the communes that a former unit may be now, each once, the likeliest first.

    Args:
        units: The list in force.
        name: Name without its type, with or without diacritics; a numbered ward also as `9`.
        kind: `xã`, `phường` or `thị trấn` as written on the old paper; empty when not written.
        district: Huyện, thị xã or thành phố as written; its type may be missing.
        province: Name of today's province; empty for all.

    Returns:
        Nothing for a name that no former unit had. See `is_certain`.
    """
    if kind == "phường" and name.isdecimal():
        name = f"Phường {name}"
    here = [unit for unit in units.former_named(name) if province in ("", unit.province)]
    matching, exactly = same_name(here, name)
    named = [unit for unit in matching if unit.type == kind] or matching
    if not named:
        return []
    if not exactly:
        return [one._replace(reason=Reason.ALIKE) for one in _told(units, named, taken=False)]
    if district:
        there = [unit for unit in named if same_district(unit.district, district)]
        if there:
            return _told(units, there, taken=False)
        return [one._replace(reason=Reason.OTHER_DISTRICT) for one in _told(units, named, taken=False)]
    holders = _holders(units, named)
    told = _told(units, named, taken=bool(holders))
    offered = {one.commune.code for one in told}
    return told + [Choice(one, Reason.CURRENT) for one in holders if one.code not in offered]


def same_district(known: str, typed: str) -> bool:
    """Say whether a district was meant: diacritics and type may be missing, `BMT` is understood."""
    return _bare(known) == _bare(typed)


def _bare(district: str) -> str:
    words = fold(district.replace(".", " "))
    for kind in _DISTRICT_TYPES:
        words = words.removeprefix(kind)
    return _ALSO.get(words, words)


def same_name(alike: Sequence[_Named], name: str) -> tuple[list[_Named], bool]:
    """Return the units that a typed name means, and whether it is their name beyond doubt.

    Those spelled so come alone. Else all that are alike without marks: beyond doubt when no mark was typed.

    Args:
        alike: Units whose names are alike without marks.
        name: As typed.
    """
    spelled = _spelled(name)
    same = [unit for unit in alike if _spelled(unit.name) == spelled]
    return same or list(alike), bool(same) or name.isascii()


def _spelled(name: str) -> str:
    return spelling_key(name).replace("’", "")


def _holders(units: Units, named: Sequence[FormerUnit]) -> list[Commune]:
    """Return the communes that bear the name today and did not come from every former unit of it."""
    names = {(_spelled(unit.name), unit.province) for unit in named}
    alike = {one.code: one for unit in named for one in units.named(unit.name)}
    here = [one for one in alike.values() if (_spelled(one.name), one.province) in names]
    return [one for one in here if any(one.code not in unit.now for unit in named)]


def _told(units: Units, named: Sequence[FormerUnit], *, taken: bool) -> list[Choice]:
    choices: dict[str, Choice] = {}
    for unit in named:
        for code in unit.now:
            reason = _reason(units, unit, code, several=len(named) > 1, taken=taken)
            choices.setdefault(code, Choice(units.communes[code], reason, unit))
    return list(choices.values())


def _reason(units: Units, unit: FormerUnit, code: str, *, several: bool, taken: bool) -> Reason:
    if len(unit.now) > 1:
        return Reason.SPLIT
    if several:
        return Reason.SAME_NAME
    if taken:
        return Reason.NAME_TAKEN
    if sum(code in other.now for other in units.former) > 1:
        return Reason.MERGED
    return Reason.KEPT if fold(units.communes[code].name) == fold(unit.name) else Reason.RENAMED
