"""Run every program of this folder, one after the other; print one table and the machine; keep both as JSON.

    python benchmarks/run.py [--only NAME …] [--runs N] [--long] [--corpus FILE]

Each program runs in a process of its own, so that none warms another.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # started as a file, the folder's own modules are not found otherwise

from benchmarks.measure import Row, goals, keep, machine, table  # noqa: E402

ROAD = ("sizes", "push", "again", "pull", "bad_line")
PROGRAMS = ("start", "keys", "save", "search", "typeahead", "form", "units", "receipt", "wire", *ROAD)
RESULTS = ROOT / "benchmarks" / "results"
PATIENCE_S, LONG_S = 600, 7_200


def measured(name: str, runs: int | None) -> list[Row]:
    """Run one program; return its rows.

    Raises:
        subprocess.CalledProcessError: it failed; what it said of it stands on the error stream.
    """
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json"]
    if runs is not None:
        command += ["--runs", str(runs)]
    patience = LONG_S if "MOTCUA_BENCH_LONG" in os.environ else PATIENCE_S
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=patience)
    return [Row(**row) for row in json.loads(ran.stdout)]


def all_measured(names: Sequence[str], runs: int | None) -> tuple[list[Row], list[str]]:
    """Run every program; a failure of one does not cost the hours of the others.

    Returns:
        The rows, and the names of the programs that failed.
    """
    rows: list[Row] = []
    failed: list[str] = []
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            its = measured(name, runs)
        except subprocess.SubprocessError as error:
            failed.append(name)
            print(f"{name}: {error}", file=sys.stderr, flush=True)
            continue
        print(table(its), file=sys.stderr, flush=True)
        rows += its
    return rows, failed


def main() -> None:
    """Measure, print, keep. What was measured in part only is printed but not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=PROGRAMS, default=PROGRAMS)
    parser.add_argument("--runs", type=int, default=None)
    parser.add_argument(
        "--long", action="store_true", help="10,000 dossiers up, 100,000 stored and pulled, 2 MB file"
    )
    parser.add_argument(
        "--corpus", default="", help="JSON lines, or a Python file with make_doc and change_doc"
    )
    given = parser.parse_args()
    if given.long:
        os.environ["MOTCUA_BENCH_LONG"] = "1"
    if given.corpus:
        os.environ["MOTCUA_BENCH_CORPUS"] = str(Path(given.corpus).absolute())
    rows, failed = all_measured(given.only, given.runs)
    here = machine()
    print(f"{table(rows)}\n\n{goals(rows)}")
    print(f"\n{here['cpu']} · {here['system']} · Python {here['python']} · {here['at']}")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")
    if tuple(given.only) == PROGRAMS and given.runs is None and not given.long:
        keep(rows, RESULTS / f"{here['name']}.json")


if __name__ == "__main__":
    main()
