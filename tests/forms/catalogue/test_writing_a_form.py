"""What the authors' guide shows is a form, and does what the guide says."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from forms.catalogue.shelf import SHIPPED
from tests.support.filled_forms import asked
from tests.support.xforms import form, start

if TYPE_CHECKING:
    from forms.xforms.entry import FormEntry

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "forms.md").read_text("utf-8").partition("## Writing a form")[2]


@pytest.fixture
def entry() -> FormEntry:
    table = re.search(r"```\n(.*?)```", GUIDE, re.DOTALL)
    assert table
    return start(form(table[1]))


def test_the_guides_form_has_ten_rows_and_two_languages(entry: FormEntry) -> None:
    assert (entry.definition.id, entry.definition.version) == ("9.000001", "1")
    assert entry.definition.languages == ("Tiếng Việt (vi)", "English (en)")
    assert {question.prefill for question in entry.prefillable()} == {"applicant/full_name", "applicant/citizen_id"}


def test_the_guides_cascade_drops_what_no_longer_fits(entry: FormEntry) -> None:
    entry.answer("/data/field", "civil")
    entry.answer("/data/paper", "family")
    assert "person" in asked(entry)
    entry.answer("/data/field", "land")
    assert "person" not in asked(entry)
    paper = next(question for question in entry.questions() if question.path == "/data/paper")
    assert (paper.text, [choice.label for choice in paper.choices]) == ("", ["Trích lục thửa đất"])


def test_the_guides_form_is_complete_with_its_answers(entry: FormEntry) -> None:
    for question, answer in (("requester/name", "Nguyễn Thị Thử Nghiệm"), ("requester/number", "066190000001"), ("field", "civil"), ("paper", "family"),
                             ("people[1]/person", "Y Thử Niê"), ("needed_on", "20/11/2026")):
        entry.answer(f"/data/{question}", answer)
    assert [problem.path for problem in entry.problems()] == ["/data/needed_on"]
    entry.answer("/data/needed_on", "21/11/2026")
    assert entry.problems() == ()


@pytest.mark.parametrize("form_id", sorted(SHIPPED))
def test_a_shipped_spreadsheet_names_its_sources_and_what_is_unverified(form_id: str) -> None:
    raw = (ROOT / "forms" / "catalogue" / "data" / "forms" / f"{SHIPPED[form_id]}.xlsx").read_bytes()
    head, *rows = load_workbook(BytesIO(raw), read_only=True)["sources"].values
    assert head == ("what", "source", "exactness")
    assert len(rows) >= 2
    assert {exactness for *_, exactness in rows} <= {"[law]", "[code]", "[derived]", "[memory]"}


@pytest.mark.parametrize("form_id", sorted(SHIPPED))
def test_the_page_of_forms_names_every_shipped_form(form_id: str) -> None:
    assert f"`{form_id}`" in (ROOT / "docs" / "forms.md").read_text("utf-8")
