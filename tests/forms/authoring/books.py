"""Spreadsheets of authors, made as a test needs them."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

HEADERS = ["type", "name", "label", "relevant", "constraint", "calculation", "choice_filter", "repeat_count"]


def book(survey, choices=(), *, headers=HEADERS, choice_headers=("list_name", "name", "label"), settings=None, sheet="survey") -> bytes:
    """Return an .xlsx with these rows."""
    made = Workbook()
    made.active.title = sheet
    for row in [list(headers), *survey]:
        made.active.append(list(row))
    if choices:
        page = made.create_sheet("choices")
        for row in [list(choice_headers), *choices]:
            page.append(list(row))
    if settings:
        page = made.create_sheet("settings")
        page.append(list(settings))
        page.append(list(settings.values()))
    raw = BytesIO()
    made.save(raw)
    return raw.getvalue()
