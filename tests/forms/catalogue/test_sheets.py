"""The province's export as a spreadsheet says what its JSON says; hostile workbooks end in a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from forms.catalogue.export import PARTS, checked_rows
from forms.catalogue.faults import EXPORT_MALFORMED
from forms.catalogue.sheets import read_sheets
from forms.catalogue.xlsform import MACROS, NOT_A_WORKBOOK, TOO_BIG
from forms.errors import RuleError
from tests.forms.catalogue.test_traps import PLANTED, ROW
from tests.support.shared import shared

LIMIT = {"value": "time_value", "unit": "time_unit", "cutoff": "time_cutoff", "after_cutoff": "time_after_cutoff", "extendable": "time_extendable", "note": "time_note"}
PLAIN = ("code", "name", "field", "level", "handler", "applicants", "time_source", "fee_vnd", "fee_online_vnd", "fee_note", "fee_decided_by", "fee_source", "decision", "source_url", "exactness")


def workbook(rows):
    book = Workbook(write_only=True)
    main = book.create_sheet("procedures")
    main.append([*PLAIN, *LIMIT.values(), "notes"])
    for row in rows:
        limit = row.get("time_limit") or {}
        main.append([*(row.get(name) for name in PLAIN), *(limit.get(name) for name in LIMIT), "\n".join(row.get("notes", []))])
    for name, shape in PARTS.items():
        sheet = book.create_sheet(name)
        sheet.append(["procedure", *shape])
        for row in rows:
            for part in row.get(name, []):
                sheet.append([row["code"], *(part.get(column) for column in shape)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bare(value):
    """A value without what is empty, and without blanks around texts: a spreadsheet does not tell them apart."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return {name: bare(inner) for name, inner in value.items() if inner not in (None, "", [], False)}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


def test_a_spreadsheet_says_what_the_json_says():
    rows = checked_rows([{**row, "code": f"9.{n:06d}"} for n, row in enumerate(PLANTED.values()) if all(paper["name"] for paper in row["documents"])])
    assert [bare(row) for row in read_sheets(workbook(rows))] == [bare(row) for row in rows]


def test_the_first_hundred_procedures_of_the_province_come_through_a_spreadsheet():
    rows = [{k: v for k, v in row.items() if k != "form_fields_hint"} for row in shared("procedures.json")[:100]]
    assert [bare(row) for row in read_sheets(workbook(rows))] == [bare(row) for row in rows]


def test_a_cell_that_is_no_number_is_named_by_sheet_row_and_column():
    raw = workbook([ROW, {**ROW, "code": "9.000002", "fee_vnd": "tám nghìn"}])
    with pytest.raises(RuleError) as caught:
        read_sheets(raw)
    assert caught.value.fault is EXPORT_MALFORMED
    assert caught.value.where == {"sheet": "procedures", "row": "3", "column": "fee_vnd"}


def test_a_paper_of_a_procedure_that_is_not_there_is_named():
    book = Workbook()
    book.active.title = "procedures"
    book.active.append(["code", "name"])
    papers = book.create_sheet("documents")
    papers.append(["procedure", "name"])
    papers.append(["9.999999", "Tờ khai"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(RuleError) as caught:
        read_sheets(out.getvalue())
    assert caught.value.where == {"sheet": "documents", "row": "2", "column": "procedure"}


def with_part(raw, name, content):
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "fault"),
    [(b"PK\x03\x04nothing", NOT_A_WORKBOOK), (with_part(workbook([ROW]), "xl/vbaProject.bin", b"x"), MACROS), (with_part(workbook([ROW]), "xl/media/x.bin", b" " * (20 << 20)), TOO_BIG)],
    ids=["no workbook", "macros", "bomb"],
)
def test_a_hostile_workbook_is_refused_before_it_is_opened(raw, fault):
    with pytest.raises(RuleError) as caught:
        read_sheets(raw)
    assert caught.value.fault is fault


def test_a_damaged_sheet_ends_in_a_sentence():
    raw = workbook([ROW])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, b"<broken" if entry.filename.endswith("sheet1.xml") else old.read(entry))
    with pytest.raises(RuleError) as caught:
        read_sheets(out.getvalue())
    assert caught.value.fault is EXPORT_MALFORMED
