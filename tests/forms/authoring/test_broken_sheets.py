"""Each mistake of an author is told at its row and its column, with what to write instead."""

import unicodedata

import pytest

from forms.authoring.check import check_authored
from tests.forms.authoring.books import book

AGE = ("integer", "tuoi", "Tuổi")
SEX = [("gioi", "nam", "Nam"), ("gioi", "nu", "Nữ")]
NFD = unicodedata.normalize("NFD", "xã")


def with_formula(column, formula, kind="text"):
    at = ["relevant", "constraint", "calculation", "choice_filter", "repeat_count"].index(column)
    row = [kind, "b", "B", None, None, None, None, None]
    row[3 + at] = formula
    return book([AGE, row])


# name: (spreadsheet, code, place, a part of the repair)
BROKEN = {
    "no sheet survey": (book([AGE], sheet="survei"), "no-survey", "survei", "survey"),
    "no column type": (book([("text", "a", "A")], headers=("tyype", "name", "label")), "no-column", "survey!A1 (tyype)", "type"),
    "no column name": (book([("text", "A")], headers=("type", "label")), "no-column", "survey!1 (name)", "Thêm cột name"),
    "nothing in it": (book([]), "no-rows", "survey!1", "dòng 2"),
    "unknown type": (book([AGE, ("interger", "b", "B")]), "unknown-type", "survey!A3 (type)", "«integer»"),
    "select spelt otherwise": (book([("selectone gioi", "a", "A")], SEX), "unknown-type", "survey!A2 (type)", "«select_one gioi»"),
    "select without a list": (book([("select_one", "a", "A")], SEX), "no-list-named", "survey!A2 (type)", "select_one tên_danh_sách"),
    "list missing": (book([("select_one gio", "a", "A")], SEX), "no-list", "survey!A2 (type)", "«gioi»"),
    "list in no list file": (book([("select_one_from_file a.txt", "a", "A")]), "list-file", "survey!A2 (type)", ".csv"),
    "no type": (book([AGE, (None, "b", "B")]), "no-type", "survey!A3 (type)", "text"),
    "no name": (book([("text", None, "A")]), "no-name", "survey!B2 (name)", "ho_ten"),
    "name with a space": (book([("text", "họ tên", "A")]), "bad-name", "survey!B2 (name)", "«ho_ten»"),
    "name from a figure": (book([("text", "1a", "A")]), "bad-name", "survey!B2 (name)", "«c_1a»"),
    "name in decomposed letters": (book([("text", NFD, "A")]), "decomposed", "survey!B2 (name)", "«xa»"),
    "name twice": (book([AGE, AGE]), "name-twice", "survey!B3 (name)", "«tuoi_2»"),
    "end without begin": (book([AGE, ("end group",)]), "end-alone", "survey!A3 (type)", "begin"),
    "end of another kind": (book([("begin group", "g", "G"), AGE, ("end repeat",)]), "end-other", "survey!A4 (type)", "end group"),
    "group never closed": (book([("begin_repeat", "g", "G"), AGE]), "not-closed", "survey!A2 (type)", "end repeat"),
    "calculate without formula": (book([("calculate", "a")]), "no-calculation", "survey!F2 (calculation)", "calculation"),
    "unknown question": (with_formula("relevant", "${tui} > 1"), "unknown-question", "survey!D3 (relevant)", "${tuoi}"),
    "unknown question in a label": (book([AGE, ("text", "b", "Chào ${tuoii}")]), "unknown-question", "survey!C3 (label)", "${tuoi}"),
    "unfinished reference": (with_formula("relevant", "${tuoi > 1"), "reference", "survey!D3 (relevant)", "${tên_câu_hỏi}"),
    "missing bracket": (with_formula("constraint", "not(. > 1"), "bracket", "survey!E3 (constraint)", "Thêm )"),
    "bracket too many": (with_formula("constraint", "(. > 1))"), "bracket", "survey!E3 (constraint)", "ký tự thứ 8"),
    "unclosed quote": (with_formula("relevant", "${tuoi} = 'a"), "quote", "survey!D3 (relevant)", "Thêm dấu '"),
    "two equal signs": (with_formula("relevant", "${tuoi} == 1"), "sign", "survey!D3 (relevant)", "một dấu: ="),
    "and in capitals": (with_formula("relevant", "${tuoi} > 1 AND ${tuoi} < 9"), "sign", "survey!D3 (relevant)", "and, or"),
    "and of programmers": (with_formula("relevant", "${tuoi} > 1 && ${tuoi} < 9"), "sign", "survey!D3 (relevant)", "Viết and"),
    "unknown function": (with_formula("calculation", "conct('a', 'b')", "calculate"), "unknown-function", "survey!F3 (calculation)", "«concat»"),
    "function of another program": (with_formula("calculation", "floor(${tuoi})", "calculate"), "unknown-function", "survey!F3 (calculation)", "int(x)"),
    "too few arguments": (with_formula("calculation", "substr()", "calculate"), "arguments", "survey!F3 (calculation)", "tham số"),
    "name without its sign": (with_formula("relevant", "tuoi > 18"), "bare-name", "survey!D3 (relevant)", "${tuoi}"),
    "half a formula": (with_formula("relevant", "${tuoi} >"), "formula", "survey!D3 (relevant)", "phép toán"),
    "count of nobody": (book([("begin repeat", "g", "G", None, None, None, None, "${so}"), AGE, ("end repeat",)]), "unknown-question", "survey!H2 (repeat_count)", "${…}"),
    "filter by no column": (
        book([AGE, ("select_one gioi", "b", "B", None, None, None, "tin = ${tuoi}")], [("gioi", "nam", "Nam", "1")], choice_headers=("list_name", "name", "label", "tinh")),
        "unknown-column", "survey!G3 (choice_filter)", "«tinh»",
    ),
    "choice twice": (book([("select_one gioi", "a", "A")], [*SEX, SEX[0]]), "choice-twice", "choices!B4 (name)", "Đổi giá trị"),
    "choice without a name": (book([("select_one gioi", "a", "A")], [*SEX, ("gioi", None, "Khác")]), "no-choice-name", "choices!B4 (name)", "Điền cột name"),
    "choice with a space among several": (book([("select_multiple gioi", "a", "A")], [("gioi", "ca hai", "Cả hai")]), "choice-space", "choices!B2 (name)", "«ca_hai»"),
    "choice in decomposed letters": (book([("select_one gioi", "a", "A")], [("gioi", NFD, "X")]), "decomposed", "choices!B2 (name)", "dựng sẵn"),
    "choices without a column": (book([("select_one gioi", "a", "A")], [("gioi", "A")], choice_headers=("list_name", "label")), "no-column", "choices!1 (name)", "Thêm cột name"),
    "what the engine alone refuses": (book([("integer", "a", "A", "x")], headers=("type", "name", "label", "default")), "refused", "survey!D2 (default)", ""),
    "a list file that is not there": (book([("select_one_from_file xa.csv", "a", "A")]), "file", "survey!A2 (type)", ""),
    "no label": (book([("text", "a")]), "no-label", "survey!C2 (label)", "label"),
}  # fmt: skip

