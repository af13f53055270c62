"""Dates compare and add as day numbers of the local calendar, yesterday, today and tomorrow."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from forms.xforms.reading import LOCAL
from tests.support.xforms import NOW, form, start

DATES = form("""
| survey |           |        |       |                                             |                |            |
|        | type      | name   | label | calculation                                 | constraint     | bind::type |
|        | date      | d      | D     |                                             | . <= today()   |            |
|        | dateTime  | m      | M     |                                             |                |            |
|        | calculate | side   |       | if(${d} < today(), 'before', if(${d} = today(), 'today', if(${d} > today(), 'after', '?'))) | | |
|        | calculate | days   |       | today() - ${d}                              |                | int        |
|        | calculate | due    |       | ${d} + 60                                   |                | date       |
|        | calculate | late   |       | today() > ${d} + 60                         |                | boolean    |
|        | calculate | same   |       | date(${m}) = today()                        |                | boolean    |
""")

TODAY = NOW.date()


@pytest.mark.parametrize(("days", "side"), [(-1, "before"), (0, "today"), (1, "after"), (-365, "before"), (365, "after")])
def test_a_date_stands_on_its_side_of_today(days: int, side: str) -> None:
    entry = start(DATES)
    entry.answer("/data/d", (TODAY + timedelta(days=days)).strftime("%d/%m/%Y"))
    found = entry.as_json()
    assert (found["side"], found["days"]) == (side, -days)
    assert found["due"] == (TODAY + timedelta(days=days + 60)).isoformat()
    assert bool(entry.problems()) == (side == "after")


@pytest.mark.parametrize(("days", "late"), [(59, False), (60, False), (61, True)])
def test_sixty_days_end_on_the_sixtieth(days: int, late: bool) -> None:
    entry = start(DATES)
    entry.answer("/data/d", (TODAY - timedelta(days=days)).isoformat())
    assert entry.as_json()["late"] is late


def test_no_date_is_on_no_side() -> None:
    assert start(DATES).as_json()["side"] == "?"


@pytest.mark.parametrize(("utc_hour", "day"), [(16, date(2026, 11, 21)), (17, date(2026, 11, 22))])
def test_the_day_turns_at_midnight_in_vietnam(utc_hour: int, day: date) -> None:
    moment = datetime.fromisoformat(f"2026-11-21T{utc_hour}:59:00+00:00")
    entry = start(DATES, now=moment)
    entry.answer("/data/d", day.isoformat())
    assert entry.as_json()["side"] == "today"


def test_a_moment_is_kept_with_its_offset_and_compares_by_its_local_day() -> None:
    entry = start(DATES)
    entry.answer("/data/m", "21/11/2026 00:30")
    assert entry.as_json()["m"] == "2026-11-21T00:30:00.000+07:00"
    assert entry.as_json()["same"] is True
    entry.answer("/data/m", "2026-11-20T16:59:00+00:00")
    assert entry.as_json()["same"] is False
    assert entry.questions()[1].text == "2026-11-20T16:59:00+00:00"
    assert datetime.fromisoformat(entry.as_json()["m"]) == datetime(2026, 11, 20, 23, 59, tzinfo=LOCAL)
