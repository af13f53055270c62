"""Numbered SQL on PostgreSQL: all that has not run yet in one transaction, one program at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sync.core.errors import Corrupt
from sync.province.stores.migrate import shipped, still_to_run

if TYPE_CHECKING:
    from sync.province.stores.postgres.connection import Pool

_ONE_AT_A_TIME: Final = 0x6D6373
"""The advisory lock of migrations: any number, the same for all programs."""


def migrate(pool: Pool, folder: str, *, create: bool) -> int:
    """Bring a database to this program's state.

    Args:
        pool: its sessions.
        folder: `postgres/schema` or `postgres/ledger_schema`.
        create: it must hold nothing of ours yet; otherwise it must.

    Returns:
        How many files ran.

    Raises:
        FileExistsError: `create`, and the database is in use.
        Corrupt: not `create`, and the database is not one of ours.
        Incompatible: it comes from another version.
    """
    with pool.transaction() as sql:
        sql.execute("SELECT pg_advisory_xact_lock(?)", (_ONE_AT_A_TIME,))
        known = sql.execute("SELECT to_regclass('migration')").fetchone()[0] is not None
        if known and create:
            raise FileExistsError(folder)
        if not known and not create:
            raise Corrupt(
                "the database holds no province",
                sentence="Cơ sở dữ liệu này không phải của hệ thống tỉnh.",
                remedy="Kiểm tra địa chỉ trong stores.json; nếu đã mất dữ liệu, khôi phục từ bản sao lưu.",
            )
        if create:
            sql.execute("CREATE TABLE migration (name text PRIMARY KEY, checksum text NOT NULL)")
        ran = dict(sql.execute("SELECT name, checksum FROM migration").fetchall())
        todo = still_to_run(ran, shipped(folder))
        for each in todo:
            sql.execute(each.sql)
            sql.execute("INSERT INTO migration VALUES (?, ?)", (each.name, each.checksum))
    return len(todo)
