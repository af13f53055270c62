"""A spreadsheet that is too much is refused with a sentence before anything is computed."""

import pytest

from forms.authoring.check import check_authored
from forms.authoring.workbook import EMPTY_ROWS_MAX, TOO_MANY_ROWS, _sheet
from forms.catalogue.xlsform import NOT_A_WORKBOOK, is_form
from forms.xforms.problem import FormError
from tests.forms.authoring.books import book


def test_five_thousand_questions_in_a_sheet_are_refused_by_name_of_the_sheet():
    raw = book([("text", f"a{n}", "A") for n in range(5_000)])
    with pytest.raises(FormError) as caught:
        check_authored(raw, "thu.xlsx")
    assert caught.value.fault is TOO_MANY_ROWS
    assert caught.value.where == {"sheet": "survey"}


def test_a_spreadsheet_is_a_form_when_it_has_a_survey():
    assert is_form(book([("text", "a", "A")]))
    assert not is_form(book([("text", "a", "A")], sheet="procedures"))
    assert is_form(b"<?xml version='1.0'?><a/>")
    assert not any(is_form(raw) for raw in (b"", b"{}", b"PK\x03\x04 broken"))


def test_what_only_calls_itself_a_workbook_is_refused():
    with pytest.raises(FormError) as caught:
        check_authored(b"khong phai", "thu.xlsx")
    assert caught.value.fault is NOT_A_WORKBOOK


def test_a_formula_too_long_is_told_at_its_cell():
    raw = book([("text", "a", "A", "1 + " * 2_000 + "1")])
    assert [(one.code, one.place()) for one in check_authored(raw, "thu.xlsx").findings] == [("too-long", "survey!D2 (relevant)")]


def test_a_sheet_whose_colours_reach_the_last_row_is_read_to_its_last_question():
    seen = []

    class Painted:
        """A page with two rows of text, and a border around a million more."""

        def iter_rows(self, **_how):
            yield ("type", "name", "label")
            yield ("text", "a", "A")
            for number in range(1_048_574):
                seen.append(number)
                yield (None, None, None)

    sheet = _sheet("survey", Painted())
    assert [row["name"] for row in sheet.rows] == ["a"]
    assert len(seen) <= EMPTY_ROWS_MAX + 1
