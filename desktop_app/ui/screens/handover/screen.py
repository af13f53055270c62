"""Handing the machine in: copies the state, forwards the gestures."""

from collections.abc import Callable, Mapping
from typing import Any

from kivy.properties import BooleanProperty, ColorProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.kv import load
from desktop_app.ui.screens.handover.presenter import HandoverPresenter, HandoverState
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS
from desktop_app.ui.theme import T
from desktop_app.ui.widgets.page import Page


class ObstacleLine(BoxLayout):
    """One thing that stands against handing in: how many, and what to do."""

    count = StringProperty("")
    text = StringProperty("")


class HandoverScreen(Page):
    """A yes or a no, and why."""

    scope = "handover"
    sentence = StringProperty("")
    stands_on = StringProperty("")
    drafts = StringProperty("")
    trouble = StringProperty("")
    safe = BooleanProperty(False)
    has_obstacles = BooleanProperty(False)
    has_drafts = BooleanProperty(False)
    ink = ColorProperty(T.text)

    def __init__(self, stage: Stage, **properties: Any) -> None:
        """Build the page."""
        super().__init__(title=WORDS("handover_title"), **properties)
        self._presenter = HandoverPresenter(stage, self.render)
        self._stage = stage
        self.ids.leave.bind(on_release=lambda _button: self._leave())
        self.ids.again.bind(on_release=lambda _button: self._presenter.start())

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of the page."""
        return {"prove_again": self._presenter.start, "to_printed": self._leave}

    def entered(self) -> None:
        """Prove it."""
        self._presenter.start()
        self.ids.again.focus = True

    def left(self) -> None:
        """No answer matters any more."""
        self._presenter.close()

    def reload(self) -> None:
        """Something changed in the store: prove it again."""
        self._presenter.start()

    def render(self, state: HandoverState) -> None:
        """Show a state."""
        self.trouble, self.stands_on = state.trouble, state.stands_on
        proof = state.proof
        self.sentence = proof.sentence if proof is not None else ""
        self.safe = proof is not None and proof.safe
        tone = T.tones["accepted" if self.safe else "refused"]
        self.ink = tone.ink
        self.ids.obstacles.clear_widgets()
        for count, text in state.obstacles:
            self.ids.obstacles.add_widget(ObstacleLine(count=count, text=text))
        self.has_obstacles = bool(state.obstacles)
        self.has_drafts, self.drafts = bool(state.drafts), "\n".join(state.drafts)

    def _leave(self) -> None:
        self._stage.go("printed", "")


load(__file__)
