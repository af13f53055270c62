"""One verb, one transaction: what a unit of work holds, and the rows it takes.

Frozen rows and Protocols only; how they are stored is `desktop_app.storage`'s business.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self
from uuid import UUID

from desktop_app.ports.books import BookTable
from desktop_app.ports.cash import CashTable
from desktop_app.ports.packages import PackageTable
from forms.dossier.dossier import Happening
from forms.dossier.roles import Role
from sync.core.certificate import Certificate


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry in progress, exactly as typed, pinned to the form version it was begun with."""

    id: UUID
    procedure: str
    form_id: str | None
    form_version: str | None
    title: str
    content: Mapping[str, Any]
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff and their public keys; the row is signed by an administrator."""

    user: str
    full_name: str
    role: Role
    sign_public: bytes
    box_public: bytes
    signed_by: str
    signature: bytes
    active: bool = True


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored attachment: the SHA-256 of its plain bytes (hex), its length in bytes, its media type."""

    sha256: str
    size: int
    type: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """An attachment that is encrypted and durable and that no row names yet: from `seal`, for `keep`."""

    sha256: str
    size: int
    file: str
    key: bytes


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """Result of walking the audit chain; `broken_at` is the first bad entry's number, None when whole."""

    entries: int
    head: bytes
    broken_at: int | None


class Dossiers(Protocol):
    """The projections, by id."""

    def get(self, record: UUID) -> Mapping[str, Any] | None:
        """Return the document as the clerk sees it (confirmed plus own pending events), or None."""

    def base(self, record: UUID) -> int:
        """Return the last revision that came down the feed, 0 when none did."""

    def unfinished(self) -> Iterator[tuple[UUID, Mapping[str, Any]]]:
        """Yield the dossiers whose clock runs, with their documents."""


class Events(Protocol):
    """The log of what was done: history and outbox in one."""

    def pending(self) -> int:
        """Return how many own events have no verdict yet."""


class Drafts(Protocol):
    """Entries in progress."""

    def save(self, draft: Draft) -> None:
        """Store the draft over its older self."""

    def get(self, draft_id: UUID) -> Draft | None:
        """Return the draft as it was typed, or None."""

    def discard(self, draft_id: UUID) -> None:
        """Remove the draft; its pages are overwritten (secure_delete)."""

    def list(self) -> Sequence[Draft]:
        """Return all drafts, the newest first."""


class Numbers(Protocol):
    """The provisional counter."""

    def next_provisional(self, record: UUID) -> str:
        """Return the next number for this dossier; it is used up only if the work commits.

        Raises:
            DeskError: NOT_ENROLLED before the device has its tag.
        """


class Staff(Protocol):
    """Who works here."""

    def add(self, member: Member) -> None:
        """Store the member's row (or a new state of it) and book it for the province.

        Raises:
            DeskError: STAFF_SIGNATURE when the row is not signed by a known administrator.
        """

    def get(self, user: str) -> Member | None:
        """Return the member, or None."""

    def list(self) -> Sequence[Member]:
        """Return all members by user id."""


class Device(Protocol):
    """This machine as the province knows it; its keys were made with the store."""

    def seed(self) -> bytes:
        """Return the Ed25519 seed, for a `sync.core.signing.Ed25519Signer`; it never leaves the process."""

    def seal_public(self) -> bytes:
        """Return the X25519 public key, 32 bytes, for the enrolment request."""

    def certificate(self) -> Certificate | None:
        """Return what the province certified, or None before `motcua enrol`."""

    def seconds_off(self, now: datetime) -> int:
        """Return by how many seconds the clock seems ahead; 0 when it may be believed."""

    def enrol(self, signed: bytes) -> Certificate:
        """Check and store the province's answer, and stamp the events that waited for an epoch.

        Args:
            signed: The answer of `POST /v1/enrol`, byte for byte.

        Raises:
            DeskError: ALREADY_ENROLLED, or BAD_CERTIFICATE when it is not for this machine's key.
        """


class Audit(Protocol):
    """The chained record of acts; append only."""

    def append(self, act: str, about: Mapping[str, Any], record: UUID | None = None) -> None:
        """Add an entry; `about` holds ids, counts and hashes, never names or contents (AUD-4)."""

    def times(self, act: str, record: UUID) -> int:
        """Return how often this act was entered for this record: a second print is a reprint."""

    def verify(self) -> AuditCheck:
        """Recompute the whole chain from its start."""


class Findings(Protocol):
    """What reconciliations found (C10)."""

    def close(self, n: int, by: str, at: datetime, why: str) -> bool:
        """Close one with what was done about it; false when it was not open."""


class BlobStore(Protocol):
    """Attachments: encrypted files with random names; the row stands in the store."""

    def seal(self, chunks: Iterable[bytes]) -> Sealed:
        """Encrypt and fsync the bytes; needs no transaction, and should hold none while a source is read.

        Raises:
            DeskError: DISK_FULL; no file is left behind.
        """

    def keep(self, sealed: Sealed, media_type: str) -> Blob:
        """Register what was sealed; the same bytes twice are one blob."""

    def get(self, sha256: str) -> Blob | None:
        """Return what is known of a blob, or None."""

    def read(self, sha256: str) -> Iterator[bytes]:
        """Yield the plain bytes.

        Raises:
            DeskError: BLOB_DAMAGED when the file is cut, reordered, altered or gone.
        """

    def drop(self, sha256: str) -> None:
        """Forget a blob that no dossier and no other draft has; the file goes when the work commits."""


class UnitOfWork(Protocol):
    """One verb, one transaction: everything inside is stored by `commit`, or nothing is."""

    @property
    def dossiers(self) -> Dossiers:
        """The projections."""

    @property
    def events(self) -> Events:
        """The log."""

    @property
    def drafts(self) -> Drafts:
        """Entries in progress."""

    @property
    def numbers(self) -> Numbers:
        """The provisional counter."""

    @property
    def staff(self) -> Staff:
        """Who works here."""

    @property
    def device(self) -> Device:
        """This machine."""

    @property
    def audit(self) -> Audit:
        """The chained record of acts."""

    @property
    def findings(self) -> Findings:
        """What reconciliations found."""

    @property
    def blobs(self) -> BlobStore:
        """Attachments."""

    @property
    def packages(self) -> PackageTable:
        """Packages of the statute, published."""

    @property
    def cash(self) -> CashTable:
        """The cash ledger."""

    @property
    def books(self) -> BookTable:
        """The commune's own books."""

    def __enter__(self) -> Self:
        """Begin the transaction."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back whatever was not committed."""

    def book(self, record: UUID, happenings: Sequence[Happening], *, verb: str) -> Mapping[str, Any]:
        """Enter what happened: events, stamps, projection, attachments to send and one audit entry.

        Args:
            record: The dossier.
            happenings: What the dossier's own commands returned, in order.
            verb: Name of the verb, for the audit.

        Returns:
            The document after the last of them.

        Raises:
            RuleError: When the projection refuses one; nothing is then stored.
            DeskError: NOT_ENROLLED before the device has an epoch.
        """

    def commit(self) -> None:
        """Make it durable. When this returns, a power cut loses nothing of it.

        Raises:
            DeskError: DISK_FULL or STORE_DAMAGED; the work is rolled back and the store is as before.
        """


OpenWork = Callable[[], UnitOfWork]
