"""Doubles of what the desk is given: a clock that stands still, seeded dice, a printer of lists, a store of dicts.

The store of dicts keeps the promises of the port `UnitOfWork` (tests/ports runs the same tests on it and on
SQLCipher); it has no read side: verbs that ask `Queries` are tested on `tests.support.office`.
"""

import copy
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from desktop_app.errors import ALREADY_ENROLLED, BLOB_DAMAGED, NOT_ENROLLED, PACKAGE_FOLLOWS, DeskError
from desktop_app.ports import AuditCheck, Blob, Desk, Draft, Member, Sealed, Shift
from desktop_app.ports.packages import PublishedRow
from forms.canonical import digest
from forms.catalogue.package import Package, PackageKind
from forms.catalogue.read import versions_of
from forms.catalogue.versions import Versions
from forms.dossier.audit import AUDIT_START, AuditEntry, chain_next
from forms.dossier.dossier import Happening
from forms.dossier.numbering import provisional_number
from forms.dossier.projection import project
from forms.dossier.roles import Role
from sync.core.certificate import Certificate, read_signed
from sync.core.event import SALT_BYTES, Event, compose
from sync.core.signing import Ed25519Signer

VN = timezone(timedelta(hours=7))
A_MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=VN)


class FakeClock:
    """A clock that moves only when told."""

    def __init__(self, at: datetime = A_MORNING) -> None:
        self.at = at
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def pass_s(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds


class FakeDice:
    """Dice that fall the same way for one seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)

    def uniform(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)


class FakePrinter:
    """Keeps what was printed."""

    def __init__(self) -> None:
        self.printed: list[tuple[str, bytes]] = []

    def print_pdf(self, pdf: bytes, title: str) -> None:
        self.printed.append((title, pdf))


def a_desk(role: Role = Role.CLERK, user: str = "thu", **given: Any) -> Desk:
    """The desk of one shift with a still clock and seeded dice."""
    clock, dice = given.get("clock") or FakeClock(), given.get("dice") or FakeDice()
    sign = Ed25519Signer(b"\x01" * 32).sign
    shift = Shift(user, role, "Cán Bộ Thử Nghiệm")
    return Desk(clock.now, dice.bytes, sign, shift, commune="24184", office="Xã Thử Nghiệm", tag=given.get("tag", "K7Q2"))


@dataclass
class Shelf:
    """Everything that is durable in the store of dicts."""

    seed: bytes = b"\x01" * 32
    certificate: Certificate | None = None
    docs: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    drafts: dict[UUID, Draft] = field(default_factory=dict)
    staff: dict[str, Member] = field(default_factory=dict)
    audit: list[tuple[bytes, bytes]] = field(default_factory=list)
    blobs: dict[str, tuple[Blob, bytes]] = field(default_factory=dict)
    packages: list[tuple[Package, PublishedRow]] = field(default_factory=list)
    number: int = 0


class MemoryStore:
    """A store of dicts; `open_work(desk)` gives what the port `OpenWork` promises."""

    def __init__(self) -> None:
        self.kept = Shelf()
        self.is_open = False

    def open_work(self, desk: Desk) -> "_Opener":
        return _Opener(self, desk)


class _Opener:
    def __init__(self, store: MemoryStore, desk: Desk) -> None:
        self._store, self._desk = store, desk

    def __call__(self) -> "MemoryWork":
        return MemoryWork(self._store, self._desk)


class EmptyCash:
    """A ledger in which no day is closed and no receipt was given."""

    def is_closed(self, _drawer: object, _day: object) -> bool:
        return False

    def last_receipt(self, _series: str) -> str:
        return ""


class NoBooks:
    """A commune that has opened no book."""

    def head(self, _record: object) -> None:
        return None

    def of(self, _sign: object, _year: object) -> tuple[()]:
        return ()

    def place(self, *_of: object) -> None:
        return None


class MemoryWork:
    """One transaction: a copy that replaces the store at `commit`."""

    def __init__(self, store: MemoryStore, desk: Desk) -> None:
        self._store, self._desk = store, desk
        self._now = copy.copy(store.kept)
        for name in ("docs", "events", "drafts", "staff", "audit", "blobs", "packages"):
            setattr(self._now, name, copy.copy(getattr(store.kept, name)))
        self.dossiers, self.events, self.drafts = _Dossiers(self._now), _Events(self._now), _Drafts(self._now)
        self.numbers, self.staff = _Numbers(self._now), _Staff(self._now)
        self.findings, self.cash, self.books = NoFindings(), EmptyCash(), NoBooks()
        self.device, self.blobs = _Device(self._now), _Blobs(self._now)
        self.audit, self.packages = _Audit(self._now, desk), MemoryPackages(self._now.packages)

    def __enter__(self) -> Self:
        self._store.is_open = True
        return self

    def __exit__(self, *_: object) -> None:
        self._store.is_open = False

    def book(self, record: UUID, happenings: Sequence[Happening], *, verb: str) -> Mapping[str, Any]:
        if self._now.certificate is None:
            raise DeskError(NOT_ENROLLED)
        before = doc = self._now.docs.get(record)
        eids = []
        for happening in happenings:
            event = compose(
                eid=self._desk.new_id(),
                record=record,
                kind=happening.kind,
                base=0,
                after=next((e.eid for e in reversed(self._now.events) if e.record == record), None),
                payload=dict(happening.payload),
                actor=self._desk.shift.user,
                at=self._desk.now().isoformat(),
                salt=self._desk.dice(SALT_BYTES),
            )
            doc = project(doc, event.kind, event.payload, actor=event.actor, at=event.at)
            self._now.events.append(event)
            eids.append(str(event.eid))
        self._now.docs[record] = doc or {}
        marks = {"before": before and digest(before).hex(), "after": digest(doc or {}).hex()}
        self.audit.append(verb, {"events": eids, **marks}, record)
        return doc or {}

    def commit(self) -> None:
        self._store.kept = self._now


class MemoryPackages:
    def __init__(self, kept: list[tuple[Package, PublishedRow]]) -> None:
        self._kept = kept

    def mark(self) -> int:
        return len(self._kept)

    def packages(self, kind: PackageKind, subject: str = "") -> Sequence[Package]:
        return [package for package, _ in self._kept if (package.head.kind, package.head.subject) == (kind, subject)]

    def versions(self) -> Versions:
        return versions_of(self.packages(PackageKind.PROCEDURES))

    def listed(self) -> Sequence[PublishedRow]:
        return [row for _, row in self._kept]

    def publish(self, package: Package, by: str, at: datetime) -> bool:
        head = package.head
        known = next((one for one in self.packages(head.kind, head.subject) if one.head.edition == head.edition), None)
        if known is not None and known.digest != package.digest:
            raise DeskError(PACKAGE_FOLLOWS)
        if known is None:
            facts = (head.kind.value, head.subject, head.edition, head.effective_from.isoformat())
            self._kept.append((package, PublishedRow(*facts, package.digest.hex(), at.isoformat(), by)))
        return known is None


class NoFindings:
    def close(self, n: int, by: str, at: datetime, why: str) -> bool:
        return False


class _Table:
    def __init__(self, kept: Shelf) -> None:
        self._kept = kept


class _Dossiers(_Table):
    def unfinished(self) -> Iterator[tuple[UUID, dict[str, Any]]]:
        yield from ((record, doc) for record, doc in self._kept.docs.items() if doc.get("status") in ("received", "processing"))

    def get(self, record: UUID) -> Mapping[str, Any] | None:
        return self._kept.docs.get(record)

    def base(self, record: UUID) -> int:
        return 0


class _Events(_Table):
    def pending(self) -> int:
        return len(self._kept.events)


class _Drafts(_Table):
    def save(self, draft: Draft) -> None:
        self._kept.drafts[draft.id] = copy.deepcopy(draft)

    def get(self, draft_id: UUID) -> Draft | None:
        return self._kept.drafts.get(draft_id)

    def discard(self, draft_id: UUID) -> None:
        self._kept.drafts.pop(draft_id, None)

    def list(self) -> Sequence[Draft]:
        return sorted(self._kept.drafts.values(), key=lambda d: (d.saved_at, d.id), reverse=True)


class _Numbers(_Table):
    def next_provisional(self, record: UUID) -> str:
        if self._kept.certificate is None:
            raise DeskError(NOT_ENROLLED)
        self._kept.number += 1
        return provisional_number(self._kept.certificate.commune, self._kept.certificate.tag, self._kept.number, record)


class _Staff(_Table):
    def add(self, member: Member) -> None:
        self._kept.staff[member.user] = member

    def get(self, user: str) -> Member | None:
        return self._kept.staff.get(user)

    def list(self) -> Sequence[Member]:
        return [self._kept.staff[user] for user in sorted(self._kept.staff)]


class _Device(_Table):
    def seconds_off(self, now: datetime) -> int:
        return 0

    def seed(self) -> bytes:
        return self._kept.seed

    def seal_public(self) -> bytes:
        return b"\x02" * 32

    def certificate(self) -> Certificate | None:
        return self._kept.certificate

    def enrol(self, signed: bytes) -> Certificate:
        if self._kept.certificate is not None:
            raise DeskError(ALREADY_ENROLLED)
        self._kept.certificate = read_signed(signed, Ed25519Signer(self._kept.seed).public)
        return self._kept.certificate


class _Audit(_Table):
    def __init__(self, kept: Shelf, desk: Desk) -> None:
        super().__init__(kept)
        self._desk = desk

    def append(self, act: str, about: Mapping[str, Any], record: UUID | None = None) -> None:
        n, head = len(self._kept.audit), self._kept.audit[-1][1] if self._kept.audit else AUDIT_START
        dossier = None if record is None else str(record)
        at, user = self._desk.now().isoformat(), self._desk.shift.user
        body = AuditEntry(n + 1, at, user, act, dossier, dict(about)).body()
        self._kept.audit.append((body, chain_next(head, body)))

    def times(self, act: str, record: UUID) -> int:
        asked = (f'"dossier":"{record}"'.encode(), f'"verb":"{act}"'.encode())
        return sum(all(word in body for word in asked) for body, _ in self._kept.audit)

    def verify(self) -> AuditCheck:
        head = AUDIT_START
        for n, (body, kept) in enumerate(self._kept.audit, 1):
            head = chain_next(head, body)
            if head != kept:
                return AuditCheck(n - 1, head, n)
        return AuditCheck(len(self._kept.audit), head, None)


class _Blobs(_Table):
    def seal(self, chunks: Iterable[bytes]) -> Sealed:
        plain = b"".join(chunks)
        return Sealed(sha256(plain).hexdigest(), len(plain), "", plain)

    def keep(self, sealed: Sealed, media_type: str) -> Blob:
        blob = Blob(sealed.sha256, sealed.size, media_type)
        return self._kept.blobs.setdefault(blob.sha256, (blob, sealed.key))[0]

    def get(self, digest_hex: str) -> Blob | None:
        found = self._kept.blobs.get(digest_hex)
        return None if found is None else found[0]

    def read(self, digest_hex: str) -> Iterator[bytes]:
        if digest_hex not in self._kept.blobs:
            raise DeskError(BLOB_DAMAGED)
        yield self._kept.blobs[digest_hex][1]

    def drop(self, digest_hex: str) -> None:
        wanted = any(digest_hex in str(draft.content) for draft in self._kept.drafts.values())
        if not wanted:
            self._kept.blobs.pop(digest_hex, None)
