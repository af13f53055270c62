"""When a dossier is due, and when it must be handed on.

Here: the legal clock. Not here: the clock of the national index (another function, another day), the table
of days off, moving a due date that was promised (`postponement`).
Source: NĐ 118/2025 Đ16–18; the rule of 15:00 in hộ tịch and chứng thực; NĐ 61/2018 Đ19.4 for the
supplement's restart; NĐ 151/2025 for remote communes and for what land procedures do not count.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.dossier.calendar import DAY_MINUTES, WorkCalendar, local
from forms.dossier.procedure import TimeLimit, Unit
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = [
    "Pause",
    "SupplementClock",
    "SupplementTimes",
    "TimeLimit",
    "due_after_pause",
    "due_after_supplement",
    "due_at",
    "transfer_at",
]

CUTOFF: Final = time(15)
_HOUR_MINUTES: Final = 60
_NONE: Final = Fraction(0)
_LONGEST: Final = 10_000  # of any unit; more is a mistake of the list, and would count for seconds


class SupplementClock(StrEnum):
    """The two lawful ways to count after a supplement; a setting of the procedure."""

    RESTART = "restart"
    PAUSE = "pause"


class Pause(NamedTuple):
    """A time that a limit does not count: a supplement or a payment awaited, an assessment."""

    begins: datetime
    ends: datetime


class SupplementTimes(NamedTuple):
    """The instants that a supplement's clock looks at; `others` are what else the limit does not count."""

    received_at: datetime
    requested_at: datetime
    supplemented_at: datetime
    others: tuple[Pause, ...] = ()


def due_at(
    limit: TimeLimit,
    received_at: datetime,
    calendar: WorkCalendar,
    *,
    remote: bool = False,
    more: Fraction = _NONE,
    pauses: Sequence[Pause] = (),
) -> datetime:
    """Return the instant a result is due, local time.

    Args:
        limit: The procedure's limit.
        received_at: Instant of receipt; outside working hours the clock starts at the next opening.
        calendar: The office's calendar.
        remote: The commune carries the remote flag: the limit's extra is added.
        more: Added in the limit's unit (SAME_DAY: working days), as `postponement.extended_by` allows it.
        pauses: What is not counted; in any order, and they may overlap. One that begins after the due date
            moves nothing: the dossier was late before it.

    Raises:
        RuleError: The limit has no clock (theo đợt) or cannot be one, or the calendar has no working day.
    """
    if limit.unit is Unit.CAMPAIGN:
        raise RuleError(Faults.DUE_BY_HAND.value)
    at, left = local(received_at), limit.value + more + (limit.remote_extra if remote else 0)
    if left > _LONGEST:
        raise RuleError(Faults.BAD_LIMIT.value)
    due = _add(limit, at, left, calendar)
    for begins, ends in sorted(pauses):
        if local(begins) >= due:
            break
        if ends > at:
            left = max(_NONE, left - _used(limit.unit, at, begins, calendar))
            at = local(ends)
            due = _add(limit, at, left, calendar)
    return due


def transfer_at(received_at: datetime, calendar: WorkCalendar, cutoff: time = CUTOFF) -> datetime:
    """Return the latest instant to hand a dossier to who resolves it.

    On the day of receipt, until closing; received after the cutoff (15:00:00 itself is not after), or on a
    day off: at the start of the next working day.

    Args:
        received_at: Instant of receipt.
        calendar: The office's calendar.
        cutoff: Local time.
    """
    day = _day_of_work(received_at, calendar, cutoff)
    same_day = day == local(received_at).date()
    return calendar.closing_of(day) if same_day else calendar.opening_of(day)


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
    if clock is SupplementClock.RESTART:
        return due_at(limit, done, calendar, remote=remote, pauses=times.others)
    pauses = (*times.others, Pause(times.requested_at, done))
    due = due_at(limit, times.received_at, calendar, remote=remote, pauses=pauses)
    return max(due, calendar.next_opening(done))


def due_after_pause(limit: TimeLimit, due: datetime, pause: Pause, calendar: WorkCalendar) -> datetime:
    """Return a due date that a person set, moved by a time that is not counted, local time.

    What was left of it when the pause began runs again from the pause's end; one that had passed stays.

    Args:
        limit: The procedure's limit, which says in what the rest is counted.
        due: The date that was promised by hand.
        pause: What is not counted.
        calendar: The office's calendar.
    """
    if pause.begins >= due:
        return local(due)
    left = _used(limit.unit, local(pause.begins), local(due), calendar)
    return _add(limit, local(pause.ends), left, calendar)


def _add(limit: TimeLimit, start: datetime, value: Fraction, calendar: WorkCalendar) -> datetime:
    if limit.unit is Unit.SAME_DAY:
        opening = calendar.opening_of(_day_of_work(start, calendar, limit.cutoff or CUTOFF))
        return calendar.closing_of(calendar.add_working_days(opening, _whole(value)).date())
    if limit.unit is Unit.HOUR:
        return calendar.add_working(start, ceil(value * _HOUR_MINUTES))
    if limit.unit is Unit.CALENDAR_DAY:
        return calendar.add_calendar_days(start, _whole(value))
    days, part = divmod(value, 1)
    at = calendar.add_working_days(start, int(days))
    return calendar.add_working(at, ceil(part * DAY_MINUTES)) if part else at


def _used(unit: Unit, start: datetime, end: datetime, calendar: WorkCalendar) -> Fraction:
    """Return how much of a limit ran between two instants, in its unit; the end may lie before the start."""
    if unit is Unit.WORKING_DAY:
        return calendar.worked_days(start, end)
    if unit is Unit.HOUR:
        return Fraction(calendar.working_between(start, end), _HOUR_MINUTES)
    if unit is Unit.CALENDAR_DAY:
        return Fraction(max(0, (local(end).date() - calendar.next_opening(start).date()).days))
    return _NONE


def _day_of_work(received_at: datetime, calendar: WorkCalendar, cutoff: time) -> date:
    """Return the day that a receipt belongs to by the rule of 15:00."""
    here = local(received_at)
    in_time = here.time() <= cutoff if calendar.cutoff_included else here.time() < cutoff
    hours = calendar.hours_of(here.date())
    if in_time and hours is not None and here.time() <= hours.closing:
        return here.date()
    return calendar.open_day_from(here.date() + timedelta(days=1))


def _whole(value: Fraction) -> int:
    if value.denominator != 1:
        raise RuleError(Faults.BAD_LIMIT.value)
    return int(value)
