"""A spreadsheet of an author → sheets, rows and cells that know their place.

Headers are read as pyxform reads them: capitals, spaces and older names of a column mean the same. Here:
cells to texts. Not here: what they mean.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from forms.authoring.finding import Finding
from forms.catalogue.xlsform import NO_PYXFORM, NOT_A_WORKBOOK, check_workbook
from forms.xforms.problem import FormError, form_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"
ROWS_MAX: Final = {SURVEY: 3_000, CHOICES: 20_000, SETTINGS: 100}
"""The most rows of a sheet that are read; a longer list belongs into a file beside the form."""
EMPTY_ROWS_MAX: Final = 60
"""After so many empty rows a sheet ends, as for pyxform: colours painted down to its last row are no form."""
_COLUMNS_MAX: Final = 120
_OTHER_NAMES: Final = {
    "relevance": "relevant",
    "calculate": "calculation",
    "read_only": "readonly",
    "caption": "label",
    "command": "type",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "jr:constraintmsg": "constraint_message",
    "jr:requiredmsg": "required_message",
    "title": "form_title",
    "id_string": "form_id",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
}
_IN_CHOICES: Final = {"value": "name", "list": "list_name"}
_RULES: Final = frozenset({"relevant", "calculate", "constraint", "required", "readonly"})

TOO_MANY_ROWS: Final = form_fault(
    "Bảng tính biểu mẫu có quá nhiều dòng (survey tối đa 3.000, choices 20.000).",
    "a sheet with more rows than its ceiling",
    "Tách biểu mẫu, hoặc đưa danh sách dài ra tệp .csv cạnh biểu mẫu (select_one_from_file).",
)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row: its number in the sheet and its texts by the canonical header; empty cells are not there."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, header: str) -> str:
        return self.cells.get(header, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: canonical header → header as written and letter of the column; rows below it."""

    name: str
    headers: Mapping[str, tuple[str, str]]
    rows: tuple[Row, ...]

    def finding(  # noqa: PLR0913 - one word each: where, what, how to mend
        self,
        row: int,
        header: str,
        code: str,
        sentence: str,
        repair: str,
        english: str,
        *,
        blocks: bool = True,
    ) -> Finding:
        """Return a finding at a cell of this sheet."""
        written, letter = self.headers.get(header, (header, ""))
        return Finding(code, self.name, row, written, letter, sentence, repair, english, blocks)


def read_workbook(raw: bytes) -> dict[str, Sheet]:
    """Read the sheets of an XLSForm by name, in small letters.

    Args:
        raw: A plain .xlsx: no macros, at most 10 MB, not packed like a bomb.

    Raises:
        FormError: What is no plain small workbook; TOO_MANY_ROWS with its sheet; NO_PYXFORM.
    """
    check_workbook(raw)
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra that a desk does not have
    except ImportError as exc:
        raise FormError(NO_PYXFORM) from exc
    try:
        book = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        names = {name.strip().lower(): name for name in book.sheetnames}
        return {key: _sheet(key, book[name]) for key, name in names.items()}
    except FormError:
        raise
    except Exception as exc:  # noqa: BLE001 - the library's own troubles with a damaged workbook are many
        raise FormError(NOT_A_WORKBOOK, reason=type(exc).__name__) from None


def _sheet(name: str, lines: Any) -> Sheet:
    headers: list[str] = []
    places: dict[str, tuple[str, str]] = {}
    rows: list[Row] = []
    last = 1
    most = ROWS_MAX.get(name, ROWS_MAX[CHOICES])
    if not hasattr(lines, "iter_rows"):  # a sheet of charts only
        return Sheet(name, {}, ())
    cells: Iterable[tuple[Any, ...]] = lines.iter_rows(values_only=True, max_col=_COLUMNS_MAX)
    for number, line in enumerate(cells, start=1):
        if number == 1:
            written = [_text(cell) for cell in line]
            headers = [canonical_header(text, name) for text in written]
            places = {
                key: (text, _letter(at))
                for at, (key, text) in enumerate(zip(headers, written, strict=True))
                if key
            }
        elif any(cell is not None for cell in line):
            texts = {
                key: text for key, cell in zip(headers, line, strict=False) if key and (text := _text(cell))
            }
            if texts:
                last = number
                rows.append(Row(number, texts))
        if number - last > EMPTY_ROWS_MAX:
            break
        if len(rows) > most:
            raise FormError(TOO_MANY_ROWS, sheet=name)
    return Sheet(name, places, tuple(rows))


def canonical_header(written: str, sheet: str) -> str:
    """Return one name of a column: `Relevance` is `relevant`; `Label::Tiếng Việt (vi)` keeps its language."""
    head, colons, language = written.strip().partition("::")
    plain = head.strip().lower().replace(" ", "_")
    if plain == "bind" and (rule := language.strip().lower()) in _RULES | _OTHER_NAMES.keys():
        plain, colons, language = rule, "", ""
    plain = _OTHER_NAMES.get(plain, plain)
    if sheet == CHOICES:
        plain = _IN_CHOICES.get(plain, plain)
    return unicodedata.normalize("NFC", f"{plain}{colons}{language.strip()}")


def _letter(at: int) -> str:
    """Return the letter of a column counted from 0: A, B, …, Z, AA."""
    above, rest = divmod(at, 26)
    return (_letter(above - 1) if above else "") + chr(ord("A") + rest)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
