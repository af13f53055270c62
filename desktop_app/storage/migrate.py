"""Numbered SQL, each once, in one transaction, with its checksum remembered.

The statements stand in `migrations/NNNN_name.sql`, never edited after a release; no schema is written here.
"""

from hashlib import sha256
from importlib import resources
from typing import Final, NamedTuple

from sqlcipher3 import dbapi2 as sqlcipher

from desktop_app.errors import STORE_TOO_NEW, DeskError
from desktop_app.storage.connection import Connection, writing

_LOG: Final = """CREATE TABLE IF NOT EXISTS migrations (
    n INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL, at TEXT NOT NULL) STRICT"""


class Migration(NamedTuple):
    """One numbered page of SQL."""

    n: int
    name: str
    sql: str

    @property
    def checksum(self) -> bytes:
        """SHA-256 of the page's bytes."""
        return sha256(self.sql.encode()).digest()


def shipped() -> list[Migration]:
    """Return the pages of this program, in order."""
    pages = [
        Migration(int(page.name[:4]), page.name[5:-4], page.read_text(encoding="utf-8"))
        for page in resources.files("desktop_app.storage").joinpath("migrations").iterdir()
        if page.name.endswith(".sql")
    ]
    return sorted(pages)


def migrate(connection: Connection, at: str, pages: list[Migration] | None = None) -> int:
    """Bring the store to the schema of this program; all missing pages in one transaction.

    Args:
        connection: The only connection at this moment.
        at: RFC 3339 instant, for the log.
        pages: For tests; the shipped ones otherwise.

    Returns:
        How many pages were applied.

    Raises:
        DeskError: STORE_TOO_NEW when the store has a page that this program does not, or another text of it.
    """
    pages = shipped() if pages is None else pages
    with writing(connection):
        connection.execute(_LOG)
        applied = dict(connection.execute("SELECT n, sha256 FROM migrations").fetchall())
        known = {page.n: page.checksum for page in pages}
        if any(known.get(n) != checksum for n, checksum in applied.items()):
            raise DeskError(STORE_TOO_NEW)
        missing = [page for page in pages if page.n not in applied]
        for page in missing:
            for statement in statements(page.sql):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?, ?, ?)", (page.n, page.name, page.checksum, at)
            )
    return len(missing)


def statements(sql: str) -> list[str]:
    """Split a page into whole statements; `executescript` would commit behind our back."""
    found, gathered = [], ""
    for line in sql.splitlines(keepends=True):
        gathered += line
        if sqlcipher.complete_statement(gathered):
            found.append(gathered.strip())
            gathered = ""
    if gathered.strip():
        raise ValueError("the last statement has no end")
    return found
