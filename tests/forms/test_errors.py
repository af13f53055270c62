"""Faults say who must act, in two languages."""

from __future__ import annotations

import unicodedata

import pytest

from forms.errors import Act, Faults, RuleError


@pytest.mark.parametrize("fault", list(Faults), ids=lambda fault: fault.name)
def test_every_fault_says_what_to_do(fault):
    said = fault.value
    assert said.act in Act
    for sentence in (said.sentence, said.remedy):
        assert sentence.endswith(".")
        assert sentence == unicodedata.normalize("NFC", sentence)
        assert any(ord(letter) > 0xFF for letter in sentence), "Vietnamese with its diacritics"
    assert said.english.isascii()


def test_the_text_of_an_error_is_english_and_names_places_only():
    error = RuleError(Faults.BAD_PERSON.value, field="phone")
    assert str(error) == "malformed person (field=phone)"
    assert error.where == {"field": "phone"}
