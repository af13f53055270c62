"""How fast dossiers go up, durable on both sides, and whether that depends on how many are stored already.

The desk is a real enrolled office on SQLCipher, the province a process on PostgreSQL (a private server), the
line HTTPS on loopback. Booking is not counted: the round is. The base posts the same documents as plain JSON
in zstd-3 to a server that copies them into the same PostgreSQL; ours signs, verifies, judges, chains, numbers
feed rows, keeps tallies, sends verdicts back and writes them down. With `MOTCUA_BENCH_LONG=1` 10,000 dossiers
at once and 100,000 stored.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from uuid import UUID

from benchmarks.corpus import Doc, corpus
from benchmarks.measure import Row, spread, tell
from benchmarks.plain_post import post_all
from benchmarks.sender import FAST, Sender
from sync.transport.http import HttpsLine
from tests.support.postgres import server
from tests.support.province import COMMUNE, Province, province_command, start_province

LONG = bool(os.environ.get("MOTCUA_BENCH_LONG"))
PUSHED = 10_000 if LONG else 1_500
ROUNDS_MAX = 200
FEW, MANY, CHANGED = 1_000, 100_000 if LONG else 5_000, 100


@contextmanager
def on_postgres(folder: Path) -> Iterator[Province]:
    """Serve a province whose store and ledger are two databases of a private server."""
    store, ledger = server().new(), server().new()
    places = ("--database", store, "--ledger", ledger)
    home = folder / "province"
    province_command(home, "init", "--officer", "thu", "--officer-name", "Trần Văn Thử", *places)
    province_command(home, "office", "add", "--commune", COMMUNE, "--name", "Xã Thử Nghiệm")
    province = start_province(home)
    try:
        yield province
    finally:
        province.stop()


@contextmanager
def plain_server() -> Iterator[int]:
    """Serve the base; return its port."""
    command = [sys.executable, "-m", "benchmarks.plain_post", server().new()]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        yield int(child.stdout.readline())
    finally:
        child.kill()
        child.communicate()


@dataclass
class World:
    """One office, its province, and the line between them."""

    sender: Sender
    road: HttpsLine
    booked: list[tuple[UUID, Doc]] = field(default_factory=list)

    def grow(self, count: int) -> float:
        """Receive so many more and send them; return the seconds of the round."""
        self.booked += self.sender.receive(len(self.booked), count)
        return self.round()

    def change(self, run: int) -> float:
        """Edit some that were not edited yet and send the edits; return the seconds of the round."""
        some = self.booked[run :: max(1, len(self.booked) // CHANGED)][:CHANGED]
        assert len(some) == CHANGED
        self.sender.edit(some)
        return self.round()

    def round(self) -> float:
        """Carry out one round over the line that stands; one that was asked to wait goes on after that."""
        began = time.perf_counter()
        for _ in range(ROUNDS_MAX):
            self.sender.pace = FAST
            report = self.sender.try_round(self.road)
            if not report.trouble:
                break
            time.sleep(report.at_least_s)
        assert not report.trouble, report.trouble
        assert not report.refused, "the province refused what was measured"
        assert not report.still_waiting
        return time.perf_counter() - began


@contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """Found an office at a province of its own."""
    folder.mkdir()
    with on_postgres(folder) as province:
        sender = Sender(folder / "office", province.url, province)
        with sender.line() as road:
            world = World(sender, road)
            world.round()
            yield world
        sender.close()


def rows(runs: int) -> list[Row]:
    """Measure pushes beside plain posts, then rounds of few changes over few and many stored."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as place:
        folder = Path(place)
        with a_world(folder / "many") as many, a_world(folder / "few") as few, plain_server() as port:
            pushes, posts = [], []
            for _ in range(runs):
                pushes.append(many.grow(PUSHED))
                posts.append(post_all(port, [doc for _, doc in many.booked[-PUSHED:]]))
            few.grow(FEW)
            many.grow(max(0, MANY - len(many.booked)))
            pairs = [(many.change(run), few.change(run)) for run in range(runs)]
    ours, base = (PUSHED / median(some) for some in (pushes, posts))
    what, named = (
        "push of new dossiers, loopback, durable on both sides",
        "JSON POST zstd-3, COPY, same PostgreSQL",
    )
    note = f"{PUSHED:,} at once, s: {spread(pushes)} against {spread(posts)}; {runs} runs; {corpus().name}"
    pushed = Row(what, ours, base, named, "dossiers/s", None, note, what, 1.0, by_ratio=True, least=True)
    full, slight = ([pair[side] for pair in pairs] for side in (0, 1))
    what = f"round of {CHANGED} changes with many stored, against {FEW:,} stored"
    note = f"{len(many.booked):,} stored, s: {spread(full)} against {spread(slight)}; {runs} runs"
    ours, base = median(full), median(slight)
    return [pushed, Row(what, ours, base, f"{FEW:,} stored", "s", None, note, what, 1.2, by_ratio=True)]


if __name__ == "__main__":
    tell(rows, runs=3)
