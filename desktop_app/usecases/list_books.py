"""Danh sách sổ: the volumes this desk knows, their holders and next numbers; entries are `read_book`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.ports import Desk
from desktop_app.ports.books import BookLine, Books, BookSearch, Whose

_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class ListBooks:
    """Which volumes; `after` is the `next` of the page before, 0 for the first; at most 200 a page."""

    whose: Whose = Whose.ALL
    after: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class BookPage:
    """Volumes, the newest first; where the next page begins, 0 at the end; how many each filter has."""

    rows: tuple[BookLine, ...]
    next: int
    counts: Mapping[Whose, int]


def list_books(order: ListBooks, device: str, desk: Desk, books: Books) -> BookPage:
    """Return a page of volumes.

    Args:
        order: Which.
        device: This machine's id, 32 hex digits; empty before its enrolment.
        desk: The shift.
        books: The read side.

    Raises:
        DeskError: NOT_ALLOWED.
    """
    desk.require("list_books")
    search = BookSearch(order.whose, device, order.after, min(max(order.limit, 1), _MOST))
    rows, following = books.page(search)
    return BookPage(tuple(rows), following, books.counts(device))
