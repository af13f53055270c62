"""Filling a form: nothing typed is lost, what does not fit is said, and only what depends is computed again."""

from __future__ import annotations

import json

import pytest

from forms.canonical import canonical
from forms.xforms.entry import ProblemKind
from forms.xforms.problem import FormError
from forms.xforms.reading import ANSWER_CHARS_MAX
from tests.support.xforms import NOW, form, start

PERSON = form("""
| survey |                 |       |           |           |           |            |                     |                              |                                 |
|        | type            | name  | label::vi | label::en | required  | relevant   | constraint          | constraint_message::Tiếng Việt (vi) | bind::motcua:prefill      |
|        | text            | name  | Họ tên    | Name      | yes       |            |                     |                              | applicant/full_name             |
|        | integer         | age   | Tuổi của ${name} | Age |          |            | . >= 0 and . < 150  | Tuổi từ 0 đến 149.           |                                 |
|        | decimal         | area  | Diện tích | Area      |           |            |                     |                              |                                 |
|        | date            | born  | Ngày sinh | Born      |           |            | . <= today()        |                              |                                 |
|        | select_one yn   | wed   | Kết hôn   | Married   |           |            |                     |                              |                                 |
|        | select_multiple yn | both | Cả hai   | Both      |           |            |                     |                              |                                 |
|        | text            | spouse | Vợ chồng | Spouse    | yes       | ${wed} = 'yes' |                 |                              |                                 |
|        | note            | hello | Chào ${name} | Hello  |           |            |                     |                              |                                 |
| choices |
|        | list_name | name | label::vi | label::en |
|        | yn        | yes  | Có        | Yes       |
|        | yn        | no   | Không     | No        |
| settings |
|        | form_id | version | default_language | namespaces |
|        | person  | 1       | Tiếng Việt (vi)  | motcua="urn:motcua:xforms" |
""")


def state(entry, name):
    return next(question for question in entry.questions() if question.path.endswith(f"/{name}"))


@pytest.mark.parametrize(("name", "typed", "value"), [
    ("born", "1/5/1990", "1990-05-01"), ("born", "01-05-1990", "1990-05-01"), ("born", "1990-05-01", "1990-05-01"),
    ("age", " 36 ", 36), ("age", "036", 36), ("area", "1.250,5", "1250.5"), ("area", "72.25", "72.25"),
    ("area", "3", "3"), ("name", "  H’Mẫu Niê ", "  H’Mẫu Niê "), ("both", "yes  no", ["yes", "no"])])
def test_an_answer_is_read_as_a_vietnamese_desk_writes_it(name: str, typed: str, value: object) -> None:
    entry = start(PERSON)
    entry.answer(f"/data/{name}", typed)
    assert entry.as_json()[name] == value
    assert state(entry, name).problem is None


@pytest.mark.parametrize(("name", "typed", "words"), [
    ("born", "31/02/1990", "lịch"), ("born", "hôm qua", "ngày/tháng/năm"), ("age", "ba mươi", "số nguyên"),
    ("age", "1,5", "số nguyên"), ("area", "1/2", "số"), ("age", "150", "Tuổi từ 0 đến 149."),
    ("born", "01/01/2990", "chưa hợp lệ"), ("wed", "maybe", "lựa chọn"), ("both", "yes maybe", "lựa chọn")])
def test_what_does_not_fit_stays_as_typed_with_a_problem(name: str, typed: str, words: str) -> None:
    entry = start(PERSON)
    entry.answer(f"/data/{name}", typed)
    assert state(entry, name).text == typed
    assert words in state(entry, name).problem
    assert words in next(problem for problem in entry.problems() if problem.path == f"/data/{name}").sentence


def test_an_answer_of_a_megabyte_is_kept_and_refused_by_a_sentence() -> None:
    entry, long = start(PERSON), "ơ" * 1_000_000
    entry.answer("/data/name", long)
    assert entry.typed()["/data/name"] == long
    assert "name" not in entry.as_json()
    assert str(ANSWER_CHARS_MAX) in state(entry, "name").problem


