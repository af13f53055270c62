"""Choices follow the answers they depend on, and an answer that is offered no longer goes."""

from __future__ import annotations

from tests.support.xforms import form, start

PLACES = form("""
| survey  |                          |         |           |           |                   |                                     |
|         | type                     | name    | label::vi | label::en | choice_filter     | calculation                         |
|         | select_one province      | p       | Tỉnh      | Province  |                   |                                     |
|         | select_one commune       | c       | Xã        | Commune   | province = ${p}   |                                     |
|         | select_multiple commune  | m       | Nhiều xã  | Communes  | province = ${p}   |                                     |
|         | calculate                | called  |           |           |                   | jr:choice-name(${c}, '${c}')        |
|         | calculate                | count   |           |           |                   | count-selected(${m})                |
|         | text                     | t       | T         | T         |                   |                                     |
| choices |
|         | list_name | name | label::vi | label::en | province |
|         | province  | dl   | Đắk Lắk   | Dak Lak   |          |
|         | province  | py   | Phú Yên   | Phu Yen   |          |
|         | commune   | a    | Xã A      | Commune A | dl       |
|         | commune   | b    | Xã B      | Commune B | dl       |
|         | commune   | c    | Xã C      | Commune C | py       |
| settings |
|         | default_language |
|         | Tiếng Việt (vi)  |
""")


def offered(entry, name):
    question = next(question for question in entry.questions() if question.path == f"/data/{name}")
    return [(choice.value, choice.label) for choice in question.choices]


def test_choices_are_those_of_the_answer_they_depend_on() -> None:
    entry = start(PLACES)
    assert offered(entry, "c") == []
    entry.answer("/data/p", "dl")
    assert offered(entry, "c") == [("a", "Xã A"), ("b", "Xã B")]
    entry.answer("/data/p", "py")
    assert offered(entry, "c") == [("c", "Xã C")]


def test_choices_speak_the_language_of_the_entry() -> None:
    entry = start(PLACES, language="en", answers={"p": "py"})
    assert offered(entry, "c") == [("c", "Commune C")]


def test_an_answer_no_longer_offered_goes_and_what_hangs_on_it_follows() -> None:
    entry = start(PLACES, answers={"p": "dl", "c": "a", "m": ["a", "b"]})
    assert (entry.as_json()["called"], entry.as_json()["count"]) == ("Xã A", "2")
    entry.answer("/data/p", "py")
    assert entry.as_json() == {"p": "py", "count": "0"}


def test_answers_laid_in_any_order_are_kept() -> None:
    laid = {"m": ["b"], "c": "b", "p": "dl"}
    assert start(PLACES, answers=laid).as_json() == {"p": "dl", "c": "b", "m": ["b"], "called": "Xã B", "count": "1"}


def test_a_draft_keeps_even_an_answer_that_was_never_offered() -> None:
    entry = start(PLACES, answers={"p": "dl"})
    entry.answer("/data/c", "zz")
    again = start(PLACES, typed=entry.typed())
    assert again.typed()["/data/c"] == "zz"
    assert [problem.path for problem in again.problems()] == ["/data/c"]


def test_a_filter_is_not_computed_for_an_answer_beside_it() -> None:
    entry = start(PLACES, answers={"p": "dl"})
    entry.questions()
    before = entry.evaluated
    entry.answer("/data/t", "x")
    entry.questions()
    assert entry.evaluated == before


HIDDEN = form("""
| survey  |              |      |       |                 |               |               |
|         | type         | name | label | relevant        | choice_filter | calculation   |
|         | select_one a | a    | A     |                 |               |               |
|         | select_one b | b    | B     | ${a} = 'x'      | a = ${a}      |               |
|         | calculate    | kept |       | ${a} = 'x'      |               | once(${a})    |
| choices |
|         | list_name | name | label | a |
|         | a         | x    | X     |   |
|         | a         | y    | Y     |   |
|         | b         | b1   | B1    | x |
""")


def test_an_answer_of_a_hidden_question_waits_to_be_offered_again() -> None:
    entry = start(HIDDEN)
    for path, text in (("/data/a", "x"), ("/data/b", "b1"), ("/data/a", "y")):
        entry.answer(path, text)
    assert entry.as_json() == {"a": "y"}
    entry.answer("/data/a", "x")
    assert entry.as_json() == {"a": "x", "b": "b1", "kept": "y"}   # once() has no own value while it is hidden


FROM_ANSWERS = form("""
| survey  |                   |       |       |               |
|         | type              | name  | label | choice_filter |
|         | begin repeat      | child | Con   |               |
|         | text              | name  | Tên   |               |
|         | end repeat        |       |       |               |
|         | select_one ${name} | eldest | Con cả | ${name} != '' |
""")


def test_choices_may_be_what_was_answered_in_a_repeat() -> None:
    entry = start(FROM_ANSWERS, answers={"child": [{"name": "An"}, {"name": ""}, {"name": "Bình"}]})
    assert offered(entry, "eldest") == [("An", "An"), ("Bình", "Bình")]
    entry.answer("/data/eldest", "Bình")
    entry.remove_repeat("/data/child[3]")
    assert offered(entry, "eldest") == [("An", "An")]
    assert "eldest" not in entry.as_json()
