"""The screen of one matter: copies the state, forwards the gestures."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from kivy.metrics import dp
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.widget import Widget

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.kv import load
from desktop_app.ui.matter_ports import MatterView
from desktop_app.ui.screens.matter.presenter import MatterPresenter, MatterState
from desktop_app.ui.screens.matter.questions import Questions
from desktop_app.ui.screens.matter.sides import ColumnTitles, FieldCompare, PairRow
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS, moment
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.page import FactLine, Page

_CHOICES: Final = {"keep_theirs": "theirs", "use_mine": "mine", "edit_values": "edited"}
_ORDER: Final = (
    "keep_theirs", "use_mine", "edit_values", "settle", "same_dossier", "other_dossier", "rescan",
    "supplement", "new_from", "send_again", "close_finding", "drop", "void_dossier", "undo", "open_it",
)  # fmt: skip


class MatterScreen(Page):
    """One matter that waits for a person."""

    scope = "matter"
    kind = StringProperty("")
    tone = StringProperty("plain")
    number = StringProperty("")
    who = StringProperty("")
    age = StringProperty("")
    overdue = BooleanProperty(False)
    settled = StringProperty("")
    trouble = StringProperty("")
    chosen = StringProperty("")
    deciding = BooleanProperty(False)

    def __init__(self, stage: Stage, keyboard: Keyboard, key: str, **properties: Any) -> None:
        """Build the screen of one matter."""
        super().__init__(title=WORDS("matters_title"), **properties)
        self._presenter = MatterPresenter(stage, key, self.render)
        self._questions = Questions(self._presenter, keyboard)
        self._view: MatterView | None = None
        self._actions: frozenset[str] | None = None
        self._fields: dict[str, FieldCompare] = {}

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of the matter."""
        return {
            "reload": self._presenter.start,
            "to_matters": self._presenter.leave,
            **{action: self._doer(action) for action in _ORDER},
        }

    def entered(self) -> None:
        """Read the matter."""
        self._presenter.start()

    def left(self) -> None:
        """No answer matters any more, and what was not recorded is not decided."""
        self._presenter.close()

    def reload(self) -> None:
        """Something changed in the store: read again, unless a person is choosing."""
        self._presenter.reload()

    def dropped(self, path: str) -> None:
        """A file was dropped on the window: the new scan of a damaged file."""
        self._questions.rescan(path)

    def render(self, state: MatterState) -> None:
        """Show a state."""
        self.trouble, self.settled = state.trouble, state.settled
        view = state.view
        if view is None:
            return
        self.deciding = "keep_theirs" in state.actions
        self.chosen = WORDS(f"matter_chosen_{state.choice or 'none'}")
        if view is not self._view:
            self._view = view
            self._head(view)
            self._show_sides(state)
            self.ids.reason.show_text("")
        for row in self._fields.values():
            if view.settled is not None:
                row.show_settled(view.settled.choice.value)
            else:
                row.show_choice(state.choice)
        self._show_actions(state)

    def _head(self, view: MatterView) -> None:
        row = view.row
        self.kind, self.tone = WORDS(f"matter_{row.kind.value}"), f"matter_{row.kind.value}"
        self.number = row.official_code or row.number or row.sentence
        days = WORDS("age_days", days=row.age_days) if row.age_days else WORDS("age_today")
        owner = WORDS(f"owner_{row.owner.value}")
        self.age = f"{WORDS('column_age')}: {days} · {owner}" if view.settled is None else ""
        self.overdue = row.overdue and view.settled is None
        where = WORDS("matter_by_here" if row.own else "matter_by_there")
        parts = (row.applicant, row.procedure_name, f"{where}, {moment(row.since)}")
        self.who = " · ".join(part for part in parts if part)
        self.ids.facts.clear_widgets()
        for label, text in (
            ("matter_what", view.what), ("matter_why", view.why), ("matter_file", view.file_title),
            ("matter_remedy", view.remedy if view.settled is None else ""),
        ):  # fmt: skip
            if text:
                line = FactLine(label=WORDS(label), text=text)
                line.ids.label.size_hint_x, line.ids.words.size_hint_x = 0.14, 0.86
                self.ids.facts.add_widget(line)

    def _show_sides(self, state: MatterState) -> None:
        fields, pairs = self.ids.fields, self.ids.pairs
        fields.clear_widgets()
        pairs.clear_widgets()
        self._fields = {}
        if state.fields:
            titles = (WORDS("side_base"), WORDS("side_mine"), WORDS("side_theirs"))
            fields.add_widget(ColumnTitles(first=titles[0], second=titles[1], third=titles[2]))
        for line in state.fields:
            row = self._fields[line.path] = FieldCompare(line, self._presenter)
            fields.add_widget(row)
        if state.pairs:
            pairs.add_widget(ColumnTitles(first=WORDS("pair_left"), second=WORDS("pair_right"), lead=dp(214)))
        for pair in state.pairs:
            pairs.add_widget(PairRow(pair))

    def _doer(self, action: str) -> Callable[[], None]:
        if action in _CHOICES:
            return lambda: self._choose(action)
        if action == "settle":
            return lambda: self._presenter.settle(self.ids.reason.committed_text)
        return self._questions.asker(action)

    def _choose(self, action: str) -> None:
        if not self._presenter.may(action):
            return
        self._presenter.choose(_CHOICES[action])
        typed = [row for row in self._fields.values() if row.editing]
        (typed[0].ids.value if typed else self.ids.reason).focus = True

    def _show_actions(self, state: MatterState) -> None:
        actions = state.actions | ({"settle"} if self.deciding else frozenset())
        if actions == self._actions:
            return
        self._actions = actions
        bar = self.ids.actions
        bar.clear_widgets()
        leave = KeyButton(caption=WORDS("to_matters"), action="to_matters", scope="matter")
        leave.bind(on_release=lambda _button: self._presenter.leave())
        bar.add_widget(leave)
        bar.add_widget(Widget())
        ways = [name for name in _ORDER if name in actions]
        is_book = state.view is not None and state.view.row.is_book
        first = "settle" if self.deciding else next(iter(ways), "")
        for action in ways:
            words = "open_volume" if action == "open_it" and is_book else action
            button = KeyButton(caption=WORDS(words), action=action, scope="matter", primary=action == first)
            button.bind(on_release=lambda _button, action=action: self._doer(action)())
            bar.add_widget(button)


load(__file__)
