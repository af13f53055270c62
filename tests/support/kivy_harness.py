"""A real window without a screen: frames pumped by hand, keys and touches through the window's own events.

Import this module before any toolkit. It never reads a clock: waiting is counting frames.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.ui.environment import prepare_environment

assert "kivy" not in sys.modules, "the toolkit was already imported: with a driver nobody chose"
os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
os.environ.setdefault("KIVY_GL_BACKEND", "mock")
os.environ.setdefault("KCFG_GRAPHICS_MAXFPS", "0")  # a test waits for frames, not for the clock
prepare_environment(Path(tempfile.mkdtemp(prefix="motcua-ui-")))

from kivy.base import EventLoop  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.input.motionevent import MotionEvent  # noqa: E402

from desktop_app.ui.widgets.focus import focused  # noqa: E402

CODES = {
    "tab": 9, "enter": 13, "escape": 27, "backspace": 8, "delete": 127, "spacebar": 32,
    "up": 273, "down": 274, "right": 275, "left": 276, "home": 278, "end": 279, "pageup": 280, "pagedown": 281,
    **{f"f{number}": 281 + number for number in range(1, 13)},
}  # fmt: skip


class Touch(MotionEvent):
    """A press of the left button at a place of the window."""

    def depack(self, args: Any) -> None:
        self.sx, self.sy = args
        self.profile = ["pos", "button"]
        self.button = "left"
        self.is_touch = True
        super().depack(args)


class Harness:
    """Drives one running app."""

    def __init__(self, app: Any) -> None:
        self.app = app
        app._run_prepare()
        if EventLoop.status != "started":
            EventLoop.start()
        self.frames(6)

    def frames(self, count: int = 3) -> None:
        for _ in range(count):
            EventLoop.idle()

    def until(self, true: Callable[[], Any], frames: int = 600) -> None:
        """Pump frames until something is true."""
        for _ in range(frames):
            if true():
                return
            EventLoop.idle()
        raise AssertionError("it never became true")

    def key(self, *combos: str) -> None:
        """Press keys such as ``ctrl+s``."""
        for combo in combos:
            *held, name = combo.split("+")
            code = CODES.get(name) or ord(name)
            text = name if len(name) == 1 else None
            if not Window.dispatch("on_key_down", code, 0, text, held):
                Window.dispatch("on_keyboard", code, 0, text, held)
            Window.dispatch("on_key_up", code, 0)
            self.frames(2)

    def type(self, text: str) -> None:
        """Type text, letter by letter, as an input method that is off delivers it."""
        for letter in text:
            Window.dispatch("on_textinput", letter)
        self.frames(2)

    def preedit(self, text: str) -> None:
        """Show an unfinished word of an input method."""
        Window.dispatch("on_textedit", text)
        self.frames(1)

    def commit(self, text: str) -> None:
        """Have the input method commit a word."""
        Window.dispatch("on_textinput", text)
        self.frames(1)

    def click(self, widget: Any) -> None:
        """Press and release the left button in the middle of a widget."""
        x, y = widget.to_window(*widget.center)
        touch = Touch("test", 1, (x / Window.width, y / Window.height))
        touch.scale_for_screen(Window.width, Window.height)
        EventLoop.post_dispatch_input("begin", touch)
        self.frames(1)
        EventLoop.post_dispatch_input("end", touch)
        self.frames(3)

    @property
    def focused(self) -> Any:
        """What has the keyboard."""
        return focused()

    @property
    def page(self) -> Any:
        """The screen that is shown."""
        return self.app.navigation.page

    def texts(self, root: Any = None) -> str:
        """Every word in sight, one line per label."""
        roots = [root] if root is not None else list(Window.children)
        found = [
            str(widget.text)
            for one in roots
            for widget in one.walk()
            if getattr(widget, "text", "") and widget.opacity and widget.height
        ]
        return "\n".join(found)

    def picture(self, path: Path) -> None:
        """Photograph the window (needs a real GL back end)."""
        self.frames(4)
        Window.children[-1].export_to_png(str(path))

    def close(self) -> None:
        self.app.stop()
        held = focused()
        if held is not None:
            held.focus = False
        for child in list(Window.children):
            Window.remove_widget(child)
        self.frames(2)
