"""Fields to type in: Vietnamese input methods lose nothing, Tab leaves, everything entered is NFC.

The toolkit's own text input keeps an unfinished word of an input method beside the text and gives it to
whoever has the focus later: words were lost, doubled, or typed into the neighbour. `VnTextInput` keeps the
word in place.
"""

import unicodedata
from typing import Any, ClassVar, Final

from kivy.clock import Clock
from kivy.core.window import Window, WindowBase
from kivy.properties import BooleanProperty
from kivy.uix.textinput import TextInput

from desktop_app.ui.kv import load
from desktop_app.ui.widgets.focus import KeyNav

_LATE_COMMIT_S: Final = 0.5
_CARET_KEYS: Final = frozenset({9, 13, 27, 127, 271, 273, 274, 275, 276, 278, 279, 280, 281})


class VnTextInput(TextInput):
    """A text input fit for Vietnamese input methods (preedit of ibus and fcitx)."""

    # Of all fields together: a commit that the method may still deliver, to whatever has the focus then.
    _late_commit: ClassVar[tuple[str, float]] = ("", 0.0)
    text: str
    _ime_composition: str
    _ime_cursor: Any

    def keyboard_on_textinput(self, window: Any, text: str) -> None:
        """Take typed or committed text; a commit that was kept in place already is swallowed."""
        late, until = VnTextInput._late_commit
        VnTextInput._late_commit = ("", 0.0)
        if late and text == late and Clock.get_boottime() < until:
            return
        if self._ime_composition:
            self._drop_composition()  # else the text is for a moment 'hòahòa', and a search sees it
        super().keyboard_on_textinput(window, text)

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Keep an unfinished word as text before the caret or the focus moves."""
        if self._ime_composition and (keycode[0] in _CARET_KEYS or "ctrl" in modifiers):
            self.finish_composition()
        return bool(super().keyboard_on_key_down(window, keycode, text, modifiers))

    def on_touch_down(self, touch: Any) -> bool:
        """Keep an unfinished word as text before the mouse moves the caret or the focus."""
        if self._ime_composition and not getattr(touch, "is_mouse_scrolling", False):
            self.finish_composition(reset_method=True)
        return bool(super().on_touch_down(touch))

    def window_on_textedit(self, window: Any, ime_input: str) -> None:
        """Show the unfinished word of an input method, composed."""
        if self.focus:
            super().window_on_textedit(window, unicodedata.normalize("NFC", ime_input))

    def insert_text(self, substring: str, from_undo: bool = False) -> None:  # noqa: FBT001, FBT002 - the toolkit's
        """Insert, composed (NFC): the caret then steps by letters, and equal names compare equal."""
        super().insert_text(unicodedata.normalize("NFC", substring), from_undo)

    def finish_composition(self, *, reset_method: bool = False) -> None:
        """Turn the unfinished word into ordinary text.

        Args:
            reset_method: also have the input method forget the word, because the mouse moves the caret.
        """
        word = self._ime_composition
        if not word:
            return
        self._drop_composition()
        self.insert_text(word)
        VnTextInput._late_commit = (word, Clock.get_boottime() + _LATE_COMMIT_S)
        native = getattr(Window, "_win", None)
        if reset_method and self.focus and native is not None:
            native.hide_keyboard()
            native.show_keyboard(
                Window._system_keyboard,  # noqa: SLF001 - the only road to the input method
                Window.softinput_mode,
                self.input_type,
                self.keyboard_suggestions,
            )

    @property
    def committed_text(self) -> str:
        """The text without the word under composition: what a search or a check may look at."""
        word: str = self._ime_composition
        if not word:
            return str(self.text)
        end = self.cursor_index(self._ime_cursor)
        return str(self.text[: end - len(word)] + self.text[end:])

    @classmethod
    def method_holds_a_word(cls) -> bool:
        """Tell whether an input method may still hold a word that was kept in place here already."""
        word, until = cls._late_commit
        return bool(word) and Clock.get_boottime() < until

    def _update_cutbuffer(self, *_: Any) -> None:
        """What is selected goes nowhere; the toolkit would hand it to other programs by a child process."""

    def _unbind_keyboard(self) -> None:
        self.finish_composition()
        super()._unbind_keyboard()

    def _drop_composition(self) -> None:
        word, (column, row) = self._ime_composition, self._ime_cursor
        line = self._lines[row]
        start = column - len(word)
        if line[start:column] == word:
            without = line[:start] + line[column:]
            self._refresh_text_from_property("insert", *self._get_line_from_cursor(row, without))
            self.cursor = (start, row)
        self._ime_composition = ""
        self._ime_cursor = None


def keep_text_input_on() -> None:
    """Let the keyboard move from widget to widget without text input being switched off and on.

    The toolkit does switch it, and the window library then throws away every letter that already waits: a
    clerk and a card scanner type faster than a slow machine draws. Only an input method that holds a word is
    switched off, so that it forgets the word.
    """
    Window.release_keyboard = _release


def _release(*target: Any) -> bool:
    if VnTextInput.method_holds_a_word():
        type(Window).release_keyboard(Window, *target)
    else:
        WindowBase.release_keyboard(Window, *target)
    Clock.unschedule(Window._check_keyboard_shown)  # noqa: SLF001 - else each move leaves one watch more behind
    Window._sdl_keyboard = None  # noqa: SLF001 - what the window's own release does
    return True


class TextField(KeyNav, VnTextInput):
    """A field of the house: one line, in the tab order, with a frame that shows focus and error.

    ``on_left`` is dispatched when the field loses the keyboard, ``on_edited`` when its committed text changed
    by hand, ``on_entered`` with Enter; who hears that and returns True keeps the keyboard from going on.
    """

    error = BooleanProperty(False)
    __events__: tuple[str, ...] = ("on_left", "on_edited", "on_entered")

    def __init__(self, **properties: Any) -> None:
        """Make a field; one line unless ``multiline`` says otherwise."""
        properties.setdefault("multiline", False)
        super().__init__(**properties)
        self.fbind("text", self._changed)
        self._quiet = False
        self._seen = self.text

    def show_text(self, text: str) -> None:
        """Put a text in that was not typed here; nobody is told of it."""
        if text == self.text:
            return
        self._quiet = True
        self.text = text
        self._seen = text
        self.cursor = (0, 0) if not self.focus else self.get_cursor_from_index(len(text))
        self._quiet = False

    def window_on_textedit(self, window: Any, ime_input: str) -> None:
        """Show the unfinished word; only once it stands does the field know what of its text is committed."""
        self._quiet = True
        super().window_on_textedit(window, ime_input)
        self._quiet = False
        self._changed()

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Enter goes on to the next field; Escape and shortcuts are the screen's."""
        if keycode[1] in ("enter", "numpadenter") and not self.multiline and not modifiers:
            self.finish_composition()
            self.dispatch("on_entered")
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)

    def on_focus(self, widget: Any, value: bool) -> None:  # noqa: FBT001 - the toolkit's signature
        """Come into view, or tell that the field was left, its unfinished word kept before that."""
        super().on_focus(widget, value)
        if not value:
            self.finish_composition()
            self._changed()
            self.dispatch("on_left")

    def reached_by_key(self) -> None:
        """Mark the whole text, so that typing replaces it and an arrow keeps it."""
        if not self.multiline and not self.readonly and self.text:
            self.select_all()

    def on_left(self) -> None:
        """The field lost the keyboard."""

    def on_edited(self) -> None:
        """The committed text changed by hand."""

    def on_entered(self) -> None:
        """Enter was pressed; go on to the next field unless somebody hears it."""
        self.move_focus(1)

    def _on_textinput_focused(self, instance: Any, value: bool, *rest: Any) -> None:  # noqa: FBT001 - the toolkit's
        super()._on_textinput_focused(instance, value, *rest)
        if value and not self.multiline:
            self.select_all()  # typing replaces; a click puts the caret and drops the selection afterwards

    def _changed(self, *_: Any) -> None:
        now = self._seen if self._quiet else self.committed_text
        if now != self._seen:
            self._seen = now
            self.dispatch("on_edited")


load(__file__)
