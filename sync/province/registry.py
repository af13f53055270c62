"""Who belongs to the province: offices, enrolment codes, devices' certificates, officers and their sessions.

The port that the people's verbs are given, and the values it carries. Pure; log and feeds are `ports`.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime

    from forms.catalogue.package import Package
    from sync.core.certificate import Certificate

CODE_LIFE_MINUTES: Final = 10
"""How long a one-time code lives when nobody says otherwise (sync.md K1)."""


@dataclass(frozen=True, slots=True)
class Office:
    """One commune's one-stop office.

    Attributes:
        commune: five-digit unit code of the commune.
        name: as printed on papers.
        unit: first part of official codes, e.g. `H15.99.01` (domain.md 5; unknown ones are a setting).
    """

    commune: str
    name: str
    unit: str

    @property
    def scope(self) -> str:
        """Name of the commune's feed."""
        return f"c:{self.commune}"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who acts for the province.

    Attributes:
        id: UUID text; stands in events as actor.
        login: what is typed at the login page.
        full_name: as shown on pages and in events.
        password: Argon2id hash, encoded.
        active: False once the person has left.
    """

    id: str
    login: str
    full_name: str
    password: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class EnrolledDevice:
    """A device as its certificate names it; `revoked_at` is None while it is trusted."""

    dev: bytes
    commune: str
    tag: str
    not_after: str
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """One login in one browser.

    Attributes:
        digest: SHA-256 of the cookie; the cookie itself is not kept.
        officer: the officer's id.
        csrf: token that every form of this session carries.
        expires_at: instant after which it is worth nothing.
    """

    digest: bytes
    officer: str
    csrf: str
    expires_at: datetime


def code_digest(code: str) -> bytes:
    """Return what is kept of a one-time code, whatever the case, blanks and dashes it was typed with.

    Args:
        code: as typed.
    """
    return sha256("".join(code.split()).replace("-", "").upper().encode()).digest()


class Register(Protocol):
    """One transaction over the people's tables."""

    def add_office(self, office: Office) -> None:
        """Insert an office or replace its name; its unit never changes once codes were given.

        Args:
            office: the office.
        """

    def office(self, commune: str) -> Office | None:
        """Return one office by its commune's code."""

    def offices(self) -> tuple[Office, ...]:
        """Return all offices by name."""

    def packages(self) -> tuple[Package, ...]:
        """Return what dossiers are judged and due dates counted by, as published, the oldest first."""

    def packages_mark(self) -> int:
        """Return a number that changes when a package is published, 0 before the first."""

    def put_package(self, package: Package, at: datetime) -> bool:
        """Keep a checked package; false where this very file was published before.

        Raises:
            RuleError: its edition stands for other content already.
        """

    def put_code(self, digest: bytes, commune: str, expires_at: datetime) -> None:
        """Keep the SHA-256 of a fresh one-time code."""

    def take_code(self, digest: bytes, now: datetime) -> str | None:
        """Use a code up; return its commune, or None when it is unknown, used or too old."""

    def enrolled(self, digest: bytes, now: datetime) -> Certificate | None:
        """Return the certificate a code was used up for, None when there is none or the code is too old."""

    def tags(self, commune: str) -> frozenset[str]:
        """Return the device tags a commune has ever had."""

    def add_device(self, certificate: Certificate, code: bytes = b"") -> None:
        """Keep a certificate, once; its lines begin with their first request.

        Args:
            certificate: what was signed.
            code: SHA-256 of the one-time code it was made with.
        """

    def devices(self) -> tuple[EnrolledDevice, ...]:
        """Return all enrolled devices by commune and tag."""

    def set_revoked(self, dev: bytes, at: datetime | None) -> None:
        """Revoke a device from an instant on; None trusts it again."""

    def add_officer(self, officer: Officer) -> None:
        """Insert an officer.

        Raises:
            RuleError: the login is taken.
        """

    def officer(self, officer_id: str) -> Officer | None:
        """Return one officer by id."""

    def officer_by_login(self, login: str) -> Officer | None:
        """Return one officer by login."""

    def officers(self) -> tuple[Officer, ...]:
        """Return all active officers by login."""

    def note_failure(self, login: str, at: datetime) -> None:
        """Remember a failed login; older ones than a day are forgotten."""

    def failures(self, login: str, since: datetime) -> int:
        """Count failed logins under a name."""

    def put_session(self, session: Session) -> None:
        """Keep a session, and forget those that have ended before its start."""

    def session(self, digest: bytes, now: datetime) -> Session | None:
        """Return a live session."""

    def end_session(self, digest: bytes) -> None:
        """Forget a session."""


class OpenRegister(Protocol):
    """Opens one transaction over the people's tables; an exception undoes it."""

    def __call__(self) -> AbstractContextManager[Register]:
        """Begin."""


class Passwords(Protocol):
    """Turns passwords into what may be kept."""

    def hash(self, password: str) -> str:
        """Return an encoded hash."""

    def matches(self, stored: str | None, password: str) -> bool:
        """Say whether a password is the one that was hashed."""
