"""From starting the process to its first picture: the desk's unlock screen against a bare Kivy window.

Both are child processes on one virtual display with software GL, the same toolkit settings and window
size. A child says one line when a flip has ended that showed what is waited for: the desk its unlock
screen with the office's name and the keyboard in the passphrase field, the bare window its one label.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.cli.demo.display import a_display
from desktop_app.ui.environment import prepare_environment

LIMIT = 1.5
SHOWN = "shown"


def after_each_flip(window: Any, seen: Callable[[float], None]) -> None:
    """Have something called when the window has put a frame on the display; it is told the ms that took."""
    flip = window.flip

    def flipped() -> None:
        begun = time.perf_counter()
        flip()
        seen((time.perf_counter() - begun) * 1e3)

    window.flip = flipped


def say() -> None:
    """Tell the parent, who ends this process."""
    sys.stdout.write(f"{SHOWN}\n")
    sys.stdout.flush()


def desk(home: Path) -> None:
    """Be the desk until its unlock screen is ready and shown."""
    prepare_environment(home)
    from kivy.core.window import Window

    from desktop_app.__main__ import Program
    from desktop_app.cli.main import main

    def look(_drawing_ms: float) -> None:
        from desktop_app.ui.screens.unlock.screen import UnlockScreen

        screens = (one for child in Window.children for one in child.walk() if isinstance(one, UnlockScreen))
        if any(one.office_name and one.ids.passphrase.focus for one in screens):
            say()

    after_each_flip(Window, look)
    main(["--home", str(home), "desk"], Program())


def bare(home: Path) -> None:
    """Be a window with one label."""
    prepare_environment(home)
    from kivy.app import App
    from kivy.core.window import Window
    from kivy.uix.label import Label

    class Bare(App):
        def build(self) -> Label:
            return Label(text="Một Cửa")

    def look(_drawing_ms: float) -> None:
        if Window.children:
            say()

    after_each_flip(Window, look)
    Bare().run()


def started(kind: str, home: Path, environment: dict[str, str]) -> float:
    """Start a child; return the milliseconds until it says that its picture is shown."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.start", kind, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        took = (time.perf_counter() - begun) * 1e3
        if said.strip() != SHOWN:
            child.kill()
            message = f"{kind}: {said!r}"
            raise RuntimeError(message)
        child.kill()
    return took


def rows(runs: int) -> list[Any]:
    """Measure starts, interleaved, after one of each that is not counted."""
    import os

    from benchmarks.ground import an_office
    from benchmarks.measure import Row, percentile, spread

    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder, a_display(is_virtual=True) as given:
        home, empty = Path(folder) / "office", Path(folder) / "bare"
        an_office(home)
        environment = {**os.environ, **given}
        kinds = (("desk", home), ("bare", empty))
        pairs = [[started(*kind, environment) for kind in kinds] for _ in range(runs + 1)]
    ours, theirs = (list(values) for values in zip(*pairs[1:], strict=True))
    note = f"min/median/max {spread(ours)} against {spread(theirs)}; {runs} runs; Xvfb, software GL"
    base = "bare Kivy window"
    return [
        Row("start to unlock screen", percentile(ours, 0.5), percentile(theirs, 0.5), base, "ms", LIMIT, note)
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["desk"]:
        desk(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["bare"]:
        bare(Path(sys.argv[2]))
    else:
        from benchmarks.measure import tell

        tell(rows, runs=7)
