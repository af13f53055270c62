"""Working hours and working days over a given table of days off and swapped days.

Here: is it a working day, the next opening, adding working time. Not here: the table itself
(`catalogue.holidays`), what the law counts (`due_dates`). All instants are aware; the office lives in UTC+7.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

VN: Final = timezone(timedelta(hours=7), "+07")
DAY_MINUTES: Final = 480
_SATURDAY: Final = 5
_DAYS_SEARCHED: Final = 400
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The shifts of a working day, local time; each set per office and season."""

    shifts: tuple[tuple[time, time], ...] = ((time(7), time(11, 30)), (time(13, 30), time(17)))

    def __post_init__(self) -> None:
        marks = [mark for shift in self.shifts for mark in shift]
        if not marks or any(early >= late for early, late in pairwise(marks)):
            raise RuleError(Faults.BAD_HOURS.value)

    @property
    def opening(self) -> time:
        """The first minute of the day."""
        return self.shifts[0][0]

    @property
    def closing(self) -> time:
        """The last minute of the day."""
        return self.shifts[-1][1]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A calendar of one office.

    Attributes:
        hours: Its shifts.
        overrides: Day to True (worked, e.g. a swapped Saturday) or False (off). All other days follow the
            week.
    """

    hours: OfficeHours = field(default_factory=OfficeHours)
    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works on a day."""
        return self.overrides.get(day, day.weekday() < _SATURDAY)

    def working_day_from(self, day: date) -> date:
        """Return the day itself, or the first working day after it.

        Raises:
            RuleError: None within more than a year.
        """
        for step in range(_DAYS_SEARCHED):
            found = day + step * _ONE_DAY
            if self.is_working_day(found):
                return found
        raise RuleError(Faults.NO_WORKING_DAY.value)

    def opening_of(self, day: date) -> datetime:
        """Return the opening instant of a day."""
        return datetime.combine(day, self.hours.opening, VN)

    def closing_of(self, day: date) -> datetime:
        """Return the closing instant of a day."""
        return datetime.combine(day, self.hours.closing, VN)

    def next_opening(self, at: datetime) -> datetime:
        """Return the instant itself within working hours, else the next opening, local.

        A shift holds both its ends: a dossier received as the door closes is received in that shift.
        """
        here = local(at)
        if self.is_working_day(here.date()):
            for opens, closes in self.hours.shifts:
                if here.time() <= closes:
                    return max(here, datetime.combine(here.date(), opens, VN))
        return self.opening_of(self.working_day_from(here.date() + _ONE_DAY))

    def add_working(self, start: datetime, minutes: int) -> datetime:
        """Return the instant after so many working minutes.

        Args:
            start: Any instant; outside working hours the count begins at the next opening.
            minutes: Working minutes, not negative.
        """
        at = self.next_opening(start)
        left = timedelta(minutes=minutes)
        while left:
            at = self._running(at)
            closes = next(shut for _, shut in self.hours.shifts if at.time() < shut)
            step = min(left, datetime.combine(at.date(), closes, VN) - at)
            at, left = at + step, left - step
        return at

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """Return the same clock time so many working days later; the day of the start is not counted."""
        at = self.next_opening(start)
        day = at.date()
        for _ in range(days):
            day = self.working_day_from(day + _ONE_DAY)
        return datetime.combine(day, at.time(), VN)

    def add_calendar_days(self, start: datetime, days: int) -> datetime:
        """Return the same clock time so many calendar days later, moved forward to a working day."""
        at = self.next_opening(start)
        return datetime.combine(self.working_day_from(at.date() + days * _ONE_DAY), at.time(), VN)

    def working_between(self, start: datetime, end: datetime) -> int:
        """Return the whole working minutes between two instants; zero when the end is not later."""
        first, last = local(start), local(end)
        total = timedelta()
        day = first.date()
        while day <= last.date():
            if self.is_working_day(day):
                for opens, closes in self.hours.shifts:
                    begin = max(first, datetime.combine(day, opens, VN))
                    total += max(timedelta(), min(last, datetime.combine(day, closes, VN)) - begin)
            day += _ONE_DAY
        return int(total.total_seconds()) // 60

    def _running(self, at: datetime) -> datetime:
        """Return an instant from which time runs: at the end of a shift, the next one's opening."""
        if any(at.time() == closes for _, closes in self.hours.shifts):
            return self.next_opening(at + timedelta(microseconds=1))
        return at


def local(at: datetime) -> datetime:
    """Return an instant in the office's time.

    Raises:
        RuleError: The datetime is naive.
    """
    if at.tzinfo is None:
        raise RuleError(Faults.NO_ZONE.value)
    return at.astimezone(UTC).astimezone(VN)
