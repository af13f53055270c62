"""The ledger of receipts: its columns, and the two buttons below it."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.listed.page import ListPage
from desktop_app.ui.screens.printed.presenter import PrintedPresenter
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.dialog import Answers, Ask, Dialog
from desktop_app.ui.widgets.table import Column


class PrintedScreen(ListPage):
    """Filters by state, and the table of every number given out here."""

    scope = "printed"
    columns = (
        Column("provisional_number", 220, 0, "strong"),
        Column("column_applicant", 200, 1),
        Column("column_truth", 170, 0, "badge"),
        Column("official_code", 230, 0.2),
        Column("column_received", 150, 0, "muted"),
        Column("column_since", 150),
        Column("column_copies", 90),
    )
    age_column = 5

    def __init__(self, stage: Stage, keyboard: Keyboard, **properties: Any) -> None:
        """Build the ledger."""
        self._stage, self._keyboard = stage, keyboard
        self._ledger = PrintedPresenter(stage, self.render)
        super().__init__(**properties)
        for action, press in {"export": self._export, "handover": self._handover}.items():
            button = KeyButton(caption=WORDS(action), action=action, scope=self.scope)
            button.bind(on_release=lambda _button, press=press: press())
            self.ids.feet.add_widget(button)

    def presenter(self) -> PrintedPresenter:
        """Return the one who thinks of the ledger."""
        return self._ledger

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of a list, and of the two buttons."""
        return {**super().shortcuts(), "handover": self._handover, "export": self._export}

    def _export(self) -> None:
        """Ask where the file shall lie."""

        def named(answers: Answers | None) -> None:
            if answers is not None:
                self._ledger.export(answers["path"])

        asks = (Ask("path", WORDS("printed_path")),)
        Dialog(self._keyboard, named, title=WORDS("export"), confirm=WORDS("export"), asks=asks).open()

    def _handover(self) -> None:
        self._stage.go("handover", "")
