"""Days off and swapped days: a shipped table, an administrator's rows over it, a library under it.

Here: reading and laying the three over each other. Not here: counting (`dossier.calendar`). The package
`holidays` (MIT) is asked only for years without a shipped table, and is loaded then: it knows the lunar
calendar, and not every exchange of a working day (2/1 for 10/1/2026 is missing there).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.canonical import strict_json
from forms.catalogue.faults import DAYS_BEFORE_EFFECT, NO_WORK_FOR_LONG
from forms.dossier.calendar import WorkCalendar
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHIPPED_YEARS: Final = range(2025, 2028)
"""Years for which the shipped table is whole."""
_ROWS_MAX: Final = 3_000
_SHUT_MAX: Final = timedelta(days=30)
_SATURDAY: Final = 5


class DayOverride(NamedTuple):
    """One day that does not follow the week.

    Attributes:
        day: The day.
        is_working: True for a day worked in full, e.g. a swapped Saturday; False for a day off.
        name: Why.
        source: The decision, or how it was derived.
    """

    day: date
    is_working: bool
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class DaysTable:
    """Days that do not follow the week. Two tables of the same rows are equal, whatever they were asked.

    Attributes:
        rows: Day to worked (True) or off (False): shipped and published. Years without a shipped table are
            the library's, below these rows.
    """

    rows: Mapping[date, bool]

    def get(self, day: date, /) -> bool | None:
        """Return True (worked), False (off), or None for a day that follows the week."""
        known = self.rows.get(day)
        return library_days(day.year).get(day) if known is None and day.year not in SHIPPED_YEARS else known


@cache
def shipped() -> tuple[DayOverride, ...]:
    """Return the shipped table, 2025 to 2027, by day."""
    return parse((resources.files("forms.catalogue.data") / "holidays.json").read_bytes())


def overrides(rows: Iterable[DayOverride] = ()) -> DaysTable:
    """Return the days that do not follow the week, in the shape `WorkCalendar` takes.

    Args:
        rows: Published by an administrator, the oldest first; the last word on a day wins, and wins over the
            shipped table.
    """
    return DaysTable({row.day: row.is_working for row in (*shipped(), *rows)})


@cache
def library_days(year: int) -> Mapping[date, bool]:
    """Return what the package `holidays` knows of a year: days off on weekdays, Saturdays worked.

    Args:
        year: Any year; for those to come it computes, and nobody has confirmed it.
    """
    import holidays  # noqa: PLC0415 - half a second of loading, for years that are far away

    known = holidays.country_holidays("VN", years=year)
    off = {day: False for day in known if day.year == year and day.weekday() < _SATURDAY}
    return MappingProxyType(off | {day: True for day in known.weekend_workdays if day.year == year})


def parse(raw: bytes) -> tuple[DayOverride, ...]:
    """Read a table of days.

    Args:
        raw: Strict JSON `{"days": [{"day", "kind": "off|make_up", "name", "source"}]}`.

    Raises:
        RuleError: A row is malformed, a day stands twice, or there are more rows than any calendar needs.
    """
    table = strict_json(raw)
    rows = table.get("days") if isinstance(table, dict) else None
    if not isinstance(rows, list) or len(rows) > _ROWS_MAX:
        raise RuleError(Faults.CATALOGUE.value, field="days")
    found = sorted(_row(place, row) for place, row in enumerate(rows))
    if len({row.day for row in found}) != len(found):
        raise RuleError(Faults.CATALOGUE.value, field="day twice")
    return tuple(found)


def spelt(rows: Iterable[DayOverride]) -> dict[str, Any]:
    """Return rows in the shape that `parse` reads."""
    kinds = {True: "make_up", False: "off"}
    return {
        "days": [
            {
                "day": row.day.isoformat(),
                "kind": kinds[row.is_working],
                "name": row.name,
                "source": row.source,
            }
            for row in rows
        ]
    }


def check(rows: Iterable[DayOverride], effective_from: date, before: Iterable[DayOverride] = ()) -> None:
    """Refuse rows that no office could work by.

    Args:
        rows: Of one package.
        effective_from: The package's date of effect: what lies before it is past, and stays as it was.
        before: Rows published earlier.

    Raises:
        RuleError: A row before the date of effect, or more than 30 days on end without a working day.
    """
    own = tuple(rows)
    if any(row.day < effective_from for row in own):
        raise RuleError(DAYS_BEFORE_EFFECT, day=min(own).day.isoformat())
    calendar = WorkCalendar(overrides=overrides((*before, *own)))
    for row in own:
        shut = calendar.working_day_from(row.day) - calendar.working_day_before(row.day)
        if shut - timedelta(days=1) > _SHUT_MAX:
            raise RuleError(NO_WORK_FOR_LONG, day=row.day.isoformat())


def changes(rows: Iterable[DayOverride], before: Iterable[DayOverride]) -> tuple[str, ...]:
    """Return a line in Vietnamese for each day that rows change.

    Args:
        rows: Of one package.
        before: Rows published earlier; the shipped table lies under them.
    """
    calendar = WorkCalendar(overrides=overrides(before))
    said = {True: "ngày làm việc", False: "ngày nghỉ"}
    return tuple(
        f"{row.day:%d/%m/%Y}: {said[calendar.is_working_day(row.day)]} → {said[row.is_working]} ({row.name})"
        for row in rows
        if calendar.is_working_day(row.day) != row.is_working
    )


def _row(place: int, row: Any) -> DayOverride:
    try:
        kind = {"off": False, "make_up": True}[row["kind"]]
        return DayOverride(date.fromisoformat(row["day"]), kind, str(row["name"]), str(row["source"]))
    except (KeyError, TypeError, ValueError):
        raise RuleError(Faults.CATALOGUE.value, row=str(place + 1)) from None
