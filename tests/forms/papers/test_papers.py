"""All papers: their words, their files, their codes, and what the archive asks."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from forms.papers.content import Column, Grid, Paper, Sheet, Squares
from forms.papers.pdf import draw, draw_all
from forms.papers.stopping import Stop, stop_paper
from forms.text.words import dong_in_words
from tests.support.papers import AT, CODE, VIETQR, about, all_papers, payment, register_rows

GOLDEN = Path(__file__).parents[2] / "golden" / "papers"
PAPERS = all_papers()
FILES: dict[str, bytes] = {}
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
every_paper = pytest.mark.parametrize("name", PAPERS)


def drawn(name):
    if name not in FILES:
        FILES[name] = draw(PAPERS[name], title=PAPERS[name].name)
    return FILES[name]


def words(text):
    return sorted(unicodedata.normalize("NFC", text).split())


def heads_again(paper, pages):
    """The words of a table's heads on each page after the first, and the numbers of those pages."""
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    again = [grid.lines()[0].replace(" | ", " ") for grid in grids if pages > 1 and paper.sheet is Sheet.A4_ACROSS]
    return " ".join(again * (pages - 1) + [str(n) for n in range(2, pages + 1)])


@every_paper
def test_the_words_are_the_golden_ones(name):
    """After a wanted change, write the golden anew and read its difference."""
    assert PAPERS[name].text() == (GOLDEN / f"{name}.txt").read_text("utf-8")


