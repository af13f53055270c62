"""Forms of other people's programs: read as they meant them, or told what is not done. JavaRosa agrees (tests/oracles)."""

from __future__ import annotations

import pytest

from forms.authoring.check import check_authored
from forms.xforms.read import read_form
from tests.support.strange_forms import ALIKE, NAMED, REFUSED, strange_form
from tests.support.xforms import start


@pytest.mark.parametrize("xml", ALIKE.values(), ids=ALIKE.keys())
def test_what_the_standard_allows_is_taken_and_nothing_of_it_is_in_vain(xml: bytes) -> None:
    assert read_form(xml).unsupported == ()
    assert start(read_form(xml)).questions() or start(read_form(xml)).repeats()


@pytest.mark.parametrize("code", NAMED)
def test_what_is_not_done_is_named_where_it_stands(code: str) -> None:
    checked = check_authored(NAMED[code][1], "strange.xml")
    assert not checked.blocks
    named = [one for one in checked.findings if one.code == f"unsupported-{code}"]
    assert named
    assert all(one.place() for one in named if code != "model")


@pytest.mark.parametrize("xml", REFUSED.values(), ids=REFUSED.keys())
def test_what_nobody_could_answer_is_refused_and_says_what(xml: bytes) -> None:
    checked = check_authored(xml, "strange.xml")
    assert checked.blocks
    assert checked.findings[0].repair


def test_words_that_nobody_wrote_are_told_by_their_name() -> None:
    assert "«gone»" in check_authored(REFUSED["words that nobody wrote"], "strange.xml").findings[0].sentence


def test_an_attribute_in_a_formula_is_refused_with_what_to_do() -> None:
    xml = strange_form('<a k="7"/><b/>', '<bind nodeset="/data/b" calculate="/data/a/@k"/>')
    assert "put the value into a node" in check_authored(xml, "strange.xml").findings[0].sentence


def test_a_rule_that_reads_nothing_is_no_circle() -> None:
    xml = strange_form("<a/>", '<bind nodeset="/data/a" relevant="yes"/>')
    assert [each.what for each in read_form(xml).unsupported] == ["path"]
    assert start(read_form(xml)).questions() == ()


def test_a_chosen_value_keeps_its_spaces() -> None:
    entry = start(read_form(ALIKE["a choice with spaces"]))
    entry.answer("/data/a", "x")
    entry.answer("/data/b", "Buôn Hồ")
    assert entry.as_json()["b"] == "Buôn Hồ"
    assert not entry.problems()