def test_what_is_missing_is_a_problem_but_not_yet_a_reproach() -> None:
    entry = start(PERSON)
    assert [(problem.path, problem.kind) for problem in entry.problems()] == [("/data/name", ProblemKind.REQUIRED)]
    assert state(entry, "name").problem is None


def test_skip_logic_shows_asks_and_forgets_nothing() -> None:
    entry = start(PERSON)
    entry.answer("/data/wed", "yes")
    entry.answer("/data/spouse", "Trần Văn Thử")
    entry.answer("/data/wed", "no")
    assert not any(question.path == "/data/spouse" for question in entry.questions())
    assert "spouse" not in entry.as_json()
    assert entry.typed()["/data/spouse"] == "Trần Văn Thử"
    entry.answer("/data/wed", "yes")
    assert entry.as_json()["spouse"] == "Trần Văn Thử"


def test_labels_follow_the_answers_in_the_chosen_language() -> None:
    entry = start(PERSON)
    entry.answer("/data/name", "Nguyễn Thị Thử Nghiệm")
    assert state(entry, "age").label == "Tuổi của Nguyễn Thị Thử Nghiệm"
    assert state(start(PERSON, language="en"), "born").label == "Born"
    assert state(start(PERSON, language="lo"), "born").label == "Ngày sinh"


def test_a_label_without_translation_is_shown_in_the_default_language() -> None:
    half = form("""
    | survey |      |      |           |           |
    |        | type | name | label::vi | label::en |
    |        | text | a    | Tên       |           |
    |        | text | b    | Tuổi      | Age       |
    | settings |
    |        | default_language |
    |        | Tiếng Việt (vi)  |
    """)
    assert [question.label for question in start(half, language="en").questions()] == ["Tên", "Age"]


def test_a_note_is_a_note_and_a_prefill_names_the_card() -> None:
    entry = start(PERSON)
    assert state(entry, "hello").kind == "note"
    assert state(entry, "name").prefill == "applicant/full_name"
    assert state(entry, "age").prefill is None


def test_a_draft_comes_back_exactly() -> None:
    entry = start(PERSON)
    for name, text in {"name": " chưa xong ", "age": "ba", "area": "1.250,50", "born": "1/5/90", "both": "no yes"}.items():
        entry.answer(f"/data/{name}", text)
    draft = json.loads(json.dumps(entry.typed()))
    again = start(PERSON, typed=draft)
    assert again.typed() == draft
    assert again.questions() == entry.questions()
    assert again.as_json() == entry.as_json()


def test_an_emptied_field_stays_empty_in_the_draft() -> None:
    greeted = form("""
    | survey |      |      |       |           |
    |        | type | name | label | default   |
    |        | text | a    | A     | xin chào  |
    |        | date | b    | B     | today()   |
    """)
    entry = start(greeted)
    assert entry.as_json() == {"a": "xin chào", "b": "2026-11-21"}
    entry.answer("/data/a", "")
    entry.answer("/data/b", "")
    assert start(greeted, typed=entry.typed()).as_json() == {}


def test_answers_become_canonical_json_and_come_back() -> None:
    entry = start(PERSON)
    answers = {"name": "Nguyễn Thị Thử Nghiệm", "age": 36, "area": "72.5", "born": "1990-05-01", "wed": "yes",
               "both": ["yes", "no"], "spouse": "Trần Văn Thử"}
    entry = start(PERSON, answers=answers)
    assert entry.as_json() == answers
    assert json.loads(canonical(entry.as_json())) == answers
    assert entry.problems() == ()


def test_keys_and_words_in_nfd_are_understood() -> None:
    definition = form("| survey | | | |\n| | type | name | label |\n| | text | tên | Tên |\n")
    decomposed = "te\u0302n"
    assert start(definition, answers={decomposed: "Ha\u0300"}).as_json() == {"tên": "Hà"}


