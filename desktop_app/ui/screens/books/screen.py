"""The commune's books: the columns of a volume, and the buttons of what this person may do."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from kivy.utils import escape_markup

from desktop_app.ui.book_ports import BookView
from desktop_app.ui.deeds import Doing
from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.listed.page import ListPage
from desktop_app.ui.screens.books.presenter import BooksPresenter
from desktop_app.ui.screens.books.words import lines_of
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS, number
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.lines import ask_about
from desktop_app.ui.widgets.menu import DeedMenu
from desktop_app.ui.widgets.table import Column


class BooksScreen(ListPage):
    """Filters by holder, and the table of the volumes."""

    scope = "books"
    columns = (
        Column("column_book", 230, 0, "strong"),
        Column("column_book_title", 240, 1),
        Column("column_book_holder", 300, 0.4),
        Column("column_book_next", 110),
        Column("column_book_entries", 110, 0, "muted"),
        Column("column_book_state", 190, 0, "badge"),
    )
    age_column = 4

    def __init__(self, stage: Stage, keyboard: Keyboard, chosen: str = "", **properties: Any) -> None:
        """Build the list; `chosen` is the id of the volume to begin at."""
        self._keyboard = keyboard
        self._books = BooksPresenter(stage, self.render)
        self._deeds = DeedMenu(keyboard, Doing(stage))
        super().__init__(chosen, **properties)
        self.ids.table.bind(on_activate=lambda _table, place: self._books.show(place, self._show))
        for action, press in self._presses().items():
            button = KeyButton(caption=WORDS(action), action=action, scope=self.scope)
            button.bind(on_release=lambda _button, press=press: press())
            self.ids.feet.add_widget(button)

    def presenter(self) -> BooksPresenter:
        """Return the one who thinks of the books."""
        return self._books

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of a list, and of the buttons."""
        return {**super().shortcuts(), **self._presses()}

    def _presses(self) -> dict[str, Callable[[], None]]:
        return {name: partial(self._do, name) for name in self._books.deeds}

    def _do(self, name: str) -> None:
        deed = self._books.deed(name, self.ids.table.chosen)
        if deed is not None:
            self._deeds.ask(deed)

    def _show(self, view: BookView) -> None:
        shown = WORDS("book_shown", title=view.title, next=view.next, total=number(view.total))
        ask_about(
            self._keyboard, _nothing, title=view.name, message=str(escape_markup(shown)), lines=lines_of(view)
        )


def _nothing() -> None:
    """It was only shown."""
