"""Everything that depends on an answer follows it, in order, and nothing else is computed."""

from __future__ import annotations

from tests.support.xforms import form, start

HOUSE = form("""
| survey |              |        |                  |                 |                     |            |           |
|        | type         | name   | label            | relevant        | calculation         | bind::type | default   |
|        | integer      | n      | N                |                 |                     |            |           |
|        | begin group  | g      | Nhà của ${who}   | ${n} > 0        |                     |            |           |
|        | integer      | a      | A                |                 |                     |            |           |
|        | begin group  | deep   | Sâu              |                 |                     |            |           |
|        | integer      | b      | B                | ${a} > 1        |                     |            |           |
|        | end group    |        |                  |                 |                     |            |           |
|        | end group    |        |                  |                 |                     |            |           |
|        | text         | who    | Ai               |                 |                     |            |           |
|        | calculate    | seen   |                  |                 | concat(${a}, '/', ${b}) |        |           |
|        | calculate    | twice  |                  |                 | ${a} * 2            | int        |           |
|        | calculate    | again  |                  |                 | ${twice} + 1        | int        |           |
|        | begin repeat | r      | R                |                 |                     |            |           |
|        | date         | day    | Ngày             |                 |                     |            | today()   |
|        | integer      | one    | Một              |                 |                     |            | 1         |
|        | calculate    | two    |                  |                 | ${one} + 1          | int        |           |
|        | end repeat   |        |                  |                 |                     |            |           |
""")


def test_what_stands_in_a_hidden_group_reads_as_empty_and_comes_back() -> None:
    entry = start(HOUSE, answers={"n": 1, "g": {"a": 2, "deep": {"b": 3}}})
    assert (entry.as_json()["seen"], entry.as_json()["again"]) == ("2/3", 5)
    entry.answer("/data/n", "0")
    assert entry.as_json()["seen"] == "/"
    assert "again" not in entry.as_json()
    entry.answer("/data/n", "1")
    assert (entry.as_json()["seen"], entry.as_json()["again"]) == ("2/3", 5)


def test_a_chain_is_computed_once_each_in_order() -> None:
    entry = start(HOUSE, answers={"n": 1})
    before = entry.evaluated
    entry.answer("/data/g/a", "1")
    assert entry.as_json()["again"] == 3
    assert entry.evaluated == before + 4, "relevance of b, seen, twice, again"


def test_an_answer_in_one_instance_costs_the_same_among_fifty() -> None:
    costs = []
    for many in (1, 50):
        entry = start(HOUSE, answers={"r": [{"one": 3}] * many})
        before = entry.evaluated
        entry.answer("/data/r[1]/one", "4")
        assert entry.as_json()["r"][0]["two"] == 5
        costs.append(entry.evaluated - before)
    assert costs == [1, 1]


def test_a_new_instance_gets_its_defaults_fixed_and_computed() -> None:
    entry = start(HOUSE)
    entry.add_repeat("/data/r")
    assert entry.as_json()["r"] == [{"day": "2026-11-21", "one": 1, "two": 2}] * 2


def test_the_label_of_a_group_follows_an_answer_outside_it() -> None:
    entry = start(HOUSE, answers={"n": 1, "who": "An"})
    assert entry.questions()[1].group_label == "Nhà của An"
    entry.answer("/data/who", "Bình")
    assert entry.questions()[1].group_label == "Nhà của Bình"


COPYING = form("""
| survey |         |      |       |             |         |
|        | type    | name | label | calculation | trigger |
|        | integer | a    | A     |             |         |
|        | integer | b    | B     | ${a} * 10   | ${a}    |
""")


def test_a_triggered_value_is_set_when_its_question_changes_and_stays_open_to_typing() -> None:
    entry = start(COPYING)
    entry.answer("/data/a", "2")
    assert entry.as_json() == {"a": 2, "b": 20}
    entry.answer("/data/b", "7")
    assert entry.as_json() == {"a": 2, "b": 7}
    entry.answer("/data/a", "2")
    assert entry.as_json()["b"] == 7
    entry.answer("/data/a", "3")
    assert entry.as_json()["b"] == 30


CHAINED = form("""
| survey |         |      |       |             |         |
|        | type    | name | label | calculation | trigger |
|        | integer | a    | A     | ${c} + 1    | ${c}    |
|        | integer | b    | B     | ${a} * 10   | ${a}    |
|        | integer | c    | C     | ${b} + 5    | ${b}    |
""")


def test_what_a_trigger_sets_may_trigger_in_turn_and_a_circle_ends_where_it_began() -> None:
    entry = start(CHAINED)
    entry.answer("/data/a", "2")
    assert entry.as_json() == {"a": 26, "b": 20, "c": 25}


REPEATED_COPY = form("""
| survey |              |      |       |             |         |
|        | type         | name | label | calculation | trigger |
|        | begin repeat | r    | R     |             |         |
|        | integer      | a    | A     |             |         |
|        | integer      | b    | B     | ${a} + 1    | ${a}    |
|        | end repeat   |      |       |             |         |
""")


def test_a_triggered_value_is_set_in_the_own_instance_only() -> None:
    entry = start(REPEATED_COPY, answers={"r": [{"a": 1, "b": 1}, {"a": 2, "b": 2}]})
    entry.answer("/data/r[2]/a", "5")
    assert entry.as_json()["r"] == [{"a": 1, "b": 1}, {"a": 5, "b": 6}]


CLOSED = form("""
| survey |             |      |       |                  |             |
|        | type        | name | label | readonly         | required    |
|        | text        | t    | T     |                  |             |
|        | begin group | g    | G     | ${t} = 'khóa'    |             |
|        | text        | a    | A     |                  | ${t} != ''  |
|        | end group   |      |       |                  |             |
""")


def test_readonly_is_inherited_and_required_may_depend() -> None:
    entry = start(CLOSED)
    assert (entry.questions()[1].readonly, entry.questions()[1].required) == (False, False)
    entry.answer("/data/t", "khóa")
    assert (entry.questions()[1].readonly, entry.questions()[1].required) == (True, True)
