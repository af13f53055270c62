"""Run every program of this folder, one after the other; print one table and the machine; keep both as JSON.

    python benchmarks/run.py [--only NAME …] [--runs N]

Each program runs in a process of its own, so that none warms another.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # started as a file, the folder's own modules are not found otherwise

from benchmarks.measure import Row, keep, machine, table  # noqa: E402

PROGRAMS = ("start", "keys", "save", "search", "receipt", "wire")
RESULTS = ROOT / "benchmarks" / "results"
PATIENCE_S = 300


def measured(name: str, runs: int | None) -> list[Row]:
    """Run one program; return its rows.

    Raises:
        subprocess.CalledProcessError: it failed; what it said of it stands on the error stream.
    """
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json"]
    if runs is not None:
        command += ["--runs", str(runs)]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=PATIENCE_S)
    return [Row(**row) for row in json.loads(ran.stdout)]


def main() -> None:
    """Measure, print, keep. What was measured in part only is printed but not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=PROGRAMS, default=PROGRAMS)
    parser.add_argument("--runs", type=int, default=None)
    given = parser.parse_args()
    rows: list[Row] = []
    for name in given.only:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += measured(name, given.runs)
    here = machine()
    print(table(rows))
    print(f"\n{here['cpu']} · {here['system']} · Python {here['python']} · {here['at']}")
    if tuple(given.only) == PROGRAMS and given.runs is None:
        keep(rows, RESULTS / f"{here['name']}.json")


if __name__ == "__main__":
    main()
