"""The cash ledger on the screen: its columns, and the four buttons below it."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.listed.page import ListPage
from desktop_app.ui.screens.cash.presenter import CashPresenter
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.combo import Hit
from desktop_app.ui.widgets.dialog import Answers, Ask, Dialog
from desktop_app.ui.widgets.table import Column


class CashScreen(ListPage):
    """Filters by method, and the table of today's entries."""

    scope = "cash"
    columns = (
        Column("column_fee_receipt", 210, 0, "strong"),
        Column("provisional_number", 220),
        Column("column_applicant", 200, 1),
        Column("column_fee_title", 160, 0.5),
        Column("column_fee_method", 150, 0, "badge"),
        Column("column_amount", 140),
        Column("column_received", 150, 0, "muted"),
    )
    age_column = 5

    def __init__(self, stage: Stage, keyboard: Keyboard, **properties: Any) -> None:
        """Build the ledger."""
        self._keyboard = keyboard
        self._ledger = CashPresenter(stage, self.render)
        super().__init__(**properties)
        for action, press in self._actions().items():
            button = KeyButton(caption=WORDS(action), action=action, scope=self.scope)
            button.bind(on_release=lambda _button, press=press: press())
            self.ids.feet.add_widget(button)

    def presenter(self) -> CashPresenter:
        """Return the one who thinks of the ledger."""
        return self._ledger

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """The keys of a list, and of the buttons."""
        return {**super().shortcuts(), **self._actions()}

    def _actions(self) -> Mapping[str, Callable[[], None]]:
        return {
            "take_fee": self._take,
            "refund_fee": self._refund,
            "close_day": self._close,
            "match_bank": self._match,
        }

    def _take(self) -> None:
        methods = tuple(Hit(name, WORDS(f"cash_{name}")) for name in ("cash", "transfer"))
        self._ask(
            "take_fee",
            lambda said: self._ledger.take(said["key"], said["method"], said["amount"]),
            Ask("key", WORDS("cash_ask_dossier")),
            Ask("method", WORDS("column_fee_method"), "cash", choices=methods),
            Ask("amount", WORDS("cash_ask_amount"), required=False),
        )

    def _refund(self) -> None:
        place = self.ids.table.chosen
        reason = Ask("reason", WORDS("cash_ask_reason"))
        self._ask("refund_fee", lambda said: self._ledger.refund(place, said["reason"]), reason)

    def _close(self) -> None:
        self._ask(
            "close_day",
            lambda said: self._ledger.close_day(said["counted"], said["change"], said["reason"]),
            Ask("counted", WORDS("cash_ask_counted"), required=False),
            Ask("change", WORDS("cash_ask_change"), "0", required=False),
            Ask("reason", WORDS("cash_ask_difference"), required=False),
        )

    def _match(self) -> None:
        def confirm(path: str) -> Callable[[str], None]:
            return lambda said: self._ask("match_bank", lambda _: self._ledger.accept(path), message=said)

        path = Ask("path", WORDS("cash_ask_path"))
        self._ask("match_bank", lambda said: self._ledger.match(said["path"], confirm(said["path"])), path)

    def _ask(self, action: str, answered: Callable[[Answers], None], *asks: Ask, message: str = "") -> None:
        def done(answers: Answers | None) -> None:
            if answers is not None:
                answered(answers)

        words = WORDS(action)
        Dialog(self._keyboard, done, title=words, message=message, confirm=words, asks=asks).open()
