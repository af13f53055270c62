"""What a locked desk has loaded: enough to ask for the passphrase, and nothing that only the office needs."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.bootstrap.afterwards import AFTERWARDS

ROOT = Path(__file__).parents[2]
OFFICE_ONLY = frozenset(
    {"reportlab", "qrcode", "PIL", "requests", "urllib3", "ssl", "http", "apscheduler", "lxml", "zxingcpp", "pyxform"}
    | {"importlib.metadata", "desktop_app.bootstrap.office", "desktop_app.bootstrap.road", "desktop_app.ui.ports"}
    | {"forms.xforms.entry", "forms.xforms.definition"}
    | {f"desktop_app.storage.{name}" for name in ("replica", "unit_of_work", "feed_taker", "dossiers", "form_shelf")}
    | {f"desktop_app.ui.screens.{name}.screen" for name in ("dossier", "dossiers", "handover", "intake", "matter", "matters", "printed", "sync")}
)


def loaded_by(program: str) -> set[str]:
    """Names of the modules a fresh interpreter has after running a program."""
    said = f"{program}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(ran.stdout.splitlines()[-1]))


def test_a_locked_desk_has_not_loaded_what_only_the_office_needs() -> None:
    loaded = loaded_by("import desktop_app.__main__, desktop_app.bootstrap.window")
    assert loaded & OFFICE_ONLY == set()


@pytest.mark.ui
def test_the_frame_around_the_unlock_screen_knows_no_other_screen(tmp_path: Path) -> None:
    prepare = f"from desktop_app.ui.environment import prepare_environment as p; from pathlib import Path; p(Path({str(tmp_path)!r}))"
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    toolkit = loaded_by(f"{prepare}\nimport kivy.core.window, kivy.app, kivy.uix.textinput, kivy.uix.scrollview")
    ours = loaded_by(f"{prepare}\nimport desktop_app.__main__, desktop_app.bootstrap.window, desktop_app.ui.app")
    assert (ours - toolkit) & OFFICE_ONLY == set()


def test_all_that_is_imported_at_its_place_of_use_in_an_office_is_loaded_while_the_passphrase_is_typed() -> None:
    loaded = loaded_by("from desktop_app.bootstrap.afterwards import load_afterwards; load_afterwards()")
    rooms = [ROOT / "desktop_app" / room for room in ("bootstrap", "usecases", "storage")]
    late = {name for room in rooms for path in room.rglob("*.py") for name in inner_imports(path)}
    never_at_a_desk = {"desktop_app.cli.demo.morning"}
    of_the_window = {name for name in late if name.startswith(("desktop_app.ui.", "desktop_app.bootstrap."))}
    assert set(AFTERWARDS) <= loaded
    assert late - never_at_a_desk - of_the_window <= loaded


def inner_imports(path: Path) -> set[str]:
    """Modules imported inside functions of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inner = [node for each in functions for node in ast.walk(each) if isinstance(node, ast.ImportFrom)]
    return {node.module for node in inner if node.module}
