"""Chuyển biểu mẫu: an XLSForm becomes the XForm that a desk reads."""

from collections.abc import Mapping

from forms.catalogue.xlsform import xform_of
from forms.xforms.read import read_form


def convert_form(raw: bytes, name: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """Compile a workbook; an XForm comes back as it was, once it reads.

    Args:
        raw: The file.
        name: File name; its stem is the id where the form names none.
        files: Lists beside the form, by file name.

    Returns:
        XForm XML that `read_form` accepts.

    Raises:
        RuleError: Not a form, or a form that is refused.
    """
    xml = xform_of(raw, name)
    read_form(xml, files)
    return xml
