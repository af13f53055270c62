"""When a dossier is due, and when it must be handed on.

Here: the legal clock. Not here: the clock of the national index (another function, another day), the table
of days off.
Source: NĐ 118/2025 Đ16–18; the rule of 15:00 in hộ tịch and chứng thực; NĐ 61/2018 Đ19.4 for the
supplement's restart; NĐ 151/2025 for remote communes.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.dossier.calendar import DAY_MINUTES, WorkCalendar, local
from forms.dossier.procedure import TimeLimit, Unit
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from datetime import date

__all__ = ["SupplementClock", "SupplementTimes", "TimeLimit", "due_after_supplement", "due_at", "transfer_at"]

CUTOFF: Final = time(15)
_HOUR_MINUTES: Final = 60


class SupplementClock(StrEnum):
    """The two lawful ways to count after a supplement; a setting of the procedure."""

    RESTART = "restart"
    PAUSE = "pause"


class SupplementTimes(NamedTuple):
    """The three instants that a supplement's clock looks at."""

    received_at: datetime
    requested_at: datetime
    supplemented_at: datetime


def due_at(
    limit: TimeLimit, received_at: datetime, calendar: WorkCalendar, *, remote: bool = False
) -> datetime:
    """Return the instant a result is due, local time.

    Args:
        limit: The procedure's limit.
        received_at: Instant of receipt; outside working hours the clock starts at the next opening.
        calendar: The office's calendar.
        remote: The commune carries the remote flag: the limit's extra is added.

    Raises:
        RuleError: The limit has no clock (theo đợt), or the calendar has no working day.
    """
    if limit.unit is Unit.CAMPAIGN:
        raise RuleError(Faults.DUE_BY_HAND.value)
    if limit.unit is Unit.SAME_DAY:
        return calendar.closing_of(_day_of_work(received_at, calendar, limit.cutoff or CUTOFF))
    value = limit.value + (limit.remote_extra if remote else 0)
    if limit.unit is Unit.HOUR:
        return calendar.add_working(received_at, _minutes(value, _HOUR_MINUTES))
    if limit.unit is Unit.CALENDAR_DAY:
        return calendar.add_calendar_days(received_at, _whole(value))
    return _add_days(received_at, value, calendar)


def transfer_at(received_at: datetime, calendar: WorkCalendar, cutoff: time = CUTOFF) -> datetime:
    """Return the latest instant to hand a dossier to who resolves it.

    On the day of receipt, until closing; received after the cutoff (15:00:00 itself is not after), or on a
    day off: at the start of the next working day.

    Args:
        received_at: Instant of receipt.
        calendar: The office's calendar.
        cutoff: Local time.
    """
    here = local(received_at)
    day = _day_of_work(received_at, calendar, cutoff)
    return calendar.closing_of(day) if day == here.date() else calendar.opening_of(day)


def due_after_supplement(
    limit: TimeLimit,
    clock: SupplementClock,
    times: SupplementTimes,
    calendar: WorkCalendar,
    *,
    remote: bool = False,
) -> datetime:
    """Return the new due date once everything asked for has come.

    RESTART counts the whole limit again (NĐ 61/2018 Đ19.4). PAUSE counts what was left when the request was
    made.

    Args:
        limit: The procedure's limit.
        clock: Which of the two.
        times: Receipt, request, completion.
        calendar: The office's calendar.
        remote: As in `due_at`.
    """
    done = times.supplemented_at
    if clock is SupplementClock.RESTART or limit.unit in (Unit.SAME_DAY, Unit.CAMPAIGN):
        return due_at(limit, done, calendar, remote=remote)
    value = limit.value + (limit.remote_extra if remote else 0)
    if limit.unit is Unit.CALENDAR_DAY:
        used = local(times.requested_at).date() - calendar.next_opening(times.received_at).date()
        return calendar.add_calendar_days(done, max(0, _whole(value) - used.days))
    unit_minutes = _HOUR_MINUTES if limit.unit is Unit.HOUR else DAY_MINUTES
    used_minutes = calendar.working_between(times.received_at, times.requested_at)
    left = max(0, _minutes(value, unit_minutes) - used_minutes)
    if limit.unit is Unit.HOUR:
        return calendar.add_working(done, left)
    return _add_days(done, Fraction(left, DAY_MINUTES), calendar)


def _day_of_work(received_at: datetime, calendar: WorkCalendar, cutoff: time) -> date:
    here = local(received_at)
    if calendar.is_working_day(here.date()) and here.time() <= cutoff:
        return here.date()
    return calendar.working_day_from(here.date() + timedelta(days=1))


def _add_days(start: datetime, value: Fraction, calendar: WorkCalendar) -> datetime:
    days, part = divmod(value, 1)
    at = calendar.add_working_days(start, int(days))
    return calendar.add_working(at, _minutes(part, DAY_MINUTES)) if part else at


def _minutes(value: Fraction, unit_minutes: int) -> int:
    return _whole(value * unit_minutes)


def _whole(value: Fraction) -> int:
    if value.denominator != 1:
        raise RuleError(Faults.BAD_LIMIT.value)
    return int(value)
