"""The table `packages`: what an administrator published, as it came.

What a package means is decided in `forms.catalogue`; here it is only kept.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from desktop_app.errors import PACKAGE_FOLLOWS, DeskError
from desktop_app.ports.packages import PublishedRow
from desktop_app.storage.connection import Connection
from forms.catalogue.package import Package, PackageKind, read_package
from forms.catalogue.read import shipped_versions, versions_of
from forms.catalogue.versions import Versions

_MADE: Final[dict[tuple[bytes, ...], Versions]] = {}
"""By the digests of all published lists: reading two thousand procedures takes a moment, all verbs ask."""


class StoredPackages:
    """Implements the ports `Packages` and `PackageTable`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self) -> int:
        """Return the number of the last one published, 0 before the first."""
        return int(self._connection.execute("SELECT coalesce(max(n), 0) FROM packages").fetchone()[0])

    def packages(self, kind: PackageKind, subject: str = "") -> Sequence[Package]:
        """Return the published packages of a kind and subject, in the order of their publication."""
        sql = "SELECT raw FROM packages WHERE kind = ? AND subject = ? ORDER BY n"
        return [read_package(raw) for (raw,) in self._connection.execute(sql, (kind.value, subject))]

    def listed(self) -> Sequence[PublishedRow]:
        """Return all that was published, in order."""
        sql = """SELECT kind, subject, edition, effective_from, lower(hex(sha256)), published_at, published_by
                 FROM packages ORDER BY n"""
        return [PublishedRow(*row) for row in self._connection.execute(sql)]

    def versions(self) -> Versions:
        """Return the versions of all procedures: shipped, then published; read once for each publication."""
        sql = "SELECT sha256 FROM packages WHERE kind = ? ORDER BY n"
        rows = self._connection.execute(sql, (PackageKind.PROCEDURES.value,)).fetchall()
        names = tuple(digest for (digest,) in rows)
        if not names:
            return shipped_versions()
        if names not in _MADE:
            _MADE[names] = versions_of(self.packages(PackageKind.PROCEDURES))
        return _MADE[names]

    def publish(self, package: Package, by: str, at: datetime) -> bool:
        """Keep a checked package in the transaction that runs; false where this very file stands already.

        Raises:
            DeskError: PACKAGE_FOLLOWS.
        """
        head = package.head
        name = (head.kind.value, head.subject, head.edition)
        sql = "SELECT sha256 FROM packages WHERE kind = ? AND subject = ? AND edition = ?"
        known = self._connection.execute(sql, name).fetchone()
        if known is not None:
            if known[0] == package.digest:
                return False
            raise DeskError(PACKAGE_FOLLOWS, edition=head.edition)
        sql = """INSERT INTO packages (kind, subject, edition, effective_from, sha256, raw, published_at,
                 published_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
        row = (*name, head.effective_from.isoformat(), package.digest, package.raw, at.isoformat(), by)
        self._connection.execute(sql, row)
        return True
