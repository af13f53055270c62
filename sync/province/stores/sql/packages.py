"""The table of packages by which the province judges and counts; what they mean is the law's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.catalogue.package import Package, read_package
from forms.errors import RuleError
from sync.province.faults import Faults
from sync.province.stores.sql.spelling import instant

if TYPE_CHECKING:
    from datetime import datetime

    from sync.province.stores.sql.statements import Sql


def read_packages(sql: Sql) -> tuple[Package, ...]:
    """Return what was published, the oldest first."""
    return tuple(read_package(bytes(row[0])) for row in sql.execute("SELECT raw FROM package ORDER BY n"))


def packages_mark(sql: Sql) -> int:
    """Return the number of the last one published, 0 before the first."""
    return int(sql.execute("SELECT coalesce(max(n), 0) FROM package").fetchone()[0])


def put_package(sql: Sql, package: Package, at: datetime) -> bool:
    """Keep a checked package; false where this very file was published before.

    Raises:
        RuleError: its edition stands for other content already.
    """
    head = package.head
    name = (head.kind.value, head.subject, head.edition)
    known = sql.execute(
        "SELECT sha256 FROM package WHERE kind = ? AND subject = ? AND edition = ?", name
    ).fetchone()
    if known is not None:
        if bytes(known[0]) == package.digest:
            return False
        raise RuleError(Faults.PACKAGE_FOLLOWS.value, edition=head.edition)
    sql.execute(
        "INSERT INTO package (kind, subject, edition, sha256, raw, published_at) VALUES (?, ?, ?, ?, ?, ?)",
        (*name, package.digest, package.raw, instant(at)),
    )
    return True
