"""The ledger of receipts: copies the state, forwards the gestures."""

from collections.abc import Callable, Mapping
from typing import Any

from kivy.properties import StringProperty

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.kv import load
from desktop_app.ui.screens.printed.presenter import FILTERS, PrintedLine, PrintedPresenter, PrintedView
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS, number
from desktop_app.ui.widgets.button import Chip
from desktop_app.ui.widgets.dialog import Answers, Ask, Dialog
from desktop_app.ui.widgets.page import Page
from desktop_app.ui.widgets.table import Column, Row

_AGE = 5


class PrintedScreen(Page):
    """Filters by state, and the table of every number given out here."""

    scope = "printed"
    caption = StringProperty("")
    alarm = StringProperty("")
    trouble = StringProperty("")

    def __init__(self, stage: Stage, keyboard: Keyboard, **properties: Any) -> None:
        """Build the ledger."""
        super().__init__(title=WORDS("printed_title"), **properties)
        self._presenter = PrintedPresenter(stage, self.render)
        self._first = 0
        self._stage, self._keyboard = stage, keyboard
        self._chips: dict[str, Chip] = {}
        for name in FILTERS:
            chip = self._chips[name] = Chip(caption=WORDS(f"printed_{name}"), is_focusable=False)
            chip.bind(on_release=lambda _chip, name=name: self._presenter.choose_filter(name))
            self.ids.filters.add_widget(chip)
        self.ids.export.bind(on_release=lambda _button: self._export())
        self.ids.handover.bind(on_release=lambda _button: self._handover())
        table = self.ids.table
        table.columns = (
            Column(WORDS("provisional_number"), 220, 0, "strong"),
            Column(WORDS("column_applicant"), 200, 1),
            Column(WORDS("column_truth"), 170, 0, "badge"),
            Column(WORDS("official_code"), 230, 0.2),
            Column(WORDS("column_received"), 150, 0, "muted"),
            Column(WORDS("column_since"), 150),
            Column(WORDS("column_copies"), 90),
        )
        table.bind(
            on_activate=lambda _table, place: self._presenter.open(place),
            on_near_end=lambda _table: self._presenter.near_end(),
        )

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of the ledger; Enter is the table's own."""
        return {
            "reload": self._presenter.start,
            "handover": self._handover,
            "export": self._export,
            "previous_filter": lambda: self._presenter.step_filter(-1),
            "next_filter": lambda: self._presenter.step_filter(1),
            "leave": self._leave,
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

    def render(self, state: PrintedView) -> None:
        """Show a state."""
        self.caption, self.alarm, self.trouble = state.caption, state.alarm, state.trouble
        for name, count in state.filters:
            chip = self._chips[name]
            chip.on = name == state.chosen_filter
            words = WORDS(f"printed_{name}")
            chip.caption = f"{words} {number(count)}" if count else words
        table = self.ids.table
        table.rows = tuple(_row(line) for line in state.rows)
        if state.first != self._first:
            self._first = state.first
            table.top = 0
            table.choose(0)

    def _leave(self) -> None:
        self._stage.go("dossiers", "")

    def _export(self) -> None:
        """Ask where the file shall lie."""

        def named(answers: Answers | None) -> None:
            if answers is not None:
                self._presenter.export(answers["path"])

        asks = (Ask("path", WORDS("printed_path")),)
        Dialog(self._keyboard, named, title=WORDS("export"), confirm=WORDS("export"), asks=asks).open()

    def _handover(self) -> None:
        self._stage.go("handover", "")


def _row(line: PrintedLine) -> Row:
    alarm = frozenset({_AGE}) if line.late else frozenset[int]()
    return Row(line.dossier_id, line.cells, line.tone, alarm)


load(__file__)
