"""The province's ports in memory: a store with real rollback, a ledger that never goes back, a shelf without files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from forms.dossier.numbering import official_code
from sync.core.feed import Cursor, feed_start
from sync.core.messages import BlobReply
from sync.core.stamp import chain_start
from sync.province.ports import Device, DossierState, FeedEntry, LoggedEvent


@dataclass
class Commune:
    """All tables of one scope."""

    scope: str
    unit: str
    devices: dict[bytes, Device] = field(default_factory=dict)
    stamps: dict[tuple[bytes, bytes, int], tuple[UUID, bytes]] = field(default_factory=dict)
    events: dict[UUID, LoggedEvent] = field(default_factory=dict)
    dossiers: dict[UUID, DossierState] = field(default_factory=dict)
    feed: dict[int, tuple[UUID, bytes, bytes]] = field(default_factory=dict)
    held: dict[int, tuple[bytes, bytes, str, str]] = field(default_factory=dict)
    staff: dict[tuple[bytes, str], str] = field(default_factory=dict)


class MemoryTransaction:
    """One transaction: every write remembers how to undo it."""

    def __init__(self, commune: Commune) -> None:
        self._of = commune
        self._undo: list[Callable[[], object]] = []

    def roll_back(self) -> None:
        for undo in reversed(self._undo):
            undo()

    def device(self, dev: bytes) -> Device | None:
        return self._of.devices.get(dev)

    def put_device(self, device: Device) -> None:
        self._put(self._of.devices, device.dev, device)

    def chain_at(self, dev: bytes, epoch: bytes, seq: int) -> bytes | None:
        if seq == 0:
            return chain_start(dev, epoch)
        found = self._of.stamps.get((dev, epoch, seq))
        return None if found is None else found[1]

    def put_stamp(self, dev: bytes, epoch: bytes, seq: int, eid: UUID, chain: bytes) -> None:
        self._new(self._of.stamps, (dev, epoch, seq), (eid, chain))

    def event(self, eid: UUID) -> LoggedEvent | None:
        return self._of.events.get(eid)

    def put_event(self, event: LoggedEvent) -> None:
        self._new(self._of.events, event.eid, event)

    def dossier(self, dossier: UUID) -> DossierState | None:
        return self._of.dossiers.get(dossier)

    def put_dossier(self, state: DossierState) -> None:
        self._put(self._of.dossiers, state.id, state)

    def feed_head(self) -> Cursor:
        n = len(self._of.feed)
        return Cursor(self._of.scope, n, self._of.feed[n][2]) if n else feed_start(self._of.scope)

    def append_feed(self, eid: UUID, meta: bytes, end: Cursor) -> None:
        if end.seq != len(self._of.feed) + 1:
            raise AssertionError("a hole in the feed")
        self._new(self._of.feed, end.seq, (eid, meta, end.h))

    def feed_hash(self, seq: int) -> bytes | None:
        if seq == 0:
            return feed_start(self._of.scope).h
        return self._of.feed[seq][2] if seq in self._of.feed else None

    def feed(self, after: int, limit: int) -> list[FeedEntry]:
        return [self._entry(n) for n in range(after + 1, min(after + limit, len(self._of.feed)) + 1)]

    def quarantine(self, dev: bytes, raw: bytes, why: str, at: str) -> None:
        self._new(self._of.held, len(self._of.held), (dev, raw, why, at))

    def staff_role(self, dev: bytes, user: str) -> str | None:
        return self._of.staff.get((dev, user))

    def set_staff(self, dev: bytes, user: str, role: str | None) -> None:
        if role is None:
            self._undo.append(lambda old=dict(self._of.staff): self._of.staff.update(old))
            self._of.staff.pop((dev, user), None)
        else:
            self._put(self._of.staff, (dev, user), role)

    def has_staff(self, dev: bytes) -> bool:
        return any(named == dev for named, _ in self._of.staff)

    def unit(self) -> str:
        return self._of.unit

    def _entry(self, n: int) -> FeedEntry:
        eid, meta, _h = self._of.feed[n]
        event = self._of.events[eid]
        return FeedEntry(n, meta, event.raw, event.dev, event.verdict.word == "quarantined")

    def _new(self, table: dict, key: Any, value: Any) -> None:
        if key in table:
            raise AssertionError(f"{key} is there already")
        self._put(table, key, value)

    def _put(self, table: dict, key: Any, value: Any) -> None:
        if key in table:
            self._undo.append(lambda old=table[key]: table.__setitem__(key, old))
        else:
            self._undo.append(lambda: table.pop(key))
        table[key] = value


@dataclass
class MemoryStore:
    """`ports.Store` in memory; `before_commit` and `after_commit` are where a test cuts the power."""

    communes: dict[str, Commune] = field(default_factory=dict)
    before_commit: Callable[[], None] = lambda: None
    after_commit: Callable[[], None] = lambda: None

    def add(self, device: Device, unit: str = "H15.99.01") -> Commune:
        """Enrol a device, founding its commune when it is the first."""
        commune = self.communes.setdefault(device.scope, Commune(device.scope, unit))
        commune.devices[device.dev] = device
        return commune

    @contextmanager
    def begin(self, scope: str) -> Iterator[MemoryTransaction]:
        tx = MemoryTransaction(self.communes[scope])
        try:
            yield tx
            self.before_commit()
        except BaseException:
            tx.roll_back()
            raise
        self.after_commit()

    def scope_of(self, dev: bytes) -> str | None:
        return next((c.scope for c in self.communes.values() if dev in c.devices), None)

    def timeline(self) -> int:
        return 1


@dataclass
class MemoryLedger:
    """Codes by dossier; what was once said stays said, whatever becomes of the transaction around it."""

    codes: dict[UUID, str] = field(default_factory=dict)
    counters: dict[tuple[str, date], int] = field(default_factory=dict)
    after_commit: Callable[[], None] = lambda: None

    def code_for(self, dossier: UUID, unit: str, day: date) -> str:
        if dossier not in self.codes:
            n = self.counters[unit, day] = self.counters.get((unit, day), 0) + 1
            self.codes[dossier] = official_code(unit, day, n)
            self.after_commit()
        return self.codes[dossier]


@dataclass
class MemoryShelf:
    """Files by their first 16 hash bytes, and uploads in progress."""

    here: dict[bytes, bytes] = field(default_factory=dict)
    uploads: dict[str, tuple[bytes, int, bytes]] = field(default_factory=dict)

    def replies(self, scope: str, dev: bytes, offers: Any) -> tuple[BlobReply, ...]:
        return tuple(self._reply(offer.sha16) for offer in offers)

    def token(self, scope: str, dev: bytes) -> str:
        return "token-" + dev.hex()[:8]

    def create(self, name: bytes, size: int) -> str:
        url = f"/v1/blobs/{name.hex()[:32]}.{len(self.uploads)}"
        self.uploads[url] = (name, size, b"")
        return url

    def append(self, url: str, offset: int, piece: bytes) -> int:
        name, size, held = self.uploads[url]
        if offset == len(held):
            held += piece
            self.uploads[url] = (name, size, held)
            if len(held) == size and sha256(held).digest() == name:
                self.here[name[:16]] = held
        return len(held)

    def _reply(self, sha16: bytes) -> BlobReply:
        if sha16 in self.here:
            return BlobReply(sha16, "have")
        for url, (name, _size, held) in self.uploads.items():
            if name[:16] == sha16:
                return BlobReply(sha16, "want", url, len(held))
        return BlobReply(sha16, "want")


def revoked(device: Device) -> Device:
    """The same device after its revocation."""
    return replace(device, revoked=True)
