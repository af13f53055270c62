"""The list of matters: copies the state, forwards the gestures."""

from collections.abc import Callable, Mapping
from typing import Any

from kivy.properties import StringProperty

from desktop_app.ui.kv import load
from desktop_app.ui.screens.matters.presenter import FILTERS, MatterLine, MattersPresenter, MattersState
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS, number
from desktop_app.ui.widgets.button import Chip
from desktop_app.ui.widgets.page import Page
from desktop_app.ui.widgets.table import Column, Row

_AGE = 5


class MattersScreen(Page):
    """Filters by class, and the table of what is open."""

    scope = "matters"
    caption = StringProperty("")
    alarm = StringProperty("")
    trouble = StringProperty("")

    def __init__(self, stage: Stage, chosen: str = "", **properties: Any) -> None:
        """Build the list; `chosen` is the matter that was left for it."""
        super().__init__(title=WORDS("matters_title"), **properties)
        self._presenter = MattersPresenter(stage, self.render)
        self._first, self._came_from = 0, chosen
        self._chips: dict[str, Chip] = {}
        for name in FILTERS:
            chip = self._chips[name] = Chip(caption=WORDS(f"matters_{name}"), is_focusable=False)
            chip.bind(on_release=lambda _chip, name=name: self._presenter.choose_filter(name))
            self.ids.filters.add_widget(chip)
        table = self.ids.table
        table.columns = (
            Column(WORDS("column_matter"), 176, 0, "badge"),
            Column(WORDS("column_number"), 224, 0, "strong"),
            Column(WORDS("column_applicant"), 170, 0.2),
            Column(WORDS("column_sentence"), 330, 1),
            Column(WORDS("column_owner"), 130, 0, "muted"),
            Column(WORDS("column_age"), 130),
        )
        table.bind(
            on_activate=lambda _table, place: self._presenter.open(place),
            on_near_end=lambda _table: self._presenter.near_end(),
        )

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of the list; Enter is the table's own."""
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

    def render(self, state: MattersState) -> None:
        """Show a state."""
        self.caption, self.alarm, self.trouble = state.caption, state.alarm, state.trouble
        for name, count in state.filters:
            chip = self._chips[name]
            chip.on = name == state.chosen_filter
            chip.caption = (
                f"{WORDS(f'matters_{name}')} {number(count)}" if count else WORDS(f"matters_{name}")
            )
        table = self.ids.table
        kept = table.rows[table.chosen].key if table.rows else self._came_from
        table.rows = tuple(_row(line) for line in state.rows)
        if state.first != self._first:
            self._first = state.first
            table.top = 0
            table.choose(next((place for place, row in enumerate(table.rows) if row.key == kept), 0))


def _row(line: MatterLine) -> Row:
    return Row(line.key, line.cells, line.tone, frozenset({_AGE}) if line.overdue else frozenset())


load(__file__)
