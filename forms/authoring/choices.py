"""The sheet `choices` beside the questions that choose: lists that are missing, doubled, unused."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from forms.authoring.finding import instead
from forms.authoring.workbook import CHOICES, SURVEY, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.authoring.finding import Finding
    from forms.authoring.survey import Outline


def list_troubles(sheets: Mapping[str, Sheet], outline: Outline) -> Iterator[Finding]:
    """Say what is wrong with the lists."""
    sheet = sheets.get(CHOICES, Sheet(CHOICES, {}, ()))
    lists: dict[str, list[Row]] = {}
    for row in sheet.rows:
        lists.setdefault(row["list_name"], []).append(row)
    for name, users in outline.lists.items():
        if name in lists or name.startswith("${"):
            continue
        for row in users:
            yield sheets[SURVEY].finding(
                row.number,
                "type",
                "no-list",
                f"Trang choices không có danh sách «{name}».",
                instead(name, filter(None, lists), f"Thêm các dòng có list_name «{name}» vào trang choices."),
                f"no list {name}",
            )
    twice_allowed = (
        any(row["allow_choice_duplicates"].lower() in {"yes", "true", "1"} for row in sheets["settings"].rows)
        if "settings" in sheets
        else False
    )
    for name, rows in lists.items():
        yield from _list(sheet, name, rows, outline, twice_allowed=twice_allowed)
        yield from _unused(sheet, name, rows, outline)


def _list(
    sheet: Sheet, name: str, rows: list[Row], outline: Outline, *, twice_allowed: bool
) -> Iterator[Finding]:
    several = any(row["type"].startswith(("select_multiple", "rank")) for row in outline.lists.get(name, ()))
    seen: dict[str, int] = {}
    for row in rows:
        value = row["name"]
        if not name:
            yield sheet.finding(
                row.number,
                "list_name",
                "no-list-name",
                "Lựa chọn này không thuộc danh sách nào.",
                "Điền cột list_name.",
                "a choice without a list",
            )
        if not value:
            yield sheet.finding(
                row.number,
                "name",
                "no-choice-name",
                "Lựa chọn này chưa có giá trị.",
                "Điền cột name: chữ thường không dấu, ví dụ nam.",
                "a choice without a name",
            )
            continue
        if unicodedata.normalize("NFC", value) != value:
            yield sheet.finding(
                row.number,
                "name",
                "decomposed",
                f"Giá trị «{unicodedata.normalize('NFC', value)}» gõ bằng Unicode tổ hợp.",
                "Gõ lại bằng Unicode dựng sẵn, tốt nhất không dấu.",
                "a choice in decomposed Unicode",
            )
        if several and " " in value:
            yield sheet.finding(
                row.number,
                "name",
                "choice-space",
                f"Giá trị «{value}» có khoảng trắng; câu chọn nhiều không tách được.",
                f"Viết «{value.replace(' ', '_')}».",
                "a space in a choice of a select_multiple",
            )
        if value in seen and not twice_allowed:
            yield sheet.finding(
                row.number,
                "name",
                "choice-twice",
                f"Giá trị «{value}» của «{name}» đã có ở dòng {seen[value]}.",
                "Đổi giá trị, hoặc bỏ một dòng.",
                f"choice {value} twice",
            )
        seen.setdefault(value, row.number)


def _unused(sheet: Sheet, name: str, rows: list[Row], outline: Outline) -> Iterator[Finding]:
    if name and rows and name not in outline.lists:
        yield sheet.finding(
            rows[0].number,
            "list_name",
            "unused-list",
            f"Không câu hỏi nào dùng danh sách «{name}».",
            instead(name, outline.lists, "Bỏ danh sách, hoặc gọi nó trong cột type."),
            f"list {name} is not used",
            blocks=False,
        )
