"""Bytes on the wire for documents of the corpus: one dossier, twenty, a hundred edits, nothing new.

Desk, relay and province are the real ones; the relay counts every byte, TLS and HTTP included. The dictionary
of these rows is trained on another part of the same corpus and on our own messages, for both sides; what the
one that ships makes of our own dossiers is told by `wire.py`. The warm round uses the one that ships. A line
that is kept greets once; a cold round counts its greeting.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median

import zstandard

from benchmarks.corpus import APART, corpus, difference, lawful, reception, spelled
from benchmarks.counted import CountedLine, counted_line, settled
from benchmarks.measure import Row, tell
from benchmarks.sender import Sender
from docs.make.mornings import bodies
from sync.core.codec import Zstd
from sync.core.cutting import cut_out
from sync.core.event import compose
from sync.core.ids import uuid7
from sync.transport.http import HttpsLine
from tests.support.province import Province, make_province, start_province

BYTES = 110 << 10
TRAINED, ALONE, BATCH, STORED, EDITS = 3_000, 500, 20, 300, 100
_SEGMENT, _WORD = 1024, 8


def events(seed: int, count: int) -> Iterator[bytes]:
    """Give documents as new dossiers, each as the raw line of its event."""
    dice = Random(f"motcua/bench/events/{seed}")
    for n, doc in enumerate(corpus().docs(count, seed)):
        yield _event(dice, n, "dossier.new", reception(doc, n, "24184", "thu"))


def trained(count: int = TRAINED) -> bytes:
    """Train a dictionary on another part of the corpus: new dossiers, edits, and our own messages."""
    dice = Random("motcua/bench/edits")
    samples = [*events(APART, count)]
    for n, doc in enumerate(corpus().docs(count // 4, APART)):
        change = difference(lawful(doc), lawful(corpus().changed(doc, APART)), "/content")
        samples.append(_event(dice, n, "fields.set", change))
    samples += [body for n, body in enumerate(bodies("motcua/bench/messages", 1_000)) if n % 5 != 1]
    cut = [cut_out(sample)[0] for sample in samples]
    return zstandard.train_dictionary(BYTES, cut, k=_SEGMENT, d=_WORD, dict_id=1, level=19).as_bytes()


@contextmanager
def served(folder: Path, dictionary: bytes | None) -> Iterator[tuple[Province, CountedLine]]:
    """Serve a province behind a counting relay; with another dictionary 1 when one is given."""
    make_province(folder / "province")
    within: tuple[str, ...] = ()
    if dictionary is not None:
        (folder / "dictionary").write_bytes(dictionary)
        within = (sys.executable, "-m", "benchmarks.dictionary_of", str(folder / "dictionary"))
    province = start_province(folder / "province", within=within)
    try:
        with counted_line(province) as line:
            yield province, line
    finally:
        province.stop()


def rows(runs: int) -> list[Row]:
    """Measure all of it."""
    dictionary = trained()
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as place:
        sent = list(_sent(Path(place) / "corpus", dictionary, runs))
        warm = list(_warm(Path(place) / "own", runs))
    return [_payload(dictionary), *sent, *warm]


def _payload(dictionary: bytes) -> Row:
    bare = zstandard.train_dictionary(BYTES, [spelled(doc) for doc in corpus().docs(TRAINED, APART)])
    codec = zstandard.ZstdCompressor(level=19, dict_data=bare)
    base = sum(len(codec.compress(spelled(doc))) for doc in corpus().docs(ALONE)) / ALONE
    ours = Zstd(19, {1: dictionary})
    size = sum(len(ours.compress(raw, 1)) for raw in events(1, ALONE)) / ALONE
    note = f"{corpus().name}, {ALONE} dossiers each alone; both dictionaries from another seed"
    what, named = (
        "payload per new dossier, event with its ids and salt",
        "zstd-19 and dictionary of the bare JSON",
    )
    return Row(what, size, base, named, "B", note=note, goal=what, target=1.15, by_ratio=True)


def _sent(folder: Path, dictionary: bytes, runs: int) -> Iterator[Row]:
    folder.mkdir()
    with served(folder, dictionary) as (province, line):
        sender = Sender(folder / "office", line.url, province, Zstd(19, {1: dictionary}))
        cold: list[int] = []
        kept: list[int] = []
        edits: list[int] = []
        with sender.line() as road:
            sender.round(road)
            for run in range(runs):
                sender.receive((2 * run) * BATCH, BATCH)
                kept.append(_up(sender, line, road))
                sender.receive((2 * run + 1) * BATCH, BATCH)
                with sender.line() as fresh:
                    cold.append(_up(sender, line, fresh))
            booked = sender.receive(2 * runs * BATCH, STORED)
            sender.round(road)
            for run in range(runs):
                sender.edit(booked[run * EDITS : (run + 1) * EDITS])
                edits.append(_up(sender, line, road))
        sender.close()
    raw = sum(len(spelled(corpus().doc(n))) for n in range(BATCH)) / BATCH
    each, held = median(cold) / BATCH, median(kept) / BATCH
    what = f"on the wire per new dossier, batch {BATCH}, HTTP and TLS included"
    note = f"with the greeting; {held:.0f} B on a line that stands; {corpus().name}, its dictionary"
    yield Row(what, each, raw, "raw JSON", "B", note=note, goal=what, target=480)
    what, size = f"{EDITS} typical edits as field differences, bytes up", median(edits)
    yield Row(what, size, EDITS * raw, "raw JSON", "B", note=f"{runs} rounds", goal=what, target=10_000)


def _up(sender: Sender, line: CountedLine, road: HttpsLine) -> int:
    before = settled(line)
    sender.round(road)
    return settled(line)["bytes_up"] - before["bytes_up"]


def _warm(folder: Path, runs: int) -> Iterator[Row]:
    folder.mkdir()
    with served(folder, None) as (province, line):
        sender = Sender(folder / "office", line.url, province)
        ways: list[tuple[int, int, int]] = []
        cold: list[int] = []
        with sender.line() as road:
            sender.receive(0, BATCH)
            sender.round(road)
            for _ in range(runs):
                before = settled(line)
                report = sender.round(road)
                after = settled(line)
                up, down = (after[way] - before[way] for way in ("bytes_up", "bytes_down"))
                ways.append((up, down, report.round_trips))
                with sender.line() as fresh:
                    sender.round(fresh)
                last = settled(line)
                cold.append(sum(last[way] - after[way] for way in ("bytes_up", "bytes_down")))
        sender.close()
    up, down, trips = (median(one[place] for one in ways) for place in range(3))
    note = (
        f"{up:.0f} up, {down:.0f} down on a line that stands; {median(cold):.0f} B with TCP and TLS greeting"
    )
    what = "warm round of nothing new, bytes both ways"
    yield Row(
        what, up + down, median(cold), "the same, greeting included", "B", note=note, goal=what, target=900
    )
    what = "warm round of nothing new, round trips"
    yield Row(what, trips, 1, "one request", "×", note=f"{runs} rounds", goal=what, target=1)


def _event(dice: Random, n: int, kind: str, payload: dict[str, object]) -> bytes:
    at_ms = 1_763_600_000_000 + 10_000 * n
    new = kind == "dossier.new"
    eid, record, after = (uuid7(ms, dice.randbytes(10)) for ms in (at_ms, at_ms - 1, at_ms - 86_400_000))
    at = f"2026-11-20T{8 + n // 360 % 8:02d}:{n // 6 % 60:02d}:{n * 10 % 60:02d}+07:00"
    return compose(
        eid=eid,
        record=record,
        kind=kind,
        base=0 if new else 1,
        after=None if new else after,
        payload=payload,
        actor="thu",
        at=at,
        salt=dice.randbytes(16),
    ).raw


if __name__ == "__main__":
    tell(rows, runs=3)
