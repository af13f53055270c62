"""Xem sổ: one volume with its newest entries, who held it, and which numbers stand free."""

from dataclasses import dataclass
from uuid import UUID

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.book_words import entry_of, remarks_of
from desktop_app.ports.books import Books
from forms.dossier.book_writes import volume_name
from forms.dossier.faults import NO_SUCH_BOOK
from forms.errors import RuleError
from forms.papers.book_register import BookEntry


@dataclass(frozen=True, slots=True)
class ReadBook:
    """Which volume; how many of its newest entries are shown at most."""

    book_id: UUID
    limit: int = 100


@dataclass(frozen=True, slots=True)
class BookView:
    """A volume: names, its next number, how many entries, remarks on custody, the newest entries first."""

    name: str
    title: str
    next: int
    total: int
    remarks: tuple[str, ...]
    entries: tuple[BookEntry, ...]


def read_book(order: ReadBook, desk: Desk, shelf: FormShelf, books: Books, open_work: OpenWork) -> BookView:
    """Return what a volume says; who may print it may read it.

    Args:
        order: Which.
        desk: The shift.
        shelf: Names procedures.
        books: The read side.
        open_work: The store, for the names of users.

    Raises:
        DeskError: NOT_ALLOWED.
        RuleError: NO_SUCH_BOOK.
    """
    desk.require("print_book")
    found = books.book(order.book_id)
    if found is None:
        raise RuleError(NO_SUCH_BOOK)
    doc = found.doc
    rows = doc["entries"][-max(order.limit, 1) :][::-1]
    named = books.entered([row["dossier"] for row in rows if row["dossier"]])
    with open_work() as work:
        names = {member.user: member.full_name for member in work.staff.list()}
    entries = tuple(entry_of(row, named.get(row["dossier"], {}), names, shelf) for row in rows)
    total = len(doc["entries"])
    return BookView(volume_name(doc), doc["title"], doc["next"], total, remarks_of(doc, names), entries)
