"""Tax codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.dossier.tax_code import check_digit, check_number, check_tax_code, is_tax_code


@pytest.mark.parametrize(("nine", "digit"), [("010004751", 6), ("010010907", 1), ("030058860", 0)])
def test_the_worked_examples(nine, digit):
    assert check_digit(nine) == digit
    assert check_tax_code(f"{nine}{digit}") == ()
    assert check_tax_code(f"{nine}{digit}-001") == ()
    for other in {*range(10)} - {digit}:
        assert [notice.code for notice in check_tax_code(f"{nine}{other}")] == ["tax_check"]


def test_a_personal_number_that_lost_two_digits_is_no_tax_code():
    assert is_tax_code("0100047516") and is_tax_code("0100047516-001")
    assert not any(is_tax_code(text) for text in ("0661900000", "066190000001", "", "01000475160"))


def test_a_beginning_that_no_code_has_is_noticed():
    nine = next(f"{n:09d}" for n in range(1, 1000) if check_digit(f"{n:09d}") is None)
    assert {notice.code for digit in range(10) for notice in check_tax_code(f"{nine}{digit}")} == {"tax_check"}


def test_a_personal_number_is_a_tax_code():
    assert check_tax_code("066190000001") == ()
    assert check_tax_code("0661 9000 0001") == ()


@pytest.mark.parametrize(
    ("number", "sex", "birth", "codes"),
    [
        ("066190000001", "Nữ", "01/05/1990", []), ("066190000001", "Nữ", "1990-05-01", []), ("066190000001", "", "", []),
        ("066190000001", "Nam", "1991", ["number_sex", "number_year"]), ("0661900000", "", "", ["tax_check"]),
        ("0100047516", "", "01/05/1990", []), ("06619000000", "", "", ["number_shape"]),
    ],
)  # fmt: skip
def test_a_number_is_looked_at_as_what_it_is(number, sex, birth, codes):
    assert [notice.code for notice in check_number(number, sex=sex, birth=birth)] == codes


@given(st.text())
def test_any_text_ends_in_notices(text):
    assert all(notice.sentence for notice in check_tax_code(text))
