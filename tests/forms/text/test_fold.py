"""The search key."""

from __future__ import annotations

import unicodedata

import pytest

from forms.text.fold import fold, fold_words, nfc


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đắk Lắk", "dak lak"), ("Ðak", "dak"), ("ðak", "dak"), ("Cư M’gar", "cu mgar"), ("Cư M'gar", "cu mgar"),
        ("Cư Mʼgar", "cu mgar"), ("Pơng Drang", "pong drang"), ("  Nguyễn   Thị ", "nguyen thi"), ("ƀuôn", "buon"),
        ("Čư Ê̆ Ô̆ Ơ̆ Ư̆ ñ ŏ ŭ", "cu e o o u n o u"), ("H’Mẫu Niê", "hmau nie"), ("", ""),
    ],
)  # fmt: skip
def test_the_key_of_a_name(text, key):
    assert fold(text) == key
    assert fold(unicodedata.normalize("NFD", text)) == key
    assert fold(text.upper()) == key


@pytest.mark.parametrize(("one", "other"), [("Hòa", "Hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("quý", "quí".replace("í", "ý"))])
def test_both_places_of_a_tone_give_one_key(one, other):
    assert fold(one) == fold(other)


def test_folding_a_key_changes_nothing():
    for text in ("Đắk Lắk", "Cư M’gar", "Straße", "İstanbul"):
        assert fold(fold(text)) == fold(text)


def test_words_leave_punctuation_out():
    assert fold_words("Nuôi con nuôi, (trong nước) 2.001263") == ["nuoi", "con", "nuoi", "trong", "nuoc", "2", "001263"]


def test_the_stored_form_is_composed():
    assert nfc("e\u0302\u0309") == "ể"
