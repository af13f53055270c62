"""One word, several ways to write it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.text.fold import fold
from forms.text.spelling import letters, spelling_key, traditional
from tests.support.icu import icu
from tests.support.invented_names import invented
from tests.support.shared import shared

SMALL = "ƀ č ĕ ĭ ñ ŏ ŭ ê̆ ô̆ ơ̆ ư̆"
EDE = [*SMALL.split(), *SMALL.upper().split()]


@pytest.mark.parametrize(
    ("late", "early"),
    [
        ("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("HOÀ", "HÒA"), ("Thuý", "Thúy"), ("xoá sạch", "xóa sạch"),
        ("loà xoà", "lòa xòa"), ("Hoà Thuỵ", "Hòa Thụy"),
    ],
)  # fmt: skip
def test_the_tone_of_an_open_syllable_moves_to_its_first_vowel(late, early):
    assert traditional(late) == early
    assert traditional(unicodedata.normalize("NFD", late)) == early
    assert spelling_key(late) == spelling_key(early)


@pytest.mark.parametrize("word", ["quý", "Quỳ", "hoàn", "khoẻn", "thuyền", "huýt", "ngoằn", "oái", "tuyết", "của", "mía", "toàn"])
def test_a_closed_syllable_and_the_u_after_q_keep_their_tone(word):
    assert traditional(word) == word


def test_a_spelling_keeps_what_the_search_key_drops():
    assert spelling_key("Hòa Phú") != spelling_key("Hoa Phú")
    assert spelling_key("Ðắk  Lắk") == spelling_key("đắk lắk")
    assert spelling_key("CƯ M'GAR") == spelling_key("Cư Mʼgar") == spelling_key("Cư M’gar")


def test_every_name_of_the_country_is_found_by_either_place_of_its_tone():
    names = [unit["name"] for province in shared("admin_units.json")["provinces"] for unit in province["communes"]]
    assert len(names) == 3321
    moved = {name: _late(name) for name in names}
    assert sum(name != late for name, late in moved.items()) > 100
    assert [name for name, late in moved.items() if spelling_key(name) != spelling_key(late)] == []
    assert [name for name in names if traditional(name) != name] == []
    assert [name for name, late in moved.items() if fold(name) != fold(late)] == []


def _late(name: str) -> str:
    """The newer place of the tone, made the plain way: by pairs, at the end of a word."""
    pairs = {early + base: base_first + late for early, base, base_first, late in _pairs()}
    return " ".join(next((w[:-2] + pairs[w[-2:]] for _ in "." if w[-2:] in pairs and w[-3:-2].lower() != "q"), w) for w in name.split())


def _pairs():
    for first, second in ("oa", "oe", "uy"):
        for tone in "\u0300\u0301\u0303\u0309\u0323":
            yield unicodedata.normalize("NFC", first + tone), second, first, unicodedata.normalize("NFC", second + tone)


@pytest.mark.parametrize("letter", EDE)
def test_an_ede_letter_is_one_letter(letter):
    assert letters(letter) == [unicodedata.normalize("NFC", letter)]
    assert len(letters(unicodedata.normalize("NFD", f"H’{letter}n"))) == 4


def test_names_are_counted_as_icu_counts_them():
    judge = icu()
    names = [*invented(5000, seed=15), *EDE, "Ƀuôn Êa Krê̆", "e\u0302\u0306\u0301"]
    assert [name for name in names if len(letters(name)) != judge.graphemes(name)] == []


@given(st.text())
def test_any_text_has_a_spelling_and_its_letters_are_all_of_it(text):
    assert "".join(letters(text)) == unicodedata.normalize("NFC", text)
    assert traditional(traditional(text)) == traditional(text)
    assert fold(traditional(text)) == fold(text)
