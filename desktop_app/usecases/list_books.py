"""Danh sách sổ: every volume this desk knows, who holds it, its next number."""

from dataclasses import dataclass
from typing import Any

from desktop_app.ports import Desk
from desktop_app.ports.books import Books


@dataclass(frozen=True, slots=True)
class BookLine:
    """One volume; `holder` is a machine's id, `entries` what was entered, the oldest first."""

    id: str
    book: str
    title: str
    year: int
    volume: int
    next: int
    holder: str
    is_confirmed: bool
    entries: tuple[dict[str, Any], ...]


def list_books(desk: Desk, books: Books) -> tuple[BookLine, ...]:
    """Return all volumes, the newest first.

    Args:
        desk: The shift.
        books: The read side.

    Raises:
        DeskError: NOT_ALLOWED.
    """
    desk.require("list_books")
    return tuple(
        BookLine(
            id=str(row.id),
            book=row.doc["book"],
            title=row.doc["title"],
            year=row.doc["year"],
            volume=row.doc["volume"],
            next=row.doc["next"],
            holder=row.doc["holder"],
            is_confirmed=row.is_confirmed,
            entries=tuple(dict(entry) for entry in row.doc["entries"]),
        )
        for row in books.books()
    )
