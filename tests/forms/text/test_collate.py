"""The order of words and people."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.text.collate import person_key, text_key
from forms.text.spelling import one_form
from tests.support.icu import icu
from tests.support.invented_names import invented
from tests.support.shared import shared


def shuffled(words):
    dice = random.Random(7)
    return dice.sample(words, len(words))


@pytest.mark.parametrize(
    "words",
    [
        "Dung Dùng Dủng Dũng Dúng Dụng", "a ă â b ƀ c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z",
        "An Ăn Ân", "Đa Đá Đam", "an An AN", "Hoa Hòa Hóa",
        "le lê Lê Lê̆",
    ],
)  # fmt: skip
def test_words_stand_by_alphabet_then_tone_then_capital(words):
    ordered = words.split()
    assert sorted(shuffled(ordered), key=text_key) == ordered


def test_every_order_is_icus_on_5000_invented_people():
    judge = icu()
    names = sorted({one_form(name) for name in invented(5000, seed=20261122)})
    assert len(names) > 4000
    assert sorted(names, key=text_key) == sorted(names, key=judge.sort_key)


def test_every_order_is_icus_on_the_names_of_the_countrys_units():
    judge = icu()
    units = [unit for province in shared("admin_units.json")["provinces"] for unit in province["communes"]]
    assert len(units) == 3321
    names = sorted({one_form(unit[kind]) for unit in units for kind in ("name", "full_name")})
    assert sorted(names, key=text_key) == sorted(names, key=judge.sort_key)


def test_the_only_differences_from_icu_are_look_alikes():
    judge = icu()
    pairs = [("H'Hen", "H’Hen"), ("Ðắk", "Đắk"), ("Hʼ Lan", "H’ Lan")]
    for one, other in pairs:
        assert text_key(one) == text_key(other)
        assert judge.sort_key(one) != judge.sort_key(other)


def test_people_stand_by_given_name_then_from_the_surname_on():
    ordered = [
        "Trần Văn An", "Lê Thị Ân", "Nguyễn Thị Dung", "Âu Văn Dũng", "Nguyễn Văn Dũng", "Nguyễn Văn Đông", "Nguyễn Thị Thử Nghiệm",
        "Ông Thử", "Yến",
    ]  # fmt: skip
    assert sorted(shuffled(ordered), key=person_key) == ordered


def test_ede_people_stand_by_the_name_after_the_marker_then_by_clan():
    ordered = ["H’Hen Mlô", "H'Hen Niê", "H’ Hen Niê Kđăm", "Trần Thị Lan", "Y Wang Byă", "Y Wang Niê", "Y-Yên Niê"]
    assert sorted(shuffled(ordered), key=person_key) == ordered
    assert person_key("Y Wang Niê").given == text_key("Wang")
    assert person_key("H’Hen Niê").given == text_key("Hen")


@pytest.mark.parametrize(("name", "given"), [("Hoàng Hen", "Hen"), ("Yên Nhi", "Nhi"), ("Ý Nhi", "Nhi"), ("H’", "H’"), ("Y", "Y"), ("", "")])
def test_no_marker_is_seen_where_there_is_none(name, given):
    assert person_key(name).given == text_key(given)


def test_people_stand_as_icu_would_put_given_name_and_rest():
    judge = icu()
    people = sorted({one_form(name) for name in invented(5000, seed=3) if name[:2] not in ("Y ", "H’", "H'")})

    def by_icu(name):
        rest, _, given = name.rpartition(" ")
        return judge.sort_key(given), judge.sort_key(rest)

    assert len(people) > 3500
    assert sorted(people, key=person_key) == sorted(people, key=by_icu)


def test_normal_form_changes_no_place():
    for name in invented(300, seed=4):
        assert person_key(unicodedata.normalize("NFD", name)) == person_key(name)


@given(st.text(), st.text())
def test_any_text_has_a_place(one, other):
    assert (person_key(one) < person_key(other)) + (person_key(other) < person_key(one)) + (person_key(one) == person_key(other)) == 1
