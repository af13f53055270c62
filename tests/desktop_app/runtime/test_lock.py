"""Five idle minutes, twelve hours; and a process that nobody may read."""

import subprocess
import sys

import pytest

from desktop_app.runtime.lock import IDLE_SECONDS, SHIFT_SECONDS, Watch


def test_it_locks_after_five_idle_minutes_and_not_before() -> None:
    watch = Watch(0.0, 0.0)
    assert not watch.must_lock(IDLE_SECONDS - 1)
    assert watch.must_lock(IDLE_SECONDS)
    assert not watch.touched(200).must_lock(IDLE_SECONDS)
    assert watch.touched(200).left_s(201) == IDLE_SECONDS - 1


def test_it_locks_after_twelve_hours_however_busy() -> None:
    busy = Watch(0.0, SHIFT_SECONDS - 1.0)
    assert not busy.must_lock(SHIFT_SECONDS - 1)
    assert busy.must_lock(SHIFT_SECONDS)
    assert busy.left_s(SHIFT_SECONDS - 1) == 1
    assert busy.left_s(SHIFT_SECONDS + 9) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="these calls are Linux's")
def test_a_hardened_process_dumps_no_core_and_a_fresh_one_starts_clean() -> None:
    program = """
import ctypes, os, resource, sys
from desktop_app.runtime.lock import harden, start_anew
dumpable = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
if sys.argv[1] == "first":
    harden()
    print(dumpable(), resource.getrlimit(resource.RLIMIT_CORE), flush=True)
    start_anew([sys.executable, "-c", os.environ["PROGRAM"], "second"])
print(dumpable(), resource.getrlimit(resource.RLIMIT_CORE))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, "first"], env={"PROGRAM": program, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert ended.stdout.splitlines() == ["0 (0, 0)", "1 (0, 0)"]
