"""A spreadsheet becomes a form, or a sentence that names the row; a hostile workbook is never opened."""

from __future__ import annotations

import sys
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from forms.catalogue import xlsform
from forms.catalogue.xlsform import compile_xlsform, xform_of
from forms.xforms.problem import FormError
from forms.xforms.read import read_form


def workbook(rows: list[list[str]], settings: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    book.active.title = "survey"
    for row in [["type", "name", "label", "relevant"], *rows]:
        book.active.append(row)
    if settings:
        sheet = book.create_sheet("settings")
        sheet.append(list(settings))
        sheet.append(list(settings.values()))
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def zipped(**parts: bytes) -> bytes:
    raw = BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as packed:
        for name, body in parts.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), body)
    return raw.getvalue()


def refusal(raw: bytes) -> FormError:
    with pytest.raises(FormError) as caught:
        compile_xlsform(raw, name="thu")
    assert caught.value.fault.sentence.endswith(".")
    return caught.value


def test_a_spreadsheet_becomes_a_form_named_by_its_settings() -> None:
    raw = workbook([["text", "a", "Tên", None]], {"form_id": "9.000009", "version": "3"})
    made = read_form(compile_xlsform(raw, name="khac"))
    assert (made.id, made.version, list(made.questions)) == ("9.000009", "3", ["/data/a"])


def test_a_spreadsheet_without_a_name_takes_the_one_given() -> None:
    assert read_form(compile_xlsform(workbook([["text", "a", "Tên", None]]), name="thu")).id == "thu"


def test_a_mistake_is_named_by_sheet_row_and_column() -> None:
    error = refusal(workbook([["text", "a", "Tên", None], ["text", "b", "Tuổi", "${zz} > 1"]]))
    assert error.fault is xlsform.MISTAKE
    assert {key: error.where[key] for key in ("sheet", "row", "column")} == {"sheet": "survey", "row": "3", "column": "relevant"}
    assert "zz" in error.where["reason"]


@pytest.mark.parametrize(
    "raw",
    [b"", b"not a zip", b"PK\x03\x04 broken", zipped(a=b"x"), b"\xd0\xcf\x11\xe0" * 100],
    ids=("nothing", "text", "broken_zip", "another_zip", "old_office"),  # a zip's bytes hold the time
)
def test_what_is_no_workbook_is_refused(raw: bytes) -> None:
    assert refusal(raw).fault is xlsform.NOT_A_WORKBOOK


def test_macros_are_refused_even_under_an_innocent_name() -> None:
    assert refusal(zipped(xl__workbook_dot_xml=b"<x/>", xl__vbaProject_dot_bin=b"x")).fault is xlsform.MACROS


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(zipped(xl__workbook_dot_xml=b"<x/>", xl__worksheets__sheet1_dot_xml=b" " * 30_000_000)).fault is xlsform.TOO_BIG


def test_more_than_ten_megabytes_are_refused() -> None:
    assert refusal(b"PK" + b"\x00" * xlsform.BYTES_MAX).fault is xlsform.TOO_BIG


def test_without_pyxform_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyxform.errors", None)
    error = refusal(workbook([["text", "a", "Tên", None]]))
    assert error.fault is xlsform.NO_PYXFORM
    assert "motcua[authoring]" in error.fault.remedy


def test_a_file_is_known_by_its_content_or_its_name() -> None:
    book = workbook([["text", "a", "Tên", None]])
    made = xform_of(book, "to-khai.bin")
    assert read_form(made).id == "to-khai"
    assert xform_of(made, "to-khai.xml") == made
    with pytest.raises(FormError):
        xform_of(b"not a workbook", "to-khai.XLSX")
