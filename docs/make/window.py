"""Plays gestures into the real window on a screen of its own; pictures are left where the gestures say."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.cli.demo.display import a_display
from desktop_app.cli.demo.script import key, on, see, text
from tests.support.xdesk import PASSPHRASE, plain_environment

Step = dict[str, Any]


def unlocked(clerk_name: str = "Nguyễn Thị Tiếp Nhận") -> list[Step]:
    """Unlock as the clerk and come to the first screen."""
    named = [key("shift+tab"), text(clerk_name), key("enter"), text(PASSPHRASE), key("enter")]
    return [on("unlock"), see("Quản trị viên"), *named, on("dossiers")]


def picture(folder: Path, name: str) -> Step:
    """Photograph what the window shows."""
    return {"do": "picture", "file": str(folder / f"{name}.png")}


def play(home: Path, steps: Sequence[Step]) -> None:
    """Open the window of a data folder, play, close it.

    Args:
        home: the desk's data folder.
        steps: gestures as `desktop_app/ui/player.py` reads them.
    """
    script = home.parent / "gestures.json"
    script.write_text(json.dumps([*steps, {"do": "quit"}], ensure_ascii=False), "utf-8")
    command = [sys.executable, "-m", "desktop_app", "--home", str(home), "desk", "--play", str(script)]
    with a_display(is_virtual=True) as environment:
        subprocess.run(command, env=plain_environment(**environment), check=True, timeout=300)
