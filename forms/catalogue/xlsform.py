"""XLSForm → XForm by pyxform, at authoring time only.

Here live the safety of the spreadsheet and the translation of pyxform's complaints. A desk that only fills forms
never imports pyxform.
"""


def compile_xlsform(raw: bytes, *, name: str) -> bytes:
    """Compile a spreadsheet to an XForm.

    Args:
        raw: An .xlsx workbook of at most 10 MB.
        name: Form id used when the sheet `settings` gives none.

    Returns:
        The XForm as UTF-8 XML.

    Raises:
        FormError: pyxform is not installed, not a workbook, macros, too big, or a mistake in a sheet (with row).
    """
    raise NotImplementedError
