"""Bytes and round trips of a real round: a province process, a counting relay, a desk, invented dossiers.

Every byte that passes the relay counts: TCP payload with TLS and HTTP. It is compared with what the round
carried (the raw JSON of the events), and with that JSON in zstd-19 and a dictionary trained on other
invented dossiers. The dictionary shares its invented vocabulary with what it packs, so it flatters
itself; the one that ships is made of other mornings (`docs/make`).
"""

import tempfile
from pathlib import Path
from statistics import median

import requests
import zstandard

from benchmarks.counted import CountedLine, Desk, Passed, counted_line, settled
from benchmarks.ground import an_office, bare_connection, enrol, unlocked
from benchmarks.invented import an_order
from benchmarks.measure import Row, tell, within
from desktop_app.bootstrap.office import Office
from tests.support.province import Province, running_province

DOSSIERS, OTHERS = 20, 600
ALONE, ELSEWHERE = 500_000, 1_000_000  # seeds
TARGET_B = 480
DICTIONARY_BYTES = 110 << 10


def receive(office: Office, first: int, count: int) -> None:
    """Receive dossiers with the three e-forms in turn."""
    for seed in range(first, first + count):
        office.receive_dossier(an_order(seed))


def by_dossier(bodies: list[bytes]) -> list[bytes]:
    """Join the events of each dossier: `dossier.new` begins one."""
    joined: list[bytes] = []
    for raw in bodies:
        if b'"kind":"dossier.new"' in raw or not joined:
            joined.append(raw)
        else:
            joined[-1] += b"\n" + raw
    return joined


def trained(folder: Path) -> zstandard.ZstdCompressionDict:
    """Train a dictionary on dossiers of another office."""
    an_office(folder / "other")
    office = unlocked(folder / "other")
    receive(office, ELSEWHERE, OTHERS)
    office.close()
    connection = bare_connection(folder / "other")
    sql = "SELECT raw FROM events WHERE kind IN ('dossier.new', 'cmd') ORDER BY n"
    bodies = [raw for (raw,) in connection.execute(sql)]
    connection.close()
    return zstandard.train_dictionary(DICTIONARY_BYTES, by_dossier(bodies))


def bare_request(line: CountedLine, province: Province) -> tuple[int, int]:
    """Count a bare HTTPS request with an empty answer's worth of JSON, on the same line."""
    before = settled(line)
    with requests.Session() as session:
        session.trust_env = False
        session.get(f"{line.url}/v1/nothing-here", verify=str(province.ca_path), timeout=10)
    after = settled(line)
    return after["bytes_up"] - before["bytes_up"], after["bytes_down"] - before["bytes_down"]


def rows(runs: int) -> list[Row]:
    """Measure cold rounds of 20 dossiers and warm rounds of nothing."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as place:
        folder = Path(place)
        with running_province(folder) as province, counted_line(province) as line:
            an_office(folder / "office", enrolled=False)
            enrol(folder / "office", line.url, province)
            desk = Desk(folder / "office", line)
            desk.round()  # what the office itself has to say: its staff
            cold: list[Passed] = []
            lone: list[Passed] = []
            warm: list[Passed] = []
            bare: list[tuple[int, int]] = []
            for run in range(runs):
                receive(desk.office, run * DOSSIERS, DOSSIERS)
                cold.append(desk.round())
                receive(desk.office, ALONE + run, 1)
                lone.append(desk.round())
                warm.append(desk.round())
                bare.append(bare_request(line, province))
            desk.office.close()
        up = _up(cold, trained(folder))
        return [*up, *_lone(lone), *_down(cold), *_trips(cold, warm, bare)]


def _each(values: list[int]) -> float:
    return median(values) / DOSSIERS


def _up(cold: list[Passed], dictionary: zstandard.ZstdCompressionDict) -> list[Row]:
    plain, packed = zstandard.ZstdCompressor(19), zstandard.ZstdCompressor(19, dict_data=dictionary)
    ours = _each([one.up for one in cold])
    raw = _each([sum(map(len, one.sent)) for one in cold])

    def batch(codec: zstandard.ZstdCompressor) -> float:
        return _each([len(codec.compress(b"\n".join(one.sent))) for one in cold])

    def alone(codec: zstandard.ZstdCompressor) -> float:
        return _each([sum(len(codec.compress(body)) for body in by_dossier(one.sent)) for one in cold])

    what = f"bytes up per dossier, {DOSSIERS} in one cold round, all of HTTP and TLS"
    inside = f"payload in one batch: {batch(plain):.0f} B without, {batch(packed):.0f} B with a dictionary"
    single = f"each alone: {alone(plain):.0f} B without, {alone(packed):.0f} B with"
    named = "zstd-19 with a dictionary, each alone"
    return [
        Row(
            what,
            ours,
            raw,
            "raw JSON of its events",
            "B",
            note=f"{within(ours, TARGET_B, 'B')}; the dictionary that ships",
        ),
        Row(what, ours, alone(packed), named, "B", note=f"{inside}; {single}"),
    ]


def _lone(lone: list[Passed]) -> list[Row]:
    ours, raw = median(one.up for one in lone), median(sum(map(len, one.sent)) for one in lone)
    what = "bytes up, a round of one dossier, all of HTTP and TLS"
    return [Row(what, ours, raw, "raw JSON of its events", "B", note=f"{len(lone)} rounds")]


def _down(cold: list[Passed]) -> list[Row]:
    ours, raw = _each([one.down for one in cold]), _each([sum(map(len, one.pulled)) for one in cold])
    what = "bytes down per dossier, same round (verdicts, official codes, due dates)"
    return [Row(what, ours, raw, "raw JSON of what came", "B", note=f"{len(cold)} rounds")]


def _trips(cold: list[Passed], warm: list[Passed], bare: list[tuple[int, int]]) -> list[Row]:
    ours, floor = median(one.up + one.down for one in warm), median(up + down for up, down in bare)
    ways = f"{median(one.up for one in warm):.0f} up, {median(one.down for one in warm):.0f} down"
    base = "bare HTTPS request, same line"
    rows = [Row("bytes, warm round of nothing new", ours, floor, base, "B", note=ways)]
    for name, some in ((f"cold round of {DOSSIERS}", cold), ("warm round of nothing new", warm)):
        trips = median(one.round_trips for one in some)
        rows.append(Row(f"round trips, {name}", trips, 1, "one request", "×", note=f"{len(some)} rounds"))
    return rows


if __name__ == "__main__":
    tell(rows, runs=5)
