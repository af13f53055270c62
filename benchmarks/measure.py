"""How every benchmark measures: ours and a base, interleaved in one run, told as a ratio against a limit.

A figure without its base is worth nothing on another machine, so a row always holds both. Nothing here
asserts: a benchmark informs, a test promises.
"""

import argparse
import json
import platform
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        what: what was measured, in a clerk's or an operator's words.
        ours: median (or named percentile) of ours, in ``unit``.
        base: the same of the base, measured between ours.
        base_name: what the base is.
        unit: ms, s, B or a count.
        limit: the ratio the design allows, or None where the row only informs.
        note: runs, sizes, spread.
        goal: the line of the goals' table this row answers, or empty.
        target: what that line allows, of ``ours`` in its unit.
        by_ratio: the target is one of the ratio.
        least: the target is the least allowed, not the most.
    """

    what: str
    ours: float
    base: float
    base_name: str
    unit: str
    limit: float | None = None
    note: str = ""
    goal: str = ""
    target: float | None = None
    by_ratio: bool = False
    least: bool = False

    @property
    def ratio(self) -> float:
        """Ours over base."""
        return self.ours / self.base if self.base else float("inf")


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` (0–1) of ``values`` lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def interleaved(
    ours: Callable[[], object], base: Callable[[], object], *, runs: int, warm: int = 3
) -> tuple[list[float], list[float]]:
    """Time both calls in turn.

    Returns:
        Two lists of ``runs`` durations in milliseconds.
    """
    for _ in range(warm):
        ours()
        base()
    mine: list[float] = []
    theirs: list[float] = []
    for _ in range(runs):
        for call, durations in ((ours, mine), (base, theirs)):
            started = time.perf_counter()
            call()
            durations.append((time.perf_counter() - started) * 1e3)
    return mine, theirs


def spread(values: list[float]) -> str:
    """Min / median / max, for a row's note."""
    return f"{min(values):.3g} / {statistics.median(values):.3g} / {max(values):.3g}"


def within(value: float, target: float, unit: str = "ms") -> str:
    """Say whether a figure keeps an absolute target, for a row's note."""
    return f"{value:.3g} {unit}, target ≤ {target:g} {unit} {'met' if value <= target else '**missed**'}"


def machine() -> dict[str, str]:
    """What the figures were taken on."""
    model = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().splitlines()
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        model = f"{len(names)} × {names[0]}" if names else ""
    slug = re.sub(r"[^a-z0-9]+", "-", f"{model or platform.processor()} {platform.system()}".lower())
    return {
        "name": slug.strip("-"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "cpu": model or platform.processor(),
        "at": time.strftime("%Y-%m-%d"),
    }


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table, limits said plainly."""
    lines = ["| what | ours | base | ratio | limit | note |", "|---|---|---|---|---|---|"]
    for row in rows:
        limit = "–"
        if row.limit is not None:
            limit = f"≤ {row.limit:.3g}" + ("" if row.ratio <= row.limit else " **missed**")
        lines.append(
            f"| {row.what} | {row.ours:.4g} {row.unit} | {row.base:.4g} {row.unit} ({row.base_name}) "
            f"| {row.ratio:.2f} | {limit} | {row.note} |"
        )
    return "\n".join(lines)


def goals(rows: list[Row]) -> str:
    """The rows that answer a goal, as the table of goals: what, target, measured, and whether it is met."""
    if not any(row.target is not None for row in rows):
        return ""
    lines = ["| goal | target | measured | met | how |", "|---|---|---|---|---|"]
    for row in (row for row in rows if row.target is not None):
        assert row.target is not None
        unit, value = ("×", row.ratio) if row.by_ratio else (row.unit, row.ours)
        short = row.target / value if row.least else value / row.target
        said = "yes" if short <= 1 else f"**no**, {short:.2f} of what is allowed"
        sign = "≥" if row.least else "≤"
        lines.append(
            f"| {row.goal} | {sign} {row.target:g} {unit} | {value:.4g} {unit} | {said} | {row.note} |"
        )
    return "\n".join(lines)


def keep(rows: list[Row], path: Path) -> None:
    """Write the rows and the machine beside them as JSON."""
    kept = {"machine": machine(), "rows": [{**asdict(row), "ratio": row.ratio} for row in rows]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


def tell(measured: Callable[[int], list[Row]], *, runs: int) -> None:
    """Be one program of the set: measure, then print the table, or with ``--json`` the rows for ``run.py``.

    Args:
        measured: takes the number of runs, returns the rows.
        runs: how many unless ``--runs`` says otherwise.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=runs)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows = measured(given.runs)
    print(json.dumps([asdict(row) for row in rows]) if given.json else f"{table(rows)}\n\n{goals(rows)}")
