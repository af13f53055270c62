"""Bars and addresses beside a number, and what they must never hold."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.units import mm

from forms.codes.bar_code import NARROWEST_MM, bar_code_text
from forms.codes.faults import BAR_CODE_TEXT, TRACKING_ADDRESS
from forms.codes.tracking import check_tracking, tracking_address
from forms.errors import RuleError
from forms.papers.tagged import Bars

NUMBERS = ["T-24184-K7Q2-00042-YJJV", "H15.99-261121-0007", "000.00.06.H56-231027-0361"]
ADDRESS = "https://dichvucong.example.gov.vn/tra-cuu?ma={ma}"


@pytest.mark.parametrize("number", NUMBERS)
def test_the_bars_hold_the_number_and_fit_the_slip(number):
    assert bar_code_text(number) == number
    assert Bars(number, 1, NARROWEST_MM * mm, ()).width < 90 * mm


@pytest.mark.parametrize("number", NUMBERS)
def test_drawn_bars_are_read_by_another_program(number):
    import zxingcpp
    from PIL import Image
    from reportlab.graphics.barcode.code128 import Code128

    bars = Code128(bar_code_text(number), barWidth=1)
    bars.validate()
    bars.encode()
    bars.decompose()
    strip = Image.new("L", (20 + len(bars.decomposed) * 12, 60), 255)
    at = 10
    for letter in bars.decomposed:  # reportlab: capitals are bars, small letters spaces, a to d their widths
        width = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            strip.paste(0, (at, 5, at + width, 55))
        at += width
    drawn = io.BytesIO()
    strip.crop((0, 0, at + 10, 60)).resize(((at + 10) * 3, 180)).save(drawn, "png")
    assert zxingcpp.read_barcode(Image.open(drawn)).text == number


@pytest.mark.parametrize("text", ["", "Nguyễn Thị Thử Nghiệm", "NGUYEN THI THU", "h15", "A" * 41, "H15\n", "H15;DROP", "-H15"])
def test_nothing_but_a_number_becomes_bars(text):
    with pytest.raises(RuleError) as caught:
        bar_code_text(text)
    assert caught.value.fault is BAR_CODE_TEXT


def test_the_tracking_address_carries_the_number_alone():
    assert tracking_address(ADDRESS, NUMBERS[1]) == "https://dichvucong.example.gov.vn/tra-cuu?ma=H15.99-261121-0007"
    assert tracking_address("", NUMBERS[1]) == ""


@pytest.mark.parametrize(
    "template",
    ["http://example.vn/{ma}", "https://example.vn/", "https://example.vn/{ma}{ma}", "https://example.vn/{ten}?ma={ma}", "https://ai@example.vn/{ma}",
     "https://example.vn/{ma} ", "https://vídụ.vn/{ma}", "javascript:{ma}", "https://{ma}/", "https://example.vn/{ma}\n", "https://example.vn/" + "a" * 200 + "{ma}"],
)  # fmt: skip
def test_a_malformed_tracking_address_is_refused(template):
    with pytest.raises(RuleError) as caught:
        check_tracking(template)
    assert caught.value.fault is TRACKING_ADDRESS


@given(st.text())
def test_any_text_ends_in_a_clear_refusal_or_passes(text):
    for check in (bar_code_text, check_tracking):
        try:
            check(text)
        except RuleError as refused:
            assert refused.fault.remedy
