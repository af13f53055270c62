"""The desk as a clerk has it: a screen, a keyboard, a clipboard, and `motcua desk` as a process on a real folder.

The X server, the window manager, the window and the clipboard's holder are children of the test and ended by
their own ids. What the window shows is only compared with what it showed before; what it wrote is asked by
commands.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageGrab

from tests.support.province import COMMUNE, Province

ROOT = Path(__file__).parents[2]
PASSPHRASE = "mat khau thu nghiem"
CLERK, ADMINISTRATOR = "thu", "quantri"
TOOLS = ("Xvfb", "openbox", "xdotool", "xclip", "pdftotext")
WAIT_S = 60.0
TOOL_S = 30
CARET_PIXELS = 150
"""A blinking caret changes fewer pixels than this, a letter's worth of text or a frame around a field more."""

COUNTING = """
import os, socket
_connect = socket.socket.connect
def _counted(self, address):
    outcome = "failed"
    try:
        _connect(self, address)
        outcome = "made"
    finally:
        if self.family != socket.AF_UNIX:
            with open(os.environ["MOTCUA_CONNECTIONS"], "a") as file:
                file.write(outcome + "\\n")
socket.socket.connect = _counted
"""
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def missing_tools() -> str:
    """Name the programs that this machine lacks for a real window; empty when it has them all."""
    return ", ".join(tool for tool in TOOLS if shutil.which(tool) is None)


def wait_for(what: str, look: Callable[[], Any], seconds: float = WAIT_S) -> Any:
    """Look until something true is seen; return it."""
    until = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < until, f"it never came: {what}"
        time.sleep(0.05)
    return seen


def plain_environment(**more: str) -> dict[str, str]:
    """What a user's session has, without what a test run added to it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), **more}


class Screen:
    """A virtual screen with a window manager, and the two hands in front of it."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        command = [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1366x768x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]
        self._children = [subprocess.Popen(command, pass_fds=[writing], **QUIET)]
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()  # to the newline: the server dies of a pipe closed before it
        self.env = plain_environment(DISPLAY=f":{number}", SDL_VIDEODRIVER="x11", LIBGL_ALWAYS_SOFTWARE="1")
        self._children.append(subprocess.Popen(["openbox"], env=self.env, **QUIET))
        self._clipboard: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """End the children, the server last."""
        for child in (self._clipboard, *reversed(self._children)):
            if child is not None:
                child.terminate()
                child.wait(TOOL_S)

    def windows(self) -> list[str]:
        """Ids of the desk's windows on this screen (found by class: the toolkit writes its name in UTF-8)."""
        return self._xdotool("search", "--onlyvisible", "--class", "motcua", check=False).split()

    def activate(self, window: str) -> None:
        """Give a window the keyboard."""
        self._xdotool("windowactivate", "--sync", window)

    def key(self, *combos: str) -> None:
        """Press keys, one after the other."""
        self._xdotool("key", "--delay", "20", *combos)

    def text(self, text: str) -> None:
        """Type ASCII; paste anything else, because a synthetic keyboard loses Vietnamese letters."""
        if not text.isascii():
            self.paste(text)
        elif text:
            self._xdotool("type", "--delay", "20", text)

    def paste(self, text: str) -> None:
        """Put a text on the clipboard and press Ctrl+V."""
        self._hold(text)
        self.key("ctrl+v")
        self.shown()  # taken before the next text takes its place

    def shown(self, quiet_s: float = 0.5) -> Image.Image:
        """Wait until the picture holds still; return it."""
        picture, since = self._picture(), time.monotonic()
        until = since + WAIT_S
        while time.monotonic() - since < quiet_s:
            time.sleep(0.1)
            now = self._picture()
            if differ(picture, now):
                picture, since = now, time.monotonic()
            assert since < until, "the picture never holds still"
        return picture

    @contextmanager
    def another_picture(self, quiet_s: float = 0.5) -> Iterator[None]:
        """Do something; wait until the screen shows its answer and holds still."""
        before = self.shown()
        yield
        wait_for("another picture", lambda: differ(before, self._picture()))
        self.shown(quiet_s)

    def save(self, path: Path) -> None:
        """Keep the picture, for a person who looks into a failure."""
        self._picture().save(path)

    def _picture(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.env["DISPLAY"]).convert("L")

    def _hold(self, text: str) -> None:
        """Have a child hold the clipboard; return once it does."""
        last, command = self._clipboard, ["xclip", "-quiet", "-selection", "clipboard"]
        self._clipboard = subprocess.Popen(command, env=self.env, stdin=subprocess.PIPE, **QUIET)
        with self._clipboard.stdin as pipe:
            pipe.write(text.encode())
        wait_for("the clipboard", lambda: self._held() == text)
        if last is not None:
            last.terminate()
            last.wait(TOOL_S)

    def _held(self) -> str:
        ran = subprocess.run(
            ["xclip", "-o", "-selection", "clipboard"],
            env=self.env,
            capture_output=True,
            timeout=TOOL_S,
            check=False,
        )
        return ran.stdout.decode()

    def _xdotool(self, *words: str, check: bool = True) -> str:
        ran = subprocess.run(
            ["xdotool", *words], env=self.env, capture_output=True, text=True, timeout=TOOL_S, check=check
        )
        return ran.stdout.strip()


