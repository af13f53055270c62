"""Choosing among a few: one (radio, side by side) or several (boxes, one a line), by arrows and Space.

One widget takes the keyboard for the whole row of choices, as on paper: a question is one stop of Tab.
"""

from typing import Any, Final

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.behaviors import FocusBehavior
from kivy.uix.stacklayout import StackLayout

from desktop_app.ui.kv import load
from desktop_app.ui.widgets.button import Tick
from desktop_app.ui.widgets.combo import Hit
from desktop_app.ui.widgets.focus import KeyNav
from forms.text.fold import fold

_ONE_GO_S: Final = 1.2


class ChoiceRow(KeyNav, FocusBehavior, StackLayout):
    """Choices side by side. Dispatches ``on_chosen`` with the values, space separated, as forms keep them."""

    choices: tuple[Hit, ...] = ObjectProperty(())
    several = BooleanProperty(False)
    error = BooleanProperty(False)
    readonly = BooleanProperty(False)
    here = NumericProperty(0)
    __events__ = ("on_chosen", "on_left")

    def __init__(self, **properties: Any) -> None:
        """Make a row of choices, none taken."""
        self._values: tuple[str, ...] = ()
        self._letters, self._typed_at = "", 0.0
        super().__init__(**properties)
        self.fbind("choices", self._build)
        for name in ("here", "focus", "several"):
            self.fbind(name, self._paint)
        self._build()

    @property
    def values(self) -> tuple[str, ...]:
        """What is taken."""
        return self._values

    def show_values(self, text: str) -> None:
        """Show what is taken, several space separated; nobody is told of it. One value may hold spaces."""
        self._values = tuple(text.split() if self.several else filter(None, [text]))
        self._paint()

    def take(self, place: int) -> None:
        """Take, or with several also give back, the choice at a place."""
        if self.readonly or not 0 <= place < len(self.choices):
            return
        value = self.choices[place].value
        if not self.several:
            self._values = (value,)
        elif value in self._values:
            self._values = tuple(kept for kept in self._values if kept != value)
        else:
            wanted = {*self._values, value}
            self._values = tuple(choice.value for choice in self.choices if choice.value in wanted)
        self.here = place
        self._paint()
        self.dispatch("on_chosen", " ".join(self._values))

    def keyboard_on_textinput(self, _window: Any, text: str) -> None:
        """Letters typed in one go take the choice that begins with them, diacritics or not."""
        if not fold(text).isalpha() and not self._letters:
            return
        now = Clock.get_boottime()
        self._letters = (self._letters if now - self._typed_at < _ONE_GO_S else "") + text
        self._typed_at = now
        wanted = fold(self._letters)
        begins = [place for place, choice in enumerate(self.choices) if fold(choice.label).startswith(wanted)]
        if begins and (not self.several or self.choices[begins[0]].value not in self._values):
            self.take(begins[0])

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Arrows walk (and take, where one is taken), Space takes, digits take by number, Enter goes on."""
        key, count = keycode[1], len(self.choices)
        if {"ctrl", "alt"} & set(modifiers) or not count:
            return super().keyboard_on_key_down(window, keycode, text, modifiers)
        step = {"left": -1, "up": -1, "right": 1, "down": 1}.get(key, 0)
        if step:
            start = self.here if self._values or self.several else (-1 if step > 0 else count)
            self.here = (start + step) % count
            if not self.several:
                self.take(int(self.here))
            return True
        if key == "spacebar":
            self.take(int(self.here))
            return True
        if len(key) == 1 and key.isdigit() and 0 < int(key) <= count:
            self.take(int(key) - 1)
            return True
        if key in ("enter", "numpadenter"):
            self.move_focus(1)
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)

    def on_focus(self, widget: Any, value: bool) -> None:  # noqa: FBT001 - the toolkit's signature
        """Come into view, or tell that the question was left."""
        super().on_focus(widget, value)
        if not value:
            self.dispatch("on_left")

    def on_chosen(self, values: str) -> None:
        """What is taken changed by hand."""

    def on_left(self) -> None:
        """The question lost the keyboard."""

    def _build(self, *_: Any) -> None:
        self.clear_widgets()
        for place, choice in enumerate(self.choices):
            tick = Tick(words=choice.label, is_focusable=False, wraps=self.several)
            if not self.several:
                tick.size_hint_x = None
                tick.bind(texture_size=lambda box, size: setattr(box, "width", size[0] + dp(22)))
            tick.bind(on_release=lambda _box, at=place: self._clicked(at))
            self.add_widget(tick)
        self._paint()

    def _clicked(self, place: int) -> None:
        self.focus = True
        self.take(place)

    def _paint(self, *_: Any) -> None:
        for place, tick in enumerate(reversed(self.children)):
            tick.radio = not self.several
            tick.on = self.choices[place].value in self._values
            tick.underline = self.focus and self.several and place == self.here


load(__file__)
