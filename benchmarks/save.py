"""Saving at the counter: the whole verb `receive_dossier` against one bare SQLCipher commit.

The base is a store of its own, opened by the same opener (same pragmas, WAL and FULL), with one table and
one FTS index as the office defines it; one transaction of one row of 4 KB and its searchable words.
"""

import itertools
import json
import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.ground import an_office, unlocked
from benchmarks.invented import WITHOUT_FORM, an_order
from benchmarks.measure import Row, interleaved, percentile, spread, tell
from desktop_app.storage.connection import create_store, writing

LIMIT, MEDIAN = 4, 0.5
ROW_BYTES = 4036
_TABLES = (
    "CREATE TABLE kept (n INTEGER PRIMARY KEY, doc TEXT NOT NULL) STRICT",
    """CREATE VIRTUAL TABLE search
       USING fts5 (folded, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0')""",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
)


def bare_commit(path: Path) -> Callable[[], None]:
    """Return one durable commit of one row and its words, on a fresh store."""
    connection = create_store(path, bytearray(secrets.token_bytes(32)))
    for table in _TABLES:
        connection.execute(table)
    numbers = itertools.count(1)

    def commit() -> None:
        n = next(numbers)
        name, words = f"Nguyễn Thị Thử {n}", f"nguyen thi thu {n} 0905{n:06d}"
        doc = json.dumps({"name": name, "rest": secrets.token_urlsafe(3 * (ROW_BYTES - 60) // 4)})
        with writing(connection):
            connection.execute("INSERT INTO kept VALUES (?, ?)", (n, doc))
            connection.execute("INSERT INTO search (rowid, folded) VALUES (?, ?)", (n, words))

    return commit


def rows(runs: int) -> list[Row]:
    """Measure receptions with each e-form, and without one, each beside the bare commit."""
    measured: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        home = Path(folder) / "office"
        an_office(home)
        office = unlocked(home)
        base = bare_commit(Path(folder) / "bare.db")
        for procedure in ("1.001193", "2.000815", "1.004873", WITHOUT_FORM):
            seeds = itertools.count()

            def receive(procedure: str = procedure, seeds: Iterator[int] = seeds) -> None:
                office.receive_dossier(an_order(next(seeds), procedure))

            ours, theirs = interleaved(receive, base, runs=runs)
            name = "no e-form" if procedure == WITHOUT_FORM else f"e-form {procedure}"
            measured += [_row(name, share, ours, theirs) for share in (MEDIAN, 0.95)]
        office.close()
    return measured


def _row(name: str, share: float, ours: list[float], theirs: list[float]) -> Row:
    return Row(
        what=f"save a dossier, {name}, p{share * 100:.0f}",
        ours=percentile(ours, share),
        base=percentile(theirs, share),
        base_name="bare SQLCipher commit",
        unit="ms",
        limit=LIMIT if share == MEDIAN else None,
        note=f"whole verb; min/median/max {spread(ours)}; {len(ours)} runs",
    )


if __name__ == "__main__":
    tell(rows, runs=150)
