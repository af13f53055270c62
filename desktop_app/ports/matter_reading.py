"""The read side of what waits for a person: raw facts of the log; what they mean to a clerk the verbs say.

Nothing here can be written back, and no line is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from desktop_app.ports.matters import MatterClass
from desktop_app.ports.reading import HistoryLine


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """One open matter as the store finds it.

    Attributes:
        key: `e:<eid>`, `n:` or `d:<dossier>:<dossier>`, `f:<sha256>:<dossier>`, `l:<dossier>`, `c:<n>`.
        kind: Its class.
        record: The dossier, None where it concerns none.
        since: When it was done, RFC 3339.
        own: Done on this machine.
        what: The event's kind, the command's name, a finding's word, a file's title, or the
            papers that wait for a look-up.
        why: The verdict's technical reason; of look-ups the way the dossier came in; else empty.
        text: The province's sentence, or empty.
        number: Of the dossier; likewise the next three, empty where there is none.
    """

    key: str
    kind: MatterClass
    record: UUID | None
    since: str
    own: bool
    what: str
    why: str
    text: str
    number: str
    official_code: str
    applicant: str
    procedure: str


class Before(NamedTuple):
    """Instants that make a task of something, or a late one.

    Attributes:
        alarm: What was done before this is late.
        files: A file attached before this and not yet at the province is a matter (C9).
        lookups: The look-ups of a dossier received before this are late.
        online: Likewise, of one filed online.
    """

    alarm: datetime
    files: datetime
    lookups: datetime
    online: datetime


@dataclass(frozen=True, slots=True)
class MatterSearch:
    """What a page of matters is narrowed to.

    Attributes:
        classes: Empty is all.
        record: Only of this dossier.
        is_late: Only those that are late.
        after: The key under which the page before ended: seconds and matter key, as `next` gave it.
    """

    classes: frozenset[MatterClass] = frozenset()
    record: UUID | None = None
    is_late: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """A page of open matters, the oldest first, and where the next one begins (empty: nowhere)."""

    rows: tuple[OpenMatter, ...]
    next: str


@dataclass(frozen=True, slots=True)
class MatterNumbers:
    """All open matters: by class, the late ones, the oldest instant (RFC 3339, empty: none)."""

    by_class: Mapping[str, int]
    before: int
    oldest: str


@dataclass(frozen=True, slots=True)
class Objection:
    """An event with the verdict that made it a matter, with what it wanted and what it was based on.

    Attributes:
        eid: The event.
        record: Its dossier.
        rev: The dossier's confirmed revision now; a verb that acts on what was read compares it.
        kind: The event's kind; for one taken in again the kind within.
        payload: Likewise.
        actor: Who did it; likewise `at`.
        at: Instant, RFC 3339.
        own: On this machine.
        verdict: `conflict`, `rejected`, `quarantined`.
        why: The technical reason.
        paths: What it is about.
        text: The province's sentence.
        is_open: Whether nothing has closed it yet.
        note: The note that last settled or reopened it, None when there is none.
        base: The confirmed image that its author saw, None when the rows are no longer here.
        confirmed: The confirmed image now.
        setters: Path → (actor, instant) of who set it last after that base, as far as the rows say.
        also: Other open conflicts of the dossier about none but these paths.
    """

    eid: UUID
    record: UUID
    rev: int
    kind: str
    payload: Mapping[str, Any]
    actor: str
    at: str
    own: bool
    verdict: str
    why: str
    paths: tuple[str, ...]
    text: str
    is_open: bool
    note: Mapping[str, Any] | None
    base: Mapping[str, Any] | None
    confirmed: Mapping[str, Any] | None
    setters: Mapping[str, tuple[str, str]]
    also: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What a settlement wrote, and what stood there before it.

    Attributes:
        written: Path → value that the choice wrote; empty where the server's value stayed.
        before: Path → value before it.
        events: The events that the same choice settled.
    """

    written: Mapping[str, Any]
    before: Mapping[str, Any]
    events: tuple[UUID, ...]


class MatterQueries(Protocol):
    """Reading what waits. Every call stops after 2 s (DB-4)."""

    def page(self, search: MatterSearch, before: Before, limit: int = 50) -> OpenMatters:
        """Return a page of at most so many matters."""

    def numbers(self, before: Before) -> MatterNumbers:
        """Count all open matters, and those that are late."""

    def one(self, key: str, before: Before) -> OpenMatter | None:
        """Return the open matter with this key, None when it is closed or never was."""

    def objection(self, eid: UUID) -> Objection | None:
        """Return an event that was refused, kept aside or held; open or closed."""

    def undoing(self, eid: UUID) -> Undoing | None:
        """Return what the last settlement of an event wrote; None when the rows are not here to tell."""

    def doc(self, record: UUID) -> Mapping[str, Any] | None:
        """Return a dossier's document as the clerk sees it."""

    def names(self) -> Mapping[str, str]:
        """Return the full name of every user of this office."""

    def history(self, record: UUID) -> Sequence[HistoryLine]:
        """Return a dossier's events in the order in which they came to this store."""
