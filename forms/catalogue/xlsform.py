"""XLSForm → XForm by pyxform, at authoring time only.

Here live the safety of the spreadsheet and the translation of pyxform's complaints. A desk that only fills
forms never imports pyxform.
"""

import re
from dataclasses import fields
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from forms.xforms.problem import FormError, form_fault

BYTES_MAX: Final = 10 * 1024 * 1024
UNPACKED_MAX: Final = 64 << 20
"""The most all parts may hold together, in bytes."""
RATIO_MAX: Final = 100
"""How much larger a part may be than its packed bytes (a zip bomb is a thousand times larger)."""

_ROW: Final = re.compile(r"\[row\s*:\s*(\d+)\]|on row '?(\d+)'?", re.IGNORECASE)
_COLUMN: Final = re.compile(r"column '([^']+)'|the '([^']+)' value")
_SHEET: Final = re.compile(r"'?\b(survey|choices|settings)\b'? sheet", re.IGNORECASE)
_ZIP: Final = b"PK"
_SURVEY: Final = re.compile(rb"<sheet [^>]*name=[\"']\s*survey\s*[\"']", re.IGNORECASE)
_RETAKE: Final = "Lưu lại bảng tính thành .xlsx không có macro rồi nạp lại."

NO_PYXFORM: Final = form_fault(
    "Máy này chưa cài phần soạn biểu mẫu nên không đọc được XLSForm.",
    "pyxform is not installed: the extra motcua[authoring] is missing",
    "Cài thêm motcua[authoring], hoặc nạp tệp XForm (.xml) đã dịch sẵn.",
)
NOT_A_WORKBOOK: Final = form_fault("Tệp này không phải bảng tính .xlsx.", "not an .xlsx workbook", _RETAKE)
MACROS: Final = form_fault(
    "Bảng tính có macro nên bị từ chối vì lý do an toàn.", "a workbook with macros", _RETAKE
)
TOO_BIG: Final = form_fault(
    "Bảng tính quá lớn hoặc nén bất thường (tối đa 10 MB).",
    "workbook larger than the ceilings",
    "Bỏ hình ảnh và trang thừa khỏi bảng tính rồi nạp lại.",
)
MISTAKE: Final = form_fault(
    "Bảng tính biểu mẫu có chỗ viết sai.",
    "pyxform refuses the XLSForm",
    "Sửa dòng được chỉ ra trong bảng tính rồi nạp lại.",
)


def compile_xlsform(raw: bytes, *, name: str) -> bytes:
    """Compile a spreadsheet to an XForm.

    Args:
        raw: An .xlsx workbook of at most 10 MB.
        name: Form id used when the sheet `settings` gives none.

    Returns:
        The XForm as UTF-8 XML.

    Raises:
        FormError: pyxform is not installed, not a workbook, macros, too big, or a mistake in a sheet;
            `where` holds sheet, row and column as far as pyxform tells them, and pyxform's own sentence as
            `reason`.
    """
    check_workbook(raw)
    try:
        from pyxform.errors import PyXFormError  # noqa: PLC0415 - an extra that a desk does not have
        from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415
        from pyxform.xls2xform import convert  # noqa: PLC0415
    except ImportError as exc:
        raise FormError(NO_PYXFORM) from exc
    try:
        read = get_xlsform(raw, file_type=".xlsx")
        book = {part.name: getattr(read, part.name) for part in fields(read)}  # its rows are nobody else's
        book["fallback_form_name"] = name
        made: str = convert(book, validate=False, pretty_print=True).xform
    except PyXFormError as exc:
        raise FormError(MISTAKE, **_where(str(exc))) from exc
    return made.encode()


def xform_of(raw: bytes, name: str) -> bytes:
    """Return the XForm in a file: compiled where it is a spreadsheet, as it is where it is none.

    Args:
        raw: The file.
        name: File name; its stem is the form id where the sheet `settings` gives none.

    Raises:
        FormError: As `compile_xlsform`.
    """
    is_workbook = raw.startswith(_ZIP) or name.lower().endswith((".xlsx", ".xlsm", ".xls"))
    return compile_xlsform(raw, name=name.rpartition(".")[0]) if is_workbook else raw


def _where(complaint: str) -> dict[str, str]:
    """Return the place a complaint of pyxform names, and the complaint itself."""
    row, sheet, column = _ROW.search(complaint), _SHEET.search(complaint), _COLUMN.search(complaint)
    found = {"sheet": sheet, "row": row, "column": column}
    places = {key: next(group for group in match.groups() if group) for key, match in found.items() if match}
    return places | {"reason": complaint[:300]}


def check_workbook(raw: bytes) -> None:
    """Refuse what is not a plain, small .xlsx.

    Raises:
        FormError: Not a zip, no workbook in it, macros, too big, or packed like a bomb.
    """
    if len(raw) > BYTES_MAX:
        raise FormError(TOO_BIG)
    try:
        with ZipFile(BytesIO(raw)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, OSError) as exc:
        raise FormError(NOT_A_WORKBOOK) from exc
    names = {part.filename for part in parts}
    if any("vbaproject" in part.lower() or "macrosheets" in part.lower() for part in names):
        raise FormError(MACROS)
    if "xl/workbook.xml" not in names:
        raise FormError(NOT_A_WORKBOOK)
    if sum(part.file_size for part in parts) > UNPACKED_MAX or any(
        part.file_size > RATIO_MAX * max(part.compress_size, 1) for part in parts
    ):
        raise FormError(TOO_BIG)


def is_form(raw: bytes) -> bool:
    """Tell whether a file may be a form: markup, or a spreadsheet with a sheet `survey`."""
    if not raw.startswith(_ZIP):
        return raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    try:
        check_workbook(raw)
        with ZipFile(BytesIO(raw)) as packed:
            return _SURVEY.search(packed.read("xl/workbook.xml")) is not None
    except (FormError, BadZipFile, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        return False


def known_types() -> frozenset[str]:
    """Return the question types pyxform reads, but for selects and groups, which take more words.

    Raises:
        FormError: NO_PYXFORM.
    """
    try:
        from pyxform.question_type_dictionary import QUESTION_TYPE_DICT  # noqa: PLC0415 - as above
    except ImportError as exc:
        raise FormError(NO_PYXFORM) from exc
    return frozenset(QUESTION_TYPE_DICT)
