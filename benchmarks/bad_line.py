"""Rounds over emulated bad lines, beside a plain TCP connection that carries as many bytes over the same.

Two network namespaces with an emulated line between them (needs root and /dev/net/tun): delay, rate, loss and
outages are met by the real TCP of both ends; bytes are those of IP packets. The dossiers are our own. The
large file, minutes long, goes with `MOTCUA_BENCH_LONG=1`; there the line is gone 10 s of every 30, and
connections are kept, reset, or forgotten without a word (`tests/links/flows.py`). Raw TCP goes over the line
that keeps them.

Bytes sent of that file are TCP payload counted at the line, by the sequence numbers of each connection: what
the kernel repeats counts once, what the program sends again counts again, and so do HTTP, TLS and greeting
anew. Headers of IP and the kernel's repetitions would be those of any program over that line.
"""

import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.measure import Row, spread, tell
from tests.links.ends import DESIGN, emulated, far_province, missing
from tests.links.line import Weather
from tests.links.weather import DEATHS, GAPS, RESETS, SCAN, Lines, Run

LONG = bool(os.environ.get("MOTCUA_BENCH_LONG"))
FATES = ((GAPS, 1.2), (RESETS, 1.2), (DEATHS, 1.5))


def rows(runs: int) -> list[Row]:
    """Measure what this machine can emulate; nothing where it cannot."""
    if reason := missing():
        print(f"no line can be emulated here: {reason}", file=sys.stderr)
        return []
    with (
        tempfile.TemporaryDirectory(prefix="motcua-bench-") as place,
        emulated(Weather()) as line,
        far_province(Path(place), line) as province,
    ):
        lines = Lines(Path(place), line, province)
        what = "200 dossiers at 64 kbit/s, 600 ms, 10 % lost, against raw TCP"
        measured = [_row(what, 1.5, [lines.dossiers(DESIGN) for _ in range(runs)])]
        if LONG:
            for weather, target in FATES:
                measured += _of_file(weather.flows, target, [lines.scan(weather) for _ in range(runs)])
    return measured


def _of_file(fate: str, target: float, runs: list[Run]) -> list[Row]:
    what = f"a file of 2 MB, line gone 10 s in every 30, connections {fate}, against raw TCP"
    sent, sent_what = median(run.payload for run in runs), f"bytes sent for that file, connections {fate}"
    note = f"TCP payload up, each byte once a connection; {median(run.rounds for run in runs):.0f} rounds"
    return [
        _row(what, target, runs),
        Row(sent_what, sent, SCAN, "the file", "B", None, note, sent_what, 1.05, by_ratio=True),
    ]


def _row(what: str, target: float, runs: list[Run]) -> Row:
    assert not any(run.lost for run in runs), "something was lost"
    ours, plain = median(run.seconds for run in runs), median(run.plain_s for run in runs)
    up, took = median(run.up for run in runs), spread([run.seconds for run in runs])
    note = f"s: {took}; {up:,.0f} B of IP packets up; {len(runs)} runs"
    return Row(what, ours, plain, "raw TCP of the same bytes", "s", None, note, what, target, by_ratio=True)


if __name__ == "__main__":
    tell(rows, runs=3 if LONG else 1)
