"""Plays gestures into the real window: for the demo and the pictures of the manual, never in a clerk's day.

A play is a JSON list of steps; each is dispatched as the window's own input event, at a human pace. It knows
no
screen: what it cannot do by keys, text, waiting and looking it cannot do.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kivy.clock import Clock
from kivy.core.clipboard import Clipboard
from kivy.core.window import Window
from kivy.graphics import ClearBuffers, ClearColor, Fbo

from desktop_app.ui.app import MotCuaApp
from desktop_app.ui.widgets.toast import Toast

_LETTER_S: Final = 0.02
_STEP_S: Final = 0.2
_WAIT_S: Final = 20.0
_SAMPLE: Final = 4 * 101
"""Every 101st pixel's red, of four bytes each: enough to tell a drawn sheet from an empty one."""
_CODES: Final = {
    "backspace": 8, "tab": 9, "enter": 13, "escape": 27, "spacebar": 32, "delete": 127,
    "up": 273, "down": 274, "right": 275, "left": 276, "home": 278, "end": 279, "pageup": 280, "pagedown":
    281, **{f"f{number}": 281 + number for number in range(1, 13)},
}  # fmt: skip


class StepFailed(Exception):  # noqa: N818 - it says what happened
    """A step could not be played; the text names it."""


def photograph(path: Path) -> None:
    """Write what the window shows, dialogs and notices included, as a PNG file.

    Args:
        path: the file; its folder is made if need be.

    Raises:
        StepFailed: the sheet stayed empty: this window draws nothing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet = Fbo(size=Window.size, with_stencilbuffer=True)
    with sheet:
        ClearColor(*Window.clearcolor)
        ClearBuffers()
    layers = [child.canvas for child in reversed(Window.children)]
    for layer in layers:
        Window.canvas.remove(layer)
        sheet.add(layer)
    sheet.draw()
    pixels = sheet.pixels
    sheet.texture.save(str(path), flipped=True)
    for layer in layers:
        sheet.remove(layer)
        Window.canvas.add(layer)
    if len(set(pixels[::_SAMPLE])) == 1:
        raise StepFailed("the window gives no picture")


class Player:
    """Plays one list of steps; afterwards ``failure`` is empty, or says which step failed and why."""

    def __init__(self, app: MotCuaApp, steps: list[Mapping[str, Any]]) -> None:
        """Prepare; :meth:`start` begins.

        Args:
            app: the app whose window is played.
            steps: ``key`` (keys), ``type`` and ``paste`` (text), ``wait`` (screen, or for: text or toast;
                seconds),
                ``picture`` (file), ``say`` (line), ``quit``.
        """
        self._app, self._steps = app, steps
        self._beats: Iterator[float] = iter(())
        self.failure = ""

    @classmethod
    def read(cls, app: MotCuaApp, path: Path) -> "Player":
        """Read the steps from a file.

        Raises:
            StepFailed: the file is no list of steps.
        """
        steps = json.loads(path.read_text("utf-8"))
        if not isinstance(steps, list) or not all(isinstance(step, dict) and "do" in step for step in steps):
            raise StepFailed("A play is a JSON list of objects with a 'do'.")
        return cls(app, steps)

    def start(self) -> None:
        """Begin playing; the app must be running, or about to."""
        self._beats = self._play()
        Clock.schedule_once(self._beat, _STEP_S)

    def _beat(self, _elapsed: float) -> None:
        try:
            pause = next(self._beats, None)
        except StepFailed as failed:
            self.failure = str(failed)
            _print(self.failure)
            self._app.stop()
            return
        if pause is not None:
            Clock.schedule_once(self._beat, pause)

    def _play(self) -> Iterator[float]:
        for place, step in enumerate(self._steps, start=1):
            try:
                yield from self._step(step)
            except StepFailed as failed:
                raise StepFailed(f"Step {place} {dict(step)}: {failed}") from failed
            yield _STEP_S

    def _step(self, step: Mapping[str, Any]) -> Iterator[float]:
        name = step["do"]
        if name == "key":
            for combo in str(step["keys"]).split():
                press(combo)
                yield _LETTER_S
        elif name == "type":
            for letter in str(step["text"]):
                Window.dispatch("on_textinput", letter)
                yield _LETTER_S
        elif name == "paste":
            Clipboard.copy(str(step["text"]))
            press("ctrl+v")
        elif name == "wait":
            yield from self._wait(step)
        elif name == "picture":
            yield _STEP_S
            photograph(Path(step["file"]))
        elif name == "say":
            _print(str(step["line"]))
        elif name == "quit":
            self._app.leave()
        else:
            raise StepFailed("unknown step")

    def _wait(self, step: Mapping[str, Any]) -> Iterator[float]:
        until = Clock.get_boottime() + float(step.get("seconds", _WAIT_S))
        while not self._is_there(step):
            if Clock.get_boottime() > until:
                raise StepFailed(
                    f"it did not come; notice: {Toast.text_shown()!r}; in sight: {_words_in_sight()!r}"
                )
            yield 1 / 30

    def _is_there(self, step: Mapping[str, Any]) -> bool:
        wanted: Any = step.get("for") or {}
        if "screen" in step:
            wanted = {"screen": step["screen"]}
        if not isinstance(wanted, dict):
            wanted = {"text": "", "toast": ""} if wanted == "toast" else {"text": wanted}
        page = self._app.navigation.page
        if "screen" in wanted and (page is None or page.scope != wanted["screen"]):
            return False
        if "toast" in wanted and (not Toast.text_shown() or wanted["toast"] not in Toast.text_shown()):
            return False
        return not wanted.get("text") or wanted["text"] in _words_in_sight()


def play_file(app: MotCuaApp, path: Path) -> int:
    """Run the app and play a file into its window.

    Returns:
        The exit code: 0 when every step was played, else 1.
    """
    player = Player.read(app, path)
    app.bind(on_start=lambda _app: player.start())
    app.run()
    return 1 if player.failure else 0


def press(combo: str) -> None:
    """Press and release a key such as ``ctrl+s``, as the window would hear it."""
    *held, name = combo.split("+")
    code = _CODES.get(name) or ord(name)
    text = name if len(name) == 1 else None
    if not Window.dispatch("on_key_down", code, 0, text, held):
        Window.dispatch("on_keyboard", code, 0, text, held)
    Window.dispatch("on_key_up", code, 0)


def _words_in_sight() -> str:
    found = []
    for child in Window.children:
        for widget in child.walk():
            text = getattr(widget, "text", "")
            if text and widget.height and widget.opacity and not getattr(widget, "password", False):
                found.append(str(text))
            for row in getattr(widget, "rows", None) or ():
                found.extend(getattr(row, "cells", ()))
    return "\n".join(found)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
