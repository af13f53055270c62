"""The judge of a session, and the board on which its scores stand after the tests."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from .judge import UnavailableError
from .judge import java_rosa as started
from .score import Score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .judge import JavaRosa


@pytest.fixture(scope="session")
def java_rosa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JavaRosa]:
    try:
        with started(tmp_path_factory.mktemp("javarosa")) as judge:
            yield judge
    except UnavailableError as why:
        pytest.skip(str(why))


class Board:
    """Scores of one test, by kind of form."""

    def __init__(self) -> None:
        self.scores: dict[str, tuple[Score, Score]] = {}
        self.counts: Counter[str] = Counter()

    def add(self, kind: str, engine: Score, null: Score) -> None:
        mine, its = self.scores.setdefault(kind, (Score(forms=0), Score(forms=0)))
        mine += engine
        its += null

    def unjudged(self, kind: str) -> None:
        self.counts[kind] += 1

    def probes(self, many: int) -> None:
        self.counts["probes"] += many

    def of(self, kind: str) -> tuple[Score, Score, int]:
        return *self.scores[kind], self.counts[kind]


@pytest.fixture
def board(record_property: pytest.RecordProperty) -> Iterator[Board]:
    board = Board()
    yield board
    record_property("oracle", json.dumps(
        {"scores": {kind: [score.figures() for score in both] for kind, both in board.scores.items()}, "counts": board.counts}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how far the engine, and a null engine, agree with JavaRosa."""
    totals: dict[str, tuple[Counter[str], Counter[str]]] = {}
    counts: Counter[str] = Counter()
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    for report in reports:
        for name, text in getattr(report, "user_properties", []) if getattr(report, "when", "") == "teardown" else []:
            if name != "oracle":
                continue
            told = json.loads(text)
            counts.update(told["counts"])
            for kind, (engine, null) in told["scores"].items():
                both = totals.setdefault(kind, (Counter(), Counter()))
                both[0].update(engine)
                both[1].update(null)
    for kind, (engine, null) in totals.items():
        terminalreporter.write_line(
            f"JavaRosa, {kind}: {engine['forms']} forms, {engine['steps']} steps, {engine['leaves']} leaves, "
            f"{engine['differences']} differences (null engine: {null['good_forms']} forms and {null['good_steps']} steps agree, "
            f"{null['differences']} differences); named: sum {engine['sum']}, choice {engine['choice']}; "
            f"not compared: {engine['masked']} leaves, {counts[kind]} forms")
    brought = ", ".join(f"{many} {what}" for what, many in counts.items() if what.startswith(("taken", "refused")))
    if brought:
        terminalreporter.write_line(f"JavaRosa, forms that were brought: {brought}")
    if counts["probes"]:
        terminalreporter.write_line(f"JavaRosa, probes: {counts['probes']} expressions, 0 differences")
