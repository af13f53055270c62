"""A question in front of the screen. It traps the keyboard and gives it back."""

from collections.abc import Callable
from typing import Any

from kivy.core.window import Window
from kivy.properties import StringProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from desktop_app.ui.asks import Answers, Ask
from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.kv import load
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.choice import ChoiceRow
from desktop_app.ui.widgets.date_field import DateField
from desktop_app.ui.widgets.field_row import FieldRow
from desktop_app.ui.widgets.focus import focus_first, focused, pop_scope, push_scope
from desktop_app.ui.widgets.text_field import TextField

__all__ = ["Answers", "Ask", "Dialog", "say"]

Told = Callable[[str], None]
"""Hears what is wrong, or an empty text."""


class Dialog(FloatLayout):
    """Opens over everything; ``done`` is called once: with the answers, or with None when called off."""

    title = StringProperty("")
    message = StringProperty("")
    trouble = StringProperty("")
    scope = "dialog"

    def __init__(
        self,
        keyboard: Keyboard,
        done: Callable[[Answers | None], None],
        *,
        confirm: str = "",
        asks: tuple[Ask, ...] = (),
        attempt: Callable[[Answers, Told], None] | None = None,
        check: Callable[[Answers, Told], None] | None = None,
        **properties: Any,
    ) -> None:
        """Build, but do not show yet.

        Args:
            keyboard: whose shortcuts stay silent below the dialog.
            done: receives what was answered.
            confirm: caption of the button that answers; empty where there is nothing to confirm.
            asks: the fields.
            attempt: tries what was answered; until it tells an empty text the dialog stays, with what is
                typed in it and why it was refused. Without it, answering closes.
            check: says of every change what would be refused.
            **properties: ``title`` and ``message``.
        """
        super().__init__(**properties)
        self._keyboard, self._done, self._asks = keyboard, done, asks
        self._rows: dict[str, FieldRow] = {}
        self._before: Any = None
        self._attempt, self._check, self._is_trying = attempt, check, False
        for ask in asks:
            row = FieldRow(_control(ask), caption=ask.label, required=ask.required)
            self._rows[ask.key] = row
            self.ids.fields.add_widget(row)
            if ask.secret:
                row.control.bind(on_entered=lambda _field: self._entered())
            if check is not None and not ask.choices:
                row.control.bind(on_edited=lambda _field: self._look())
        self._buttons(confirm)

    def open(self) -> "Dialog":
        """Show the dialog and take the keyboard."""
        self._before = focused()
        if self._before is not None:
            self._before.focus = False
        self._keyboard.push(self.scope, self.keys())
        push_scope(self)
        Window.add_widget(self)
        focus_first(self.ids.box)
        return self

    def keys(self) -> dict[str, Callable[[], object]]:
        """What the keys of the dialog do."""
        return {"confirm": self.confirm, "cancel": self.cancel}

    def confirm(self) -> None:
        """Answer, unless a required field is empty or an answer is being tried."""
        if self._is_trying:
            return
        answers = self._answers()
        missing = [ask for ask in self._asks if ask.required and not answers[ask.key]]
        for ask in self._asks:
            self._rows[ask.key].problem = WORDS("must_be_filled") if ask in missing else ""
        if missing:
            self._rows[missing[0].key].control.focus = True
            return
        if self._attempt is None:
            self._close(answers)
            return
        self._is_trying, self.trouble = True, ""
        self._wipe()
        self._attempt(answers, self._settled)

    def cancel(self) -> None:
        """Call it off."""
        self._close(None)

    def on_touch_down(self, touch: Any) -> bool:
        """Nothing below the dialog is touched."""
        super().on_touch_down(touch)
        return True

    def _entered(self) -> bool:
        """Enter behind a PIN means: do it."""
        self.confirm()
        return True

    def _answers(self) -> Answers:
        return {ask.key: _value(self._rows[ask.key].control) for ask in self._asks}

    def _look(self) -> None:
        answers = self._answers()
        required = (ask.key for ask in self._asks if ask.today is not None)
        if self._check is not None and all(answers[key] for key in required):
            self._check(answers, self._told)

    def _told(self, trouble: str) -> None:
        if not self._is_trying:
            self.trouble = trouble

    def _settled(self, trouble: str) -> None:
        self._is_trying, self.trouble = False, trouble
        if not trouble:
            self._close(None)
        elif secret := next((ask for ask in self._asks if ask.secret), None):
            self._rows[secret.key].control.focus = True

    def _wipe(self) -> None:
        for ask in self._asks:
            if ask.secret:
                self._rows[ask.key].control.show_text("")
                self._rows[ask.key].control.reset_undo()  # or Ctrl+Z would bring it back

    def _buttons(self, confirm: str) -> None:
        bar = self.ids.buttons
        bar.add_widget(Widget())
        cancel = KeyButton(caption=WORDS("cancel" if confirm else "close"), action="cancel", scope=self.scope)
        cancel.bind(on_release=lambda _button: self.cancel())
        bar.add_widget(cancel)
        if confirm:
            button = KeyButton(caption=confirm, action="confirm", scope="dialog", primary=True)
            button.bind(on_release=lambda _button: self.confirm())
            bar.add_widget(button)

    def _close(self, answers: Answers | None) -> None:
        if self.parent is None:
            return
        here = focused()
        if here is not None:
            here.focus = False
        self._keyboard.pop(self.scope)
        pop_scope(self)
        Window.remove_widget(self)
        self._wipe()
        if self._before is not None and self._before.get_parent_window() is not None:
            self._before.focus = True
        self._done(answers)


def _control(ask: Ask) -> Any:
    if ask.choices:
        row = ChoiceRow(choices=ask.choices, several=ask.several)
        row.show_values(ask.value)
        return row
    if ask.today is not None:
        day = DateField(today=ask.today)
        day.show_text(ask.value)
        return day
    field = TextField(multiline=ask.lines, password=ask.secret)
    field.show_text(ask.value)
    return field


def _value(control: Any) -> str:
    if isinstance(control, ChoiceRow):
        return " ".join(control.values)
    if getattr(control, "password", False):
        return str(control.text)  # a space of a secret is part of it
    return str(control.committed_text).strip()


def say(keyboard: Keyboard, title: str, message: str) -> Dialog:
    """Open a dialog that only says something."""
    return Dialog(keyboard, lambda _answers: None, title=title, message=message).open()


load(__file__)
