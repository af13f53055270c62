"""The window of an author: the preview of one form, nothing around it; no office, no store.

Import this module only after `environment.prepare_environment`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kivy.app import App
from kivy.core.window import Window

from desktop_app.ui.asking import Asking, Tasks
from desktop_app.ui.keyboard import Keyboard, combo_of
from desktop_app.ui.screens.preview.screen import PreviewScreen
from desktop_app.ui.strings import WORDS
from desktop_app.ui.theme import T
from desktop_app.ui.widgets.focus import claims, current_scope, focus_first, focused, pop_scope, push_scope
from desktop_app.ui.widgets.text_field import keep_text_input_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.ui.form_ports import PreviewDesk


@dataclass(frozen=True, slots=True)
class AuthorStage:
    """The world of the preview where there is no office to go back to: leaving it ends the program."""

    office: PreviewDesk
    tasks: Tasks
    go: Callable[[str, str], None]
    notify: Callable[[str, bool], None]

    def asking(self) -> Asking:
        """Begin its questions."""
        return Asking(self.tasks)


class AuthorApp(App):
    """Shows the form in a file; F5 reads the mended file again, Esc ends."""

    title = "Một Cửa"

    def __init__(self, desk: PreviewDesk, tasks: Tasks, file: str) -> None:
        """Make the window; :meth:`run` shows it.

        Args:
            desk: checks the form.
            tasks: the worker that reads the file.
            file: the form.
        """
        super().__init__()
        self._desk, self._tasks, self._file = desk, tasks, file
        self.keyboard: Keyboard
        self.page: PreviewScreen

    def build(self) -> PreviewScreen:
        """Build the page and give it the keyboard."""
        Window.clearcolor = T.desk
        keep_text_input_on()
        self.keyboard = Keyboard()
        self.keyboard.claimed, self.keyboard.focused = claims, focused
        stage = AuthorStage(self._desk, self._tasks, self._end, lambda _text, _alarm: None)
        self.page = PreviewScreen(stage, self.keyboard, self._file)
        self.page.ids.leave.caption = WORDS("close")  # there is no list to go back to
        self.keyboard.push(self.page.scope, self.page.shortcuts())
        push_scope(self.page)
        Window.bind(on_key_down=self._tab)
        return self.page

    def on_start(self) -> None:
        """Read the form."""
        self.page.entered()

    def on_stop(self) -> None:
        """Let the window go, so that nothing of this app hears it any more."""
        self.page.left()
        pop_scope(self.page)
        self.keyboard.close()
        Window.unbind(on_key_down=self._tab)

    def _end(self, _name: str, _what: str) -> None:
        self.stop()

    def _tab(self, _window: Any, key: int, _scancode: int, _text: str | None, modifiers: list[str]) -> bool:
        """With nothing focused, Tab begins at the first question."""
        scope = current_scope()
        if combo_of(key, modifiers) not in ("tab", "shift+tab") or focused() is not None or scope is None:
            return False
        focus_first(scope)
        return True
