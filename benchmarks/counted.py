"""A line whose bytes are counted outside the program, and a desk whose rounds are held against it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.ground import bare_connection, unlocked
from tests.support.province import Province


class CountedLine:
    """The relay of the demo before a province: it counts every byte that passes, TLS and HTTP included."""

    def __init__(self, province: Province) -> None:
        command = [sys.executable, "-m", "desktop_app.cli.demo.relay", province.url.rpartition(":")[2]]
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        scheme = province.url.rpartition(":")[0]
        self.url = f"{scheme}:{self._read()['port']}"

    def counts(self) -> dict[str, int]:
        """Return what has passed so far: connections, bytes_up, bytes_down."""
        return self.order("report")

    def order(self, order: str) -> Any:
        """Give the relay an order (up, down, cut N, report); return what it says."""
        assert self._child.stdin is not None
        self._child.stdin.write(order + "\n")
        self._child.stdin.flush()
        return self._read()

    def close(self) -> None:
        """End the relay."""
        self._child.communicate(timeout=10)

    def _read(self) -> Any:
        assert self._child.stdout is not None
        return json.loads(self._child.stdout.readline())


@contextmanager
def counted_line(province: Province) -> Iterator[CountedLine]:
    """Lay a counted line before a province."""
    line = CountedLine(province)
    try:
        yield line
    finally:
        line.close()


@dataclass
class Passed:
    """What one round let pass."""

    up: int
    down: int
    round_trips: int
    sent: list[bytes]
    pulled: list[bytes]


class Desk:
    """An enrolled desk whose rounds are counted outside of it."""

    def __init__(self, home: Path, line: CountedLine) -> None:
        self.office, self._line = unlocked(home), line
        self._store = bare_connection(home)
        self._seen = 0

    def round(self) -> Passed:
        """Carry out one round; everything it made is read back from the store."""
        before = settled(self._line)
        result = self.office.run_round(lambda _: None, lambda: False)
        assert result.contact, result.sentence
        assert not result.refused, result.sentence
        after = settled(self._line)
        sql = "SELECT n, own, raw FROM events WHERE n > ? ORDER BY n"
        events = self._store.execute(sql, (self._seen,)).fetchall()
        self._seen = max([self._seen, *(n for n, _, _ in events)])
        sent, pulled = ([raw for _, own, raw in events if own == side] for side in (1, 0))
        up, down = (after[way] - before[way] for way in ("bytes_up", "bytes_down"))
        return Passed(up, down, result.round_trips, sent, pulled)


def settled(line: CountedLine) -> dict[str, int]:
    """Return the relay's counts once nothing is under way any more."""
    counts = line.counts()
    while True:
        time.sleep(0.05)
        if (again := line.counts()) == counts:
            return counts
        counts = again