def differ(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures differ by more than a caret."""
    changed = ImageChops.difference(one, other).point(lambda value: 255 if value else 0)
    return changed.histogram()[255] > CARET_PIXELS


class Office:
    """An office's folder: founded and read by commands, worked in through one window at a time."""

    def __init__(
        self,
        folder: Path,
        clerk: str = CLERK,
        clerk_name: str = "Nguyễn Thị Tiếp Nhận",
        *,
        python_path: str = str(ROOT),
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.clerk, self.python_path = clerk, python_path
        self.home, self.papers, self._folder = folder / "desk", folder / "papers", folder
        self.connections, self.errors = folder / "connections.txt", folder / "window.err"
        self.last_picture = folder / "last.png"
        self._secret = folder / "secret"
        self._secret.write_text(PASSPHRASE + "\n")
        self.connections.touch()
        self.papers.mkdir()
        self._window: subprocess.Popen[bytes] | None = None
        self._set_printer()
        self(ADMINISTRATOR, "init", "--commune", COMMUNE)
        new = ("--role", "clerk", "--new-passphrase-file", str(self._secret))
        self(ADMINISTRATOR, "staff", "add", "--user", clerk, "--name", clerk_name, *new)

    def __call__(self, user: str, *words: str) -> dict[str, Any]:
        """Run one `motcua` command as a user; return its JSON object."""
        command = [sys.executable, "-m", "desktop_app", "--home", str(self.home), "--json", "--as", user]
        command += ["--passphrase-file", str(self._secret), *words]
        ran = subprocess.run(
            command,
            env=plain_environment(PYTHONPATH=self.python_path),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ran.returncode == 0, f"{words}: {ran.returncode} {ran.stdout} {ran.stderr}"
        shown: dict[str, Any] = json.loads(ran.stdout)
        return shown

    def enrol(self, province: Province) -> None:
        """Enrol this machine with a province that runs."""
        words = ("--url", province.url, "--ca", str(province.ca_path), "--code", province.enrol_code())
        self(ADMINISTRATOR, "enrol", *words)

    def drafts(self) -> list[dict[str, Any]]:
        """The forms in progress, as a command reads them from the disk."""
        rows: list[dict[str, Any]] = self(self.clerk, "draft", "list")["drafts"]
        return rows

    def dossiers(self, *words: str) -> list[dict[str, Any]]:
        """The dossiers, as a command reads them from the disk."""
        rows: list[dict[str, Any]] = self(self.clerk, "find", *words)["rows"]
        return rows

    def asked(self) -> list[str]:
        """How every attempt of the window to connect ended: `made` or `failed`."""
        return self.connections.read_text().split()

    def open_window(self, screen: Screen) -> None:
        """Start `motcua desk`; return when its window has the keyboard and shows the gate."""
        hooks = self._folder / "hooks"
        hooks.mkdir(exist_ok=True)
        (hooks / "sitecustomize.py").write_text(COUNTING)
        env = {
            **screen.env,
            "PATH": f"{self._folder / 'bin'}{os.pathsep}{screen.env['PATH']}",
            "PYTHONPATH": f"{hooks}{os.pathsep}{ROOT}",
            "MOTCUA_CONNECTIONS": str(self.connections),
        }
        empty = screen.shown()
        command = [sys.executable, "-m", "desktop_app", "--home", str(self.home), "desk"]
        with self.errors.open("ab") as errors:
            self._window = subprocess.Popen(command, env=env, stdout=errors, stderr=errors, cwd=self._folder)
        screen.activate(wait_for("the window", lambda: self._windows(screen))[-1])
        wait_for("a drawn window", lambda: differ(empty, screen.shown()))
        screen.shown(1.0)

    def kill_window(self) -> None:
        """End the window as a power cut would."""
        if self._window is not None:
            self._window.kill()
            self._window.wait(TOOL_S)

    def said(self) -> str:
        """What the window wrote to its output and error streams."""
        return self.errors.read_text("utf-8")

    def _windows(self, screen: Screen) -> list[str]:
        assert self._window is not None
        assert self._window.poll() is None, f"the window ended: {self.said()}"
        return screen.windows()

    def _set_printer(self) -> None:
        """A stand-in for the printing command: it keeps what would go on paper, named by the job's title."""
        command = self._folder / "bin" / "lp"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec cat > "{self.papers}/$2.pdf"\n', "utf-8")
        command.chmod(0o700)


def unlocked(screen: Screen, office: Office) -> None:
    """Choose the clerk among the users without diacritics, type the passphrase; see the desk reach for the line.

    Background rounds begin behind the gate only: the first of them is the sign that it is open.
    """
    before = len(office.asked())
    screen.key("shift+Tab")
    with screen.another_picture():
        screen.text("tiep nhan")
    screen.key("Return")
    screen.text(PASSPHRASE)
    screen.key("Return")
    wait_for("the first round", lambda: len(office.asked()) > before)
    screen.shown()


@contextmanager
def a_desk(office: Office) -> Iterator[Screen]:
    """Open an office's window on a screen of its own; afterwards keep the last picture and end both."""
    screen = Screen()
    try:
        office.open_window(screen)
        yield screen
    finally:
        screen.save(office.last_picture)
        office.kill_window()
        screen.close()
