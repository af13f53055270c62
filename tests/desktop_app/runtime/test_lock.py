"""A process that nobody may read, and a fresh one after it."""

import subprocess
import sys

import pytest


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
