"""A file of an author, checked whole: everything that is wrong, and the form when nothing blocks it.

Here: the order of looks. A spreadsheet is looked at as its author wrote it before pyxform and the engine
see it, because those stop at their first trouble and name rows of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from forms.authoring.cells import cell_troubles, translation_gaps
from forms.authoring.choices import list_troubles
from forms.authoring.engine_words import (
    in_lines,
    in_sheet,
    position,
    unsupported_in_lines,
    unsupported_in_sheet,
)
from forms.authoring.finding import Finding, nearest
from forms.authoring.survey import outlined
from forms.authoring.workbook import CHOICES, SURVEY, Sheet, read_workbook
from forms.catalogue.xlsform import NO_PYXFORM, compile_xlsform, known_types
from forms.xforms.controls import RULES
from forms.xforms.markup import DOCTYPE, NOT_XML, parse_markup
from forms.xforms.problem import FormError
from forms.xforms.read import BYTES_MAX, NOT_A_FORM, TOO_BIG, read_form
from forms.xforms.words import compiled, xf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.xforms.definition import FormDefinition

MEANT_OTHERWISE: Final = frozenset({"bare-name", "choice-space", "decomposed", "unknown-column"})
"""Mistakes that pyxform and the engine would take, giving a form that does something else than was meant."""
NO_FORM_AT_ALL: Final = (NOT_XML, DOCTYPE, NOT_A_FORM, TOO_BIG)
FINDINGS_MAX: Final = 500
"""More than anybody reads at once."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check gives.

    Attributes:
        findings: Everything to mend or to know, those that block first, each in the order of the file.
        definition: The form; None where something blocks.
        xml: The XForm the desk would read; empty where something blocks.
    """

    findings: tuple[Finding, ...]
    definition: FormDefinition | None
    xml: bytes

    @property
    def blocks(self) -> bool:
        """Whether the form cannot be used before its author mends it."""
        return self.definition is None


def check_authored(raw: bytes, name: str, files: Mapping[str, bytes] | None = None) -> Checked:
    """Check an XLSForm or an XForm.

    Args:
        raw: The file.
        name: File name; its stem is the form id where the sheet `settings` gives none.
        files: Lists beside the form, by file name.

    Raises:
        FormError: No workbook or no XForm at all (with line and column where it is not XML), macros, too
            big, packed like a bomb, or pyxform is missing.
    """
    if raw.startswith(b"PK") or name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        return _spreadsheet(raw, name.rpartition(".")[0] or name, files)
    return _xform(raw, files)


def _spreadsheet(raw: bytes, name: str, files: Mapping[str, bytes] | None) -> Checked:
    sheets = read_workbook(raw)
    missing = list(_missing(sheets))
    if missing:
        return Checked(tuple(missing), None, b"")
    survey, choices = sheets[SURVEY], sheets.get(CHOICES)
    outline = outlined(survey, known_types())
    found = [
        *outline.found,
        *list_troubles(sheets, outline),
        *cell_troubles(survey, outline, choices),
        *translation_gaps((survey, choices)),
    ]
    try:
        xml = compile_xlsform(raw, name=name)
        definition = read_form(xml, files)
    except FormError as error:
        if error.fault is NO_PYXFORM:
            raise
        told = any(one.blocks for one in found)
        return Checked(_sorted([*found, *(() if told else in_sheet(error, sheets, outline))]), None, b"")
    # what pyxform and the engine both take can be used, whatever it looked like in the sheet
    found = [replace(one, blocks=one.blocks and one.code in MEANT_OTHERWISE) for one in found]
    found += unsupported_in_sheet(definition.unsupported, survey, outline)
    if any(one.blocks for one in found):
        return Checked(_sorted(found), None, b"")
    return Checked(_sorted(found), definition, xml)


def _missing(sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """Say what a spreadsheet lacks to be a form at all."""
    survey = sheets.get(SURVEY)
    if survey is None:
        meant = nearest(SURVEY, sheets)
        repair = (
            f"Đổi tên trang «{meant}» thành survey." if meant else "Thêm trang survey: mỗi dòng một câu hỏi."
        )
        yield Finding(
            "no-survey", meant, 0, "", "", "Bảng tính không có trang survey.", repair, "no sheet survey"
        )
        return
    for header in ("type", "name"):
        if header not in survey.headers:
            meant = nearest(header, survey.headers)
            repair = f"Đổi tên cột «{meant}» thành {header}." if meant else f"Thêm cột {header}."
            yield survey.finding(
                1,
                meant or header,
                "no-column",
                f"Trang survey không có cột {header}.",
                repair,
                f"no column {header}",
            )
    if not survey.rows:
        yield survey.finding(
            1, "", "no-rows", "Trang survey chưa có câu hỏi nào.", "Thêm câu hỏi từ dòng 2.", "no rows"
        )
    choices = sheets.get(CHOICES)
    for header in ("list_name", "name") if choices and choices.rows else ():
        if choices and header not in choices.headers:
            yield choices.finding(
                1,
                header,
                "no-column",
                f"Trang choices không có cột {header}.",
                f"Thêm cột {header}.",
                f"no column {header}",
            )


def _xform(raw: bytes, files: Mapping[str, bytes] | None) -> Checked:
    try:
        definition = read_form(raw, files)
    except FormError as error:
        if error.fault in NO_FORM_AT_ALL:
            raise FormError(error.fault, **error.where, **position(error)) from None
        first = in_lines(error, raw)
        more = [in_lines(other, raw) for other in _formulas(raw)]
        return Checked(tuple(dict.fromkeys([first, *more]))[:FINDINGS_MAX], None, b"")
    return Checked(tuple(unsupported_in_lines(definition.unsupported, raw)), definition, raw)


def _formulas(raw: bytes) -> Iterator[FormError]:
    """Yield every formula of the binds that cannot be read: the reader stops at its first."""
    if len(raw) > BYTES_MAX:
        return
    try:
        root = parse_markup(raw)
    except FormError:
        return
    for bind in root.iter(xf("bind")):
        for kind in RULES:
            if source := bind.get(kind):
                try:
                    compiled(source, (bind.get("nodeset") or "").strip(), kind)
                except FormError as error:
                    yield error


def _sorted(found: list[Finding]) -> tuple[Finding, ...]:
    order = {SURVEY: 0, CHOICES: 1}
    found = list(dict.fromkeys(found))
    found.sort(key=lambda one: (not one.blocks, order.get(one.sheet, 2), one.row))
    return tuple(found[:FINDINGS_MAX])
