"""The review of an import: its columns, its keys, and the buttons below the list."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.listed.page import ListPage
from desktop_app.ui.post import post
from desktop_app.ui.screens.review.presenter import ReviewPresenter
from desktop_app.ui.screens.review.questions import Questions
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.table import Column


class ReviewScreen(ListPage):
    """Doubts that wait, doubts that were answered, kinds of doubt."""

    scope = "review"
    columns = (
        Column("column_review_1", 140, 0, "badge"),
        Column("column_review_2", 110, 0, "strong"),
        Column("column_review_3", 300, 0.4),
        Column("column_review_4", 300, 0.4),
        Column("column_review_5", 260, 0.2, "muted"),
    )
    age_column = -1

    def __init__(self, stage: Stage, keyboard: Keyboard, path: str, **properties: Any) -> None:
        """Build the list; `path` is an export or a review, empty for the one that lies open."""
        self._review = ReviewPresenter(stage, post, path, self.render)
        self._questions = Questions(self._review, stage, keyboard)
        super().__init__(**properties)
        self._review.ask = self._questions.answer
        for action, press in self._presses().items():
            button = KeyButton(caption=WORDS(action), action=action, scope=self.scope)
            button.bind(on_release=lambda _button, press=press: press())
            self.ids.feet.add_widget(button)

    def presenter(self) -> ReviewPresenter:
        """Return the one who thinks of the review."""
        return self._review

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of a list, and of the buttons."""
        return {**super().shortcuts(), **self._presses(), "to_rules": self._review.leave}

    def _presses(self) -> dict[str, Callable[[], None]]:
        return {
            "answer_kind": lambda: self._questions.answer_kind(self.ids.table.chosen),
            "all_kinds": self._review.all_kinds,
            "pack_review": self._questions.pack,
            "open_review": self._questions.ask_path,
        }
