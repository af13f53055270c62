"""What is not computed twice, and that nobody can tell from what comes out."""

from __future__ import annotations

from functools import cached_property

import pytest

from benchmarks.invented import an_order
from forms.catalogue.shelf import shipped_form
from forms.xforms.definition import FormDefinition
from forms.xforms.problem import ProblemKind
from forms.xforms.read import read_form
from tests.support.xforms import form, start

SHIPPED = ("1.001193", "2.000815", "1.004873")
TWICE = form("""
| survey |           |      |       |                      |             |
|        | type      | name | label | calculation          | default     |
|        | integer   | a    | A     |                      | 1           |
|        | calculate | c    |       | ${a} + 1             |             |
|        | calculate | kept |       | once(${a} + 1)       |             |
""")
PLAIN = form("""
| survey |           |      |       |                      |             |
|        | type      | name | label | calculation          | default     |
|        | integer   | a    | A     |                      | 1           |
|        | calculate | c    |       | ${a} + 1             |             |
""")
BROKEN_FILTER = form("""
| survey  |                    |      |       |                                |
|         | type               | name | label | choice_filter                  |
|         | text               | t    | T     |                                |
|         | select_one things  | s    | S     | name = string(date(${t}))      |
| choices |
|         | list_name | name | label |
|         | things    | a    | A     |
""")


def seen(definition: FormDefinition, seed: int, code: str) -> object:
    entry = start(definition, answers=an_order(seed, code).answers)
    return entry.problems(), entry.as_json(), entry.values(), entry.typed(), entry.repeats(), entry.questions()


@pytest.mark.parametrize("code", SHIPPED)
def test_answers_laid_before_anything_is_computed_give_the_same_form(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    definition = read_form(shipped_form(code))
    ours = [seen(definition, seed, code) for seed in range(8)]
    remembers = cached_property(lambda _: True)
    remembers.__set_name__(FormDefinition, "remembers_defaults")
    monkeypatch.setattr(FormDefinition, "remembers_defaults", remembers)
    assert ours == [seen(read_form(shipped_form(code)), seed, code) for seed in range(8)]


def test_a_form_given_its_answers_is_computed_once() -> None:
    assert start(PLAIN, answers={"a": 5}).evaluated == start(PLAIN).evaluated == 1


def test_a_form_that_keeps_its_first_value_keeps_that_of_its_defaults() -> None:
    assert start(TWICE, answers={"a": 5}).as_json() == {"a": 5, "c": "6", "kept": "2"}


@pytest.mark.parametrize("code", SHIPPED)
def test_problems_are_the_same_whether_questions_were_looked_at_or_not(code: str) -> None:
    definition = read_form(shipped_form(code))
    for answers in ({}, an_order(1, code).answers, an_order(2, code).answers):
        entry = start(definition, answers=answers)
        unseen = entry.problems()
        entry.questions()
        assert unseen == entry.problems()


def test_a_filter_that_cannot_be_computed_is_a_problem_even_where_nothing_is_chosen() -> None:
    entry = start(BROKEN_FILTER)
    entry.answer("/data/t", "no day")
    assert [(one.path, one.kind) for one in entry.problems()] == [("/data/s", ProblemKind.FORM)]
    entry.questions()
    assert [(one.path, one.kind) for one in entry.problems()] == [("/data/s", ProblemKind.FORM)]


def test_only_what_a_card_may_fill_is_looked_at_for_it() -> None:
    entry = start(read_form(shipped_form("1.001193")))
    before = entry.evaluated
    fillable = entry.prefillable()
    looked = entry.evaluated - before
    assert fillable == tuple(one for one in entry.questions() if one.prefill)
    assert 0 < looked < (entry.evaluated - before - looked)
