"""Numbered SQL, each file once, remembered with its checksum; and what SQL alone cannot fill in."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sync.core.errors import Incompatible
from sync.core.tally import Tally, doc_hash, mark
from sync.province.stores.connection import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        folder: `schema`, `ledger_schema`, or one of these under `postgres`.
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
    todo = still_to_run(dict(connection.execute("SELECT name, checksum FROM migration")), migrations)
    for each in todo:
        _run(connection, each)
    return len(todo)


def still_to_run(ran: Mapping[str, str], migrations: Sequence[Migration]) -> list[Migration]:
    """Return the migrations that a store has not seen.

    Args:
        ran: names of those that ran, with their checksums.
        migrations: all of them, in order.

    Raises:
        Incompatible: a file that ran has changed since, or the store knows files this program does not.
    """
    known = {each.name: each.checksum for each in migrations}
    if any(known.get(name) != checksum for name, checksum in ran.items()):
        raise Incompatible(
            "a migration that ran is unknown or has changed",
            sentence="Kho dữ liệu của tỉnh do một phiên bản khác của chương trình tạo ra.",
            remedy="Dùng đúng phiên bản chương trình, hoặc bản mới hơn.",
        )
    return [each for each in migrations if each.name not in ran]


def count_anew(connection: Connection) -> None:
    """Count the dossiers of each scope that has no tally yet: one from before tallies were kept.

    Args:
        connection: in autocommit mode.
    """
    with transaction(connection, "BEGIN IMMEDIATE"):
        for (scope,) in connection.execute("SELECT id FROM scope WHERE tally_h IS NULL").fetchall():
            tally = Tally()
            rows = connection.execute("SELECT n, id, rev, doc FROM dossier WHERE scope = ?", (scope,))
            for n, dossier, rev, doc in rows.fetchall():
                digest = doc_hash(json.loads(doc))
                tally = tally.replaced(None, mark(UUID(dossier), rev, digest))
                connection.execute("UPDATE dossier SET doc_h = ? WHERE n = ?", (digest, n))
            counted = (tally.count, tally.digest, scope)
            connection.execute("UPDATE scope SET tally_n = ?, tally_h = ? WHERE id = ?", counted)


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