@needs_poppler
@every_paper
def test_the_file_says_what_the_paper_says(name):
    pdf = drawn(name)
    said = subprocess.run(["pdftotext", "-raw", "-nopgbrk", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    paper, pages = PAPERS[name], len(PdfReader(io.BytesIO(pdf)).pages)
    expected = words(paper.text().replace("|", " ") + heads_again(paper, pages))
    if name == "2018-mau-05":  # half a sheet: the table of hand-overs goes on, heads and all
        expected = words(" ".join(expected) + " " + next(b for b in paper.blocks if isinstance(b, Grid)).lines()[0].replace("|", " "))
    assert words(said) == expected


@needs_qpdf
@every_paper
def test_qpdf_finds_nothing(name, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(drawn(name))
    checked = subprocess.run(["qpdf", "--check", str(path)], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@every_paper
def test_the_same_paper_gives_the_same_bytes(name):
    assert draw(PAPERS[name], title=PAPERS[name].name) == drawn(name)


@needs_poppler
@every_paper
def test_every_code_reads_back_from_the_page(name):
    paper = PAPERS[name]
    blocks = [block for block in paper.blocks if isinstance(block, Squares)]
    wanted = [text for block in blocks for text in (block.code, block.bars) if text]
    png = subprocess.run(["pdftoppm", "-r", "200", "-png", "-gray", "-singlefile", "-"], input=drawn(name), capture_output=True, check=True).stdout
    found = [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))]
    assert sorted(found) == sorted(wanted)


def test_the_squares_of_a_transfer_hold_the_text_of_the_vietqr_and_nothing_else():
    block = next(block for block in PAPERS["nop-phi"].blocks if isinstance(block, Squares))
    assert (block.code, block.bars) == (VIETQR, "")
    assert "Mã không phải là chứng từ đã nộp tiền" in PAPERS["nop-phi"].text()


def test_a_fee_receipt_says_the_sum_in_figures_and_words():
    text = PAPERS["bien-lai"].text()
    assert payment().total == 21_000
    assert "Tổng số tiền: 21.000 đồng\nBằng chữ: Hai mươi mốt nghìn đồng\n" in text
    assert dong_in_words(payment().total) in text


def test_a_register_repeats_its_heads_and_numbers_its_pages():
    pages = PdfReader(io.BytesIO(drawn("mau-07"))).pages
    assert len(pages) > 2
    for n, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "Mã hồ sơ" in text and "Nhận và trả kết quả" in " ".join(text.split())
        assert (f"\n{n}\n" in f"\n{text}\n") or n == 1
        assert [round(float(side)) for side in page.mediabox[2:]] == [842, 595]


def test_a_register_of_a_year_is_drawn():
    from tests.support.papers import ISSUER, Period, date, register_paper

    rows = register_rows(1_000)
    pdf = draw(register_paper(ISSUER, Period(date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 4)), rows, "x"), title="x")
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 80


def test_papers_in_one_file_count_their_own_pages():
    pdf = draw_all([PAPERS["mau-02"], PAPERS["mau-01-dai"], PAPERS["mau-07"]], title="x")
    pages = [page.extract_text().split() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert "PBS-TTPVHCC" in " ".join(pages[0]) and "2" not in pages[0][-1:]
    assert pages[2][0] == "2" or "2" in pages[2]
    assert "CỘNG" in pages[3]


def test_the_old_set_is_half_a_sheet_but_for_the_register():
    for name in PAPERS:
        if name.startswith("2018"):
            sheet = PAPERS[name].sheet
            assert sheet is (Sheet.A4_ACROSS if name.endswith("06") else Sheet.A5)
    assert "HẸN LẠI NGÀY TRẢ KẾT QUẢ" in PAPERS["2018-mau-04"].text()
    assert "ĐỀ NGHỊ GIA HẠN" in PAPERS["mau-04"].text()


def test_hostile_cells_are_printed_as_text():
    grid = Grid((Column("<b>"), Column("x")), (("</para>&amp;", "<img src='x'/>" * 50), ("a" * 3_000, "\x00\u202e")), ("", "1"))
    pdf = draw(Paper("x", (grid,)), title="x")
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "</para>&amp;" in said and "<imgsrc='x'/>" in "".join(said.split())


def test_nothing_is_handed_back_says_so():
    assert "1. Không có\n" in stop_paper(about(), Stop(AT, AT, "x", (), "x")).text()


# What PDF/A-2b asks and this house can look at itself; a full judge (veraPDF) was not at hand: docs/state.md.


@every_paper
def test_the_file_is_fit_for_the_archive(name):
    pdf = drawn(name)
    assert pdf.startswith(b"%PDF-1.7\n%") and all(byte > 127 for byte in pdf[10:14])
    assert re.search(rb"[^\n]endstream", pdf) is None
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert "/Encrypt" not in reader.trailer and len(reader.trailer["/ID"]) == 2
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names", "/OCProperties"} & set(root)
    metadata = root["/Metadata"]
    assert "/Filter" not in metadata
    xmp = metadata.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert f'<rdf:li xml:lang="x-default">{reader.metadata.title}</rdf:li>' in xmp
    assert str(reader.metadata["/CreationDate"]) == "D:20000101000000+00'00'" and "2000-01-01T00:00:00+00:00" in xmp
    intent = root["/OutputIntents"][0]
    profile = intent["/DestOutputProfile"].get_data()
    assert (intent["/S"], profile[12:20], profile[36:40]) == ("/GTS_PDFA1", b"mntrRGB ", b"acsp")
    assert int.from_bytes(profile[:4], "big") == len(profile)
    for page in reader.pages:
        resources = page["/Resources"]
        assert "/ExtGState" not in resources and "/XObject" not in resources and "/Group" not in page and "/Annots" not in page
        for font in resources["/Font"].values():
            descriptor = font["/FontDescriptor"]
            assert "/FontFile2" in descriptor and "/ToUnicode" in font and "+" in font["/BaseFont"]


@every_paper
def test_every_mark_on_the_page_has_a_role_or_is_an_ornament(name):
    """Readers by ear get the text in its order: no operator that paints stands outside marked content."""
    reader = PdfReader(io.BytesIO(drawn(name)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "vi-VN" and bool(root["/MarkInfo"]["/Marked"])
    parents = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for n, page in enumerate(reader.pages):
        assert page["/StructParents"] == n
        depth, ids = 0, []
        for operands, operator in operations(page):
            if operator in (b"BDC", b"BMC"):
                depth += 1
                if operator == b"BDC":
                    ids.append(operands[1]["/MCID"])
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"TJ", b"f", b"f*", b"S", b"B", b"Do"):
                assert depth == 1, operator
        assert ids == list(range(len(ids))) and len(parents[2 * n + 1].get_object()) == len(ids)


def operations(page):
    from pypdf.generic import ContentStream

    return ContentStream(page.get_contents(), page.pdf).operations


def test_a_table_is_a_table_of_rows_of_cells():
    reader = PdfReader(io.BytesIO(drawn("mau-07")))
    top = reader.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()
    table = next(kid.get_object() for kid in top["/K"] if kid.get_object()["/S"] == "/Table")
    rows = [row.get_object() for row in table["/K"]]
    assert {row["/S"] for row in rows} == {"/TR"} and len(rows) == 42
    assert {cell.get_object()["/S"] for cell in rows[0]["/K"]} == {"/TH"}
    assert {cell.get_object()["/S"] for cell in rows[5]["/K"]} == {"/TD"}


def test_the_code_is_printed_where_the_register_prints_it():
    assert CODE in PAPERS["mau-07"].text()
