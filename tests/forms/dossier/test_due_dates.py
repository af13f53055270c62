"""Every row of the statute's examples, by the shipped table of days off and the default hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import holidays
from forms.dossier.calendar import VN, OfficeHours, WorkCalendar
from forms.dossier.due_dates import (
    SupplementClock,
    SupplementTimes,
    TimeLimit,
    due_after_supplement,
    due_at,
    transfer_at,
)
from forms.dossier.procedure import Unit
from forms.errors import Faults, RuleError

CALENDAR = WorkCalendar(overrides=holidays.overrides())
SAME_DAY = TimeLimit(Unit.SAME_DAY, cutoff=time(15))


def vn(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VN)


def working(days: str, **more) -> TimeLimit:
    return TimeLimit(Unit.WORKING_DAY, Fraction(days), **more)


def calendar_days(days: int, **more) -> TimeLimit:
    return TimeLimit(Unit.CALENDAR_DAY, Fraction(days), **more)


@pytest.mark.parametrize(
    ("received", "due", "transfer"),
    [
        ("21/08/2026 14:59", "21/08/2026 17:00", "21/08/2026 17:00"),
        ("21/08/2026 15:00", "21/08/2026 17:00", "21/08/2026 17:00"),
        ("21/08/2026 15:01", "22/08/2026 17:00", "22/08/2026 07:00"),  # a Saturday worked in exchange
        ("23/11/2026 15:30", "25/11/2026 17:00", "25/11/2026 07:00"),  # over Ngày Văn hóa Việt Nam
    ],
)
def test_the_rule_of_fifteen_hours(received, due, transfer):
    assert due_at(SAME_DAY, vn(received), CALENDAR) == vn(due)
    assert transfer_at(vn(received), CALENDAR) == vn(transfer)


def test_one_second_after_fifteen_hours_is_after():
    late = vn("21/08/2026 15:00").replace(second=1)
    assert due_at(SAME_DAY, late, CALENDAR) == vn("22/08/2026 17:00")


def test_fifteen_hours_moves_the_transfer_not_a_counted_deadline():
    received = vn("05/10/2026 16:00")
    assert transfer_at(received, CALENDAR) == vn("06/10/2026 07:00")
    assert due_at(working("1"), received, CALENDAR) == vn("06/10/2026 16:00")


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("22/08/2026 10:00", "1", "24/08/2026 10:00"),
        ("13/02/2026 16:00", "1", "23/02/2026 16:00"),  # over Tết
        ("28/08/2026 09:00", "3", "07/09/2026 09:00"),  # over Quốc khánh and the swapped day
        ("24/04/2026 09:00", "3", "04/05/2026 09:00"),
        ("31/12/2025 10:00", "2", "06/01/2026 10:00"),
        ("08/01/2026 10:00", "2", "10/01/2026 10:00"),  # a Saturday worked in exchange
        ("25/04/2025 10:00", "1", "26/04/2025 10:00"),
        ("29/04/2025 10:00", "1", "05/05/2025 10:00"),
        ("08/10/2026 12:15", "1", "09/10/2026 13:30"),  # at lunch
        ("08/10/2026 17:30", "1", "12/10/2026 07:00"),  # after closing
        ("10/10/2026 09:00", "1", "13/10/2026 07:00"),  # on a Saturday
        ("08/10/2026 10:30", "0.25", "08/10/2026 14:30"),
        ("08/10/2026 16:30", "0.5", "09/10/2026 10:30"),
        ("05/10/2026 08:00", "20", "02/11/2026 08:00"),
    ],
)
def test_working_days(received, days, due):
    assert due_at(working(days), vn(received), CALENDAR) == vn(due)


def test_remote_communes_have_ten_more_days():
    received = vn("05/10/2026 08:00")
    land = working("20", remote_extra=Fraction(10))
    assert due_at(land, received, CALENDAR) == vn("02/11/2026 08:00")
    assert due_at(land, received, CALENDAR, remote=True) == vn("16/11/2026 08:00")
    dispute = calendar_days(45, remote_extra=Fraction(10))
    assert due_at(dispute, received, CALENDAR) == vn("19/11/2026 08:00")
    assert due_at(dispute, received, CALENDAR, remote=True) == vn("30/11/2026 08:00")


def test_calendar_days_end_on_a_working_day():
    assert due_at(calendar_days(10), vn("20/08/2026 09:00"), CALENDAR) == vn("03/09/2026 09:00")


def test_a_step_begun_exactly_at_noon_runs_from_the_afternoon():
    assert due_at(working("0.25"), vn("08/10/2026 11:30"), CALENDAR) == vn("08/10/2026 15:30")
    assert due_at(working("0.25"), vn("08/10/2026 09:30"), CALENDAR) == vn("08/10/2026 11:30")
    assert due_at(working("0.25"), vn("08/10/2026 17:00"), CALENDAR) == vn("09/10/2026 09:00")


def test_hours_are_working_hours():
    assert due_at(TimeLimit(Unit.HOUR, Fraction(2)), vn("08/10/2026 16:00"), CALENDAR) == vn("09/10/2026 08:00")
    assert due_at(working("2.5"), vn("05/10/2026 16:00"), CALENDAR) == vn("08/10/2026 10:00")


def test_days_off_in_the_past_still_count():
    assert due_at(working("1"), vn("24/01/2025 08:00"), CALENDAR) == vn("03/02/2025 08:00")


@pytest.mark.parametrize(("clock", "due"), [(SupplementClock.PAUSE, "21/10/2026 09:00"), (SupplementClock.RESTART, "23/10/2026 09:00")])
def test_the_two_clocks_of_a_supplement(clock, due):
    times = SupplementTimes(vn("05/10/2026 09:00"), vn("07/10/2026 09:00"), vn("16/10/2026 09:00"))
    assert due_at(working("5"), times.received_at, CALENDAR) == vn("12/10/2026 09:00")
    assert due_after_supplement(working("5"), clock, times, CALENDAR) == vn(due)


def test_a_paused_clock_never_runs_backwards():
    times = SupplementTimes(vn("05/10/2026 09:00"), vn("15/10/2026 09:00"), vn("16/10/2026 09:00"))
    assert due_after_supplement(working("2"), SupplementClock.PAUSE, times, CALENDAR) == vn("16/10/2026 09:00")
    late = calendar_days(5)
    assert due_after_supplement(late, SupplementClock.PAUSE, times, CALENDAR) == vn("16/10/2026 09:00")


def test_a_paused_clock_in_calendar_days_and_hours():
    times = SupplementTimes(vn("05/10/2026 09:00"), vn("07/10/2026 09:00"), vn("16/10/2026 09:00"))
    assert due_after_supplement(calendar_days(15), SupplementClock.PAUSE, times, CALENDAR) == vn("29/10/2026 09:00")
    hours = TimeLimit(Unit.HOUR, Fraction(20))
    assert due_after_supplement(hours, SupplementClock.PAUSE, times, CALENDAR) == vn("16/10/2026 15:00")


def test_same_day_after_a_supplement_is_the_day_of_the_supplement():
    times = SupplementTimes(vn("05/10/2026 09:00"), vn("05/10/2026 10:00"), vn("16/10/2026 09:00"))
    assert due_after_supplement(SAME_DAY, SupplementClock.PAUSE, times, CALENDAR) == vn("16/10/2026 17:00")


def test_an_instant_in_another_zone_is_the_same_instant():
    there = vn("21/08/2026 15:01").astimezone(UTC)
    assert due_at(SAME_DAY, there, CALENDAR) == vn("22/08/2026 17:00")


def test_a_naive_instant_is_refused():
    with pytest.raises(RuleError) as caught:
        due_at(SAME_DAY, datetime(2026, 8, 21, 9), CALENDAR)  # noqa: DTZ001 - the naive one is the point
    assert caught.value.fault is Faults.NO_ZONE.value


def test_a_campaign_has_no_clock():
    with pytest.raises(RuleError) as caught:
        due_at(TimeLimit(Unit.CAMPAIGN), vn("05/10/2026 08:00"), CALENDAR)
    assert caught.value.fault is Faults.DUE_BY_HAND.value


class _NeverOpen(dict):
    """A table that gives every day off."""

    def get(self, _day, _default=None):
        return False


@pytest.mark.parametrize("limit", [SAME_DAY, working("1"), working("0.25"), calendar_days(3)])
def test_a_table_without_a_working_day_is_refused_and_ends(limit):
    with pytest.raises(RuleError) as caught:
        due_at(limit, vn("05/10/2026 08:00"), WorkCalendar(overrides=_NeverOpen()))
    assert caught.value.fault is Faults.NO_WORKING_DAY.value


@pytest.mark.parametrize("limit", [(Unit.WORKING_DAY, Fraction(0)), (Unit.HOUR, Fraction(-1))])
def test_an_impossible_limit_is_refused(limit):
    with pytest.raises(RuleError):
        TimeLimit(*limit)


def test_half_a_calendar_day_is_refused():
    with pytest.raises(RuleError):
        due_at(TimeLimit(Unit.CALENDAR_DAY, Fraction("0.5")), vn("05/10/2026 08:00"), CALENDAR)


def test_limits_say_themselves_in_vietnamese():
    assert working("3").label() == "3 ngày làm việc"
    assert working("0.25").label() == "0,25 ngày làm việc"
    assert working("20", remote_extra=Fraction(10)).label(remote=True) == "30 ngày làm việc"
    assert SAME_DAY.label() == "Trong ngày làm việc"


INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1)).map(lambda at: at.replace(tzinfo=VN))  # noqa: DTZ001 - made aware here


@given(INSTANTS, st.sampled_from([SAME_DAY, working("1"), working("0.25"), working("7.5"), calendar_days(15), TimeLimit(Unit.HOUR, Fraction(3))]))
def test_a_result_is_always_due_in_working_hours_and_never_before_receipt(received, limit):
    due = due_at(limit, received, CALENDAR)
    assert due >= received
    assert CALENDAR.is_working_day(due.date())
    assert any(opens <= due.time() <= closes for opens, closes in CALENDAR.hours.shifts)


@given(INSTANTS, INSTANTS)
def test_a_later_receipt_is_never_due_earlier(one, other):
    first, second = sorted((one, other))
    for limit in (SAME_DAY, working("3"), working("0.5"), calendar_days(10)):
        assert due_at(limit, first, CALENDAR) <= due_at(limit, second, CALENDAR)


@given(INSTANTS, st.integers(0, 3000))
def test_adding_and_measuring_working_time_agree(start, minutes):
    begin = CALENDAR.next_opening(start.replace(second=0, microsecond=0))
    assert CALENDAR.working_between(begin, CALENDAR.add_working(begin, minutes)) == minutes


def test_office_hours_must_be_in_order():
    for shifts in ((), ((time(11), time(7)),), ((time(7), time(12)), (time(11), time(17)))):
        with pytest.raises(RuleError):
            OfficeHours(shifts)


def test_other_hours_change_the_count():
    summer = WorkCalendar(OfficeHours(((time(6, 30), time(11)), (time(13), time(16, 30)))), {date(2026, 10, 9): False})
    assert due_at(working("0.5"), vn("08/10/2026 15:30"), summer) == vn("12/10/2026 09:30")
    assert due_at(SAME_DAY, vn("08/10/2026 15:30"), summer) == vn("12/10/2026 16:30")
