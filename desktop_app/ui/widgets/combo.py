"""Type-ahead: type a few letters without diacritics, choose from the list that opens below.

`ComboField` shows the hits it is given (procedures, asked of the office); `SelectField` filters choices it
holds.
"""

from typing import Any, Final

from kivy.core.window import Window
from kivy.metrics import dp
from kivy.properties import ObjectProperty, StringProperty

from desktop_app.ui.asks import Hit
from desktop_app.ui.widgets.table import Column, Row, VirtualTable
from desktop_app.ui.widgets.text_field import TextField
from forms.text.fold import fold

__all__ = ["ComboField", "Hit", "SelectField"]

_ROWS_MAX: Final = 9


class ComboField(TextField):
    """A field with a list below it. Dispatches ``on_query`` with a text and ``on_chosen`` with a value."""

    hits: tuple[Hit, ...] = ObjectProperty(())
    value = StringProperty("")
    __events__: tuple[str, ...] = ("on_query", "on_chosen")

    def __init__(self, **properties: Any) -> None:
        """Make a closed combo."""
        super().__init__(**properties)
        self._list: VirtualTable | None = None
        self._label = ""
        self._wants_list = False
        self.fbind("hits", self._refresh)

    @property
    def is_open(self) -> bool:
        """Whether the list can be seen."""
        return self._list is not None

    def claims_key(self, combo: str | None) -> bool:
        """An open list hears its keys before any shortcut does."""
        return self.is_open and combo in ("escape", "enter", "tab", "shift+tab", "up", "down")

    def show_choice(self, value: str, label: str) -> None:
        """Show what is chosen; nobody is told of it."""
        self.value, self._label = value, label
        self.show_text(label)

    def open_list(self) -> None:
        """Show the list for what stands in the field; all of it while that is what was chosen."""
        self._wants_list = True
        self.dispatch("on_query", "" if self.text == self._label else self.committed_text)
        self._refresh()

    def close_list(self) -> None:
        """Hide the list."""
        self._wants_list = False
        if self._list is not None:
            Window.remove_widget(self._list)
            self._list = None

    def choose(self, place: int) -> None:
        """Choose a line of the list by its place."""
        self.close_list()
        if 0 <= place < len(self.hits):
            hit = self.hits[place]
            self.show_choice(hit.value, hit.label)
            self.dispatch("on_chosen", hit.value)

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Arrows walk in the list, Enter and Tab choose, Escape closes it."""
        key = keycode[1]
        if self._list is None:
            if key in ("down", "pagedown") and not modifiers_alter(modifiers):
                self.open_list()
                return True
            return super().keyboard_on_key_down(window, keycode, text, modifiers)
        if key in ("up", "down", "pageup", "pagedown"):
            return self._list.keyboard_on_key_down(window, keycode, text, modifiers)
        if key in ("enter", "numpadenter", "tab"):
            self.finish_composition()
            self.choose(int(self._list.chosen))
            self.move_focus(-1 if "shift" in modifiers else 1)
            return True
        if key == "escape":
            self.close_list()
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)

    def on_edited(self) -> None:
        """Look again with every committed letter."""
        if self.focus:
            self._wants_list = True
            self.dispatch("on_query", self.committed_text)
            self._refresh()

    def on_left(self) -> None:
        """Leaving closes the list; text that is no choice stays as typed."""
        self.close_list()

    def on_query(self, text: str) -> None:
        """Hits for this text are wanted."""

    def on_chosen(self, value: str) -> None:
        """A line of the list was chosen."""

    def _refresh(self, *_: Any) -> None:
        if not self._wants_list or not self.focus:
            return
        if not self.hits:
            self.close_list()
            self._wants_list = True
            return
        if self._list is None:
            self._list = _List(header=False, size_hint=(None, None), row_height=dp(30), is_focusable=False)
            self._list.owner = self
            self._list.columns = (Column("", 10, 1), Column("", self._remark_width(), 0, "muted"))
            Window.add_widget(self._list)
        self._list.rows = tuple(Row(hit.value, (hit.label, hit.remark)) for hit in self.hits)
        self._place(self._list)
        chosen = next((n for n, hit in enumerate(self.hits) if hit.value == self.value), 0)
        self._list.choose(chosen)

    def _remark_width(self) -> int:
        return 190 if any(hit.remark for hit in self.hits) else 0

    def _place(self, box: VirtualTable) -> None:
        height = min(_ROWS_MAX, len(self.hits)) * box.row_height + 2
        x, y = self.to_window(self.x, self.y)
        below = y - dp(3) - height
        box.size = (self.width, height)
        box.pos = (x, below if below > 0 else y + self.height + dp(3))


class _List(VirtualTable):
    """The list itself; a click chooses at once and does not take the keyboard away."""

    owner: ComboField

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            self.owner.close_list()
            return False
        handled = super().on_touch_down(touch)
        if not touch.is_mouse_scrolling and touch.grab_current is not self:
            self.owner.choose(int(self.chosen))
        return handled or True


def modifiers_alter(modifiers: list[str]) -> bool:
    """Tell whether Ctrl or Alt was held."""
    return bool({"ctrl", "alt"} & set(modifiers))


class SelectField(ComboField):
    """A combo over choices it holds; all words of the text must begin or stand in the label."""

    choices: tuple[Hit, ...] = ObjectProperty(())

    def on_query(self, text: str) -> None:
        """Filter the choices; those that begin with the text come first."""
        words = fold(text).split()
        found = [choice for choice in self.choices if all(word in fold(choice.label) for word in words)]
        first = words[0] if words else ""
        self.hits = tuple(sorted(found, key=lambda choice: not fold(choice.label).startswith(first)))

    def on_left(self) -> None:
        """Typed the label, or all but one choice away: that is the choice. Anything else stays as typed."""
        super().on_left()
        if self.text in (self._label, ""):
            if not self.text and self.value:
                self.show_choice("", "")
                self.dispatch("on_chosen", "")
            return
        self.on_query(self.text)
        if len(self.hits) == 1:
            self.choose(0)
        else:
            self.value = self.text
            self.dispatch("on_chosen", self.text)
