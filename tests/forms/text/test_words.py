"""Numbers in words, beside the table of the design and beside ICU."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.text.words import Wording, dong_in_words, in_words
from tests.support.icu import icu

TABLE = {
    0: "không", 1: "một", 4: "bốn", 5: "năm", 10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm", 20: "hai mươi",
    21: "hai mươi mốt", 24: "hai mươi tư", 25: "hai mươi lăm", 100: "một trăm", 101: "một trăm linh một",
    104: "một trăm linh bốn", 105: "một trăm linh năm", 110: "một trăm mười", 115: "một trăm mười lăm",
    1001: "một nghìn không trăm linh một", 8000: "tám nghìn", 1_000_005: "một triệu không trăm linh năm",
    1_234_567: "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy", 21_000_000_000: "hai mươi mốt tỷ",
    1_005_000_000: "một tỷ không trăm linh năm triệu", 10**12: "một nghìn tỷ", 10**15: "một triệu tỷ",
    10**18: "một tỷ tỷ", -16_000: "âm mười sáu nghìn",
}  # fmt: skip


@pytest.mark.parametrize("number", TABLE)
def test_a_number_is_told_as_the_table_says(number):
    assert in_words(number) == TABLE[number]


def test_an_office_chooses_between_words_in_use():
    southern = Wording(odd="lẻ", thousand="ngàn", four="bốn")
    assert in_words(24, southern) == "hai mươi bốn"
    assert in_words(1_105, southern) == "một ngàn một trăm lẻ năm"


def test_a_sum_begins_with_a_capital_and_may_be_closed():
    assert dong_in_words(16_000) == "Mười sáu nghìn đồng"
    assert dong_in_words(16_000, even=True) == "Mười sáu nghìn đồng chẵn"
    assert dong_in_words(0) == "Không đồng"


@pytest.mark.parametrize("number", [10**18 + 1, -(10**18) - 1])
def test_beyond_the_greatest_number_nothing_is_invented(number):
    with pytest.raises(ValueError, match="10\\^18"):
        in_words(number)


def test_below_a_million_icu_tells_the_same():
    judge = icu()
    dice = random.Random(20261122)
    numbers = [*range(2_000), *(dice.randrange(10**6) for _ in range(3_000))]
    assert [n for n in numbers if judge.spelled(n).replace("lẻ", "linh") != in_words(n)] == []


def test_up_to_10_to_the_15_icu_differs_only_by_silent_hundreds():
    judge = icu()
    dice = random.Random(20261123)
    numbers = [dice.randrange(10 ** dice.randrange(6, 15)) for _ in range(3_000)]
    numbers += [10**k + dice.randrange(1000) for k in range(6, 15) for _ in range(20)]
    differing = []
    for number in numbers:
        ours, theirs = in_words(number), judge.spelled(number).replace("lẻ", "linh")
        if ours != theirs and _spoken(ours) != _spoken(theirs):
            differing.append((number, ours, theirs))
    assert differing == []


def _spoken(words: str) -> str:
    return words.replace("không trăm linh ", "").replace("không trăm ", "").replace("linh ", "")


_VALUE = {word: value for value, word in enumerate(("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"))}
_VALUE |= {"mốt": 1, "tư": 4, "lăm": 5, "mười": 10}
_SIZE = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def _read_back(words: str) -> int:
    """The number that words tell, read another way than they are written: a register for each size."""
    total = small = digit = 0
    above = 0
    for word in words.split():
        if word in _VALUE:
            digit += _VALUE[word]
        elif word == "mươi":
            small, digit = small + digit * 10, 0
        elif word == "trăm":
            small, digit = small + digit * 100, 0
        elif word == "tỷ":
            above, total, small, digit = (above + total + small + digit) * 10**9, 0, 0, 0
        elif word in _SIZE:
            total, small, digit = total + (small + digit) * _SIZE[word], 0, 0
    return above + total + small + digit


@given(st.integers(0, 10**18))
def test_words_read_back_are_the_number(number):
    assert _read_back(in_words(number)) == number
