"""Figures as people here write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from forms.text.figures import (
    decimal,
    dong,
    duration,
    grouped,
    phone,
    read_decimal,
    read_dong,
    read_phone,
    size,
)


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567"), (-12345, "-12.345")])
def test_thousands_stand_apart(count, text):
    assert grouped(count) == text
    assert dong(count) == f"{text} đồng"


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1,0 KB"), (1536, "1,5 KB"), (412_000, "402 KB"), (1_468_006, "1,4 MB"), (14 << 20, "14 MB")],
)
def test_a_size_has_one_decimal_while_it_is_small(count, text):
    assert size(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "1 giây"), (0.2, "1 giây"), (59.1, "60 giây"), (61, "2 phút"), (3541, "1 giờ"), (4800, "1 giờ 20 phút")],
)
def test_a_span_of_time_is_rounded_up_and_never_to_nothing(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(("number", "text"), [("1234567.5", "1.234.567,5"), ("0.05", "0,05"), ("-1000", "-1.000"), ("12", "12")])
def test_decimals_stand_behind_a_comma_and_read_back(number, text):
    assert decimal(Decimal(number)) == text
    assert read_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1.23", "1,234,567", "12.3456", "", "1e5", "mười", "1.234,", "--1", "٣"])
def test_what_is_no_number_here_is_not_guessed(text):
    assert read_decimal(text) is None


@pytest.mark.parametrize("text", ["0905000011", "0905 000 011", "0905.000.011", "+84 905 000 011", "84905000011", "(0905) 000-011"])
def test_a_phone_number_is_ten_digits_however_it_is_typed(text):
    assert read_phone(text) == "0905000011"
    assert phone("0905000011") == "0905 000 011"


@pytest.mark.parametrize("text", ["0105000011", "090500001", "09050000111", "0262 3000 000", "", "090500001x"])
def test_what_is_no_mobile_number_is_not_made_one(text):
    assert read_phone(text) is None


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("70.000", 70_000), ("70000", 70_000), (" 70.000 đ ", 70_000), ("70.000 đồng", 70_000), ("0", 0),
        ("", None), ("bảy mươi", None), ("7.5", None), ("70,5", None), ("-70.000", None), ("9" * 14, None),
    ],
)  # fmt: skip
def test_a_sum_is_read_as_people_type_it_and_no_other_is_guessed(text, sum_):
    assert read_dong(text) == sum_
