"""The memory a desk takes to fetch everything: a new machine of a commune pulls all its dossiers.

The puller is a process of its own; its peak is what the system says it ever had resident (VmHWM), the base
what it had when it was about to begin. With `MOTCUA_BENCH_LONG=1` 100,000 dossiers.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.corpus import corpus
from benchmarks.measure import Row, spread, tell
from benchmarks.sender import FAST, Sender
from sync.transport.http import HttpsLine
from tests.support.province import Province, running_province

LONG = bool(os.environ.get("MOTCUA_BENCH_LONG"))
STORED = 100_000 if LONG else 3_000
PATIENCE_S = 3_600
TARGET_MB = 200
ROUNDS_MAX = 200


def pull(home: Path, url: str, ca: Path) -> None:
    """Be the puller; print what it took."""
    sender = Sender(home, url, Province(url, ca, home, subprocess.Popen(["true"], text=True)))
    before = _resident_mb("VmRSS")
    pulled = 0
    with sender.line() as road:
        for _ in range(ROUNDS_MAX):
            sender.pace = FAST
            pulled += (report := sender.try_round(road)).pulled
            if not (report.trouble or report.pulled):
                break
            time.sleep(report.at_least_s)  # a province asks who takes much to wait a while
    sender.close()
    print(json.dumps({"pulled": pulled, "before_mb": before, "peak_mb": _resident_mb("VmHWM")}))


def _send_all(filler: Sender, road: HttpsLine) -> None:
    """Send what waits; a batch that a busy machine does not answer in time is cut and goes again, smaller."""
    for _ in range(ROUNDS_MAX):
        report = filler.try_round(road)
        if not report.still_waiting:
            return
        time.sleep(report.at_least_s)
    raise AssertionError(f"{report.still_waiting} still wait: {report.trouble}")


def rows(runs: int) -> list[Row]:
    """Fill a province by one office, then let others fetch all of it."""
    taken: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as place:
        folder = Path(place)
        with running_province(folder) as province:
            filler = Sender(folder / "filler", province.url, province)
            with filler.line() as road:
                filler.receive(0, STORED)
                _send_all(filler, road)
            filler.close()
            for run in range(runs):
                home = folder / f"new-{run}"
                Sender(home, province.url, province).close()
                command = [sys.executable, "-m", "benchmarks.pull", "--child", str(home), province.url]
                ran = subprocess.run(
                    [*command, str(province.ca_path)],
                    capture_output=True,
                    text=True,
                    check=True,
                    timeout=PATIENCE_S,
                )
                taken.append(json.loads(ran.stdout))
    assert all(one["pulled"] >= STORED for one in taken), taken
    peaks = [one["peak_mb"] for one in taken]
    ours, base = median(peaks), median(one["before_mb"] for one in taken)
    what = "client memory, full pull of a commune"
    note = f"{STORED:,} dossiers; peak MB {spread(peaks)}; {runs} runs; {corpus().name}"
    return [Row(what, ours, base, "before the pull", "MB", None, note, what, TARGET_MB)]


def _resident_mb(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        pull(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
    else:
        tell(rows, runs=1)