# name: (spreadsheet, code, place)
REMARKS = {
    "no translation": (book([("text", "a", "A", "A"), ("text", "b", "B", None)], headers=("type", "name", "label::Tiếng Việt (vi)", "label::English (en)")), "no-translation", "survey!D3 (label::English (en))"),
    "choice without a list": (book([("select_one gioi", "a", "A")], [*SEX, (None, "khac", "Khác")]), "no-list-name", "choices!A4 (list_name)"),
    "a list nobody uses": (book([AGE], SEX), "unused-list", "choices!A2 (list_name)"),
    "a column nobody reads": (book([(*AGE, "x")], headers=("type", "name", "label", "relevan")), "unread-column", "survey!D1 (relevan)"),
    "what is not done": (book([("background-audio", "a", None), AGE]), "unsupported-recording", "survey!A2 (type)"),
}  # fmt: skip


def told(raw):
    return check_authored(raw, "thu.xlsx")


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_told_at_its_cell_with_the_repair(name):
    raw, code, place, repair = BROKEN[name]
    checked = told(raw)
    assert checked.blocks
    assert not checked.xml
    found = [one for one in checked.findings if one.code == code and one.place() == place]
    assert found, [(one.code, one.place(), one.sentence) for one in checked.findings]
    assert repair in found[0].repair
    assert found[0].sentence
    assert found[0].english


@pytest.mark.parametrize("name", REMARKS)
def test_a_remark_is_told_and_blocks_nothing(name):
    raw, code, place = REMARKS[name]
    checked = told(raw)
    assert not checked.blocks
    assert (code, place) in [(one.code, one.place()) for one in checked.findings]


def test_every_mistake_of_a_sheet_is_told_at_once():
    raw = book([AGE, ("txt", "b", "B"), ("text", "c", "C", "${d} = 1", "(. > 1")])
    assert [one.place() for one in told(raw).findings if one.blocks] == ["survey!A3 (type)", "survey!D4 (relevant)", "survey!E4 (constraint)"]


def test_a_circle_is_told_question_by_question_with_their_rows():
    raw = book([("calculate", "a", None, None, None, "${c} + 1"), AGE, ("calculate", "b", None, None, None, "${a} + 1"), ("calculate", "c", None, None, None, "${b} + 1")])
    found = [one for one in told(raw).findings if one.code == "circle"]
    assert {one.place() for one in found} == {"survey!F2 (calculation)", "survey!F4 (calculation)", "survey!F5 (calculation)"}
    assert all(f"{name} (dòng {row})" in found[0].sentence for name, row in (("a", 2), ("b", 4), ("c", 5)))


def test_bent_quotes_of_a_word_processor_are_read_as_straight_ones():
    assert told(with_formula("relevant", "${tuoi} = ‘a’")).findings == ()


def test_a_sheet_without_mistakes_has_no_findings_and_is_the_form():
    checked = told(book([AGE, ("select_one gioi", "b", "Giới ${tuoi}", "${tuoi} > 1", None, None, "name != ''")], SEX, settings={"form_id": "9.000001", "version": "2"}))
    assert checked.findings == ()
    assert checked.definition is not None
    assert (checked.definition.id, checked.definition.version) == ("9.000001", "2")
