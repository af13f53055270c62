"""Repeats: own instance inside, all instances outside, and everything follows when one comes or goes."""

from __future__ import annotations

import pytest

from forms.xforms.problem import FormError, ProblemKind
from tests.support.xforms import form, start

SHOP = form("""
| survey |              |       |       |                                  |               |            |              |
|        | type         | name  | label | calculation                      | relevant      | bind::type | repeat_count |
|        | begin repeat | line  | Dòng  |                                  |               |            |              |
|        | text         | what  | Gì    |                                  |               |            |              |
|        | integer      | each  | Giá   |                                  |               |            |              |
|        | integer      | many  | Số    |                                  |               |            |              |
|        | calculate    | cost  |       | ${each} * ${many}                |               | int        |              |
|        | calculate    | place |       | position(..)                     |               | int        |              |
|        | calculate    | share |       | ${cost} div sum(../../line/cost) |               | decimal    |              |
|        | text         | why   | Vì sao |                                 | ${cost} > 100 |            |              |
|        | end repeat   |       |       |                                  |               |            |              |
|        | calculate    | total |       | sum(${cost})                     |               | int        |              |
|        | calculate    | lines |       | count(${line})                   |               | int        |              |
""")


def test_inside_a_repeat_a_name_means_the_own_instance() -> None:
    entry = start(SHOP, answers={"line": [{"each": 2, "many": 3}, {"each": 5, "many": 7}]})
    assert [line["cost"] for line in entry.as_json()["line"]] == [6, 35]
    assert [line["place"] for line in entry.as_json()["line"]] == [1, 2]


def test_outside_it_means_all_of_them() -> None:
    entry = start(SHOP, answers={"line": [{"each": 2, "many": 3}, {"each": 5, "many": 7}]})
    assert (entry.as_json()["total"], entry.as_json()["lines"]) == (41, 2)
    entry.answer("/data/line[1]/many", "4")
    assert entry.as_json()["total"] == 43


def test_a_sum_across_instances_is_fresh_in_every_instance() -> None:
    entry = start(SHOP, answers={"line": [{"each": 1, "many": 1}, {"each": 1, "many": 1}]})
    entry.answer("/data/line[2]/many", "3")
    assert [line["share"] for line in entry.as_json()["line"]] == ["0.25", "0.75"]


def test_adding_and_removing_follow_through() -> None:
    entry = start(SHOP, answers={"line": [{"each": 1, "many": 1}, {"each": 2, "many": 2}]})
    assert entry.add_repeat("/data/line") == "/data/line[3]"
    entry.answer("/data/line[3]/each", "10")
    entry.answer("/data/line[3]/many", "10")
    assert (entry.as_json()["total"], entry.as_json()["lines"]) == (105, 3)
    entry.remove_repeat("/data/line[1]")
    assert (entry.as_json()["total"], entry.as_json()["lines"]) == (104, 2)
    assert [line["place"] for line in entry.as_json()["line"]] == [1, 2]
    assert [question.path for question in entry.questions()][:2] == ["/data/line[1]/what", "/data/line[1]/each"]


def test_relevance_is_of_the_instance() -> None:
    entry = start(SHOP, answers={"line": [{"each": 1, "many": 1}, {"each": 200, "many": 2}]})
    asked = [question.path for question in entry.questions() if question.path.endswith("/why")]
    assert asked == ["/data/line[2]/why"]


def test_an_answer_in_one_instance_leaves_the_others_alone() -> None:
    entry = start(SHOP, answers={"line": [{"each": 1, "many": 1}] * 50})
    entry.questions()
    before = entry.evaluated
    entry.answer("/data/line[7]/what", "giấy")
    entry.questions()
    assert entry.evaluated == before
    entry.answer("/data/line[7]/many", "1")
    assert entry.evaluated == before, "the same value again moves nothing"


def test_a_repeat_emptied_stays_empty_in_the_draft() -> None:
    entry = start(SHOP)
    entry.remove_repeat("/data/line[1]")
    assert entry.as_json() == {"total": 0, "lines": 0}
    again = start(SHOP, typed=entry.typed())
    assert again.as_json() == entry.as_json()
    assert again.repeats()[0].instances == ()
    assert again.add_repeat("/data/line") == "/data/line[1]"


def test_a_draft_keeps_every_instance() -> None:
    entry = start(SHOP, answers={"line": [{"what": "một"}, {"what": "hai"}, {"each": 3}]})
    entry.answer("/data/line[3]/many", "nhiều")
    again = start(SHOP, typed=entry.typed())
    assert again.typed() == entry.typed()
    assert again.questions() == entry.questions()


