"""A disk that refuses any one write of a reception: a clear fault, nothing half done, and then the same verb works.

Writes are refused twice over: by a limit on the size of files, write after write; and one call at a time with the
very error a failing or full disk gives. `MOTCUA_DISK_FAULTS` asks for more of those (`make weather`).
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop_app.errors import DISK_FULL, DISK_REFUSES
from tests.support.office import Office
from tests.support.power import can_record, counted, tracing

ROOT = Path(__file__).parents[3]
FAULTS = int(os.environ.get("MOTCUA_DISK_FAULTS", "10"))
CLEAR = {DISK_FULL.english, DISK_REFUSES.english}


def an_office(folder: Path) -> Path:
    office = Office(folder / "office")
    office.enrol()
    office.open.close()
    return office.home


def child(home: Path, how: str, *trace: str) -> dict[str, Any]:
    command = [*trace, sys.executable, "-m", "tests.desktop_app.storage.refused_child", str(home), how]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120)
    assert run.returncode == 0, run.stderr[-2000:]
    said: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return said


def test_a_reception_is_whole_or_not_at_all_wherever_the_disk_refuses_it(tmp_path: Path) -> None:
    said = child(an_office(tmp_path), "stepped")
    assert said["tries"] > 20
    assert (said["half"], said["sound"], said["received"], said["number"]) == (0, True, 1, 1)
    assert set(said["faults"]) <= CLEAR


@pytest.fixture(scope="module")
def writes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, int]]]:
    """An office, and every call by which a scan and a reception write into it: name, and the how-manieth."""
    reason = can_record()
    if reason:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("writes")
    home, log = an_office(folder), folder / "trace"
    kept = folder / "kept"
    shutil.copytree(home, kept)
    child(home, "once", *tracing(log))
    calls = counted(log, home)
    assert {name for name, _ in calls} >= {"pwrite64", "write", "fsync", "rename"}
    return kept, calls


@pytest.mark.parametrize("which", range(FAULTS))
def test_one_refused_call_is_said_clearly_and_undone(
    writes: tuple[Path, list[tuple[str, int]]], tmp_path: Path, which: int
) -> None:
    kept, calls = writes
    rng = Random(which)
    name, nth = rng.choice(calls)
    error = rng.choice(("EIO", "ENOSPC"))
    home = tmp_path / "office"
    shutil.copytree(kept, home)
    refusing = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={nth}"]
    said = child(home, "once", *refusing)
    assert {said["scan"], said["receive"]} - {"done"} <= CLEAR, (name, nth, error, said)
    assert not said["half"], (name, nth, error, said)
    assert {said.get("scan again", "done"), said.get("receive again", "done")} == {"done"}, (name, nth, error, said)
    assert (said["sound"], said["dossiers"], said["drafts"]) == (True, 1, 0), (name, nth, error, said)
    office = Office(home)
    with office.open.replica() as replica:
        assert replica.witness_agrees()
        assert replica.last_seq() > 4
    assert office.open._connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    office.open.close()
