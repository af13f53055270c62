"""Working hours and working days over a given table of days off and swapped days.

Here: hours by season and weekday, is it a working day, the next opening, adding and measuring working time.
Not here: the table of days (`catalogue.holidays`), what the law counts (`due_dates`). All instants are aware;
the office lives in UTC+7.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

VN: Final = timezone(timedelta(hours=7), "+07")
DAY_MINUTES: Final = 480
_SATURDAY: Final = 5
_DAYS_SEARCHED: Final = 400
_ONE_DAY: Final = timedelta(days=1)
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The shifts of one day, local time; fewer on a half day."""

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

    @property
    def length(self) -> timedelta:
        """How long the day is worked."""
        return sum(
            (_since_midnight(shut) - _since_midnight(opens) for opens, shut in self.shifts), timedelta()
        )


@dataclass(frozen=True, slots=True)
class Season:
    """Other hours for a part of every year, e.g. summer.

    Attributes:
        first: Month and day it begins with.
        last: Month and day it ends with, inside; before `first` where the season runs over the new year.
        hours: Shifts of a usual day of the season.
        half_days: As in `WorkCalendar`.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    hours: OfficeHours
    half_days: Mapping[int, OfficeHours] = field(default_factory=dict)

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the season."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


class Days(Protocol):
    """Days that do not follow the week; a dict of them is one."""

    def get(self, day: date, /) -> bool | None:
        """Return True (worked in full), False (off), or None for a day that follows the week."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A calendar of one office.

    Attributes:
        hours: Shifts of a usual day.
        overrides: Day to True (worked in full, e.g. a swapped Saturday) or False (off). All other days follow
            the week.
        half_days: Weekday (Monday is 0) to its own shifts: Saturday morning at the police desk.
        seasons: Other hours for parts of the year; the first that holds a day counts.
        half_days_count: Whether an open Saturday or Sunday is a working day of a limit counted in days.
            Hours and parts of a day run through it in any case. Unverified by law, so a setting.
        cutoff_included: Whether the cutoff itself (15:00:00) still belongs to the day. Unverified, a setting.
    """

    hours: OfficeHours = field(default_factory=OfficeHours)
    overrides: Days = field(default_factory=dict[date, bool])
    half_days: Mapping[int, OfficeHours] = field(default_factory=dict)
    seasons: tuple[Season, ...] = ()
    half_days_count: bool = False
    cutoff_included: bool = True

    def hours_of(self, day: date) -> OfficeHours | None:
        """Return the shifts of a day, or None when the door stays shut."""
        known = self.overrides.get(day)
        if known is False:
            return None
        season = next((season for season in self.seasons if season.holds(day)), self)
        if known is None and day.weekday() in season.half_days:
            return season.half_days[day.weekday()]
        return season.hours if known or day.weekday() < _SATURDAY else None

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day counts as a working day."""
        known = self.overrides.get(day)
        if known is not None:
            return known
        return day.weekday() < _SATURDAY or (self.half_days_count and self.hours_of(day) is not None)

    def working_day_from(self, day: date) -> date:
        """Return the day itself, or the first working day after it.

        Raises:
            RuleError: None within more than a year.
        """
        return _first(self.is_working_day, day, _ONE_DAY)

    def working_day_before(self, day: date) -> date:
        """Return the last working day before a day.

        Raises:
            RuleError: None within more than a year.
        """
        return _first(self.is_working_day, day - _ONE_DAY, -_ONE_DAY)

    def open_day_from(self, day: date) -> date:
        """Return the day itself, or the first after it on which the door opens, if only for a morning.

        Raises:
            RuleError: None within more than a year.
        """
        return _first(lambda each: self.hours_of(each) is not None, day, _ONE_DAY)

    def opening_of(self, day: date) -> datetime:
        """Return the opening instant of a day."""
        return datetime.combine(day, (self.hours_of(day) or self.hours).opening, VN)

    def closing_of(self, day: date) -> datetime:
        """Return the closing instant of a day."""
        return datetime.combine(day, (self.hours_of(day) or self.hours).closing, VN)

    def next_opening(self, at: datetime) -> datetime:
        """Return the instant itself within working hours, else the next opening, local.

        A shift holds both its ends: a dossier received as the door closes is received in that shift.
        """
        here = local(at)
        hours = self.hours_of(here.date())
        for opens, closes in hours.shifts if hours else ():
            if here.time() <= closes:
                return max(here, datetime.combine(here.date(), opens, VN))
        return self.opening_of(self.open_day_from(here.date() + _ONE_DAY))

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
            shifts = (self.hours_of(at.date()) or self.hours).shifts
            closes = next(shut for _, shut in shifts if at.time() < shut)
            step = min(left, datetime.combine(at.date(), closes, VN) - at)
            at, left = at + step, left - step
        return at

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """Return the same clock time so many working days later; the day of the start is not counted.

        Where that day is shut at that time of the clock (another season, a half day), its next shift begins
        it, or its closing ends it.
        """
        at = self.next_opening(start)
        day = at.date()
        for _ in range(days):
            day = self.working_day_from(day + _ONE_DAY)
        return self._at_clock(day, at.time())

    def add_calendar_days(self, start: datetime, days: int) -> datetime:
        """Return the same clock time so many calendar days later, moved forward to a working day."""
        at = self.next_opening(start)
        return self._at_clock(self.working_day_from(at.date() + days * _ONE_DAY), at.time())

    def working_between(self, start: datetime, end: datetime) -> int:
        """Return the whole working minutes between two instants; zero when the end is not later."""
        return int(sum((spent for *_, spent in self._spent(start, end)), timedelta()).total_seconds()) // 60

    def worked_days(self, start: datetime, end: datetime) -> Fraction:
        """Return the working days between two instants, parts of a day measured by that day's own hours."""
        return sum(
            (
                Fraction(spent // _MICROSECOND, hours.length // _MICROSECOND)
                for day, hours, spent in self._spent(start, end)
                if self.is_working_day(day)
            ),
            Fraction(0),
        )

    def _spent(self, start: datetime, end: datetime) -> Iterator[tuple[date, OfficeHours, timedelta]]:
        """Give each open day between two instants with its hours and the time worked on it."""
        first, last = local(start), local(end)
        day = first.date()
        while day <= last.date():
            hours, spent = self.hours_of(day), timedelta()
            if hours is not None:
                for opens, closes in hours.shifts:
                    begin = max(first, datetime.combine(day, opens, VN))
                    spent += max(timedelta(), min(last, datetime.combine(day, closes, VN)) - begin)
                yield day, hours, spent
            day += _ONE_DAY

    def _at_clock(self, day: date, clock: time) -> datetime:
        for opens, closes in (self.hours_of(day) or self.hours).shifts:
            if clock <= closes:
                return datetime.combine(day, max(clock, opens), VN)
        return self.closing_of(day)

    def _running(self, at: datetime) -> datetime:
        """Return an instant from which time runs: at the end of a shift, the next one's opening."""
        hours = self.hours_of(at.date())
        if hours and any(at.time() == closes for _, closes in hours.shifts):
            return self.next_opening(at + _MICROSECOND)
        return at


def local(at: datetime) -> datetime:
    """Return an instant in the office's time.

    Raises:
        RuleError: The datetime is naive.
    """
    if at.tzinfo is None:
        raise RuleError(Faults.NO_ZONE.value)
    return at.astimezone(UTC).astimezone(VN)


def _first(holds: Callable[[date], bool], day: date, step: timedelta) -> date:
    for n in range(_DAYS_SEARCHED):
        if holds(day + n * step):
            return day + n * step
    raise RuleError(Faults.NO_WORKING_DAY.value)


def _since_midnight(clock: time) -> timedelta:
    return datetime.combine(date.min, clock) - datetime.combine(date.min, time())
