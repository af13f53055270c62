"""The plan of rooms is checked, and the check bites: a violation planted in a copy is caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = {
    "the law asks for the time": ("forms/dossier/due_dates.py", "import time\n"),
    "the road learns what a dossier is": ("sync/core/event.py", "import forms.dossier.lifecycle\n"),
    "the desk imports the province": ("desktop_app/bootstrap/road.py", "import sync.province.app\n"),
    "a verb opens a file": ("desktop_app/usecases/receive_dossier.py", "import pathlib\n"),
    "a verb draws": ("desktop_app/usecases/receive_dossier.py", "import kivy\n"),
    "a verb calls a verb": (
        "desktop_app/usecases/receive_dossier.py",
        "import desktop_app.usecases.return_result\n",
    ),
    "a presenter draws": ("desktop_app/ui/screens/intake/presenter.py", "import kivy\n"),
    "a screen knows another": (
        "desktop_app/ui/screens/intake/screen.py",
        "import desktop_app.ui.screens.dossiers.screen\n",
    ),
    "a screen speaks frames": ("desktop_app/ui/app.py", "import sync.core.frames\n"),
    "the core rolls dice": ("sync/core/pacing.py", "import random\n"),
    "somebody uses the faulty store": ("sync/province/stores/sqlite.py", "import sqlite3\n"),
}


def _check(root: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([linter, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)


def test_every_contract_is_kept():
    result = _check(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("why", PLANTED)
def test_a_planted_violation_is_caught(why, tmp_path):
    for room in ("forms", "sync", "desktop_app", "pyproject.toml"):
        source = ROOT / room
        if source.is_dir():
            shutil.copytree(source, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / room)
    name, line = PLANTED[why]
    path = tmp_path / name
    path.write_text(path.read_text("utf-8") + "\n" + line, "utf-8")
    result = _check(tmp_path)
    assert result.returncode != 0, f"not caught: {why}"
