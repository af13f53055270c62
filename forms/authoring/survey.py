"""The sheet `survey`: types, names, groups, and the route every row will have.

Here: what one row or the order of rows gets wrong. Not here: formulas (`cells`), lists (`choices`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from forms.authoring.finding import instead, nearest
from forms.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.authoring.finding import Finding
    from forms.authoring.workbook import Row, Sheet

SELECT: Final = re.compile(
    r"^(?P<kind>select_one|select_multiple|select1|select one|select one from|select all that apply from"
    r"|rank)"
    r"(?P<file>_from_file)?(?:\s+(?P<list>\S+))?(?P<other>\s+or[_ ]other)?$"
)
_GROUPING: Final = re.compile(r"^(?P<edge>begin|end)[\s_]+(?P<kind>group|repeat|loop)(?:\s+.*)?$")
_NAME: Final = re.compile(r"[^\W\d][\w.\-]*")
_UNNAMED: Final = frozenset({"note", "audit"})
_COMMON: Final = (
    *("text", "integer", "decimal", "date", "time", "dateTime", "note", "calculate", "acknowledge", "range"),
    *(
        "select_one",
        "select_multiple",
        "select_one_from_file",
        "select_multiple_from_file",
        "rank",
        "barcode",
    ),
    *(
        "begin group",
        "end group",
        "begin repeat",
        "end repeat",
        "image",
        "file",
        "audio",
        "video",
        "geopoint",
        "hidden",
    ),
)


@dataclass(slots=True)
class Outline:
    """The rows of a survey with their routes.

    Attributes:
        routes: Name of a question → its route; of two of one name the first.
        rows: Route → its row.
        lists: Lists that are chosen from → the rows that choose.
        found: What is wrong.
    """

    routes: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    lists: dict[str, list[Row]] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def route_of(self, row: Row) -> str:
        """Return the route of a row, or an empty text for one without a name."""
        return next((route for route, known in self.rows.items() if known is row), "")


def outlined(sheet: Sheet, types: frozenset[str]) -> Outline:
    """Walk the rows in order.

    Args:
        sheet: The survey.
        types: The types pyxform reads, but for selects and groups.
    """
    outline = Outline()
    open_groups: list[tuple[str, str, Row]] = []
    for row in sheet.rows:
        grouping = _GROUPING.match(row["type"].lower())
        if grouping is None:
            outline.found += _typed(sheet, row, types)
            _chosen(outline, row)
        if grouping is None or grouping["edge"] == "begin":
            inside = "".join(f"/{name}" for _, name, _ in open_groups)
            outline.found += _named(sheet, row, is_group=grouping is not None)
            _placed(outline, sheet, row, f"/data{inside}")
            if grouping is not None:
                open_groups.append((grouping["kind"], row["name"] or f"_{row.number}", row))
        elif not open_groups:
            outline.found.append(
                sheet.finding(
                    row.number,
                    "type",
                    "end-alone",
                    f"«{row['type']}» không có begin {grouping['kind']} đứng trước.",
                    "Bỏ dòng này, hoặc thêm dòng begin.",
                    "an end without a begin",
                )
            )
        elif open_groups[-1][0] != grouping["kind"]:
            kind, name, begun = open_groups.pop()
            outline.found.append(
                sheet.finding(
                    row.number,
                    "type",
                    "end-other",
                    f"«{row['type']}» đóng begin {kind} «{name}» (dòng {begun.number}).",
                    f"Viết end {kind}.",
                    "an end of another kind",
                )
            )
        else:
            open_groups.pop()
    outline.found += [
        sheet.finding(
            row.number,
            "type",
            "not-closed",
            f"begin {kind} «{name}» không được đóng.",
            f"Thêm dòng end {kind} sau câu hỏi cuối của nhóm.",
            "a group that is never closed",
        )
        for kind, name, row in open_groups
    ]
    return outline


def _typed(sheet: Sheet, row: Row, types: frozenset[str]) -> Iterator[Finding]:
    kind = row["type"]
    if not kind:
        if row["name"] or any(key.startswith("label") for key in row.cells):
            yield sheet.finding(
                row.number,
                "type",
                "no-type",
                "Dòng này chưa có kiểu câu hỏi.",
                "Điền cột type, ví dụ text.",
                "a row without a type",
            )
        return
    select = SELECT.match(kind)
    if select is not None:
        if not select["list"]:
            yield sheet.finding(
                row.number,
                "type",
                "no-list-named",
                "Câu chọn chưa nói chọn trong danh sách nào.",
                f"Viết {kind} tên_danh_sách, tên có trong cột list_name của trang choices.",
                "a select without a list",
            )
        elif select["file"] and not select["list"].lower().endswith((".csv", ".xml", ".geojson")):
            yield sheet.finding(
                row.number,
                "type",
                "list-file",
                f"«{select['list']}» không phải tệp danh sách.",
                "Dùng tệp .csv, .xml hoặc .geojson nằm cạnh biểu mẫu.",
                "not a list file",
            )
        return
    plain = kind.split()[0] if kind.startswith(("range", "osm")) else kind
    if plain not in types and kind.lower() not in {one.lower() for one in types}:
        head, _, rest = kind.partition(" ")
        meant = nearest(head, _COMMON) if rest else nearest(kind, _COMMON)
        repair = (
            f"Viết «{f'{meant} {rest}'.strip()}»."
            if meant
            else instead(kind, (*_COMMON, *types), f"Dùng một kiểu có sẵn: {', '.join(_COMMON[:8])}…")
        )
        yield sheet.finding(
            row.number,
            "type",
            "unknown-type",
            f"Không có kiểu câu hỏi «{kind}».",
            repair,
            f"unknown type {kind}",
        )
    if kind == "calculate" and not row["calculation"] and not row["default"]:
        yield sheet.finding(
            row.number,
            "calculation",
            "no-calculation",
            "Câu calculate chưa có công thức.",
            "Điền cột calculation.",
            "a calculate without a calculation",
        )


def _named(sheet: Sheet, row: Row, *, is_group: bool) -> Iterator[Finding]:
    name = row["name"]
    if not name:
        if row["type"] and not is_group and row["type"] not in _UNNAMED:
            yield sheet.finding(
                row.number,
                "name",
                "no-name",
                "Câu hỏi này chưa có tên.",
                "Điền cột name: chữ thường không dấu, ví dụ ho_ten.",
                "a question without a name",
            )
    elif unicodedata.normalize("NFC", name) != name:
        yield sheet.finding(
            row.number,
            "name",
            "decomposed",
            f"Tên «{unicodedata.normalize('NFC', name)}» gõ bằng Unicode tổ hợp.",
            f"Gõ lại tên bằng Unicode dựng sẵn, tốt nhất không dấu: «{_plain(name)}».",
            "a name in decomposed Unicode",
        )
    elif not _NAME.fullmatch(name):
        yield sheet.finding(
            row.number,
            "name",
            "bad-name",
            f"Tên «{name}» có khoảng trắng hoặc ký tự lạ.",
            f"Viết «{_plain(name)}».",
            "not a name of XML",
        )


def _placed(outline: Outline, sheet: Sheet, row: Row, inside: str) -> None:
    name = row["name"]
    if not name:
        return
    route = f"{inside}/{name}"
    before = outline.rows.get(route)
    if before is not None:
        outline.found.append(
            sheet.finding(
                row.number,
                "name",
                "name-twice",
                f"Tên «{name}» đã dùng ở dòng {before.number}.",
                f"Đổi tên, ví dụ «{name}_2», và sửa các công thức gọi nó.",
                f"name {name} twice",
            )
        )
        return
    outline.rows[route] = row
    outline.routes.setdefault(name, route)


def _chosen(outline: Outline, row: Row) -> None:
    select = SELECT.match(row["type"])
    if select is not None and select["list"] and not select["file"]:
        outline.lists.setdefault(select["list"], []).append(row)


def _plain(name: str) -> str:
    """Return a name that may stand: without diacritics, spaces as underscores."""
    plain = re.sub(r"\W+", "_", fold(name)).strip("_") or "cau_hoi"
    return plain if plain[0].isalpha() else f"c_{plain}"