def test_an_unknown_repeat_is_a_key_error() -> None:
    for path in ("/data/none", "/data/line[1]/what", "/data/total"):
        with pytest.raises(KeyError):
            start(SHOP).add_repeat(path)
    with pytest.raises(KeyError):
        start(SHOP).remove_repeat("/data/line[2]")


COUNTED = form("""
| survey |              |      |       |              |
|        | type         | name | label | repeat_count |
|        | integer      | n    | N     |              |
|        | begin repeat | r    | R     | ${n}         |
|        | text         | t    | T     |              |
|        | end repeat   |      |       |              |
""")


def test_a_counted_repeat_has_as_many_as_the_form_says() -> None:
    entry = start(COUNTED)
    entry.answer("/data/n", "3")
    assert entry.repeats()[0].instances == ("/data/r[1]", "/data/r[2]", "/data/r[3]")
    assert entry.repeats()[0].fixed


def test_a_count_typed_too_small_loses_no_answer_and_what_is_too_many_may_be_removed() -> None:
    entry = start(COUNTED)
    entry.answer("/data/n", "3")
    entry.answer("/data/r[3]/t", "giữ lại")
    assert not entry.repeats()[0].surplus
    entry.answer("/data/n", "2")
    assert entry.typed()["/data/r[3]/t"] == "giữ lại"
    assert entry.repeats()[0].surplus
    entry.remove_repeat("/data/r[1]")
    assert entry.typed()["/data/r[2]/t"] == "giữ lại"
    with pytest.raises(FormError):
        entry.remove_repeat("/data/r[1]")


def test_nobody_adds_to_a_counted_repeat_by_hand() -> None:
    entry = start(COUNTED)
    entry.answer("/data/n", "1")
    for change in (lambda: entry.add_repeat("/data/r"), lambda: entry.remove_repeat("/data/r[1]")):
        with pytest.raises(FormError) as caught:
            change()
        assert "tự tính" in caught.value.fault.sentence


def test_a_count_beyond_reason_is_a_problem_not_a_frozen_desk() -> None:
    entry = start(COUNTED)
    entry.answer("/data/n", "999999999")
    assert [problem.kind for problem in entry.problems()] == [ProblemKind.FORM]
    assert entry.typed()["/data/n"] == "999999999"


NESTED = form("""
| survey |              |       |       |                              |            |
|        | type         | name  | label | calculation                  | bind::type |
|        | begin repeat | house | Nhà   |                              |            |
|        | begin repeat | head  | Người |                              |            |
|        | integer      | age   | Tuổi  |                              |            |
|        | end repeat   |       |       |                              |            |
|        | calculate    | ages  |       | sum(${age})                  | int        |
|        | end repeat   |       |       |                              |            |
|        | calculate    | all   |       | sum(/data/house/head/age)    | int        |
|        | calculate    | second |      | indexed-repeat(${ages}, ${house}, 2) | int |
""")


def test_a_repeat_in_a_repeat_sums_its_own() -> None:
    houses = [{"head": [{"age": 1}, {"age": 2}]}, {"head": [{"age": 10}]}]
    entry = start(NESTED, answers={"house": houses})
    assert [house["ages"] for house in entry.as_json()["house"]] == [3, 10]
    assert (entry.as_json()["all"], entry.as_json()["second"]) == (13, 10)
    entry.add_repeat("/data/house[2]/head")
    entry.answer("/data/house[2]/head[2]/age", "5")
    assert [house["ages"] for house in entry.as_json()["house"]] == [3, 15]
    assert entry.questions()[-1].repeat == ("/data/house[2]/head[2]", 2)
    assert entry.questions()[-1].depth == 2


NEW_INSIDE = form("""
| survey |              |       |       |         |
|        | type         | name  | label | default |
|        | begin repeat | house | H     |         |
|        | date         | since | S     | today() |
|        | begin group  | g     | G     |         |
|        | begin repeat | head  | P     |         |
|        | date         | day   | D     | today() |
|        | end repeat   |       |       |         |
|        | end group    |       |       |         |
|        | end repeat   |       |       |         |
""")


def test_a_new_instance_gets_what_its_own_repeat_sets_not_what_one_inside_it_does() -> None:
    entry = start(NEW_INSIDE)
    entry.add_repeat("/data/house")
    entry.add_repeat("/data/house[2]/g/head")
    assert entry.as_json()["house"][1] == {"since": "2026-11-21", "g": {"head": [{}, {"day": "2026-11-21"}]}}
