"""Deadlines against a second, independent calculation: 60 receipts at each of four offices, 2025 to 2027.

Each receipt is counted by every kind of limit, so that 1,680 due dates are compared; what differs is shown.
"""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from fractions import Fraction

import pytest

from forms.catalogue import holidays
from forms.dossier.calendar import VN, OfficeHours, Season, WorkCalendar
from forms.dossier.due_dates import Pause, TimeLimit, due_at
from forms.dossier.postponement import latest_apology
from forms.dossier.procedure import Unit
from tests.support import second_count as second

DAYS = holidays.overrides()
MORNING = OfficeHours(((time(7), time(11, 30)),))
SUMMER = OfficeHours(((time(6, 30), time(11)), (time(13), time(16, 30))))
SHORT = OfficeHours(((time(7, 30), time(11, 30)), (time(13), time(16, 30))))
OFFICES = {
    "usual hours": (WorkCalendar(overrides=DAYS), second.Office()),
    "a summer season": (
        WorkCalendar(overrides=DAYS, seasons=(Season((4, 16), (10, 15), SUMMER),)),
        second.Office(other=("04-16", "10-15", ("06:30-11:00", "13:00-16:30"))),
    ),
    "the police desk, Saturday morning not counted": (
        WorkCalendar(overrides=DAYS, half_days={5: MORNING}),
        second.Office(saturday=("07:00-11:30",)),
    ),
    "a short season, Saturday morning counted": (
        WorkCalendar(overrides=DAYS, half_days={5: MORNING}, half_days_count=True, seasons=(Season((11, 1), (12, 31), SHORT, {5: MORNING}),)),
        second.Office(other=("11-01", "12-31", ("07:30-11:30", "13:00-16:30")), saturday=("07:00-11:30",), saturday_counts=True),
    ),
}
FIRST = datetime(2025, 1, 1, tzinfo=VN)
SEED = 20261122


def receipts(count: int, seed: str):
    """Whole minutes of three years, most of them by day, many at the very edges of a shift."""
    dice = random.Random(f"{SEED} {seed}")
    for _ in range(count):
        day = FIRST + timedelta(days=dice.randrange(365 * 2 + 280))
        if dice.random() < 0.3:
            yield dice, day + timedelta(minutes=dice.choice([420, 450, 690, 660, 780, 810, 900, 901, 990, 1020, 390]))
        else:
            yield dice, day + timedelta(minutes=dice.randrange(330, 1140))


@pytest.mark.parametrize("name", OFFICES)
def test_a_second_calculation_comes_to_the_same_due_dates(name):
    calendar, office = OFFICES[name]
    differ = []
    for dice, at in receipts(60, name):
        days, quarters = Fraction(dice.randint(1, 30)), Fraction(dice.randint(1, 30), 4)
        hours, calendar_days = dice.randint(1, 40), dice.randint(1, 60)
        since = at + timedelta(minutes=dice.randrange(1, 12_000))
        until = since + timedelta(minutes=dice.randrange(1, 20_000))
        pairs = {
            "working days": (due_at(TimeLimit(Unit.WORKING_DAY, days), at, calendar), second.after_days(office, at, days)),
            "quarter days": (due_at(TimeLimit(Unit.WORKING_DAY, quarters), at, calendar), second.after_days(office, at, quarters)),
            "hours": (due_at(TimeLimit(Unit.HOUR, Fraction(hours)), at, calendar), second.after_minutes(office, at, hours * 60)),
            "calendar days": (due_at(TimeLimit(Unit.CALENDAR_DAY, Fraction(calendar_days)), at, calendar), second.after_calendar_days(office, at, calendar_days)),
            "same day": (due_at(TimeLimit(Unit.SAME_DAY), at, calendar), second.same_day(office, at)),
            "not counted": (
                due_at(TimeLimit(Unit.WORKING_DAY, days), at, calendar, pauses=[Pause(since, until)]),
                second.paused(office, at, days, since, until),
            ),
        }
        due = pairs["working days"][1]
        pairs["apology"] = (latest_apology(due, calendar), second.latest_apology(office, due))
        differ += [(kind, f"{at:%a %d/%m/%Y %H:%M}", days, f"{ours:%a %d/%m/%Y %H:%M}", f"{theirs:%a %d/%m/%Y %H:%M}") for kind, (ours, theirs) in pairs.items() if ours != theirs]
    assert differ == []


def test_the_second_table_of_days_off_was_typed_apart_and_is_the_same():
    days = (FIRST.date() + timedelta(days=n) for n in range(3 * 365))
    calendar, office = OFFICES["usual hours"]
    assert [day for day in days if calendar.is_working_day(day) != office.counts(day)] == []
