"""A date as people write it: dd/mm/yyyy, slashes by themselves, Up and Down by a day, T for today.

What is half typed stays as typed; whether it is a date is said by the form, not by this field.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from kivy.properties import ObjectProperty

from desktop_app.ui.widgets.text_field import TextField

_ISO: Final = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)\s*")
_LENGTH: Final = len("31/12/2025")
_SLASH_AT: Final = (2, 5)


class DateField(TextField):
    """A field for a calendar date. ``today`` is given, because the window has no clock of its own."""

    today: Callable[[], date] | None = ObjectProperty(None, allownone=True)

    def __init__(self, **properties: Any) -> None:
        """Make a date field; it hints at the order of the parts."""
        properties.setdefault("hint_text", "ngày/tháng/năm")
        super().__init__(**properties)

    def insert_text(self, substring: str, from_undo: bool = False) -> None:  # noqa: FBT001, FBT002 - the toolkit's
        """Take digits and slashes; ``t`` is today, an ISO date is turned round."""
        if from_undo:
            super().insert_text(substring, from_undo)
            return
        if substring in ("t", "T") and self.today is not None:
            self.put(self.today())
            return
        iso = _ISO.fullmatch(substring)
        text = f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else substring.strip()
        for letter in text:
            self._type(letter)

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Up and Down move by a day."""
        step = {"up": 1, "down": -1}.get(keycode[1], 0)
        if step and not {"ctrl", "alt"} & set(modifiers):
            here = self.value() or (self.today() if self.today is not None else None)
            if here is not None:
                self.put(here + timedelta(days=step))
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)

    def value(self) -> date | None:
        """The date, or None while the text is not one."""
        try:
            return datetime.strptime(self.text, "%d/%m/%Y").date()  # noqa: DTZ007 - a calendar date has no zone
        except ValueError:
            return None

    def put(self, day: date) -> None:
        """Show a date as if it had been typed."""
        self.text = f"{day:%d/%m/%Y}"

    def _type(self, letter: str) -> None:
        if not (letter.isdigit() or letter == "/"):
            return
        if self.selection_text:
            self.delete_selection()
        if len(self.text) >= _LENGTH:
            return
        at_end = self.cursor_index() == len(self.text)
        if letter != "/" and at_end and len(self.text) in _SLASH_AT:
            super().insert_text("/")
        if letter == "/" and at_end and self.text.endswith("/"):
            return
        super().insert_text(letter)
