"""The sync page: copies the state, forwards the gestures."""

from collections.abc import Callable, Mapping
from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.kv import load
from desktop_app.ui.ports import SyncFacts
from desktop_app.ui.post import post
from desktop_app.ui.screens.sync.lanes import LaneLine
from desktop_app.ui.screens.sync.presenter import SyncPresenter, SyncState
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS, moment, number, size
from desktop_app.ui.widgets.page import Page


class Figure(BoxLayout):
    """One fact with its name."""

    label = StringProperty("")
    text = StringProperty("")
    alarm = BooleanProperty(False)


class LaneBar(BoxLayout):
    """One lane of a running round."""

    name = StringProperty("")
    amount = StringProperty("")
    share = NumericProperty(0.0)

    def show(self, line: LaneLine | None) -> None:
        """Show how far it is; nothing where no round runs."""
        self.name, self.amount, self.share = (line.name, line.amount, line.share) if line else ("", "", 0.0)


class SyncScreen(Page):
    """What is known of the line, and a round now."""

    scope = "sync"
    step = StringProperty("")
    outcome = StringProperty("")
    figures = StringProperty("")
    last = StringProperty("")
    waits = StringProperty("")
    trouble = StringProperty("")
    running = BooleanProperty(False)

    def __init__(self, stage: Stage, **properties: Any) -> None:
        """Build the page."""
        super().__init__(title=WORDS("sync_title"), **properties)
        self._stage = stage
        self._presenter = SyncPresenter(stage, post, self.render)
        self.ids.now.bind(on_release=lambda _button: self._presenter.sync_now())
        self.ids.handover.bind(on_release=lambda _button: self._handover())
        self.ids.stop.bind(on_release=lambda _button: self._presenter.cancel())

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of the page."""
        return {
            "sync_now": self._presenter.sync_now,
            "cancel_sync": self._presenter.cancel,
            "handover": self._handover,
            "leave": self._leave,
        }

    def entered(self) -> None:
        """Read the facts."""
        self._presenter.start()
        self.ids.now.focus = True

    def left(self) -> None:
        """No answer matters any more."""
        self._presenter.close()

    def reload(self) -> None:
        """Something changed in the store: read again."""
        self._presenter.start()

    def render(self, state: SyncState) -> None:
        """Show a state."""
        self.running, self.step, self.outcome = state.running, state.step, state.outcome
        self.figures = " · ".join(
            part for part in (state.figures, state.pace if state.running else "") if part
        )
        self.last, self.waits = state.last if not state.running else "", state.waits
        self.trouble = state.trouble or (state.facts.trouble if state.facts else "")
        shown = state.lanes if state.running and state.lanes else (None, None)
        for bar, line in zip((self.ids.data, self.ids.files_lane), shown, strict=True):
            bar.show(line)
        if state.facts is not None:
            self._show(state.facts)

    def _leave(self) -> None:
        self._stage.go("dossiers", "")

    def _handover(self) -> None:
        self._stage.go("handover", "")

    def _show(self, facts: SyncFacts) -> None:
        if not facts.enrolled:
            self.trouble = WORDS("sync_not_enrolled")
        ids = self.ids
        ids.contact.text = moment(facts.last_contact) or WORDS("sync_never")
        ids.sent.text = WORDS("sync_sent_of", sent=number(facts.sent), handed_in=number(facts.handed_in))
        ids.waiting.text, ids.unknown.text = number(facts.waiting), number(facts.unknown)
        ids.refused.text, ids.refused.alarm = number(facts.refused), facts.refused > 0
        ids.matters.text, ids.matters.alarm = number(facts.matters.total), facts.matters.overdue > 0
        ids.files.text = number(facts.blobs_waiting)
        ids.bytes.text = WORDS("sync_bytes_line", up=size(facts.bytes_up), down=size(facts.bytes_down))


load(__file__)
