"""What is shown reads back to the same value; numbers print as JavaRosa's."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.xforms.reading import LOCAL, read_value
from forms.xforms.values import format_number, shown, stored, to_number, wrap


@given(st.one_of(st.dates(date(1900, 1, 1), date(2200, 1, 1)).map(lambda day: ("date", day)),
                 st.times().map(lambda at: ("time", at.replace(microsecond=0))),
                 st.integers(-10**12, 10**12).map(lambda number: ("int", float(number))),
                 st.decimals(-10**9, 10**9, places=4).map(lambda number: ("decimal", float(number))),
                 st.tuples(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.times()).map(
                     lambda at: ("dateTime", datetime.combine(at[0], at[1].replace(microsecond=0), LOCAL)))))
def test_what_is_shown_reads_back(case: tuple[str, object]) -> None:
    kind, value = case
    assert read_value(kind, shown(value)) == value
    if kind != "decimal":   # Java's exponents are for expressions only
        assert read_value(kind, stored(value)) == value


@pytest.mark.parametrize(("number", "text"), [
    (0.1 + 0.2, "0.30000000000000004"), (1e-5, "1.0E-5"), (12345678901.5, "1.23456789015E10"), (-0.0, "0"),
    (1e22, "1.0E22"), (0.001, "0.001"), (0.00099, "9.9E-4"), (9999999.5, "9999999.5"), (-2.5, "-2.5"), (7.0, "7"),
    (float("nan"), "NaN"), (float("-inf"), "-Infinity")])
def test_numbers_print_as_javas(number: float, text: str) -> None:
    assert format_number(number) == text


@pytest.mark.parametrize(("number", "whole"), [(float("inf"), 2147483647.0), (float("-inf"), -2147483648.0)])
def test_infinity_in_a_whole_number_is_what_javarosa_leaves_of_it(number: float, whole: float) -> None:
    assert wrap("int", number) == whole
    assert wrap("decimal", number) == number


@given(st.text(max_size=40))
def test_no_text_breaks_a_reader(text: str) -> None:
    for kind in ("int", "decimal", "date", "time", "dateTime", "boolean", "select", "string"):
        try:
            read_value(kind, text)
        except ValueError as sentence:
            assert str(sentence).endswith(".")
    assert isinstance(to_number(text), float)


@pytest.mark.parametrize("typed", ["8h30", "8:30", "08:30:00", "08:30:00.000+07:00", "8g30"])
def test_hours_are_read_as_written_here(typed: str) -> None:
    assert read_value("time", typed) == time(8, 30)
