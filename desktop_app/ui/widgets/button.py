"""Things to press: a button that shows its key, a chip that is on or off, a tick box."""

from typing import Any

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior, FocusBehavior
from kivy.uix.label import Label
from kivy.utils import escape_markup

from desktop_app.ui.keyboard import key_label
from desktop_app.ui.kv import load
from desktop_app.ui.theme import T
from desktop_app.ui.widgets.focus import KeyNav


class KeyButton(KeyNav, FocusBehavior, ButtonBehavior, Label):
    """A caption and, when an action of the shortcut table stands behind it, that action's key."""

    caption = StringProperty("")
    action = StringProperty("")
    scope = StringProperty("everywhere")
    primary = BooleanProperty(False)
    quiet = BooleanProperty(False)

    def __init__(self, **properties: Any) -> None:
        """Make a button; the key beside its caption comes from the shortcut table."""
        super().__init__(**properties)
        for name in ("caption", "action", "scope"):
            self.fbind(name, self._write)
        self._write()

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Enter and Space press the button."""
        if keycode[1] in ("enter", "numpadenter", "spacebar") and not modifiers_held(modifiers):
            self.dispatch("on_release")
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)

    def _write(self, *_: Any) -> None:
        key = key_label(self.action, self.scope) if self.action else ""
        shown = f"   [size={int(T.small)}]{signed(key)}[/size]" if key else ""
        self.text = f"{escape_markup(self.caption)}{shown}"


def modifiers_held(modifiers: list[str]) -> bool:
    """Tell whether a key came with Ctrl or Alt (num lock and Shift do not count)."""
    return bool({"ctrl", "alt"} & set(modifiers))


def signed(key: str) -> str:
    """Put the arrows of a key's name into the font that has them."""
    return "".join(T.sign(letter) if letter in "←→↑↓" else letter for letter in key)


class Chip(KeyButton):
    """A filter or a choice that is on or off."""

    on = BooleanProperty(False)


class Tick(KeyNav, FocusBehavior, ButtonBehavior, Label):
    """A box to tick, with its words; Space or Enter turns it."""

    on = BooleanProperty(False)
    words = StringProperty("")
    radio = BooleanProperty(False)
    wraps = BooleanProperty(True)

    def __init__(self, **properties: Any) -> None:
        """Make a tick box."""
        super().__init__(**properties)
        for name in ("on", "words", "radio"):
            self.fbind(name, self._write)
        self._write()

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Space and Enter turn the box; Up and Down walk like Tab."""
        if keycode[1] in ("spacebar", "enter", "numpadenter") and not modifiers_held(modifiers):
            self.dispatch("on_release")
            return True
        if keycode[1] in ("up", "down"):
            self.move_focus(1 if keycode[1] == "down" else -1)
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)

    def _write(self, *_: Any) -> None:
        sign = ("◉" if self.on else "○") if self.radio else ("☑" if self.on else "☐")
        self.text = f"[size={int(T.strong)}]{T.sign(sign)}[/size]  {escape_markup(self.words)}"


load(__file__)
