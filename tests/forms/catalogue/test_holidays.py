"""Days off and swapped days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forms.canonical import canonical
from forms.catalogue import holidays
from forms.catalogue.faults import DAYS_BEFORE_EFFECT, NO_WORK_FOR_LONG
from forms.catalogue.kinds import check_after, checked, differences
from forms.catalogue.package import Head, PackageKind, pack_json
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


def rows(*pairs):
    return tuple(holidays.DayOverride(date.fromisoformat(day), kind, "Nghỉ theo thông báo", "thử nghiệm") for day, kind in pairs)


def test_the_rows_of_an_administrator_win_over_the_shipped_table_and_the_last_word_wins():
    table = holidays.overrides(rows(("2026-12-24", False), ("2027-02-04", True), ("2026-12-24", True), ("2028-01-03", True)))
    calendar = WorkCalendar(overrides=table)
    assert calendar.is_working_day(date(2026, 12, 24))
    assert calendar.is_working_day(date(2027, 2, 4))
    assert not calendar.is_working_day(date(2027, 2, 5))
    assert calendar.is_working_day(date(2028, 1, 3))


def test_tables_of_the_same_rows_are_equal_whatever_they_were_asked():
    asked, fresh = holidays.overrides(), holidays.overrides()
    assert asked.get(date(2028, 1, 26)) is False
    assert asked == fresh
    assert WorkCalendar(overrides=asked) == WorkCalendar(overrides=fresh)
    assert asked != holidays.overrides(rows(("2026-12-24", False)))


def test_a_table_reads_back_as_it_was_spelt():
    assert holidays.parse(canonical(holidays.spelt(holidays.shipped()))) == holidays.shipped()


def test_where_the_library_and_the_shipped_table_differ_is_known():
    differ = {}
    for year in holidays.SHIPPED_YEARS:
        library = holidays.library_days(year)
        ours = {row.day: row.is_working for row in holidays.shipped() if row.day.year == year}
        differ |= {day: (library.get(day), ours.get(day)) for day in library.keys() | ours.keys() if library.get(day) != ours.get(day)}
    assert differ == {
        date(2026, 1, 2): (None, False),  # VB 12729/VPCP-KGVX: off, and …
        date(2026, 1, 10): (None, True),  # … this Saturday worked for it; the library knows neither
    }


def test_years_without_a_shipped_table_come_from_the_library():
    calendar = WorkCalendar(overrides=holidays.overrides())
    assert not calendar.is_working_day(date(2024, 2, 9))  # Tết Giáp Thìn
    assert not calendar.is_working_day(date(2028, 1, 26))  # Tết Mậu Thân: computed, nobody announced it
    assert calendar.is_working_day(date(2028, 1, 20))
    assert calendar.is_working_day(date(2019, 1, 5))  # a Saturday worked for 31/12/2018


def test_a_table_that_leaves_no_working_day_is_refused():
    shut = rows(*((f"{date(2027, 6, 1) + timedelta(days=n)}", False) for n in range(60)))
    with pytest.raises(RuleError) as caught:
        holidays.check(shut, date(2027, 1, 1))
    assert caught.value.fault is NO_WORK_FOR_LONG
    holidays.check(shut[:20], date(2027, 1, 1))
    with pytest.raises(RuleError):  # nor in two packages
        holidays.check(shut[30:], date(2027, 1, 1), before=shut[:30])


def test_days_off_published_one_by_one_may_not_leave_no_working_day():
    def a_day(n):
        day = date(2027, 6, 1) + timedelta(days=n)
        return checked(pack_json(Head(PackageKind.DAYS_OFF, str(n), day), holidays.spelt(rows((f"{day}", False)))))

    before = [a_day(n) for n in range(45) if n != 22]
    check_after(a_day(60), before)
    with pytest.raises(RuleError) as caught:  # the one that joins two lawful stretches
        check_after(a_day(22), before)
    assert caught.value.fault is NO_WORK_FOR_LONG


def test_what_is_past_stays_as_it_was():
    with pytest.raises(RuleError) as caught:
        holidays.check(rows(("2026-12-24", False)), date(2026, 12, 25))
    assert caught.value.fault is DAYS_BEFORE_EFFECT


def test_a_package_of_days_off_says_what_it_changes():
    head = Head(PackageKind.DAYS_OFF, "2026.12", date(2026, 12, 1), source="thử nghiệm")
    new = rows(("2026-12-24", False), ("2026-12-26", True), ("2027-01-01", False))
    package = checked(pack_json(head, holidays.spelt(new)))
    assert differences(package, []) == (
        "24/12/2026: ngày làm việc → ngày nghỉ (Nghỉ theo thông báo)",
        "26/12/2026: ngày nghỉ → ngày làm việc (Nghỉ theo thông báo)",
    )
    assert differences(package, [package]) == ()


def test_a_table_of_ten_thousand_rows_is_refused():
    many = [{"day": f"{date(2027, 1, 1) + timedelta(days=n)}", "kind": "off", "name": "a", "source": "b"} for n in range(10_000)]
    with pytest.raises(RuleError):
        holidays.parse(canonical({"days": many}))
