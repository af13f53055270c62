"""The hours of an office as a package of settings spells them.

`{"shifts": ["07:00-11:30", "13:30-17:00"], "half_days": {"saturday": ["07:00-11:30"]},
"seasons": [{"first": "04-16", "last": "10-15", "shifts": […], "half_days": {…}}]}`; all but `shifts` may be
absent. Not here: counting by them (`dossier.calendar`).
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any, Final, NamedTuple, NoReturn

from forms.catalogue.faults import PACKAGE_MALFORMED
from forms.dossier.calendar import OfficeHours, Season
from forms.errors import RuleError

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHIFT: Final = re.compile(r"([0-2][0-9]:[0-5][0-9])-([0-2][0-9]:[0-5][0-9])")
_DAY: Final = re.compile(r"([01][0-9])-([0-3][0-9])")
_SHIFTS_MAX: Final = 4
_SEASONS_MAX: Final = 12
_LEAP_YEAR: Final = 2028


class Hours(NamedTuple):
    """What `WorkCalendar` takes of it."""

    hours: OfficeHours = OfficeHours()
    half_days: dict[int, OfficeHours] = {}  # noqa: RUF012 - never changed
    seasons: tuple[Season, ...] = ()


def read_hours(facts: Any) -> Hours:
    """Read the hours of an office.

    Raises:
        RuleError: Something missing, unknown or out of its range; shifts out of order.
    """
    if not isinstance(facts, dict) or facts.keys() - {"shifts", "half_days", "seasons"}:
        _wrong("hours")
    seasons = facts.get("seasons", [])
    if not isinstance(seasons, list) or len(seasons) > _SEASONS_MAX:
        _wrong("seasons")
    return Hours(
        _shifts(facts.get("shifts")), _half_days(facts.get("half_days", {})), tuple(map(_season, seasons))
    )


def _season(facts: Any) -> Season:
    if not isinstance(facts, dict) or facts.keys() - {"first", "last", "shifts", "half_days"}:
        _wrong("seasons")
    return Season(
        _month_and_day(facts.get("first")),
        _month_and_day(facts.get("last")),
        _shifts(facts.get("shifts")),
        _half_days(facts.get("half_days", {})),
    )


def _half_days(facts: Any) -> dict[int, OfficeHours]:
    if not isinstance(facts, dict) or facts.keys() - set(WEEKDAYS):
        _wrong("half_days")
    return {WEEKDAYS.index(name): _shifts(shifts) for name, shifts in facts.items()}


def _shifts(texts: Any) -> OfficeHours:
    if not isinstance(texts, list) or not 0 < len(texts) <= _SHIFTS_MAX:
        _wrong("shifts")
    found = [_SHIFT.fullmatch(text) if isinstance(text, str) else None for text in texts]
    try:
        marks = [(time.fromisoformat(each[1]), time.fromisoformat(each[2])) for each in found if each]
    except ValueError:
        _wrong("shifts")
    return OfficeHours(tuple(marks)) if len(marks) == len(texts) else _wrong("shifts")


def _month_and_day(text: Any) -> tuple[int, int]:
    match = _DAY.fullmatch(text) if isinstance(text, str) else None
    try:
        day = date(_LEAP_YEAR, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    return (day.month, day.day) if day else _wrong("seasons")


def _wrong(field: str) -> NoReturn:
    raise RuleError(PACKAGE_MALFORMED, part="hours", field=field)
