"""Searching 10,000 dossiers: the verb `find_dossiers`, one page of 50, against the bare FTS query.

The store is filled by the real verb `seed_dossiers` (batches of 100 through the real unit of work). On
that very store the base asks FTS5 for the newest 51 row numbers and nothing else; without words it asks
the table.
"""

import tempfile
from pathlib import Path

from benchmarks.ground import an_office, bare_connection, unlocked
from benchmarks.measure import Row, interleaved, percentile, spread, tell, within
from desktop_app.bootstrap.office import Office
from desktop_app.storage.connection import Connection
from desktop_app.usecases.find_dossiers import FindDossiers
from desktop_app.usecases.seed_dossiers import SeedDossiers
from forms.text.fold import fold_words

DOSSIERS = 10_000
PAGE = 50
TARGET_MS = 50


def questions(office: Office) -> dict[str, FindDossiers]:
    """What a clerk asks, by name."""
    some = office.find_dossiers(FindDossiers(limit=PAGE)).rows[-1]
    return {
        "a common name": FindDossiers("nguyen van an"),
        "one common word": FindDossiers("thi"),
        "a name and a status": FindDossiers("tran thi", status="received"),
        "a name and a truth": FindDossiers("tran thi", truth="waiting"),
        "a provisional number": FindDossiers(some.number),
        "the beginning of a phone": FindDossiers("09051"),
        "the name of a procedure": FindDossiers("chung thuc ban sao"),
        "nothing that exists": FindDossiers("khong co ai ten nay"),
        "no words: the first page": FindDossiers(),
    }


def bare(connection: Connection, text: str) -> list[object]:
    """Ask for row numbers only."""
    words = fold_words(text)
    if not words:
        sql = "SELECT n FROM dossiers ORDER BY n DESC LIMIT ?"
        return list(connection.execute(sql, (PAGE + 1,)).fetchall())
    asked = " ".join(f'"{word}"*' for word in words)
    sql = "SELECT rowid FROM search WHERE folded MATCH ? ORDER BY rowid DESC LIMIT ?"
    return list(connection.execute(sql, (asked, PAGE + 1)).fetchall())


def rows(runs: int) -> list[Row]:
    """Measure each question."""
    measured: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        home = Path(folder) / "office"
        an_office(home)
        office = unlocked(home)
        office.seed_dossiers(SeedDossiers(DOSSIERS))
        connection = bare_connection(home)
        for name, order in questions(office).items():
            ours, theirs = interleaved(
                lambda order=order: office.find_dossiers(order),
                lambda text=order.text: bare(connection, text),
                runs=runs,
            )
            p95, shown = percentile(ours, 0.95), len(office.find_dossiers(order).rows)
            said = f"p95 {within(p95, TARGET_MS)}; {shown} rows shown; min/median/max {spread(ours)}"
            row = Row(
                what=f"search {DOSSIERS:,}: {name}, p95",
                ours=p95,
                base=percentile(theirs, 0.95),
                base_name="bare FTS query" if fold_words(order.text) else "bare table query",
                unit="ms",
                note=f"{said}; {runs} runs",
            )
            measured.append(row)
        connection.close()
        office.close()
    return measured


if __name__ == "__main__":
    tell(rows, runs=60)
