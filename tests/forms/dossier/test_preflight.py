"""What the province refuses, said while the citizen still stands here."""

from __future__ import annotations

import pytest

from forms.dossier.pointer import set_path
from forms.dossier.preflight import preflight
from tests.support.law import a_procedure, a_received


def paths(doc, procedure=None):
    return [problem.path for problem in preflight(doc, procedure or a_procedure())]


def test_a_good_dossier_has_no_problem():
    assert paths(a_received()) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/applicant/citizen_id", "06619000000"), ("/applicant/citizen_id", None), ("/applicant/full_name", "  "),
        ("/applicant/phone", "12345"), ("/promised_due_at", None), ("/promised_due_at", "mai"),
        ("/promised_due_at", "2026-10-08T08:00:00"), ("/principal/citizen_id", "1"), ("/papers", []),
        ("/papers", [{"name": "Tờ khai thử", "handed_in": False}]), ("/papers", 5),
    ],
)  # fmt: skip
def test_every_problem_names_its_path_and_says_what_to_do(path, value):
    doc = a_received()
    doc["principal"] = {"full_name": "Y Thử Niê", "citizen_id": "066090000002"}
    set_path(doc, path, value)
    problems = preflight(doc, a_procedure())
    assert [problem.path for problem in problems] == [path]
    assert all(problem.sentence.endswith(".") for problem in problems)


@pytest.mark.parametrize("number", ["0100047516", "0100047516-001", "0100047516001"])
def test_an_organisation_files_by_its_tax_code(number):
    doc = a_received()
    set_path(doc, "/applicant/citizen_id", number)
    assert paths(doc) == []


def test_a_phone_may_be_left_out():
    doc = a_received()
    set_path(doc, "/applicant/phone", None)
    assert paths(doc) == []


def test_papers_shown_only_are_not_missed():
    doc = a_received()
    assert "Giấy tờ tùy thân" not in {paper["name"] for paper in doc["papers"]}
    assert paths(doc) == []


def test_an_unknown_procedure_is_refused():
    assert [problem.path for problem in preflight(a_received(), None)] == ["/procedure"]


def test_a_document_of_any_shape_gives_problems_not_crashes():
    assert paths({}) == ["/applicant/full_name", "/applicant/citizen_id", "/promised_due_at", "/papers"]
    assert "/applicant/full_name" in paths({"applicant": 5, "papers": [1, "x", {}], "promised_due_at": {}, "principal": []})
