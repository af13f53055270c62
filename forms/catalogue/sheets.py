"""The province's export as a spreadsheet → the rows of the JSON export.

Sheet `procedures` has one row a procedure; `documents`, `documents_portal`, `variants`, `results` and
`data_replaces` have one row a part; their column `procedure` holds the code. Columns have the names of the
JSON export; `time_value`, `time_unit`, `time_cutoff`, `time_note` spell the limit. Here: cells to values. Not
here: what the rows mean (`export`). openpyxl belongs to the extra motcua[authoring].
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from forms.catalogue.export import COLUMNS, LIMIT, PARTS, ROWS_MAX, Row, checked_rows
from forms.catalogue.faults import EXPORT_MALFORMED, NO_SPREADSHEETS
from forms.catalogue.xlsform import check_workbook
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAIN: Final = "procedures"
_OF: Final = "procedure"
_TRUE: Final = frozenset({"true", "x", "1", "có"})
_FALSE: Final = frozenset({"false", "", "0", "không"})
_LIMIT: Final = {
    "time_value": "value",
    "time_unit": "unit",
    "time_cutoff": "cutoff",
    "time_after_cutoff": "after_cutoff",
    "time_extendable": "extendable",
    "time_note": "note",
}
_COLUMNS_MAX: Final = 60


def read_sheets(raw: bytes) -> list[Row]:
    """Read an export in a spreadsheet.

    Args:
        raw: A plain .xlsx: no macros, at most 10 MB, not packed like a bomb.

    Returns:
        Rows as `export.read_export` gives them.

    Raises:
        FormError: What is no plain small workbook (`xlsform.check_workbook`).
        RuleError: NO_SPREADSHEETS where openpyxl is absent; EXPORT_MALFORMED with sheet, row and column.
    """
    check_workbook(raw)
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra that a desk does not have
    except ImportError as exc:
        raise RuleError(NO_SPREADSHEETS) from exc
    try:
        book = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        sheets = {name: _table(name, book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    except RuleError:
        raise
    except Exception as exc:  # noqa: BLE001 - the library's own troubles with a damaged workbook are many
        raise RuleError(EXPORT_MALFORMED, kind=type(exc).__name__) from None
    return checked_rows(_joined(sheets))


def _joined(sheets: dict[str, list[tuple[int, dict[str, Any]]]]) -> list[Row]:
    if _MAIN not in sheets:
        raise RuleError(EXPORT_MALFORMED, sheet=_MAIN)
    rows: dict[str, Row] = {}
    for number, cells in sheets[_MAIN]:
        code = _text(cells.get("code"))
        if not code or code in rows:
            raise RuleError(EXPORT_MALFORMED, sheet=_MAIN, row=str(number), column="code")
        rows[code] = {**_procedure(cells, number), **{name: [] for name in PARTS}}
    for name, shape in PARTS.items():
        for number, cells in sheets.get(name, ()):
            code = _text(cells.get(_OF))
            if code not in rows:
                raise RuleError(EXPORT_MALFORMED, sheet=name, row=str(number), column=_OF)
            part = {column: value for column, value in cells.items() if column != _OF}
            rows[code][name].append({c: _cell(v, shape.get(c), (name, number, c)) for c, v in part.items()})
    for row in rows.values():
        if not row["documents_portal"]:
            del row["documents_portal"]
    return list(rows.values())


def _procedure(cells: dict[str, Any], number: int) -> Row:
    row: Row = {}
    limit: dict[str, Any] = {}
    for column, value in cells.items():
        at = (_MAIN, number, column)
        if column in _LIMIT:
            limit[_LIMIT[column]] = _cell(value, LIMIT[_LIMIT[column]], at)
        elif column == "notes":
            row["notes"] = [line for line in _text(value).splitlines() if line.strip()]
        elif column in PARTS:
            raise RuleError(EXPORT_MALFORMED, sheet=_MAIN, row=str(number), column=column)
        else:
            row[column] = _cell(value, COLUMNS.get(column), at)
    row["time_limit"] = limit if limit.get("unit") else None
    return row


def _table(sheet: str, lines: Iterable[tuple[Any, ...]]) -> list[tuple[int, dict[str, Any]]]:
    names, found = list[str](), list[tuple[int, dict[str, Any]]]()
    for number, line in enumerate(lines, start=1):
        if number > ROWS_MAX:
            raise RuleError(EXPORT_MALFORMED, sheet=sheet, row=str(number))
        if number == 1:
            names = [_text(cell) for cell in line[:_COLUMNS_MAX]]
        elif any(cell is not None for cell in line):
            found.append((number, {name: cell for name, cell in zip(names, line, strict=False) if name}))
    return found


def _cell(value: Any, shape: tuple[type, ...] | None, at: tuple[str, int, str]) -> Any:
    """Return a cell as its column wants it: spreadsheets know neither whole numbers nor codes."""
    sheet, row, column = at
    if shape is None:
        raise RuleError(EXPORT_MALFORMED, sheet=sheet, row=str(row), column=column)
    text = _text(value)
    if bool in shape and text.casefold() in _TRUE | _FALSE:
        return text.casefold() in _TRUE
    if int in shape:
        if not text and type(None) in shape:
            return None
        if text.isascii() and text.isdecimal():
            return int(text)
    if str in shape:
        return None if not text and type(None) in shape else text
    raise RuleError(EXPORT_MALFORMED, sheet=sheet, row=str(row), column=column)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
