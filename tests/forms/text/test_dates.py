"""Days and hours as papers print them."""

from __future__ import annotations

from datetime import date, time

import pytest

from forms.text.dates import long_date, time_of_day


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"), (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"), (date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
    ],
)  # fmt: skip
def test_days_below_ten_and_the_first_two_months_take_a_zero(day, text):
    assert long_date(day) == text


def test_hours_and_minutes_have_two_digits():
    assert time_of_day(time(8, 30)) == "08 giờ 30 phút"
    assert time_of_day(time(0, 5)) == "00 giờ 05 phút"
