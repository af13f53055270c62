"""What pyxform or the engine refuses → findings at the author's row and column, or line and character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from forms.authoring.finding import Finding
from forms.authoring.workbook import SURVEY, Sheet
from forms.xforms.read import BAD_DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.authoring.survey import Outline
    from forms.xforms.definition import Unsupported
    from forms.xforms.problem import FormError

_COLUMNS: Final = {
    "relevant": ("relevant",),
    "constraint": ("constraint",),
    "required": ("required",),
    "readonly": ("readonly",),
    "calculate": ("calculation",),
    "setvalue": ("calculation", "default"),
    "output": ("label", "hint"),
    "default": ("default",),
    "itemset": ("choice_filter", "type"),
    "count": ("repeat_count",),
    "choices": ("choice_filter", "type"),
}
_POSITION: Final = re.compile(r"line (\d+), column (\d+)")


def in_sheet(error: FormError, sheets: Mapping[str, Sheet], outline: Outline) -> Iterator[Finding]:
    """Place a refusal in the spreadsheet; one finding for each question of a circle."""
    where = error.where
    survey = sheets[SURVEY]
    sentence, repair, english = _words(error)
    if circle := where.get("circle"):
        yield from _circle(circle.split(" → "), survey, outline, sentence)
        return
    file = where.get("file", "") or where.get("source", "").rpartition("/")[2]
    row = outline.rows.get(_known(where.get("bind", "") or where.get("repeat", ""), outline))
    row = row or next((one for one in survey.rows if file and file in " ".join(one.cells.values())), None)
    number = int(where["row"]) if where.get("row", "").isdecimal() and "file" not in where else 0
    sheet = sheets.get(where.get("sheet", ""), survey)
    header = where.get("column", "")
    if row is not None:
        number = row.number
        kind = "default" if error.fault is BAD_DEFAULT else where.get("kind", "")
        header = next((one for one in _COLUMNS.get(kind, ()) if row[one]), "type")
    code = "file" if file else "refused"
    yield sheet.finding(number, header, code, sentence, repair, english)


def _circle(routes: list[str], survey: Sheet, outline: Outline, sentence: str) -> Iterator[Finding]:
    rows = [outline.rows.get(_known(route, outline)) for route in routes]
    told = " → ".join(
        f"{route.rpartition('/')[2]} (dòng {row.number})" if row else route
        for route, row in zip(routes, rows, strict=True)
    )
    for row in dict.fromkeys(rows):
        if row is not None:
            header = next(
                (one for one in ("calculation", "relevant", "repeat_count", "choice_filter") if row[one]),
                "type",
            )
            yield survey.finding(
                row.number,
                header,
                "circle",
                f"{sentence} {told}.",
                "Bỏ một chỗ gọi trong vòng này: không câu nào được chờ chính nó.",
                "a circle",
            )


def _known(route: str, outline: Outline) -> str:
    """Return the nearest route above that has a row."""
    while route and route not in outline.rows:
        route = route.rpartition("/")[0]
    return route


def _words(error: FormError) -> tuple[str, str, str]:
    where = error.where
    details = [where[key] for key in ("text", "expression", "file", "source", "reason") if where.get(key)]
    sentence = " ".join([error.fault.sentence, *(f"«{detail}»" for detail in details)])
    return sentence, error.fault.remedy, str(error)


def unsupported_in_sheet(
    found: tuple[Unsupported, ...], survey: Sheet, outline: Outline
) -> Iterator[Finding]:
    """Place what the form asks for in vain."""
    for one in found:
        row = outline.rows.get(_known(one.where.partition(":")[0], outline))
        row = row or next((each for each in survey.rows if each["type"] == one.where), None)
        number, header = (row.number, "type") if row else (0, "")
        yield survey.finding(
            number,
            header,
            f"unsupported-{one.what}",
            f"{one.sentence} ({one.where})",
            "Bỏ phần này, hoặc chấp nhận rằng máy không làm.",
            one.english,
            blocks=False,
        )


class Lines:
    """Where the elements of an XForm stand in its file."""

    def __init__(self, xml: bytes) -> None:
        """Walk the file once; it was parsed before and holds no document type."""
        self._places: dict[str, tuple[int, int, str]] = {}
        self._lines = xml.decode("utf-8", "replace").splitlines()
        reader = expat.ParserCreate()

        def begin(name: str, attributes: dict[str, str]) -> None:
            local = name.rpartition(":")[2]
            for key in ("nodeset", "ref", "id"):
                if key in attributes:
                    at = (reader.CurrentLineNumber, reader.CurrentColumnNumber + 1, local)
                    if local == "bind" or attributes[key] not in self._places:
                        self._places[attributes[key]] = at

        reader.StartElementHandler = begin
        try:
            reader.Parse(xml, True)
        except expat.ExpatError:
            self._places = {}

    def place(self, where: str, attribute: str = "") -> tuple[int, int]:
        """Return line and character of an element, or of one of its attributes; (0, 0) when unknown."""
        line, column, _ = self._places.get(where, (0, 0, ""))
        if not line or not attribute:
            return line, column
        for number in range(line, min(line + 12, len(self._lines) + 1)):
            text = self._lines[number - 1]
            begin = column - 1 if number == line else 0
            if (at := text.find(f"{attribute}=", begin)) >= 0:
                return number, at + len(attribute) + 3
            if ">" in text[begin:]:
                break
        return line, column


def position(error: FormError) -> dict[str, str]:
    """Return line and column of what is not XML, as the parser told them."""
    match = _POSITION.search(error.where.get("reason", ""))
    return {"line": match[1], "column": match[2]} if match else {}


def in_lines(error: FormError, xml: bytes) -> Finding:
    """Place a refusal in the XForm."""
    where: Any = error.where
    sentence, repair, english = _words(error)
    if circle := where.get("circle"):
        sentence = f"{error.fault.sentence} {circle}."
        where = {"bind": circle.split(" → ")[0], "kind": "calculate"}
    line, column = 0, 0
    if element := where.get("bind") or where.get("repeat") or where.get("instance"):
        line, column = Lines(xml).place(element, where.get("kind", ""))
        if not line:
            sentence = f"{sentence} ({element})"
    return Finding(
        "refused", "", line, where.get("kind", ""), str(column) if column else "", sentence, repair, english
    )


def unsupported_in_lines(found: tuple[Unsupported, ...], xml: bytes) -> Iterator[Finding]:
    """Place what the form asks for in vain."""
    lines = Lines(xml)
    for one in found:
        line, column = lines.place(one.where)
        if not line:
            line, column = lines.place(one.where.partition(":")[0])
        yield Finding(
            f"unsupported-{one.what}",
            "",
            line,
            one.where,
            str(column) if column else "",
            one.sentence,
            "Bỏ phần này, hoặc chấp nhận rằng máy không làm.",
            one.english,
            blocks=False,
        )
