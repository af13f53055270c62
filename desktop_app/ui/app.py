"""The window: from the locked desk to the office and back. What it needs is handed in by bootstrap.

Import this module only after `environment.prepare_environment`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from desktop_app.ui.asking import Asking, Tasks
from desktop_app.ui.keyboard import Keyboard, combo_of
from desktop_app.ui.navigation import TABS, Frame, Navigation
from desktop_app.ui.post import later, post
from desktop_app.ui.stage import Stage
from desktop_app.ui.strings import WORDS
from desktop_app.ui.theme import T
from desktop_app.ui.widgets.focus import claims, focused
from desktop_app.ui.widgets.text_field import keep_text_input_on
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.upload_field import PathField
from forms.dossier.roles import may

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.ui.ports import Gate, Office, SyncFacts

IDLE_S: Final = 5 * 60
SHIFT_S: Final = 12 * 60 * 60
_STRIP_EVERY_S: Final = 10
_FORMS: Final = (".xlsx", ".xlsm", ".xls", ".xml")
"""What an author drops; whether a spreadsheet is a form its sheets tell."""
_READ_AGAIN: Final = frozenset(
    {"dossiers", "dossier", "matters", "matter", "printed", "cash", "books", "handover", "sync"}
)
"""Screens that show what a round or a verb may change."""
_EXPORTS: Final = (".json", ".xlsx")
"""How the file of a province's list of procedures ends."""


