"""Transfers as squares."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue.banks import bank_of, banks
from forms.codes.faults import PAYMENT_PARTS
from forms.codes.vietqr import MEMO_MAX, Transfer, memo_of, vietqr_text
from forms.errors import RuleError
from tests.support.shared import shared
from tests.support.vietqr import read_vietqr

EXAMPLES = [
    (
        Transfer("970415", "113366668888", 79_000, "Ung Ho Quy Vac Xin"),
        "00020101021238560010A0000007270126000697041501121133666688880208QRIBFTTA53037045405790005802VN62220818Ung Ho Quy Vac Xin63043ACF",
    ),
    (
        Transfer("970415", "113366668888"),
        "00020101021138560010A0000007270126000697041501121133666688880208QRIBFTTA53037045802VN6304F443",
    ),
    (
        Transfer("970405", "5200201234567", 8_000, "H15.99-261121-0007"),
        "00020101021238570010A00000072701270006970405011352002012345670208QRIBFTTA5303704540480005802VN62220818H15.99-261121-000763046E34",
    ),
]


@pytest.mark.parametrize(("transfer", "text"), EXAMPLES)
def test_the_worked_examples_byte_for_byte_and_back(transfer, text):
    assert vietqr_text(transfer) == text
    assert read_vietqr(text) == transfer


def test_a_memo_is_folded_to_plain_letters():
    assert memo_of("Ủng hộ  Quỹ vắc-xin") == "Ung ho Quy vac-xin"
    assert memo_of("Đặng Ƀá – ’H’Lan 漢") == "Dang Ba HLan"
    assert read_vietqr(vietqr_text(EXAMPLES[0][0]._replace(memo="Ủng Hộ Quỹ Vắc Xin"))).memo == "Ung Ho Quy Vac Xin"


def test_a_memo_that_banks_would_cut_is_refused():
    assert memo_of("T-24184-K7Q2-00042-YJJV") == "T-24184-K7Q2-00042-YJJV"
    assert len(memo_of("á" * 25)) == 25
    with pytest.raises(RuleError) as caught:
        memo_of("á" * 26)
    assert caught.value.fault is PAYMENT_PARTS


@pytest.mark.parametrize(
    ("change", "where"),
    [({"bank": "97041"}, "bank"), ({"bank": "97041٥"}, "bank"), ({"account": ""}, "account"), ({"account": "1" * 20}, "account"), ({"account": "12 3"}, "account"),
     ({"amount": 0}, "amount"), ({"amount": -8000}, "amount"), ({"amount": 10**13}, "amount"), ({"memo": "x" * 26}, "memo"), ({"bill": "số"}, "bill"), ({"reference": "1" * 26}, "reference")],
)  # fmt: skip
def test_a_part_out_of_range_is_named(change, where):
    with pytest.raises(RuleError) as caught:
        vietqr_text(EXAMPLES[0][0]._replace(**change))
    assert caught.value.fault is PAYMENT_PARTS
    assert caught.value.where == {"field": where}


def test_bill_reference_and_cards_are_read_back():
    transfer = Transfer("970436", "9704366812345678", None, "hs 7", "B-1", "R-2", to_card=True)
    assert read_vietqr(vietqr_text(transfer)) == transfer


@given(st.text(max_size=60))
def test_any_text_ends_in_a_memo_or_a_clear_refusal(text):
    try:
        assert len(memo_of(text)) <= MEMO_MAX
    except RuleError as refused:
        assert refused.fault is PAYMENT_PARTS


@given(st.text(max_size=30), st.text(max_size=30), st.integers(), st.text(max_size=40), st.text(max_size=40))
def test_any_parts_end_in_squares_that_read_back_or_a_clear_refusal(bank, account, amount, memo, bill):
    try:
        text = vietqr_text(Transfer(bank, account, amount, memo, bill))
    except RuleError as refused:
        assert refused.fault is PAYMENT_PARTS
    else:
        assert read_vietqr(text) == Transfer(bank, account, amount, memo_of(memo), bill)


@pytest.mark.parametrize(("_", "text"), EXAMPLES)
def test_drawn_squares_are_read_by_another_program(_, text):
    import qrcode
    import zxingcpp
    from PIL import Image

    drawn = io.BytesIO()
    qrcode.make(text).save(drawn)
    assert zxingcpp.read_barcode(Image.open(drawn)).text == text


def test_banks_are_found_by_number_and_name_and_former_names_are_skipped():
    assert bank_of("970405").name == "Agribank"
    assert bank_of("agribank").bin == "970405"
    assert bank_of("970406").name == "Vikki Bank"
    assert bank_of("970449").name == "LPBank"
    assert bank_of("970414").name == "MBV"
    assert bank_of("Ocean Bank") is bank_of("") is bank_of("000000") is None
    assert len({bank.bin for bank in banks()}) == len(banks()) == 57


def test_the_shipped_banks_are_those_of_the_reference_list():
    rows = shared("banks.json")["banks"]
    assert {(row["bin"], row["short_name"], row["vietqr"] == 1) for row in rows if row["bin"] and not row["deprecated"]} == set(banks())
