"""From a key to the picture that shows it: a question of the birth registration against one bare text field.

The real program with a real office, unlocked and led to the form by keys; the bare window holds one
TextInput. Both are child processes on a virtual display with software GL; how they are typed into stands
in `typist`.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.typist import Typist, until
from desktop_app.cli.demo.display import a_display
from desktop_app.ui.environment import prepare_environment

TARGET_MS = 50
QUESTION = "/data/child/child_name"


def desk(home: Path) -> None:
    """Be the desk, led to a question of the birth registration."""
    prepare_environment(home)
    from kivy.app import App
    from kivy.core.window import Window

    from desktop_app.__main__ import Program
    from desktop_app.cli.main import main
    from tests.support.office import PASSPHRASE, cheap_guesses

    def way() -> Iterator[Any]:
        from desktop_app.ui.player import press

        def page() -> Any:
            app: Any = App.get_running_app()  # noqa: TID251 - there is no other way in from outside
            return app.navigation.page if app else None

        yield from until(lambda: page() and page().scope == "unlock" and page().ids.passphrase.focus)
        for letter in PASSPHRASE:
            Window.dispatch("on_textinput", letter)
        press("enter")
        yield from until(lambda: page().scope == "dossiers")
        press("f2")
        yield from until(lambda: page().scope == "intake" and page().ids.procedure.focus)
        for letter in "1.001193":
            yield 0.1
            Window.dispatch("on_textinput", letter)
        yield from until(lambda: [hit.value for hit in page().ids.procedure.hits][:1] == ["1.001193"])
        press("enter")
        yield from until(lambda: page().has_form)
        page().focus_path(QUESTION)
        yield 1.0
        assert page().ids.form.focused_path() == QUESTION
        yield from typist.type_into(page().ids.form.control(QUESTION))

    typist = Typist(Window, way())
    with cheap_guesses():
        main(["--home", str(home), "desk"], Program())


def bare(home: Path) -> None:
    """Be a window with one text field."""
    prepare_environment(home)
    from kivy.app import App
    from kivy.core.window import Window
    from kivy.uix.textinput import TextInput

    field = TextInput(multiline=False)

    class Bare(App):
        def build(self) -> TextInput:
            return field

    def way() -> Iterator[Any]:
        yield 0.5
        field.focus = True
        yield 0.5
        yield from typist.type_into(field)

    typist = Typist(Window, way())
    Bare().run()


def typed(kind: str, home: Path, environment: dict[str, str]) -> list[tuple[float, float]]:
    """Let a child type; return for each letter its milliseconds, and how many of them the flip took."""
    command = [sys.executable, "-m", "benchmarks.keys", kind, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        child.kill()
    return [(took, drawing) for took, drawing in json.loads(said)]


def rows(runs: int) -> list[Any]:
    """Measure both windows in turn."""
    from benchmarks.ground import an_office

    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder, a_display(is_virtual=True) as given:
        home, empty = Path(folder) / "office", Path(folder) / "bare"
        an_office(home, enrolled=False)
        for _ in range(runs):
            for kind, place, taken in (("desk", home, ours), ("bare", empty, theirs)):
                taken.extend(typed(kind, place, {**os.environ, **given}))
    return [_row(ours, theirs)]


def _row(ours: list[tuple[float, float]], theirs: list[tuple[float, float]]) -> Any:
    from benchmarks.measure import Row, percentile, spread, within

    sides = [[list(part) for part in zip(*side, strict=True)] for side in (ours, theirs)]
    (took, flip), (base, base_flip) = sides
    p95 = percentile(took, 0.95)
    note = f"p95 {within(p95, TARGET_MS)}; min/median/max {spread(took)} against {spread(base)}"
    flips = f"of it the flip alone (software GL) {spread(flip)} against {spread(base_flip)}"
    return Row(
        what="key to screen in intake (1.001193), p95",
        ours=p95,
        base=percentile(base, 0.95),
        base_name="bare TextInput",
        unit="ms",
        note=f"{note}; {flips}; {len(took)} keys each",
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["desk"]:
        desk(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["bare"]:
        bare(Path(sys.argv[2]))
    else:
        from benchmarks.measure import tell

        tell(rows, runs=3)
