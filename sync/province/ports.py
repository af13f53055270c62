"""What the province's verbs ask of the world: a store by scope, a ledger of codes, a word on offered files.

Pure shapes and values. `stores` implements them on SQLite, `tests/support/province_fakes.py` in memory;
the same tests run on both. People (offices, codes, officers) stand in `registry`, the officers' reading
side in `archive`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from uuid import UUID

    from sync.core.feed import Cursor
    from sync.core.messages import BlobReply, Mark, Offer
    from sync.core.tally import Tally
    from sync.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Device:
    """One line of an enrolled device: what came under one epoch (docs/adr/0006).

    Attributes:
        scope: `c:<commune>`, from its certificate.
        dev: 16 bytes.
        epoch: 8 bytes; an unknown one is a new line at 0 events.
        sign: its Ed25519 public key.
        not_after: instant its certificate ends.
        have: last committed event of the line, 0 for none.
        chain: the whole chain value at `have`.
        req_n: the highest request number seen on the line, 0 for none.
        revoked: True when its later events go to quarantine.
        audit: the audit head it last reported.
        seen_at: instant of the last good request, RFC 3339, empty for never.
        last: how far the device itself said to have come on the line, at that request.
        n: which line of the device it is, in the order they were opened, from 1; 0 while it is not stored.
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
    last: int = 0
    n: int = 0


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
        epoch: the line it first came on; None for the province's own.
    """

    eid: UUID
    dossier: UUID | None
    raw: bytes
    body_hash: bytes
    dev: bytes | None
    received_at: str
    verdict: Verdict
    rev: int
    epoch: bytes | None = None


@dataclass(frozen=True, slots=True)
class DossierState:
    """A dossier as the log adds up to.

    Attributes:
        id: the dossier.
        rev: number of events that changed it.
        doc: its document (docs/adr/0001).
        meta: per path that was set, `[rev, by]`: when and by which device (hex; empty for the province).
        digest: `tally.doc_hash` of `doc`, stored beside it so that a change need not read the old document.
    """

    id: UUID
    rev: int
    doc: dict[str, Any]
    meta: dict[str, list[Any]] = field(default_factory=dict)
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One feed row with its event: number, meta line, raw body, author's device and line, not to travel."""

    seq: int
    meta: bytes
    raw: bytes
    dev: bytes | None
    quarantined: bool
    epoch: bytes | None = None


@dataclass(frozen=True, slots=True)
class SnapshotNote:
    """A snapshot that is kept: where it stands, what it counts, the SHA-256 of each page, and its time.

    Attributes:
        at: the feed cursor it stands at.
        tally: count and digest of its dossiers.
        pages: SHA-256 of each page.
        made_at: RFC 3339.
    """

    at: Cursor
    tally: Tally
    pages: tuple[bytes, ...]
    made_at: str


