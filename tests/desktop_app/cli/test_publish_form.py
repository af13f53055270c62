"""An administrator publishes a form at the desk: the newest edition in force is filled, a draft keeps its own."""

from pathlib import Path

import pytest

from forms.catalogue.shelf import shipped_form
from tests.forms.authoring.books import book
from tests.support.counter import Counter

FORM = "2.000815"
HEADERS = ["type", "name", "label", "constraint"]


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    return made


def written(counter, version, *survey, form=FORM):
    path = Path(counter.home).parent / f"{form}-{version}.xlsx"
    path.write_bytes(book(survey or [("text", "ten", "Tên giấy tờ")], headers=HEADERS, settings={"form_id": form, "version": version}))
    return str(path)


def publish(counter, path, day, code=0, user="quantri", procedure=FORM):
    return counter("form", "publish", path, "--procedure", procedure, "--from", day, user=user, code=code)


def test_a_published_edition_is_filled_from_its_day_and_a_draft_keeps_its_own(counter):
    answers = counter.write("answers.json", {"applicant": {"full_name": "Nguyễn Thị Thử Nghiệm"}, "answers": {}})
    draft = counter("draft", "save", "--procedure", FORM, "--answers", answers)["draft_id"]
    done = publish(counter, written(counter, "2"), "2020-01-01")["published"]
    assert (done["kind"], done["subject"], done["edition"]) == ("form", FORM, "2")
    assert "Thêm câu hỏi /data/ten." in done["differences"]
    carried = counter("draft", "carry-over", draft)["carried_over"]
    assert (carried["before"], carried["after"]) == ("1", "2")
    assert counter("draft", "carry-over", draft)["carried_over"]["before"] == "2"
    assert counter("audit", "verify", user="quantri")["audit"]["whole"]


def test_an_edition_of_a_later_day_waits_for_it(counter):
    publish(counter, written(counter, "3"), "2999-01-01")
    answers = counter.write("answers.json", {"applicant": {"full_name": "Nguyễn Thị Thử Nghiệm"}, "answers": {}})
    draft = counter("draft", "save", "--procedure", FORM, "--answers", answers)["draft_id"]
    assert counter("draft", "carry-over", draft)["carried_over"]["after"] == "1"


def test_a_form_with_mistakes_is_not_published_and_they_are_named(counter):
    said = publish(counter, written(counter, "2", ("txt", "ten", "Tên")), "2020-01-01", code=3)
    assert "survey!A2 (type)" in str(said["where"])


def test_a_form_of_another_procedure_or_a_shipped_edition_is_refused(counter):
    path = written(counter, "2")
    assert publish(counter, path, "2020-01-01", code=3, procedure="1.001193")["where"]["form"] == FORM
    shipped = counter.write("form.xml", shipped_form(FORM) + b" ")
    assert publish(counter, shipped, "2020-01-01", code=3)["where"]["edition"] == "1"


def test_only_an_administrator_publishes_a_form(counter):
    assert "Vai trò" in publish(counter, written(counter, "2"), "2020-01-01", code=3, user="thu")["sentence"]
