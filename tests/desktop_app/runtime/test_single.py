"""One desk per folder; the lock dies with its process."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.errors import DESK_IN_USE, DeskError
from desktop_app.runtime.single import SingleDesk


def test_a_second_desk_is_told_and_the_lock_ends_with_the_first(tmp_path: Path) -> None:
    with SingleDesk(tmp_path), pytest.raises(DeskError) as told, SingleDesk(tmp_path):
        pass
    assert told.value.fault == DESK_IN_USE
    with SingleDesk(tmp_path):
        pass


def test_a_killed_desk_leaves_no_lock_behind(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from desktop_app.runtime.single import SingleDesk\n"
        "with SingleDesk(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(DeskError), SingleDesk(tmp_path):
        pass
    process.kill()
    process.wait(timeout=10)
    process.stdout.close()
    with SingleDesk(tmp_path):
        pass
