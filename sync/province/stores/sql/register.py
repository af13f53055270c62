"""The people's tables of the embedded store: offices, codes, certificates, officers, sessions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from forms.text.collate import text_key
from sync.core.certificate import Certificate
from sync.province.registry import EnrolledDevice, Office, Officer, Session
from sync.province.stores.sql.packages import packages_mark, put_package, read_packages
from sync.province.stores.sql.spelling import instant

if TYPE_CHECKING:
    from forms.catalogue.package import Package
    from sync.province.stores.sql.statements import Sql

FAILURE_MEMORY: Final = timedelta(days=1)


class SqlRegister:
    """`registry.Register` over one open transaction.

    Args:
        sql: a connection inside a writing transaction; whoever began it ends it.
    """

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add_office(self, office: Office) -> None:
        """Insert an office or replace its name."""
        self._sql.execute(
            "INSERT INTO office VALUES (?, ?, ?) ON CONFLICT (commune) DO UPDATE SET name = excluded.name",
            (office.commune, office.name, office.unit),
        )

    def office(self, commune: str) -> Office | None:
        """Return one office by its commune's code."""
        row = self._sql.execute(
            "SELECT commune, name, unit FROM office WHERE commune = ?", (commune,)
        ).fetchone()
        return Office(*row) if row else None

    def offices(self) -> tuple[Office, ...]:
        """Return all offices by name, in the order of Vietnamese on either store."""
        rows = (Office(*row) for row in self._sql.execute("SELECT commune, name, unit FROM office"))
        return tuple(sorted(rows, key=lambda office: (text_key(office.name), office.commune)))

    def packages(self) -> tuple[Package, ...]:
        """Return what dossiers are judged and due dates counted by, as published, the oldest first."""
        return read_packages(self._sql)

    def packages_mark(self) -> int:
        """Return a number that changes when a package is published, 0 before the first."""
        return packages_mark(self._sql)

    def put_package(self, package: Package, at: datetime) -> bool:
        """Keep a checked package; false where this very file was published before."""
        return put_package(self._sql, package, at)

    def put_code(self, digest: bytes, commune: str, expires_at: datetime) -> None:
        """Keep the SHA-256 of a fresh one-time code."""
        self._sql.execute(
            "INSERT INTO enrol_code (digest, commune, expires_at) VALUES (?, ?, ?)",
            (digest, commune, instant(expires_at)),
        )

    def take_code(self, digest: bytes, now: datetime) -> str | None:
        """Use a code up; return its commune, or None when it is unknown, used or too old."""
        row = self._sql.execute(
            "UPDATE enrol_code SET used_at = ?"
            " WHERE digest = ? AND used_at IS NULL AND expires_at > ? RETURNING commune",
            (instant(now), digest, instant(now)),
        ).fetchone()
        return row[0] if row else None

    def enrolled(self, digest: bytes, now: datetime) -> Certificate | None:
        """Return the certificate a code was used up for, None when there is none or the code is too old."""
        row = self._sql.execute(
            "SELECT body FROM enrol_code JOIN certificate USING (serial) WHERE digest = ? AND expires_at > ?",
            (digest, instant(now)),
        ).fetchone()
        return Certificate.read(row[0]) if row else None

    def tags(self, commune: str) -> frozenset[str]:
        """Return the device tags a commune has ever had."""
        rows = self._sql.execute("SELECT tag FROM certificate WHERE scope = ?", (f"c:{commune}",))
        return frozenset(row[0] for row in rows)

    def add_device(self, certificate: Certificate, code: bytes = b"") -> None:
        """Keep a certificate, once; its lines begin with their first request."""
        self._sql.execute(
            "INSERT INTO certificate (serial, dev, scope, tag, sign, not_after, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dev) DO NOTHING",
            (
                certificate.serial,
                certificate.dev,
                certificate.scope,
                certificate.tag,
                certificate.sign,
                certificate.not_after,
                certificate.to_bytes(),
            ),
        )
        self._sql.execute("UPDATE enrol_code SET serial = ? WHERE digest = ?", (certificate.serial, code))

    def devices(self) -> tuple[EnrolledDevice, ...]:
        """Return all enrolled devices by commune and tag."""
        rows = self._sql.execute(
            "SELECT dev, scope, tag, not_after, revoked_at FROM certificate ORDER BY scope, tag"
        )
        return tuple(_enrolled(*row) for row in rows)

    def set_revoked(self, dev: bytes, at: datetime | None) -> None:
        """Revoke a device from an instant on; None trusts it again."""
        when = None if at is None else instant(at)
        self._sql.execute("UPDATE certificate SET revoked_at = ? WHERE dev = ?", (when, dev))

    def add_officer(self, officer: Officer) -> None:
        """Insert an officer."""
        self._sql.execute(
            "INSERT INTO officer VALUES (?, ?, ?, ?, ?)",
            (officer.id, officer.login, officer.full_name, officer.password, int(officer.active)),
        )

    def officer(self, officer_id: str) -> Officer | None:
        """Return one officer by id."""
        return self._officer("id", officer_id)

    def officer_by_login(self, login: str) -> Officer | None:
        """Return one officer by login."""
        return self._officer("login", login)

    def officers(self) -> tuple[Officer, ...]:
        """Return all active officers by login."""
        rows = self._sql.execute(
            "SELECT id, login, full_name, password FROM officer WHERE active = 1 ORDER BY login"
        )
        return tuple(Officer(*row) for row in rows)

    def note_failure(self, login: str, at: datetime) -> None:
        """Remember a failed login; older ones than a day are forgotten."""
        self._sql.execute("DELETE FROM login_failure WHERE at < ?", (instant(at - FAILURE_MEMORY),))
        self._sql.execute("INSERT INTO login_failure VALUES (?, ?)", (login, instant(at)))

    def failures(self, login: str, since: datetime) -> int:
        """Count failed logins under a name."""
        row = self._sql.execute(
            "SELECT count(*) FROM login_failure WHERE login = ? AND at > ?", (login, instant(since))
        ).fetchone()
        return int(row[0])

    def put_session(self, session: Session) -> None:
        """Keep a session, and forget those that have ended."""
        self._sql.execute(
            "INSERT INTO session VALUES (?, ?, ?, ?)",
            (session.digest, session.officer, session.csrf, instant(session.expires_at)),
        )

    def session(self, digest: bytes, now: datetime) -> Session | None:
        """Return a live session; forget the dead ones."""
        self._sql.execute("DELETE FROM session WHERE expires_at <= ?", (instant(now),))
        row = self._sql.execute(
            "SELECT digest, officer, csrf, expires_at FROM session WHERE digest = ?", (digest,)
        ).fetchone()
        return Session(row[0], row[1], row[2], datetime.fromisoformat(row[3])) if row else None

    def end_session(self, digest: bytes) -> None:
        """Forget a session."""
        self._sql.execute("DELETE FROM session WHERE digest = ?", (digest,))

    def _officer(self, column: str, value: str) -> Officer | None:
        row = self._sql.execute(
            f"SELECT id, login, full_name, password, active FROM officer WHERE {column} = ?",  # noqa: S608 own words
            (value,),
        ).fetchone()
        return Officer(row[0], row[1], row[2], row[3], bool(row[4])) if row else None


def _enrolled(dev: bytes, scope: str, tag: str, not_after: str, revoked_at: str | None) -> EnrolledDevice:
    at = datetime.fromisoformat(revoked_at) if revoked_at else None
    return EnrolledDevice(bytes(dev), scope.removeprefix("c:"), tag, not_after, at)
