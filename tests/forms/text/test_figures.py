"""Figures as people here write them."""

from __future__ import annotations

import pytest

from forms.text.figures import dong, duration, grouped, size


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
