"""The code to pay by, in front of the screen: scanned from the window, and said to prove no payment."""

from typing import Any, Final

from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.cash_ports import PaymentCode
from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.strings import WORDS, money
from desktop_app.ui.widgets.dialog import Dialog
from desktop_app.ui.widgets.page import FactLine, Notice
from desktop_app.ui.widgets.squares import Squares

_SIDE: Final = 300


class PaymentCodeDialog(Dialog):
    """Shows one transfer: its squares, and the same in words for who cannot scan."""

    def __init__(
        self, keyboard: Keyboard, code: PaymentCode, rows: tuple[tuple[bool, ...], ...], **properties: Any
    ) -> None:
        """Build, but do not show yet.

        Args:
            keyboard: whose shortcuts stay silent below the dialog.
            code: the transfer.
            rows: its squares, True for dark.
            **properties: of the widget.
        """
        super().__init__(keyboard, lambda _answers: None, title=WORDS("payment_code_title"), **properties)
        lines = BoxLayout(orientation="vertical", size_hint_y=None, spacing=dp(2), pos_hint={"center_y": 0.5})
        lines.bind(minimum_height=lines.setter("height"))
        for label, text in (
            ("code_amount", money(code.amount)), ("code_bank", code.bank_name),
            ("code_account", code.account), ("code_memo", code.memo),
        ):  # fmt: skip
            lines.add_widget(FactLine(label=WORDS(label), text=text))
        both = BoxLayout(size_hint_y=None, height=dp(_SIDE), spacing=dp(14))
        both.add_widget(Squares(rows, size_hint=(None, None), size=(dp(_SIDE), dp(_SIDE))))
        both.add_widget(lines)
        self.ids.fields.add_widget(both)
        self.ids.fields.add_widget(Notice(text=WORDS("code_proves_nothing"), kind="warning"))
