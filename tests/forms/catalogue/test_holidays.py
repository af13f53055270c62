"""Days off and swapped days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forms.catalogue import holidays
from forms.dossier.calendar import WorkCalendar
from forms.errors import RuleError

CALENDAR = WorkCalendar(overrides=holidays.overrides())


def test_every_swapped_saturday_pays_for_one_day_off():
    swaps = [row.day for row in holidays.shipped() if row.is_working]
    assert swaps == [date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]
    assert all(day.weekday() == 5 for day in swaps)


def test_every_day_off_would_else_be_worked():
    for row in holidays.shipped():
        if not row.is_working:
            assert row.day.weekday() < 5, row.day
        assert row.name
        assert row.source


@pytest.mark.parametrize(("year", "days"), [(2025, 250), (2026, 249), (2027, 249)])
def test_the_number_of_working_days_of_a_year(year, days):
    every = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    assert sum(map(CALENDAR.is_working_day, every)) == days


def test_the_day_of_culture_is_off_from_2026():
    assert CALENDAR.is_working_day(date(2025, 11, 24))
    assert not CALENDAR.is_working_day(date(2026, 11, 24))
    assert not CALENDAR.is_working_day(date(2026, 1, 2))


def test_what_is_derived_says_so():
    assert all("chưa có thông báo" in row.source for row in holidays.shipped() if row.day.year == 2027)


@pytest.mark.parametrize(
    "raw",
    [b"[]", b"{}", b'{"days":[{}]}', b'{"days":[5]}', b'{"days":[{"day":"2026-13-01","kind":"off","name":"a","source":"b"}]}',
     b'{"days":[{"day":"2026-01-01","kind":"maybe","name":"a","source":"b"}]}',
     b'{"days":[{"day":"2026-01-01","kind":"off","name":"a","source":"b"},{"day":"2026-01-01","kind":"make_up","name":"a","source":"b"}]}'],
)  # fmt: skip
def test_a_malformed_table_is_refused(raw):
    with pytest.raises(RuleError):
        holidays.parse(raw)


def test_an_office_may_bring_its_own_table():
    rows = holidays.parse(b'{"days":[{"day":"2026-12-24","kind":"off","name":"a","source":"b"}]}')
    assert holidays.overrides(rows) == {date(2026, 12, 24): False}