@pytest.mark.parametrize("answers", [{"no_such": 1}, {"name": {"x": 1}}, {"name": [1]}, {"te\u0302n": "x"}])
def test_answers_for_another_form_are_refused_by_name_of_the_key(answers: dict[str, object]) -> None:
    with pytest.raises(FormError) as caught:
        start(PERSON, answers=answers)
    assert caught.value.where["key"].startswith("/data/")
    assert "Tệp trả lời" in caught.value.fault.sentence


def test_only_questions_take_answers() -> None:
    for path in ("/data/none", "/data/meta/instanceID", "/data", "/data/name[2]", "data/name", ""):
        with pytest.raises(KeyError):
            start(PERSON).answer(path, "x")


def test_what_the_form_computes_is_shown_but_not_typed_over() -> None:
    entry = start(form("""
    | survey |         |      |       |             |
    |        | type    | name | label | calculation |
    |        | integer | a    | A     |             |
    |        | integer | b    | B     | ${a} + 1    |
    """))
    entry.answer("/data/a", "1")
    assert [(question.text, question.readonly) for question in entry.questions()] == [("1", False), ("2", True)]
    with pytest.raises(KeyError):
        entry.answer("/data/b", "9")


def test_one_answer_computes_only_what_depends_on_it() -> None:
    entry = start(PERSON)
    entry.questions()
    before = entry.evaluated
    entry.answer("/data/area", "5")
    entry.questions()
    assert entry.evaluated == before
    entry.answer("/data/wed", "yes")
    assert entry.evaluated == before + 1, "the relevance of the spouse, and nothing else"
    assert entry.questions() is not None


def test_looking_twice_computes_nothing() -> None:
    entry = start(PERSON)
    seen = entry.questions()
    before = entry.evaluated
    assert entry.questions() == seen
    assert entry.problems()
    assert entry.evaluated == before


def test_a_formula_that_cannot_be_computed_is_reported_not_swallowed() -> None:
    broken = form("""
    | survey |           |      |       |                       |            |
    |        | type      | name | label | calculation           | bind::type |
    |        | text      | t    | T     |                       |            |
    |        | calculate | d    |       | date(${t})            | date       |
    |        | calculate | n    |       | ${t}                  | int        |
    """)
    entry = start(broken)
    entry.answer("/data/t", "not a day")
    found = [problem for problem in entry.problems() if problem.kind is ProblemKind.FORM]
    assert {problem.path for problem in found} == {"/data/d", "/data/n"}
    entry.answer("/data/t", "")
    assert entry.problems() == ()


def test_an_evaluation_that_would_never_end_is_stopped() -> None:
    cubic = "count(/data/r[count(../r[count(../r[x >= 0]) > 0]) > 0])"
    definition = form(f"""
    | survey |              |      |       |             |
    |        | type         | name | label | calculation |
    |        | begin repeat | r    | R     |             |
    |        | integer      | x    | X     |             |
    |        | end repeat   |      |       |             |
    |        | calculate    | c    |       | {cubic}     |
    """)
    entry = start(definition, answers={"r": [{"x": 1}] * 100})
    assert [problem.path for problem in entry.problems()] == ["/data/c"]
    assert start(definition, answers={"r": [{"x": 1}] * 5}).as_json()["c"] == "5"


def test_the_same_dice_and_clock_give_the_same_entry() -> None:
    definition = form("""
    | survey |           |      |       |                  |
    |        | type      | name | label | calculation      |
    |        | text      | t    | T     |                  |
    |        | calculate | once |       | once(uuid())     |
    |        | calculate | at   |       | format-date(now(), '%d/%m/%Y %H:%M') |
    """)
    entry = start(definition)
    entry.answer("/data/t", "x")
    assert entry.as_json()["at"] == NOW.strftime("%d/%m/%Y %H:%M")
    assert entry.as_json()["once"] == start(definition).as_json()["once"]
    again = start(definition, typed=entry.typed(), new_uuid=lambda: "another")
    assert again.as_json()["once"] == entry.as_json()["once"]
