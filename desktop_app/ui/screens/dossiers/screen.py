"""The list of dossiers: copies the state, forwards the gestures."""

from collections.abc import Callable, Mapping
from typing import Any

from kivy.clock import Clock
from kivy.properties import StringProperty

from desktop_app.ui.asks import Hit
from desktop_app.ui.deeds import Doing
from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.kv import load
from desktop_app.ui.screens.dossiers.alarms import Alarm
from desktop_app.ui.screens.dossiers.batch import Progress
from desktop_app.ui.screens.dossiers.presenter import (
    FILTERS,
    KINDS,
    DossiersPresenter,
    DossiersState,
    ListRow,
)
from desktop_app.ui.signing import pin_ask
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.button import Chip
from desktop_app.ui.widgets.dialog import Dialog
from desktop_app.ui.widgets.menu import DeedMenu, Menu
from desktop_app.ui.widgets.page import Notice, Page
from desktop_app.ui.widgets.table import Column, Row

_DUE = 7
_SEARCH_AFTER_S = 0.12


class DossiersScreen(Page):
    """Search, filters, and the table of everything this machine has."""

    scope = "dossiers"
    caption = StringProperty("")

    def __init__(self, stage: Stage, keyboard: Keyboard, **properties: Any) -> None:
        """Build the list."""
        super().__init__(title=WORDS("dossiers_title"), **properties)
        self._keyboard = keyboard
        self._working: Dialog | None = None
        self._presenter = DossiersPresenter(stage, self.render)
        self._deeds = DeedMenu(keyboard, Doing(stage))
        self._first = 0
        self._alarms: tuple[Alarm, ...] = ()
        self._chips: dict[str, Chip] = {}
        for name in FILTERS:
            chip = self._chips[name] = Chip(caption=WORDS(f"filter_{name}"), is_focusable=False)
            chip.bind(on_release=lambda _chip, name=name: self._presenter.choose_filter(name))
            self.ids.filters.add_widget(chip)
        self._search = Clock.create_trigger(self._look, _SEARCH_AFTER_S)
        self.ids.search.bind(
            on_edited=lambda _field: self._search(), on_entered=lambda _field: self.to_table()
        )
        table = self.ids.table
        table.columns = (
            Column("", 30, 0, "sign"),
            Column(WORDS("column_number"), 232, 0, "strong"),
            Column(WORDS("column_applicant"), 190, 0.4),
            Column(WORDS("column_procedure"), 220, 1),
            Column(WORDS("column_status"), 160, 0.2),
            Column(WORDS("column_truth"), 130, 0, "badge"),
            Column(WORDS("column_received"), 132, 0, "muted"),
            Column(WORDS("column_due"), 132),
        )
        table.bind(
            on_activate=lambda _table, place: self._presenter.open(place),
            on_mark=lambda _table, place: self._presenter.mark(place),
            on_near_end=lambda _table: self._presenter.near_end(),
        )

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of the list; Enter is the table's own."""
        return {
            "search": self.to_search,
            "print_marked": self.ask_paper,
            "sign_marked": self.ask_signature,
            "deeds": self.ask_deed,
            "reload": self._presenter.reload,
            "previous_filter": lambda: self._presenter.step_filter(-1),
            "next_filter": lambda: self._presenter.step_filter(1),
        }

    def entered(self) -> None:
        """Read the first page; the keyboard is in the search field."""
        self._presenter.start()
        self.to_search()

    def left(self) -> None:
        """No answer matters any more."""
        self._presenter.close()

    def reload(self) -> None:
        """Something changed in the store: read again."""
        self._presenter.reload()

    def to_search(self) -> None:
        """Put the keyboard into the search field."""
        self.ids.search.focus = True
        self.ids.search.select_all()

    def to_table(self) -> bool:
        """Put the keyboard into the table; True, because Enter has done its work then."""
        self._look()
        self.ids.table.focus = True
        return True

    def ask_paper(self) -> None:
        """Ask which paper, then print it of all marked dossiers."""
        if self._presenter.may_do("print_paper"):
            self._which("print_marked", self._presenter.print_marked)

    def ask_signature(self) -> None:
        """Ask which paper and one PIN, then sign it of all marked dossiers."""
        if self._presenter.may_do("sign_paper"):
            self._presenter.ask_signer(lambda: self._which("sign_marked", self._ask_pin))

    def ask_deed(self) -> None:
        """Ask what to do with the marked dossiers, or with the register."""
        deeds = self._presenter.deeds()
        if deeds:
            self._deeds.offer(WORDS("deeds_title"), deeds)

    def _which(self, title: str, then: Callable[[str], None]) -> None:
        entries = tuple(Hit(kind, WORDS(f"paper_{kind}")) for kind in KINDS)
        Menu(self._keyboard, lambda place: then(KINDS[place]), entries, title=WORDS(title)).open()

    def _ask_pin(self, kind: str) -> None:
        Dialog(
            self._keyboard, lambda _answers: None, title=WORDS("signing_title", paper=WORDS(f"paper_{kind}")),
            message=WORDS("sign_about"), confirm=WORDS("sign_paper_do"), asks=(pin_ask(),),
            attempt=lambda answers, settled: self._presenter.sign_marked(kind, answers, settled),
        ).open()  # fmt: skip

    def _show_batch(self, at: Progress) -> None:
        if at.running and self._working is None:
            title = WORDS(f"{at.words}_now")
            self._working = Dialog(self._keyboard, lambda _none: self._presenter.stop_batch(), title=title)
            self._working.open()
        if self._working is not None:
            self._working.message = WORDS(f"{at.words}_running", done=at.done, total=at.total)
            if not at.running:
                dialog, self._working = self._working, None
                dialog.cancel()

    def render(self, state: DossiersState) -> None:
        """Show a state."""
        self.caption = state.caption
        self._show_batch(state.batch)
        self._show_alarms(state.alarms)
        for name, chip in self._chips.items():
            chip.on = name == state.chosen_filter
        table = self.ids.table
        table.rows = tuple(_row(row) for row in state.rows)
        if state.first != self._first:
            self._first = state.first
            table.top = 0
            table.choose(0)

    def _show_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        if alarms != self._alarms:
            self._alarms = alarms
            self.ids.alarms.clear_widgets()
            for alarm in alarms:
                self.ids.alarms.add_widget(Notice(kind=alarm.kind, text=alarm.text))

    def _look(self, *_: Any) -> None:
        self._presenter.search(self.ids.search.committed_text)


def _row(row: ListRow) -> Row:
    cells = ("☑" if row.marked else "", *row.cells)
    return Row(row.id, cells, tone=row.truth, alarm=frozenset({_DUE}) if row.late else frozenset())


load(__file__)
