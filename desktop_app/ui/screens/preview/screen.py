"""The preview of a form: copies the state, forwards the gestures."""

from collections.abc import Callable, Mapping
from typing import Any

from kivy.properties import BooleanProperty, ColorProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.kv import load
from desktop_app.ui.screens.preview.presenter import PreviewPresenter, PreviewState
from desktop_app.ui.stage import PreviewStage
from desktop_app.ui.strings import WORDS
from desktop_app.ui.theme import T
from desktop_app.ui.widgets.dialog import Answers, Ask, Dialog
from desktop_app.ui.widgets.page import Page


class RemarkLine(BoxLayout):
    """One finding: where, what, and what to write instead."""

    place = StringProperty("")
    sentence = StringProperty("")
    repair = StringProperty("")
    ink = ColorProperty(T.text)


class PreviewScreen(Page):
    """The form as a clerk will see it, and beside it what its author must know."""

    scope = "preview"
    heading = StringProperty("")
    summary = StringProperty("")
    trouble = StringProperty("")
    may_publish = BooleanProperty(False)

    def __init__(self, stage: PreviewStage, keyboard: Keyboard, path: str, **properties: Any) -> None:
        """Build the page for a file."""
        super().__init__(title=WORDS("preview_title"), **properties)
        self._stage, self._keyboard = stage, keyboard
        self._presenter = PreviewPresenter(stage, path, self.render)
        form = self.ids.form
        form.today = lambda: stage.office.now().date()
        form.bind(
            on_answer=lambda _form, path, text: self._presenter.answer(path, text),
            on_question_left=lambda _form, path: self._presenter.leave_question(path),
        )
        self.ids.leave.bind(on_release=lambda _button: self._leave())
        self.ids.again.bind(on_release=lambda _button: self._presenter.start())
        self.ids.publish.bind(on_release=lambda _button: self._publish())

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of the page."""
        ask = self._presenter
        return {
            "reload": ask.start,
            "add_repeat": ask.add_repeat,
            "publish": self._publish,
            "leave": self._leave,
        }

    def entered(self) -> None:
        """Read the file."""
        self._presenter.start()

    def left(self) -> None:
        """No answer matters any more."""
        self._presenter.close()

    def render(self, state: PreviewState) -> None:
        """Show a state."""
        self.heading, self.summary, self.trouble = state.heading, state.summary, state.trouble
        self.may_publish = state.may_publish
        self.ids.form.show_questions(state.questions, dict(state.problems))
        self.ids.remarks.clear_widgets()
        for one in state.remarks:
            ink = T.error if one.blocks else T.muted
            line = RemarkLine(place=one.place, sentence=one.sentence, repair=one.repair, ink=ink)
            self.ids.remarks.add_widget(line)

    def _publish(self) -> None:
        """Ask for the day, then publish."""
        if not self.may_publish:
            return

        def named(answers: Answers | None) -> None:
            if answers is not None:
                self._presenter.publish(answers["day"], answers["source"])

        asks = (
            Ask("day", WORDS("preview_day"), self._presenter.suggested_day()),
            Ask("source", WORDS("preview_source"), required=False),
        )
        Dialog(self._keyboard, named, title=WORDS("publish"), confirm=WORDS("publish"), asks=asks).open()

    def _leave(self) -> None:
        self._stage.go("dossiers", "")


load(__file__)
