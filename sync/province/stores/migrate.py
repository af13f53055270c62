"""Numbered SQL, each file once, remembered with its checksum."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from sync.core.errors import Incompatible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.province.stores.connection import Connection


class Migration(NamedTuple):
    """One numbered file of SQL.

    Attributes:
        name: `0001_scopes.sql`; the order of names is the order of running.
        sql: its text.
    """

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, in hex."""
        return sha256(self.sql.encode()).hexdigest()


def shipped(folder: str) -> tuple[Migration, ...]:
    """Return the migrations shipped in a folder of this room, in order.

    Args:
        folder: `schema` or `ledger_schema`.
    """
    files = (resources.files("sync.province.stores") / folder).iterdir()
    return tuple(
        sorted(Migration(file.name, file.read_text("utf-8")) for file in files if file.name.endswith(".sql"))
    )


def migrate(connection: Connection, migrations: Sequence[Migration]) -> int:
    """Run what has not run yet, each file in its own transaction.

    Args:
        connection: in autocommit mode.
        migrations: all of them, in order.

    Returns:
        How many ran.

    Raises:
        Incompatible: a file that ran has changed since, or the store knows files this program does not.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL) STRICT"
    )
    ran = dict(connection.execute("SELECT name, checksum FROM migration ORDER BY name"))
    known = {each.name: each.checksum for each in migrations}
    if any(known.get(name) != checksum for name, checksum in ran.items()):
        raise Incompatible(
            "a migration that ran is unknown or has changed",
            sentence="Kho dữ liệu của tỉnh do một phiên bản khác của chương trình tạo ra.",
            remedy="Dùng đúng phiên bản chương trình, hoặc bản mới hơn.",
        )
    todo = [each for each in migrations if each.name not in ran]
    for each in todo:
        _run(connection, each)
    return len(todo)


def _run(connection: Connection, migration: Migration) -> None:
    """Run one file; two processes that start together run it once."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("SELECT 1 FROM migration WHERE name = ?", (migration.name,)).fetchone() is None:
            for statement in migration.sql.split(";\n"):
                connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?)", (migration.name, migration.checksum))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
