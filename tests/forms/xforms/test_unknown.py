"""Answers of a newer program survive an older one: what this edition does not know goes back as it came."""

from __future__ import annotations

import pytest

from forms.xforms.problem import FormError
from tests.support.xforms import form, start

OLD = form("""
| survey |              |       |       |            |
|        | type         | name  | label | relevant   |
|        | text         | t     | T     |            |
|        | begin group  | g     | G     | ${t} = 'x' |
|        | text         | u     | U     |            |
|        | end group    |       |       |            |
|        | begin repeat | child | C     |            |
|        | text         | name  | N     |            |
|        | end repeat   |       |       |            |
|        | text         | last  | L     |            |
""")
NEWER = {"t": "x", "fresh": {"deep": [1, "hai"]}, "g": {"u": "1", "later": True}, "last": ["now", "a", {"list": None}],
         "child": [{"name": "An", "sex": "nam"}, {"name": "Bình", "sex": "nữ"}]}


def test_what_this_edition_does_not_know_goes_back_untouched() -> None:
    entry = start(OLD, answers=NEWER, keeps_unknown=True)
    assert entry.as_json() == NEWER
    entry.answer("/data/child[2]/name", "Bình An")
    assert entry.as_json() == NEWER | {"child": [{"name": "An", "sex": "nam"}, {"name": "Bình An", "sex": "nữ"}]}


def test_unknown_parts_of_a_list_follow_their_own_instance() -> None:
    entry = start(OLD, answers=NEWER, keeps_unknown=True)
    entry.remove_repeat("/data/child[1]")
    entry.add_repeat("/data/child")
    assert entry.as_json()["child"] == [{"name": "Bình", "sex": "nữ"}, {}]


def test_unknown_parts_of_a_group_that_is_hidden_stay() -> None:
    entry = start(OLD, answers=NEWER, keeps_unknown=True)
    entry.answer("/data/t", "y")
    assert entry.as_json()["g"] == {"later": True}


def test_an_answer_typed_over_a_value_of_another_shape_replaces_it() -> None:
    entry = start(OLD, answers=NEWER, keeps_unknown=True)
    entry.answer("/data/last", "x")
    assert entry.as_json()["last"] == "x"


def test_unless_asked_to_keep_it_an_unknown_answer_is_refused_and_named() -> None:
    with pytest.raises(FormError) as caught:
        start(OLD, answers=NEWER)
    assert caught.value.where["key"] == "/data/fresh"


def test_a_draft_of_another_edition_gives_back_every_text() -> None:
    typed = start(OLD, answers={"t": "x"}).typed() | {"/data/fresh": "chữ", "/data/other[2]/deep": "sâu"}
    assert start(OLD, typed=typed).typed() == typed
