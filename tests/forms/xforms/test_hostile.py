"""Whatever a form or a person holds, only a FormError comes out, and never something else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.catalogue.shelf import SHIPPED, shipped_form
from forms.xforms.functions import FUNCTIONS
from forms.xforms.problem import FormError
from forms.xforms.read import read_form
from tests.support.xforms import probe_form, start

WORDS = ["/data/s", "/data/d", "/data/m", "/data/e", "/data/i", ".", "..", "current()/../f", "instance('x')/a", "'abc'", "''", "0",
         "1.5", "1e3", "99999999999999999999", "+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or", "(", ")", "[", "]",
         ",", "/", "|", "'", "if(", "once(", "indexed-repeat(", *(f"{name}(" for name in FUNCTIONS)]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_no_expression_breaks_the_engine(expression: str) -> None:
    try:
        entry = start(read_form(probe_form(expression)))
    except FormError as refused:
        assert refused.where.get("bind") == "/data/r" or "circle" in refused.where
    else:
        assert entry.questions()
        assert entry.problems() is not None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(st.sampled_from(WORDS[:15]), max_size=4))
def test_no_argument_breaks_a_function(name: str, arguments: list[str]) -> None:
    try:
        start(read_form(probe_form(f"{name}({', '.join(arguments)})"))).problems()
    except FormError as refused:
        assert refused.where.get("bind") == "/data/r" or "circle" in refused.where


@pytest.mark.parametrize("form_id", sorted(SHIPPED))
def test_no_damage_to_a_form_breaks_the_reader(form_id: str) -> None:
    whole, dice = shipped_form(form_id), random.Random(form_id)
    for _ in range(40):
        at, size = dice.randrange(len(whole)), dice.choice([1, 1, 3, 40])
        damaged = whole[:at] + bytes(dice.randrange(32, 127) for _ in range(dice.choice([0, size]))) + whole[at + size:]
        try:
            start(read_form(damaged)).problems()
        except FormError as refused:
            assert refused.fault.sentence


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(SHIPPED)), st.data())
def test_no_answer_breaks_a_form_and_every_draft_comes_back(form_id: str, data: st.DataObject) -> None:
    definition = read_form(shipped_form(form_id))
    entry = start(definition)
    for _ in range(data.draw(st.integers(1, 8))):
        open_ones = [question for question in entry.questions() if not question.readonly]
        question = open_ones[data.draw(st.integers(0, len(open_ones) - 1))]
        choices = [choice.value for choice in question.choices]
        entry.answer(question.path, data.draw(st.one_of(st.text(max_size=20), st.sampled_from([*choices, "1", "-5", "1/1/2020", "066190000001"]))))
    again = start(definition, typed=entry.typed())
    assert again.typed() == entry.typed()
    assert again.as_json() == entry.as_json()
    assert again.problems() == entry.problems()
