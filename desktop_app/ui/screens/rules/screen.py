"""The rules an office counts by: columns of the three lists, and the buttons below them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.listed.page import ListPage
from desktop_app.ui.listed.presenter import Listed
from desktop_app.ui.screens.rules.presenter import RulesPresenter
from desktop_app.ui.screens.rules.questions import Questions
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.dialog import Answers, Ask, Dialog
from desktop_app.ui.widgets.table import Column

_WIDTHS: Final = {
    "unverified": ((150, 0), (330, 0.5), (250, 0), (190, 0), (200, 0.5)),
    "days": ((140, 0), (280, 0.5), (150, 0), (330, 0.5), (170, 0)),
    "packages": ((170, 0), (280, 1), (120, 0), (290, 0), (150, 0)),
}
"""Width and growth of each list's five columns; their titles are `column_<list>_1` to `_5`."""


class RulesScreen(ListPage):
    """What the law leaves open, days off, packages; each filter has its own columns."""

    scope = "rules"
    columns = ()
    age_column = -1

    def __init__(self, stage: Stage, keyboard: Keyboard, **properties: Any) -> None:
        """Build the lists."""
        self._stage, self._keyboard = stage, keyboard
        self._rules = RulesPresenter(stage, self.render)
        self._questions = Questions(self._rules, keyboard)
        super().__init__(**properties)
        self.ids.table.columns = _columns("unverified")
        self.ids.table.bind(on_activate=lambda _table, place: self._questions.open_row(place))
        for action, press in self._presses().items():
            button = KeyButton(caption=WORDS(action), action=action, scope=self.scope)
            button.bind(on_release=lambda _button, press=press: press())
            self.ids.feet.add_widget(button)

    def presenter(self) -> RulesPresenter:
        """Return the one who thinks of the rules."""
        return self._rules

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of a list, and of the buttons."""
        return {**super().shortcuts(), **self._presses()}

    def dropped(self, path: str) -> None:
        """A package was dropped: show what it would change."""
        self._questions.take_file(path)

    def render(self, state: Listed) -> None:
        """Show a state, under the columns of its list."""
        self.ids.table.columns = _columns(state.chosen_filter)
        super().render(state)

    def _presses(self) -> dict[str, Callable[[], None]]:
        return {
            "add_off": lambda: self._questions.add_day(is_working=False),
            "add_worked": lambda: self._questions.add_day(is_working=True),
            "publish_file": self._questions.ask_file,
            "set_signer": self._questions.ask_signer,
            "open_review": self._review,
        }

    def _review(self) -> None:
        """Ask where the province's export lies, or go on with the review that lies open."""

        def named(answers: Answers | None) -> None:
            if answers is not None:
                self._stage.go("review", answers["path"])

        if self._rules.may_publish():
            asks = (Ask("path", WORDS("review_path")),)
            title = WORDS("open_review")
            Dialog(self._keyboard, named, title=title, confirm=title, asks=asks).open()


def _columns(chosen: str) -> tuple[Column, ...]:
    looks = ("badge", "strong", "text", "muted", "muted")
    return tuple(
        Column(WORDS(f"column_{chosen}_{place}"), width, grow, look)
        for place, ((width, grow), look) in enumerate(zip(_WIDTHS[chosen], looks, strict=True), 1)
    )
