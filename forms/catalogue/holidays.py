"""Days off and swapped days, as published.

Here: the shipped table, read and checked. Not here: counting (`dossier.calendar`). An office may lay its
own rows over it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from forms.canonical import strict_json
from forms.errors import Faults, RuleError


class DayOverride(NamedTuple):
    """One day that does not follow the week.

    Attributes:
        day: The day.
        is_working: True for a Saturday worked in exchange, False for a day off.
        name: Why.
        source: The decision, or how it was derived.
    """

    day: date
    is_working: bool
    name: str
    source: str


@cache
def shipped() -> tuple[DayOverride, ...]:
    """Return the shipped table, 2025 to 2027, by day."""
    return parse((resources.files("forms.catalogue.data") / "holidays.json").read_bytes())


def overrides(rows: tuple[DayOverride, ...] | None = None) -> dict[date, bool]:
    """Return a table in the shape `WorkCalendar` takes; the shipped one unless rows are given."""
    return {row.day: row.is_working for row in (shipped() if rows is None else rows)}


def parse(raw: bytes) -> tuple[DayOverride, ...]:
    """Read a table of days.

    Args:
        raw: Strict JSON `{"days": [{"day", "kind": "off|make_up", "name", "source"}]}`.

    Raises:
        RuleError: A row is malformed, or a day stands twice.
    """
    table = strict_json(raw)
    rows = table.get("days") if isinstance(table, dict) else None
    if not isinstance(rows, list):
        raise RuleError(Faults.CATALOGUE.value, field="days")
    found = sorted(_row(place, row) for place, row in enumerate(rows))
    if len({row.day for row in found}) != len(found):
        raise RuleError(Faults.CATALOGUE.value, field="day twice")
    return tuple(found)


def _row(place: int, row: Any) -> DayOverride:
    try:
        kind = {"off": False, "make_up": True}[row["kind"]]
        return DayOverride(date.fromisoformat(row["day"]), kind, str(row["name"]), str(row["source"]))
    except (KeyError, TypeError, ValueError):
        raise RuleError(Faults.CATALOGUE.value, row=str(place + 1)) from None