class Transaction(Protocol):
    """One transaction over one scope; what another scope holds cannot be seen from here."""

    def device(self, dev: bytes, epoch: bytes) -> Device | None:
        """Return a line of a device of this scope, locked to the end of the transaction.

        Args:
            dev: the device.
            epoch: the line; an unknown one is returned as it begins (n 0, have 0), and not stored.

        Returns:
            The line; None when the device has no certificate in this scope.
        """

    def put_device(self, device: Device) -> None:
        """Store a line's progress; one with n 0 is added as the device's newest."""

    def lines(self, dev: bytes | None = None) -> Sequence[Device]:
        """Return all stored lines of a device, oldest first; of the whole scope when none is named."""

    def chain_at(self, dev: bytes, epoch: bytes, seq: int) -> bytes | None:
        """Return the whole chain value stored for an event's number, None when there is none."""

    def put_stamp(self, dev: bytes, epoch: bytes, seq: int, eid: UUID, chain: bytes) -> None:
        """Store an event's stamp; (dev, epoch, seq) is unique."""

    def event(self, eid: UUID) -> LoggedEvent | None:
        """Return an event of this scope."""

    def row_of(self, eid: UUID) -> int | None:
        """Return the number of an event's feed row, None when it has none."""

    def put_event(self, event: LoggedEvent) -> None:
        """Add an event to the log; its id is unique in the scope."""

    def hold(self, dossiers: Iterable[UUID], events: Iterable[UUID] = ()) -> None:
        """Prepare for a frame: lock its dossiers to the end; two frames never wait for each other (G1).

        Args:
            dossiers: locked in the order of their ids, before the head.
            events: those that are about to be asked for; where asking costs a way, it is gone once.
        """

    def dossier(self, dossier: UUID) -> DossierState | None:
        """Return a dossier of this scope."""

    def put_dossier(self, state: DossierState) -> None:
        """Store a dossier's new revision."""

    def feed_head(self) -> Cursor:
        """Return the feed's last number and hash, locked to the end (G1: the last lock taken)."""

    def append_feed(self, eid: UUID, meta: bytes, end: Cursor, tally: Tally) -> None:
        """Add a row and move the head.

        Args:
            eid: the event; at most one row each.
            meta: the meta line.
            end: the head after the row; its number is one higher.
            tally: count and digest of the scope's dossiers after the row.
        """

    def tally(self) -> Tally:
        """Return count and digest of the scope's dossiers, as kept with each row; locked like the head."""

    def dossiers(self, after: UUID | None, limit: int) -> Sequence[DossierState]:
        """Return dossiers of this scope by id.

        Args:
            after: those with a higher id; None for the first.
            limit: at most so many.
        """

    def objections(self) -> Sequence[bytes]:
        """Return the meta lines of all rows whose verdict is not `ok`, in the feed's order."""

    def floor(self) -> int:
        """Return the row up to which history was replaced by a snapshot, 0 for none."""

    def put_snapshot(self, note: SnapshotNote, pages: Sequence[bytes], floor: int) -> None:
        """Keep a snapshot in the place of the one before, and the floor.

        Args:
            note: what it is.
            pages: its pages, as they are fetched.
            floor: never lower than before.
        """

    def snapshot(self) -> SnapshotNote | None:
        """Return the newest snapshot's note, None when there is none."""

    def snapshot_page(self, seq: int, page: int) -> bytes | None:
        """Return a page of the snapshot that stands at `seq`, None when there is no such."""

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
            why: technical reason; `signature` and `eid` are shown to officers, others stand in the log too.
            at: instant of receipt, RFC 3339.
        """

    def close_aside(self, aside: int, by: str, why: str, at: str) -> bool:
        """Note that a person has looked at bytes that were kept aside; they stay.

        Args:
            aside: its number in the commune's list.
            by: an officer's id.
            why: what the officer says of it.
            at: the instant, RFC 3339.

        Returns:
            Whether it was still open.
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

    def scopes(self) -> Sequence[str]:
        """Return all scopes that have a feed."""


class Codes(Protocol):
    """Gives official codes."""

    def code_for(self, dossier: UUID, unit: str, day: date, witness: str = "") -> str:
        """Return the dossier's code, allotting one at the first call.

        Args:
            dossier: the dossier; it has one code for ever.
            unit: first part of the code.
            day: local day of the submission.
            witness: the code a device once learnt; an unknown dossier gets it when it is this unit's and
                nobody else's, and the counter of that day goes beyond it.
        """


class Ledger(Codes, Protocol):
    """Official codes, how far the log had come, who was revoked: a store of its own that never goes back.

    What is asked of the ledger itself is durable when it returns.
    """

    def together(self) -> AbstractContextManager[Codes]:
        """Ask for the codes of a frame at the price of one: durable when the block ends, or never given.

        The block ends before the commit of the transaction that uses them (G1).
        """

    def timeline(self) -> int:
        """Return the timeline: 1, and one more after each restore of the store."""

    def raise_timeline(self, heads: Sequence[Cursor]) -> int:
        """Say that the store was restored: the timeline grows by one, and the witnesses begin anew.

        Args:
            heads: where the feeds of the store stand now.

        Returns:
            The new timeline.
        """

    def witness(self, head: Cursor) -> None:
        """Keep how far a scope's feed was committed; a lower number than the kept one changes nothing."""

    def witnesses(self) -> Sequence[Cursor]:
        """Return how far each scope's feed was committed."""

    def next_serial(self) -> int:
        """Return the next certificate number; it only grows, also across restores of the store."""

    def note_revocation(self, dev: bytes, revoked_at: datetime | None, now: datetime) -> None:
        """Keep what was said of trusting a device, in the place of what was said before.

        Args:
            dev: the device.
            revoked_at: instant from which it is revoked; None when the revocation was lifted.
            now: instant at which it was said.
        """

    def revocations(self) -> Mapping[bytes, datetime | None]:
        """Return what was last said of each device that was ever revoked; None: it is trusted again."""


class Shelf(Protocol):
    """What an answer says of offered files."""

    def replies(self, scope: str, dev: bytes, offers: Sequence[Offer]) -> tuple[BlobReply, ...]:
        """Return `have`, or `want` with the URL and offset of an upload in progress, for each offer."""

    def token(self, scope: str, dev: bytes) -> str:
        """Return a token that allows this device to create uploads for 24 hours."""
