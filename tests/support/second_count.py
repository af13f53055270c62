"""A second calculation of deadlines, made from the text of the rules alone: it walks minutes and days one by one.

It shares no line, table or idea of speed with `forms.dossier.calendar`; whole minutes only. The days off are
typed here again from the yearly notices.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil

NOTICES = """
    2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02
    2025-09-01 2025-09-02 2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27
    2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02 2026-11-24 2027-01-01 2027-02-04 2027-02-05 2027-02-08
    2027-02-09 2027-02-10 2027-04-16 2027-04-30 2027-05-03 2027-09-02 2027-09-03 2027-11-24
"""
OFF = {date.fromisoformat(day) for day in NOTICES.split()}
WORKED = {date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
USUAL = ("07:00-11:30", "13:30-17:00")


@dataclass
class Office:
    """Hours by name; `other` is (first day, last day, hours) with days as `mm-dd`; Saturday may have a morning."""

    usual: tuple[str, ...] = USUAL
    other: tuple[str, str, tuple[str, ...]] | None = None
    saturday: tuple[str, ...] = ()
    saturday_counts: bool = False
    _known: dict[date, set[int]] = field(default_factory=dict)

    def minutes(self, day: date) -> set[int]:
        """The minutes of a day, each by its beginning, in which somebody works."""
        if day not in self._known:
            hours = self.usual
            if self.other and self.other[0] <= f"{day:%m-%d}" <= self.other[1]:
                hours = self.other[2]
            if day in OFF or day.weekday() == 6 or (day.weekday() == 5 and day not in WORKED and not self.saturday):
                hours = ()
            elif day.weekday() == 5 and day not in WORKED:
                hours = self.saturday
            self._known[day] = {minute for shift in hours for minute in range(*map(_minute, shift.split("-")))}
        return self._known[day]

    def counts(self, day: date) -> bool:
        """Whether it is a working day."""
        if day in WORKED:
            return True
        return bool(self.minutes(day)) and (day.weekday() < 5 or self.saturday_counts)


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _at(day: date, minute: int, like: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=like.tzinfo) + timedelta(minutes=minute)


def _of(at: datetime) -> tuple[date, int]:
    return at.date(), at.hour * 60 + at.minute


def begin(office: Office, at: datetime) -> datetime:
    """The instant when a clock starts: at once while the door is open or just shut, else when it opens."""
    while True:
        day, minute = _of(at)
        if minute in office.minutes(day) or (minute and minute - 1 in office.minutes(day)):
            return at
        at += timedelta(minutes=1)


def _fit(office: Office, day: date, minute: int, like: datetime) -> datetime:
    worked = office.minutes(day)
    if minute in worked or minute - 1 in worked:
        return _at(day, minute, like)
    later = [each for each in worked if each > minute]
    return _at(day, min(later) if later else max(worked) + 1, like)


def after_minutes(office: Office, at: datetime, count: int) -> datetime:
    at = begin(office, at)
    while count:
        day, minute = _of(at)
        count -= minute in office.minutes(day)
        at += timedelta(minutes=1)
    return at


def after_days(office: Office, at: datetime, days: Fraction) -> datetime:
    at = begin(office, at)
    day, minute = _of(at)
    for _ in range(int(days)):
        day += timedelta(days=1)
        while not office.counts(day):
            day += timedelta(days=1)
    at = _fit(office, day, minute, at)
    part = days - int(days)
    return after_minutes(office, at, ceil(part * 480)) if part else at


def after_calendar_days(office: Office, at: datetime, days: int) -> datetime:
    at = begin(office, at)
    day, minute = _of(at)
    day += timedelta(days=days)
    while not office.counts(day):
        day += timedelta(days=1)
    return _fit(office, day, minute, at)


def same_day(office: Office, at: datetime) -> datetime:
    day, minute = _of(at)
    worked = office.minutes(day)
    if not worked or minute > 15 * 60 or minute > max(worked) + 1:
        day += timedelta(days=1)
        while not office.minutes(day):
            day += timedelta(days=1)
    return _at(day, max(office.minutes(day)) + 1, at)


def days_used(office: Office, since: datetime, until: datetime) -> Fraction:
    used, at = Fraction(0), since
    while at < until:
        day, minute = _of(at)
        if office.counts(day) and minute in office.minutes(day):
            used += Fraction(1, len(office.minutes(day)))
        at += timedelta(minutes=1)
    return used


def paused(office: Office, received: datetime, days: Fraction, since: datetime, until: datetime) -> datetime:
    """Working days of which the time between two instants is not counted."""
    if since >= after_days(office, received, days):
        return after_days(office, received, days)
    left = max(Fraction(0), days - days_used(office, received, since))
    return after_days(office, until, left)


def latest_apology(office: Office, due: datetime) -> datetime:
    day = due.date() - timedelta(days=1)
    while not office.counts(day):
        day -= timedelta(days=1)
    return _at(day, max(office.minutes(day)) + 1, due)
