"""Thinking of the commune's books: which volumes are looked at, which deed fits one. No toolkit here."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from desktop_app.ui.book_ports import BookLine, BookPage, BookView, ListBooks, ReadBook, Whose
from desktop_app.ui.deeds import Deed
from desktop_app.ui.listed.presenter import Listed, ListPresenter, Shown
from desktop_app.ui.screens.books.deeds import BookDeeds, deeds_of
from desktop_app.ui.screens.books.words import line_of, spelt
from desktop_app.ui.stage import Stage, trouble_of
from desktop_app.ui.strings import WORDS, number
from forms.dossier.roles import may
from forms.errors import RuleError

PAGE: Final = 100


class BooksPresenter(ListPresenter[BookPage, int]):
    """Lists volumes, the newest first; late is a full one of this machine, which gives no number any more."""

    verb = "list_books"
    denied = "books_not_for_role"
    filters = tuple(Whose)
    begin = 0

    def __init__(self, stage: Stage, render: Callable[[Listed], None]) -> None:
        """Begin with nothing read."""
        super().__init__(stage, render)
        self._rows: dict[str, BookLine] = {}

    @property
    def deeds(self) -> tuple[str, ...]:
        """What this role may do here, in the order of the buttons."""
        return deeds_of(self._stage.office.shift.role)

    def fetch(self, chosen: str, after: int) -> BookPage:
        """Read one page of a filter."""
        return self._stage.office.list_books(ListBooks(Whose(chosen), after, PAGE))

    def say(self, page: BookPage) -> Shown[int]:
        """Put a page into its words."""
        self._rows |= {row.id: row for row in page.rows}
        machine = spelt(self._stage.office.shift.device_id) or WORDS("book_no_machine")
        total = page.counts[Whose.ALL]
        caption = WORDS("books_shown" if total else "books_none", count=number(total), machine=machine)
        counts = {whose.value: many for whose, many in page.counts.items()}
        return Shown(tuple(line_of(row) for row in page.rows), page.next, counts, caption)

    def open(self, place: int) -> None:
        """A volume is shown by :meth:`show`: over the list, not in its stead."""

    def show(self, place: int, then: Callable[[BookView], None]) -> None:
        """Read the newest entries of a volume; who may not print it is told so."""
        office, key = self._stage.office, self.key_at(place)
        if not may(office.shift.role, "print_book"):
            self._stage.notify(WORDS("book_entries_not_for_role"), True)
        elif key:
            order = ReadBook(UUID(key))
            self._asking.ask("show", lambda: office.read_book(order), then, self._failed)

    def deed(self, name: str, place: int) -> Deed | None:
        """Return what a key does with the chosen volume; None, and why is said, where it may not."""
        row = self._rows.get(self.key_at(place))
        others = (one.holder for one in self._rows.values() if not one.is_here)
        try:
            return BookDeeds(self._stage.office, row, next(others, "")).deed(name)
        except RuleError as error:
            self._stage.notify(str(trouble_of(error)), True)
            return None
