"""Days and hours as papers print them."""

from __future__ import annotations

from datetime import date, time

import pytest

from forms.text.dates import date_in_words, long_date, time_of_day
from forms.text.words import Wording


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


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 2, 5), "ngày năm tháng hai năm hai nghìn không trăm hai mươi sáu"),
        (date(1990, 12, 31), "ngày ba mươi mốt tháng mười hai năm một nghìn chín trăm chín mươi"),
        (date(2004, 4, 15), "ngày mười lăm tháng tư năm hai nghìn không trăm linh bốn"),
    ],
)  # fmt: skip
def test_a_civil_status_paper_tells_the_day_in_words(day, text):
    assert date_in_words(day) == text


def test_april_follows_the_office():
    assert date_in_words(date(2024, 4, 4), Wording(odd="lẻ", thousand="ngàn", four="bốn")) == (
        "ngày bốn tháng bốn năm hai ngàn không trăm hai mươi bốn"
    )
