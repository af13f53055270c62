"""The unlock screen: copies the state, forwards the gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.properties import BooleanProperty, StringProperty

from desktop_app.ui.kv import load
from desktop_app.ui.screens.unlock.presenter import UnlockPresenter, UnlockState
from desktop_app.ui.strings import WORDS
from desktop_app.ui.widgets.combo import Hit
from desktop_app.ui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop_app.ui.asking import Tasks
    from desktop_app.ui.ports import Gate, Office


class UnlockScreen(Page):
    """Who works here, the passphrase, and what went wrong."""

    scope = "unlock"
    office_name = StringProperty("")
    trouble = StringProperty("")
    busy = BooleanProperty(False)

    def __init__(self, gate: Gate, tasks: Tasks, opened: Callable[[Office], None], **properties: Any) -> None:
        """Build the screen on a locked desk."""
        super().__init__(**properties)
        self._ready = False
        self._presenter = UnlockPresenter(gate, tasks, self.render, opened)
        self.ids.user.bind(on_chosen=lambda _box, user: self._presenter.choose(user))
        self.ids.passphrase.bind(on_entered=lambda _field: self.unlock())
        self.ids.button.bind(on_release=lambda _button: self.unlock())

    @property
    def is_ready(self) -> bool:
        """Whether it shows who may come in, or why nobody may."""
        return self._ready or bool(self.trouble)

    def shortcuts(self) -> Mapping[str, Callable[[], object]]:
        """Enter opens, wherever the keyboard stands."""
        return {"unlock": self.unlock}

    def entered(self) -> None:
        """Ask who may come in."""
        self._presenter.start()

    def left(self) -> None:
        """Forget what was typed."""
        self.ids.passphrase.text = ""
        self._presenter.close()

    def unlock(self) -> bool:
        """Try the passphrase; the field is emptied at once."""
        passphrase = bytearray(self.ids.passphrase.text.encode())
        self.ids.passphrase.text = ""
        self._presenter.unlock(passphrase)
        return True

    def render(self, state: UnlockState) -> None:
        """Show a state."""
        self.office_name, self.trouble, self.busy = state.office_name, state.trouble, state.busy
        people = tuple(Hit(user.user, user.name, WORDS(f"role_{user.role}")) for user in state.users)
        self.ids.user.choices = people
        chosen = next((hit for hit in people if hit.value == state.chosen), None)
        if chosen is not None and not self.ids.user.is_open:
            self.ids.user.show_choice(chosen.value, chosen.label)
        if state.ready and not state.busy and (not self._ready or state.trouble):
            self.ids.passphrase.focus = True
        self._ready = state.ready


load(__file__)
