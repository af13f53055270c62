"""What the province's verbs ask of the world: a store by scope, a ledger of codes, a word on offered files.

Pure shapes and values. `stores` implements them on SQLite, `tests/support/province_fakes.py` in memory;
the same tests run on both. People (offices, codes, officers) stand in `registry`, the officers' reading
side in `archive`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from uuid import UUID

    from sync.core.feed import Cursor
    from sync.core.messages import BlobReply, Mark, Offer
    from sync.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Device:
    """One enrolled device in its present epoch.

    Attributes:
        scope: `c:<commune>`, from its certificate.
        dev: 16 bytes.
        epoch: 8 bytes.
        sign: its Ed25519 public key.
        not_after: instant its certificate ends.
        have: its last committed event, 0 for none.
        chain: the whole chain value at `have`.
        req_n: the highest request number seen, 0 for none.
        revoked: True when its later events go to quarantine.
        audit: the audit head it last reported.
        seen_at: instant of the last good request, RFC 3339, empty for never.
    """

    scope: str
    dev: bytes
    epoch: bytes
    sign: bytes
    not_after: datetime
    have: int
    chain: bytes
    req_n: int = 0
    revoked: bool = False
    audit: Mark | None = None
    seen_at: str = ""


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One event of the log, whatever became of it.

    Attributes:
        eid: its id.
        dossier: the dossier it names, None when it could not be read.
        raw: its bytes as they came.
        body_hash: SHA-256 of `raw`.
        dev: who sent it; None for the province's own.
        received_at: RFC 3339.
        verdict: what became of it.
        rev: the dossier's revision afterwards.
    """

    eid: UUID
    dossier: UUID | None
    raw: bytes
    body_hash: bytes
    dev: bytes | None
    received_at: str
    verdict: Verdict
    rev: int


@dataclass(frozen=True, slots=True)
class DossierState:
    """A dossier as the log adds up to.

    Attributes:
        id: the dossier.
        rev: number of events that changed it.
        doc: its document (docs/adr/0001).
        meta: per path that was set, `[rev, by]`: when and by which device (hex; empty for the province).
    """

    id: UUID
    rev: int
    doc: dict[str, Any]
    meta: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One feed row with its event: number, meta line, raw body, author (None: province), not to travel."""

    seq: int
    meta: bytes
    raw: bytes
    dev: bytes | None
    quarantined: bool


class Transaction(Protocol):
    """One transaction over one scope; what another scope holds cannot be seen from here."""

    def device(self, dev: bytes) -> Device | None:
        """Return a device of this scope, locked to the end of the transaction."""

    def put_device(self, device: Device) -> None:
        """Store a device's progress."""

    def chain_at(self, dev: bytes, epoch: bytes, seq: int) -> bytes | None:
        """Return the whole chain value stored for an event's number, None when there is none."""

    def put_stamp(self, dev: bytes, epoch: bytes, seq: int, eid: UUID, chain: bytes) -> None:
        """Store an event's stamp; (dev, epoch, seq) is unique."""

    def event(self, eid: UUID) -> LoggedEvent | None:
        """Return an event of this scope."""

    def put_event(self, event: LoggedEvent) -> None:
        """Add an event to the log; its id is unique in the scope."""

    def dossier(self, dossier: UUID) -> DossierState | None:
        """Return a dossier of this scope."""

    def put_dossier(self, state: DossierState) -> None:
        """Store a dossier's new revision."""

    def feed_head(self) -> Cursor:
        """Return the feed's last number and hash, locked to the end (G1: the last lock taken)."""

    def append_feed(self, eid: UUID, meta: bytes, end: Cursor) -> None:
        """Add a row and move the head.

        Args:
            eid: the event; at most one row each.
            meta: the meta line.
            end: the head after the row; its number is one higher.
        """

    def feed_hash(self, seq: int) -> bytes | None:
        """Return the feed hash after a row (`feed_start` for 0), None beyond the head."""

    def feed(self, after: int, limit: int) -> Sequence[FeedEntry]:
        """Return rows in order.

        Args:
            after: those with a higher number.
            limit: at most so many.
        """

    def quarantine(self, dev: bytes, raw: bytes, why: str, at: str) -> None:
        """Keep bytes that could not be trusted or read, for a person.

        Args:
            dev: who is said to have sent them.
            raw: the bytes as they came.
            why: technical reason.
            at: instant of receipt, RFC 3339.
        """

    def staff_role(self, dev: bytes, user: str) -> str | None:
        """Return the role a person holds on a device, None for nobody: each desk names its own people."""

    def set_staff(self, dev: bytes, user: str, role: str | None) -> None:
        """Store a person's role on a device; None withdraws it."""

    def has_staff(self, dev: bytes) -> bool:
        """Tell whether a device has named any staff yet."""

    def unit(self) -> str:
        """Return the first part of this office's official codes, e.g. `H15.99.01`."""


class Store(Protocol):
    """The province's log by scope."""

    def begin(self, scope: str) -> AbstractContextManager[Transaction]:
        """Begin a transaction: committed and durable when the block ends, undone by an exception.

        Args:
            scope: the commune's scope.
        """

    def scope_of(self, dev: bytes) -> str | None:
        """Return the scope of an enrolled device; it comes from the certificate, never from a request."""

    def timeline(self) -> int:
        """Return the timeline: 1, and one more after each restore."""


class Ledger(Protocol):
    """Official codes: a store of its own that never goes back."""

    def code_for(self, dossier: UUID, unit: str, day: date) -> str:
        """Return the dossier's code, allotting one at the first call; durable when it returns.

        Args:
            dossier: the dossier; it has one code for ever.
            unit: first part of the code.
            day: local day of the submission.
        """


class Shelf(Protocol):
    """What an answer says of offered files."""

    def replies(self, scope: str, dev: bytes, offers: Sequence[Offer]) -> tuple[BlobReply, ...]:
        """Return `have`, or `want` with the URL and offset of an upload in progress, for each offer."""

    def token(self, scope: str, dev: bytes) -> str:
        """Return a token that allows this device to create uploads for 24 hours."""
