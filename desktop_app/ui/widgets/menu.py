"""A short list of deeds in front of the screen: a digit does one, arrows and Enter do too."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from kivy.metrics import dp
from kivy.utils import escape_markup

from desktop_app.ui.asks import Answers, Hit
from desktop_app.ui.deeds import Deed, Doing
from desktop_app.ui.keyboard import Keyboard
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.dialog import Dialog

_MOST: Final = 9


class MenuLine(KeyButton):
    """One entry, as wide as the menu; Up and Down walk like Tab."""

    def __init__(self, **properties: Any) -> None:
        """Make an entry; its words stand on the left."""
        super().__init__(**properties)
        self.size_hint_x, self.halign, self.padding = 1, "left", (dp(14), 0)
        self.bind(size=lambda line, size: setattr(line, "text_size", size))
        self.valign = "middle"

    def keyboard_on_key_down(
        self, window: Any, keycode: tuple[int, str], text: str | None, modifiers: list[str]
    ) -> bool:
        """Walk, or press."""
        if keycode[1] in ("up", "down"):
            self.move_focus(1 if keycode[1] == "down" else -1)
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)


class Menu(Dialog):
    """Entries to choose from; ``chosen`` hears the place of one, from 0, after the menu has closed."""

    scope = "menu"

    def __init__(
        self, keyboard: Keyboard, chosen: Callable[[int], None], entries: tuple[Hit, ...], **properties: Any
    ) -> None:
        """Build, but do not show yet; at most nine entries have a digit."""
        super().__init__(keyboard, lambda _answers: None, **properties)
        self._chosen = chosen
        self._count = min(len(entries), _MOST)
        for place, entry in enumerate(entries):
            words = f"{entry.label} – {entry.remark}" if entry.remark else entry.label
            action = f"choose_{place + 1}" if place < _MOST else ""
            line = MenuLine(caption=words, action=action, scope=self.scope)
            line.bind(on_release=lambda _line, place=place: self._take(place))
            self.ids.fields.add_widget(line)

    def keys(self) -> dict[str, Callable[[], object]]:
        """A digit for each entry, and the way out."""
        digits = {f"choose_{place + 1}": partial(self._take, place) for place in range(self._count)}
        return {**digits, "cancel": self.cancel}

    def _take(self, place: int) -> None:
        self.cancel()
        self._chosen(place)


class DeedMenu:
    """Offers deeds, asks what one needs, and does it."""

    def __init__(self, keyboard: Keyboard, doing: Doing) -> None:
        """Offer through ``keyboard``, do through ``doing``."""
        self._keyboard, self._doing = keyboard, doing

    def offer(self, title: str, deeds: tuple[Deed, ...]) -> None:
        """Open the menu.

        Args:
            title: words of the menu.
            deeds: what may be done now.
        """

        def chosen(place: int) -> None:
            self.ask(deeds[place])

        Menu(self._keyboard, chosen, tuple(deed.hit for deed in deeds), title=title).open()

    def ask(self, deed: Deed) -> None:
        """Ask what a deed needs to know, then do it; one that asks nothing is done at once."""
        if not deed.asks:
            self._doing.do(deed, {}, self._doing.say)
            return

        def attempt(answers: Answers, settled: Callable[[str], None]) -> None:
            self._doing.do(deed, answers, settled)

        def check(answers: Answers, told: Callable[[str], None]) -> None:
            self._doing.check(deed, answers, told)

        Dialog(
            self._keyboard, lambda _answers: None, title=WORDS(deed.name),
            message=str(escape_markup(deed.message)),
            confirm=WORDS(f"{deed.name}_do"), asks=deed.asks, attempt=attempt,
            check=check if deed.check is not None else None,
        ).open()  # fmt: skip
