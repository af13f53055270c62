"""The cells of a survey that hold formulas or words: each read, each label and translation looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.authoring.finding import instead
from forms.authoring.formulas import REFERENCE, references, troubles
from forms.authoring.survey import SELECT
from forms.authoring.workbook import CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.authoring.finding import Finding
    from forms.authoring.survey import Outline
    from forms.authoring.workbook import Row, Sheet

_FORMULAS: Final = (
    "relevant",
    "constraint",
    "calculation",
    "required",
    "readonly",
    "choice_filter",
    "repeat_count",
)
_WORDS: Final = ("label", "hint", "constraint_message", "required_message", "guidance_hint")
_YES_NO: Final = frozenset({"yes", "no", "true", "false", "true()", "false()"})
_KNOWN: Final = frozenset(
    {
        *_FORMULAS,
        *_WORDS,
        "type",
        "name",
        "default",
        "appearance",
        "parameters",
        "trigger",
        "disabled",
        "notes",
        "note",
        "comment",
        "comments",
        "media",
        "image",
        "big-image",
        "audio",
        "video",
        "autoplay",
        "bind",
        "body",
        "control",
        "instance",
        "save_to",
        "rows",
        "intent",
        "compact_tag",
        "noapperrorstring",
        "query",
        "accuracythreshold",
    }
)
_SHOWN_WITHOUT_LABEL: Final = frozenset(
    {
        "calculate",
        "hidden",
        "start",
        "end",
        "today",
        "username",
        "deviceid",
        "audit",
        "phonenumber",
        "email",
        "xml-external",
        "csv-external",
        "start-geopoint",
    }
)


def cell_troubles(sheet: Sheet, outline: Outline, choices: Sheet | None) -> Iterator[Finding]:
    """Say what is wrong in the cells of every row."""
    yield from _headers(sheet)
    columns = frozenset(choices.headers) if choices else frozenset[str]()
    route_of = {id(row): route for route, row in outline.rows.items()}
    for row in sheet.rows:
        anchor = route_of.get(id(row), "/data")
        for header in _FORMULAS:
            if (text := row[header]) and not (header in {"required", "readonly"} and text.lower() in _YES_NO):
                yield from _formula(sheet, row, header, anchor, outline, columns)
        for header, text in row.cells.items():
            if header.partition("::")[0] in _WORDS:
                for trouble in references(text, outline.routes):
                    yield _at(sheet, row, header, text, trouble)
        if (name := row["trigger"]) and not all(
            one in outline.routes for one in REFERENCE.findall(name) or [name.strip()]
        ):
            yield from (
                _at(sheet, row, "trigger", name, trouble) for trouble in references(name, outline.routes)
            )
        yield from _label(sheet, row)


def _formula(
    sheet: Sheet, row: Row, header: str, anchor: str, outline: Outline, columns: frozenset[str]
) -> Iterator[Finding]:
    text = row[header]
    select = SELECT.match(row["type"])
    lists = columns if header == "choice_filter" and select and not select["file"] else None
    if header == "choice_filter" and lists is None:
        lists = frozenset(_names_of(text))
    for trouble in troubles(text, anchor, outline.routes, lists):
        yield _at(sheet, row, header, text, trouble)


def _names_of(text: str) -> list[str]:
    """Return all words of a filter: a list in a file has columns nobody knows here."""
    return "".join(sign if sign.isalnum() or sign in "_-.:" else " " for sign in text).split()


def _at(
    sheet: Sheet, row: Row, header: str, text: str, trouble: tuple[str, int, str, str, str, bool]
) -> Finding:
    code, at, sentence, repair, english, blocks = trouble
    near = text[max(0, at - 1) : at + 24].replace("\n", " ")
    where = f" Ký tự {at}: «{near}»."
    return sheet.finding(row.number, header, code, sentence + where, repair, english, blocks=blocks)


def _headers(sheet: Sheet) -> Iterator[Finding]:
    for header, (written, _) in sheet.headers.items():
        plain = header.partition("::")[0]
        if plain not in _KNOWN:
            yield sheet.finding(
                1,
                header,
                "unread-column",
                f"Cột «{written}» không được đọc.",
                instead(written, sorted(_KNOWN), "Bỏ cột này, hoặc sửa tên cột."),
                f"column {written} is not read",
                blocks=False,
            )


def _label(sheet: Sheet, row: Row) -> Iterator[Finding]:
    kind = row["type"]
    grouping = kind.lower().startswith(("begin", "end"))
    if not kind or grouping or kind in _SHOWN_WITHOUT_LABEL or kind.startswith("background"):
        return
    if row["calculation"] and not any(header.startswith("label") for header in sheet.headers):
        return
    if not any(header.partition("::")[0] in {"label", "media", "image", "hint"} for header in row.cells):
        header = next((one for one in sheet.headers if one.startswith("label")), "label")
        yield sheet.finding(
            row.number,
            header,
            "no-label",
            "Câu hỏi này chưa có lời hỏi.",
            "Điền cột label.",
            "a question without a label",
        )


def translation_gaps(sheets: tuple[Sheet | None, ...]) -> Iterator[Finding]:
    """Say where a language has words for other rows and none for this one."""
    for sheet in filter(None, sheets):
        bases = _WORDS if sheet.name != CHOICES else ("label",)
        for base in bases:
            headers = [one for one in sheet.headers if one == base or one.startswith(f"{base}::")]
            for row in sheet.rows if len(headers) > 1 else ():
                if any(row[header] for header in headers):
                    yield from (
                        sheet.finding(
                            row.number,
                            header,
                            "no-translation",
                            f"Thiếu bản dịch: cột «{sheet.headers[header][0]}» để trống.",
                            "Điền bản dịch; để trống thì hiện lời của ngôn ngữ mặc định.",
                            "a missing translation",
                            blocks=False,
                        )
                        for header in headers
                        if not row[header]
                    )