class MotCuaApp(App):
    """The window of one desk."""

    title = "Một Cửa"

    def __init__(
        self,
        gate: Gate,
        store: Tasks,
        line: Tasks,
        *,
        opened: Callable[[Office], None] = lambda _office: None,
        locked: Callable[[], None] | None = None,
        idle_s: float = IDLE_S,
    ) -> None:
        """Make the window; :meth:`run` shows it.

        Args:
            gate: the locked desk.
            store: the worker beside the store.
            line: the worker beside the line.
            opened: hears of every unlock (bootstrap starts the background rounds then).
            locked: what follows when the office is closed: bootstrap starts the program anew. Without it the
                window
                shows the unlock screen again.
            idle_s: seconds without a key or the mouse after which the desk locks itself.
        """
        super().__init__()
        self.look_with(store)
        self._gate, self._store, self._line = gate, store, line
        self._opened, self._locked, self._idle_s = opened, locked, idle_s
        self._stage: Stage | None = None
        self._facts = Asking(store)
        self._touched_at = self._unlocked_at = 0.0
        self._locking = False
        self.shown: Callable[[], None] = _nothing
        """What can begin once the first picture of the locked desk stands."""
        self.navigation: Navigation
        self.keyboard: Keyboard

    def look_with(self, glances: Tasks) -> None:
        """Look at folders through ``glances``: one that hangs must not hold up the store."""
        PathField.tasks = glances

    def build(self) -> Frame:
        """Build the frame, listen to the window, show the gate."""
        Window.clearcolor = T.desk
        keep_text_input_on()
        frame = Frame()
        self.keyboard = Keyboard()
        self.keyboard.touched, self.keyboard.claimed, self.keyboard.focused = self._touched, claims, focused
        self.navigation = Navigation(frame, self.keyboard)
        self._listen(frame)
        self._show_gate()
        Window.bind(on_flip=self._flipping)
        return frame

    def on_stop(self) -> None:
        """Let the window go, so that nothing of this app hears it any more."""
        self.keyboard.close()
        Window.unbind(
            on_request_close=self._closing,
            on_drop_file=self._dropped,
            on_key_down=self._tab,
            mouse_pos=self._touched,
        )
        Window.unbind(on_flip=self._flipping)
        Clock.unschedule(self._tick)
        Toast.hide()

    def changed(self) -> None:
        """Dossiers or the line changed; may be called from any thread."""
        post(self._refresh)

    def lock(self) -> None:
        """Keep what is typed, close the store, and go back to the gate."""
        if self._stage is None or self._locking or self.navigation.page is None:
            return
        self._locking = True
        self.navigation.page.keep(self._close_office)

    def leave(self) -> None:
        """Keep what is typed, close the store, and end the program."""
        if self._stage is None or self.navigation.page is None:
            self.stop()
        elif not self._locking:
            self._locking = True
            self.navigation.page.keep(self._close_and_stop)

    def _listen(self, frame: Frame) -> None:
        everywhere: dict[str, Callable[[], None]] = {
            "help": self.navigation.help,
            "language": self._language,
            "lock": self.lock,
            "new_intake": lambda: self._go("intake", ""),
            "go_dossiers": lambda: self._go("dossiers", ""),
            "go_matters": lambda: self._go("matters", ""),
            "go_printed": lambda: self._go("printed", ""),
            "go_cash": lambda: self._go("cash", ""),
            "go_books": lambda: self._go("books", ""),
            "go_rules": lambda: self._go("rules", ""),
            "go_sync": lambda: self._go("sync", ""),
        }
        self.keyboard.push("everywhere", everywhere)
        for tab in (*TABS, "help", "language", "lock"):
            widget = frame.ids[f"tab_{tab}"]
            widget.bind(on_release=lambda pressed: everywhere[pressed.action]())
        Window.bind(
            on_request_close=self._closing,
            on_drop_file=self._dropped,
            on_key_down=self._tab,
            mouse_pos=self._touched,
        )
        Clock.schedule_interval(self._tick, _STRIP_EVERY_S)

    def _flipping(self, *_: Any) -> None:
        """With the picture that shows who may come in, the rest of the program begins to load."""
        if self.navigation.is_ready:
            Window.unbind(on_flip=self._flipping)
            Clock.schedule_once(lambda _elapsed: self.shown())

    def _show_gate(self) -> None:
        self._stage, self._locking = None, False
        self.navigation.show_gate(self._gate, self._store, self._unlocked)

    def _unlocked(self, office: Office) -> None:
        self._stage = Stage(office, self._store, self._line, later, self._go, self._notify, self._refresh)
        self._touched_at = self._unlocked_at = Clock.get_boottime()
        self._opened(office)
        self._go("dossiers", "")
        self._read_facts()

    def _go(self, name: str, what: str) -> None:
        if self._stage is None or self.navigation.page is None:
            return
        stage = self._stage

        def go() -> None:
            self.navigation.go(stage, name, what)
            self.keyboard.let_go()

        self.keyboard.hold()
        self.navigation.page.keep(go)

    def _language(self) -> None:
        WORDS.switch()
        if self._stage is None:
            self._show_gate()
            return
        stage, page = self._stage, self.navigation.page
        if page is not None:
            page.keep(lambda: self.navigation.again(stage))
        self._relabel()

    def _relabel(self) -> None:
        ids = self.navigation.frame.ids
        for tab in TABS:
            ids[f"tab_{tab}"].caption = WORDS(f"nav_{tab}")
        for tab in ("help", "language", "lock"):
            ids[f"tab_{tab}"].caption = WORDS(tab)

    def _notify(self, text: str, alarm: bool) -> None:  # noqa: FBT001 - the stage's shape
        Toast.show(text, alarm=alarm)

    def _refresh(self) -> None:
        self._read_facts()
        if self.navigation.page is not None and self.navigation.page.scope in _READ_AGAIN:
            self.navigation.reload()

    def _read_facts(self) -> None:
        if self._stage is not None:
            office = self._stage.office

            def show(facts: SyncFacts) -> None:
                self.navigation.show_facts(facts, office.last_round)

            self._facts.ask("facts", office.sync_status, show, lambda _unread: None)

    def _tick(self, _elapsed: float) -> None:
        if self._stage is None:
            return
        now = Clock.get_boottime()
        if now - self._touched_at > self._idle_s or now - self._unlocked_at > SHIFT_S:
            self.lock()
        else:
            self._read_facts()

    def _touched(self, *_: Any) -> None:
        self._touched_at = Clock.get_boottime()

    def _close_office(self) -> None:
        if self._stage is None:
            return
        office = self._stage.office
        self._store.run(office.close, lambda _closed: self._closed(), lambda _error: self._closed())

    def _close_and_stop(self) -> None:
        if self._stage is not None:
            office = self._stage.office
            self._store.run(office.close, lambda _closed: self.stop(), lambda _error: self.stop())

    def _closed(self) -> None:
        if self._locked is not None:
            self._locked()
        self._show_gate()

    def _closing(self, *_: Any, **__: Any) -> bool:
        self.leave()
        return True

    def _dropped(self, _window: Any, path: bytes, *_: Any) -> None:
        if self.navigation.page is None:
            return
        file = str(Path(path.decode()))
        if self._stage is not None and file.lower().endswith(_FORMS):
            office = self._stage.office
            self._facts.ask(
                "dropped",
                lambda: office.is_form(file),
                lambda is_form: self._go("preview", file) if is_form else self._take(file),
                lambda _unread: self._take(file),
            )
        else:
            self._take(file)

    def _take(self, file: str) -> None:
        """Take a dropped file that is no form: an export of procedures, or what the page takes."""
        if self.navigation.page is None:
            return
        if self._takes_exports() and file.lower().endswith(_EXPORTS):
            self._go("review", file)
        else:
            self.navigation.page.dropped(file)

    def _takes_exports(self) -> bool:
        """Whether a list of procedures dropped here is to be reviewed: not where packages are published."""
        page, stage = self.navigation.page, self._stage
        return (
            stage is not None
            and page is not None
            and page.scope != "rules"
            and may(stage.office.shift.role, "publish_package")
        )

    def _tab(self, _window: Any, key: int, _scancode: int, _text: str | None, modifiers: list[str]) -> bool:
        return combo_of(key, modifiers) in ("tab", "shift+tab") and self.navigation.tab_pressed()


def _nothing() -> None:
    """Nothing waits for the picture."""
