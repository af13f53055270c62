"""What officers read: pages of dossiers, one dossier with its history, what waits for a person.

The reading port of the officers' verbs and its values. Pure; nothing here writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from uuid import UUID

    from sync.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class DossierQuery:
    """What an officer looks for; empty parts do not filter.

    Attributes:
        text: official code, provisional number, name or personal number; words in any order, without marks.
        status: a code name of the lifecycle.
        commune: five-digit unit code.
        after: where the page before ended.
        limit: rows in one page.
    """

    text: str = ""
    status: str = ""
    commune: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of the list; instants are RFC 3339."""

    id: str
    number: str
    official_code: str | None
    status: str
    procedure: str
    applicant: str
    commune: str
    received_at: str
    due_at: str | None


class Page(NamedTuple):
    """Rows, newest first, and where the next page begins (None: there is none)."""

    rows: tuple[DossierRow, ...]
    after: str | None


class Kept(NamedTuple):
    """A dossier as the log adds up to."""

    scope: str
    id: UUID
    rev: int
    doc: dict[str, Any]


class Recorded(NamedTuple):
    """One event of the log with what became of it; `dev` is None for the province's own."""

    eid: str
    dossier: str | None
    scope: str
    raw: bytes
    dev: bytes | None
    received_at: str
    verdict: Verdict


class SetAside(NamedTuple):
    """Bytes that no line could take in: `why` is `signature` or `eid`; they stand in no log."""

    id: int
    scope: str
    dev: bytes
    why: str
    size: int
    received_at: str


class Archive(Protocol):
    """One consistent look at the store."""

    def find(self, query: DossierQuery) -> Page:
        """Return one page of what matches."""

    def locate(self, text: str) -> Kept | None:
        """Return the dossier with this id, official code or provisional number."""

    def history(self, scope: str, dossier: UUID) -> tuple[Recorded, ...]:
        """Return every event that names a dossier, in the order the province took them."""

    def attention(self, limit: int) -> tuple[Recorded, ...]:
        """Return events whose verdict waits for a person, newest first."""

    def set_aside(self, limit: int) -> tuple[SetAside, ...]:
        """Return bytes that no line could take in and nobody has closed, newest first."""

    def held(self, why: str) -> tuple[Recorded, ...]:
        """Return the events that were held for a reason, closed ones among them, in each feed's order."""


class OpenArchive(Protocol):
    """Opens one look at the store; nothing it sees changes until the block ends."""

    def __call__(self) -> AbstractContextManager[Archive]:
        """Begin."""
