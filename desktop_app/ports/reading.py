"""The read side: rows of lists, an opened dossier, the facts of the status strip.

What is shown is derived from the log at each reading; nothing here can be written back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID


class Truth(StrEnum):
    """Where a dossier really stands; derived from the log at each reading, stored nowhere."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENDING = "sending"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of a list."""

    id: UUID
    number: str
    official_code: str | None
    applicant: str
    procedure: str
    status: str
    truth: Truth
    received_at: str
    due_at: str | None


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A page by key: hand `next` back to get the page after it; None at the end."""

    rows: tuple[DossierRow, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of a dossier; `verdict` is None while the province has not judged it."""

    eid: UUID
    kind: str
    payload: Mapping[str, Any]
    actor: str
    at: str
    own: bool
    verdict: str | None
    why: Mapping[str, Any] | None
    early: bool
    """True when the verdict is only an early notice and not yet a chained feed row."""


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier opened: its document, what the province signed of it, its truth and history.

    `names` gives the full name of every user of this office, as the history's actors are users.
    """

    id: UUID
    doc: Mapping[str, Any]
    revision: int
    truth: Truth
    history: tuple[HistoryLine, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """Facts for the status strip; there is no online lamp among them.

    Attributes:
        last_contact: Instant of the last signed answer, RFC 3339.
        handed_in: Dossiers received on this machine.
        signed_for: Those of them of which the province's feed has said what became of them.
        waiting: Dossiers with events not yet sent; `sending` and `unknown` likewise.
        refused: Dossiers with a refusal that nothing later closed.
        conflicts: Dossiers with a value kept aside.
        suspicious: Why sending stopped until a person decides, technical words.
        drift_s: Our clock less the province's at the last signed answer.
        twin: A twin was found, and nobody has closed the finding.
        newest_act: The latest instant among the newest entries of the audit.
    """

    enrolled: bool
    last_contact: str | None
    handed_in: int
    signed_for: int
    waiting: int
    sending: int
    unknown: int
    refused: int
    conflicts: int
    blobs_waiting: int
    blob_bytes_waiting: int
    bytes_up: int
    bytes_down: int
    round_trips: int
    phase: str
    suspicious: str | None
    drift_s: float = 0.0
    twin: bool = False
    newest_act: datetime | None = None


@dataclass(frozen=True, slots=True)
class WorkNumbers:
    """Counts of dossiers by status and truth; drafts; open ones due before an instant; open ones late."""

    by_status: Mapping[str, int]
    by_truth: Mapping[str, int]
    drafts: int
    due_soon: int
    late: int


@dataclass(frozen=True, slots=True)
class Search:
    """What a list is narrowed to; `words` are folded prefixes in anything kept of the dossier."""

    words: str = ""
    status: str | None = None
    truth: Truth | None = None


class Queries(Protocol):
    """The read side: pages by key, and search over everything local. Every call stops after 2 s (DB-4)."""

    def page(self, search: Search, after: int | None = None, limit: int = 200) -> DossierPage:
        """Return a page, the newest first; `after` is the `next` of the page before."""

    def resolve(self, key: str) -> UUID | None:
        """Return the dossier with this id, provisional number or official code, or None."""

    def read(self, record: UUID) -> DossierView | None:
        """Return the opened dossier, or None."""

    def of_person(self, citizen_id: str, since: datetime) -> tuple[DossierRow, ...]:
        """Return this person's dossiers received at or after `since`, the newest first."""

    def work_numbers(self, now: datetime, soon: datetime) -> WorkNumbers:
        """Count the work; late is due before `now`, due soon is due before `soon` and not late."""

    def sync_facts(self) -> SyncFacts:
        """Return the facts of the status strip."""
