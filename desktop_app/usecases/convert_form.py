"""Chuyển biểu mẫu: an XLSForm becomes the XForm that a desk reads."""

from typing import Final

from forms.catalogue.xlsform import compile_xlsform
from forms.xforms.read import read_form

ZIP: Final = b"PK"


def convert_form(raw: bytes, name: str) -> bytes:
    """Compile a workbook; an XForm comes back as it was, once it reads.

    Args:
        raw: The file.
        name: File name; its stem is the id where the form names none.

    Returns:
        XForm XML that `read_form` accepts.

    Raises:
        RuleError: Not a form, or a form that is refused.
    """
    is_workbook = raw.startswith(ZIP) or name.lower().endswith((".xlsx", ".xlsm", ".xls"))
    xml = compile_xlsform(raw, name=name.rpartition(".")[0]) if is_workbook else raw
    read_form(xml)
    return xml
