"""The dossier screen: copies the state, forwards the gestures, asks what a verb needs to know."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from desktop_app.ui.deeds import Doing
from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.kv import load
from desktop_app.ui.ports import HistoryRow
from desktop_app.ui.screens.dossier.facts import DifferingRow
from desktop_app.ui.screens.dossier.presenter import DossierPresenter, DossierState
from desktop_app.ui.screens.dossier.questions import Questions
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS, moment, status_name
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.menu import DeedMenu
from desktop_app.ui.widgets.page import FactLine, Page

_ORDER: Final = (
    "open_matter",
    "fix_field",
    "supplement",
    "transfer",
    "decide",
    "return_result",
    "reprint",
    "papers",
    "deeds",
)
_VERDICT_TONE: Final = {
    "ok": "accepted",
    "rejected": "refused",
    "quarantined": "refused",
    "conflict": "unknown",
}


class HistoryLine(BoxLayout):
    """One thing that happened, and what the province said of it."""

    when = StringProperty("")
    sentence = StringProperty("")
    verdict = StringProperty("")
    tone = StringProperty("plain")


class DossierScreen(Page):
    """One dossier."""

    scope = "dossier"
    number = StringProperty("")
    procedure = StringProperty("")
    status = StringProperty("")
    truth = StringProperty("draft")
    truth_words = StringProperty("")
    truth_sentence = StringProperty("")
    notice = StringProperty("")
    differ = StringProperty("")
    lookups = StringProperty("")
    lookups_kind = StringProperty("warning")
    refusal = StringProperty("")
    trouble = StringProperty("")
    busy = BooleanProperty(False)

    def __init__(self, stage: Stage, keyboard: Keyboard, dossier_id: str, **properties: Any) -> None:
        """Build the screen of one dossier."""
        super().__init__(title=WORDS("dossiers_title"), **properties)
        self._presenter = DossierPresenter(stage, dossier_id, self.render)
        self._questions = Questions(
            self._presenter, keyboard, stage.office.shift.name, DeedMenu(keyboard, Doing(stage))
        )
        self._actions: frozenset[str] | None = None

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of the dossier."""
        return {
            "reload": self._presenter.start,
            "leave": self._presenter.leave,
            "scroll_down": partial(self._scroll, 1),
            "scroll_up": partial(self._scroll, -1),
            **{action: self._questions.asker(action) for action in _ORDER},
        }

    def entered(self) -> None:
        """Read the dossier."""
        self._presenter.start()

    def left(self) -> None:
        """No answer matters any more."""
        self._presenter.close()

    def reload(self) -> None:
        """Something changed in the store: read again."""
        self._presenter.start()

    def dropped(self, path: str) -> None:
        """A file was dropped on the window: take it into the dossier."""
        self._presenter.attach(path)

    def _scroll(self, pages: int) -> None:
        sheet = self.ids.sheet
        hidden = sheet.children[0].height - sheet.height
        if hidden > 0:
            sheet.scroll_y = min(1, max(0, sheet.scroll_y - pages * sheet.height * 0.85 / hidden))

    def render(self, state: DossierState) -> None:
        """Show a state."""
        self.busy, self.trouble = state.busy, state.trouble
        view = state.view
        if view is None:
            return
        self._questions.view = view
        self.number = view.official_code or view.number
        self.procedure, self.status = view.procedure_name, status_name(view.status)
        self.truth, self.truth_words = view.truth, WORDS(f"truth_{view.truth}")
        self.truth_sentence, self.notice = view.truth_sentence, view.due_notice
        self.differ, self.lookups = state.differ, state.lookups
        self.lookups_kind = "error" if state.lookups_late else "warning"
        self.refusal = (
            f"{WORDS('refused_because')}: {view.refusal.sentence}" if view.refusal is not None else ""
        )
        for box, rows in (
            (self.ids.applicant, state.applicant), (self.ids.times, state.times),
            (self.ids.form, state.form), (self.ids.papers, state.papers), (self.ids.files, state.files),
        ):  # fmt: skip
            box.clear_widgets()
            for row in rows:
                differs = isinstance(row, DifferingRow)
                box.add_widget(FactLine(label=row.label, text=row.text, differs=differs))
        self._show_history(view.history)
        self._show_actions(state.actions)

    def _show_history(self, history: tuple[HistoryRow, ...]) -> None:
        self.ids.history.clear_widgets()
        for row in reversed(history):
            words = WORDS(f"verdict_{row.verdict or 'none'}")
            self.ids.history.add_widget(
                HistoryLine(
                    when=f"{moment(row.at)} · {row.actor}",
                    sentence=f"{row.sentence}: {row.why}" if row.why else row.sentence,
                    verdict=words,
                    tone=_VERDICT_TONE.get(row.verdict, "waiting"),
                )
            )

    def _show_actions(self, actions: frozenset[str]) -> None:
        if actions == self._actions:
            return
        self._actions = actions
        bar = self.ids.actions
        bar.clear_widgets()
        leave = KeyButton(caption=WORDS("leave"), action="leave", scope="dossier")
        leave.bind(on_release=lambda _button: self._presenter.leave())
        bar.add_widget(leave)
        bar.add_widget(Widget())
        for place, action in enumerate(name for name in _ORDER if name in actions):
            button = KeyButton(caption=WORDS(action), action=action, scope="dossier", primary=place == 0)
            button.bind(on_release=lambda _button, action=action: self._questions.asker(action)())
            bar.add_widget(button)


load(__file__)
