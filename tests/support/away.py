"""Months between two days, for real processes: a calendar that stands in August inside a process, never the machine's."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app.runtime.clock import SystemClock

ROOT = Path(__file__).parents[2]
NOW = str(ROOT)
"""What PYTHONPATH says for a process that lives today."""
AWAY = timedelta(days=92)

_HOOK = f"""
from datetime import timedelta
from importlib import import_module
for name in ("desktop_app.runtime.clock", "sync.province.clock"):
    clock = import_module(name).SystemClock
    clock.now = lambda self, now=clock.now: now(self) - timedelta(days={AWAY.days})
"""


class MonthsAgo(SystemClock):
    """The clock of a desk in this process, three months ago."""

    def now(self) -> datetime:
        """Return the instant it was."""
        return super().now() - AWAY


def python_path_months_ago(folder: Path) -> str:
    """What PYTHONPATH says for a process that shall live three months ago.

    Args:
        folder: where its hook is written.
    """
    hooks = folder / "hooks-months-ago"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(_HOOK, "utf-8")
    return f"{hooks}{os.pathsep}{ROOT}"


def within_months_ago(folder: Path) -> tuple[str, ...]:
    """Words before a command, so that it runs three months ago."""
    return "env", f"PYTHONPATH={python_path_months_ago(folder)}"
