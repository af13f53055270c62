"""A filtered list on the screen: copies the state, forwards the gestures."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from kivy.properties import StringProperty

from desktop_app.ui.kv import load
from desktop_app.ui.listed.presenter import Line, Listed, ListPresenter
from desktop_app.ui.strings import WORDS, number
from desktop_app.ui.widgets.button import Chip
from desktop_app.ui.widgets.page import Page
from desktop_app.ui.widgets.table import Column, Row


class ListPage(Page):
    """Filters, and the table. A screen of this kind names its scope, its columns and the one of the age.

    Words of a filter are called `<scope>_<filter>`, its title `<scope>_title`; a column names the key of its
    title, said in the language in use when the page is made.
    """

    columns: ClassVar[tuple[Column, ...]]
    age_column: ClassVar[int]
    caption = StringProperty("")
    alarm = StringProperty("")
    trouble = StringProperty("")

    def __init__(self, chosen: str = "", **properties: Any) -> None:
        """Build the list; `chosen` is the key of the row that was left for another screen."""
        super().__init__(title=WORDS(f"{self.scope}_title"), **properties)
        self._presenter = self.presenter()
        self._first, self._came_from = 0, chosen
        self._chips: dict[str, Chip] = {}
        for name in self._presenter.filters:
            chip = self._chips[name] = Chip(caption=WORDS(f"{self.scope}_{name}"), is_focusable=False)
            chip.bind(on_release=lambda _chip, name=name: self._presenter.choose_filter(name))
            self.ids.filters.add_widget(chip)
        table = self.ids.table
        table.columns = tuple(column._replace(title=WORDS(column.title)) for column in self.columns)
        table.bind(
            on_activate=lambda _table, place: self._presenter.open(place),
            on_near_end=lambda _table: self._presenter.near_end(),
        )

    def presenter(self) -> ListPresenter[Any, Any]:
        """Make the one who thinks of this list."""
        raise NotImplementedError

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of every list; Enter is the table's own."""
        return {
            "reload": self._presenter.start,
            "previous_filter": lambda: self._presenter.step_filter(-1),
            "next_filter": lambda: self._presenter.step_filter(1),
            "leave": self._presenter.leave,
        }

    def entered(self) -> None:
        """Read the first page; the keyboard is in the table."""
        self._presenter.start()
        self.ids.table.focus = True

    def left(self) -> None:
        """No answer matters any more."""
        self._presenter.close()

    def reload(self) -> None:
        """Something changed in the store: read again."""
        self._presenter.start()

    def render(self, state: Listed) -> None:
        """Show a state."""
        self.caption, self.alarm, self.trouble = state.caption, state.alarm, state.trouble
        for name, count in state.filters:
            words = WORDS(f"{self.scope}_{name}")
            self._chips[name].on = name == state.chosen_filter
            self._chips[name].caption = f"{words} {number(count)}" if count else words
        table = self.ids.table
        kept = table.rows[table.chosen].key if table.rows else self._came_from
        table.rows = tuple(self._row(line) for line in state.rows)
        if state.first != self._first:
            self._first = state.first
            table.top = 0
            table.choose(next((place for place, row in enumerate(table.rows) if row.key == kept), 0))

    def _row(self, line: Line) -> Row:
        alarm = frozenset({self.age_column}) if line.late else frozenset[int]()
        return Row(line.key, line.cells, line.tone, alarm)


load(__file__)
