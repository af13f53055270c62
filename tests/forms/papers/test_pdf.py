"""A paper, drawn: text, squares, fonts, pages, hostile input."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from forms.errors import Faults, RuleError
from forms.papers import fonts
from forms.papers.content import Field, Paper
from forms.papers.markup import safe
from forms.papers.pdf import draw
from forms.papers.qr import squares
from forms.papers.receipt import receipt_paper
from tests.support.receipts import facts, long_facts

TITLE = "Giấy tiếp nhận hồ sơ"
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def drawn(given):
    return draw(receipt_paper(given), title=TITLE)


def poppler(tool, *options, pdf):
    return subprocess.run([tool, *options], input=pdf, capture_output=True, check=True).stdout


def words(text):
    return unicodedata.normalize("NFC", text).split()


@needs_poppler
@pytest.mark.parametrize("given", [facts(), long_facts()], ids=["short", "long"])
def test_the_text_of_the_file_is_the_text_of_the_paper(given):
    text = poppler("pdftotext", "-raw", "-nopgbrk", "-", "-", pdf=drawn(given)).decode()
    expected = words(receipt_paper(given).text())
    assert sorted(words(text)) == sorted([*expected, *(["2"] if given.copy == 2 else [])])


@needs_poppler
@pytest.mark.parametrize("dpi", [110, 200, 300])
def test_the_squares_read_back(dpi):
    png = poppler("pdftoppm", "-r", str(dpi), "-png", "-gray", "-singlefile", "-", pdf=drawn(facts()))
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    bars = [facts().number] if dpi >= 200 else []  # a module of the bars is a dot and a half at 150
    assert sorted(code.text for code in found) == sorted([facts().qr, *bars])


def test_all_fonts_are_embedded_subsets_of_the_bundled_face():
    for page in PdfReader(io.BytesIO(drawn(long_facts()))).pages:
        faces = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        assert faces
        for face in faces:
            assert "LiberationSerif" in face["/BaseFont"] and "+" in face["/BaseFont"]
            assert "/FontFile2" in face["/FontDescriptor"]


def test_the_same_paper_gives_the_same_bytes():
    assert drawn(long_facts()) == drawn(long_facts())


def test_another_process_gives_the_same_bytes():
    code = "import sys; from tests.support.receipts import facts; from forms.papers.pdf import draw; from forms.papers.receipt import receipt_paper; sys.stdout.buffer.write(draw(receipt_paper(facts()), title='x'))"
    runs = {subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], capture_output=True, check=True).stdout for _ in range(2)}
    assert runs == {draw(receipt_paper(facts()), title="x")}


def test_many_papers_flow_to_a_second_numbered_page():
    reader = PdfReader(io.BytesIO(drawn(long_facts())))
    assert len(reader.pages) == 2
    assert "2" in reader.pages[1].extract_text().split()
    assert "NGƯỜI NỘP HỒ SƠ" not in reader.pages[0].extract_text()
    assert len(PdfReader(io.BytesIO(drawn(facts()))).pages) == 1


def test_the_page_is_a4_and_the_title_holds_no_name():
    reader = PdfReader(io.BytesIO(drawn(facts())))
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert reader.metadata.title == TITLE
    assert "Nghiệm" not in str(reader.metadata)


VIETNAMESE = {
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
} | set("đĐ")
EDE = set("ƀčĕĭñŏŭɃČĔĬÑŎŬ’ʼ\u0306")


def test_the_face_has_every_letter_of_the_province():
    assert len(VIETNAMESE) == 146
    assert fonts.missing("".join(VIETNAMESE | EDE)) == []


@needs_poppler
def test_every_letter_comes_out_of_the_file_as_it_went_in():
    letters = " ".join(sorted(VIETNAMESE | EDE - {"\u0306"})) + " Ê̆ ê̆ Ô̆ ô̆ Ơ̆ ơ̆ Ư̆ ư̆"
    pdf = draw(Paper("x", (Field("Chữ", letters),)), title="x")
    text = poppler("pdftotext", "-raw", "-", "-", pdf=pdf).decode()
    assert words(text)[1:] == words(letters)


def test_a_character_without_a_glyph_is_named_not_printed_as_a_box():
    with pytest.raises(RuleError) as caught:
        drawn(facts(procedure="Đăng ký 🎉"))
    assert caught.value.fault is Faults.NO_GLYPH.value
    assert caught.value.where == {"character": "U+1F389"}


@pytest.mark.parametrize(
    "hostile",
    ["<b>", "</para>", "<img src='/etc/passwd'/>", "<a href='http://example.vn'>x</a>", "&amp; & &#0;", "a" * 200_000, "Nguyễn\x00\x1b[31m\u202eThị", "<font size=900>x</font>", '<para backColor="red">'],
    ids=lambda text: ascii(text[:20]),
)  # fmt: skip
@needs_poppler
def test_hostile_text_is_printed_as_text(hostile):
    pdf = drawn(facts(procedure=hostile))
    assert b"/URI" not in pdf
    assert not list(PdfReader(io.BytesIO(pdf)).pages[0].images)
    text = poppler("pdftotext", "-raw", "-", "-", pdf=pdf).decode()
    printed = "".join(hostile.replace("\x00", "").replace("\x1b", "").replace("\u202e", "").split())[:200]
    assert printed in "".join(text.split())


def test_the_one_function_that_makes_text_safe():
    assert safe("a<b>&c") == "a&lt;b&gt;&amp;c"
    assert safe("e\u0302") == "ê"
    assert safe("a\x00\u202eb") == "a b"
    assert safe("x" * 121) == " ".join(["x" * 60, "x" * 60, "x"])
    assert len(safe("ab " * 9_000)) <= 5_000


def test_squares_hold_finder_patterns_and_no_border():
    rows = squares("MC1.ABC")
    assert len(rows) == len(rows[0])
    assert rows[0][:7] == (True,) * 7
    assert rows[-1][:7] == (True,) * 7
