"""The province's ports in memory: a store with real rollback, a ledger that never goes back, a shelf without files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from forms.dossier.numbering import official_code, place_of_code
from sync.core.blobs import Gone, Mismatched
from sync.core.certificate import Certificate
from sync.core.feed import Cursor, feed_start
from sync.core.messages import BlobReply
from sync.core.stamp import chain_start
from sync.core.tally import Tally
from sync.province.ports import Device, DossierState, FeedEntry, LoggedEvent, SnapshotNote
from sync.province.stores.sql.ledger import MOST_A_DAY


@dataclass
class Commune:
    """All tables of one scope."""

    scope: str
    unit: str
    certified: dict[bytes, Device] = field(default_factory=dict)
    lines: dict[tuple[bytes, bytes], Device] = field(default_factory=dict)
    stamps: dict[tuple[bytes, bytes, int], tuple[UUID, bytes]] = field(default_factory=dict)
    events: dict[UUID, LoggedEvent] = field(default_factory=dict)
    dossiers: dict[UUID, DossierState] = field(default_factory=dict)
    feed: dict[int, tuple[UUID, bytes, bytes]] = field(default_factory=dict)
    held: dict[int, tuple[bytes, bytes, str, str]] = field(default_factory=dict)
    staff: dict[tuple[bytes, str], str] = field(default_factory=dict)
    tallies: dict[int, Tally] = field(default_factory=dict)
    kept: dict[str, tuple[SnapshotNote, Sequence[bytes], int]] = field(default_factory=dict)


class MemoryTransaction:
    """One transaction: every write remembers how to undo it."""

    def __init__(self, commune: Commune) -> None:
        self._of = commune
        self._undo: list[Callable[[], object]] = []

    def roll_back(self) -> None:
        for undo in reversed(self._undo):
            undo()

    def device(self, dev: bytes, epoch: bytes) -> Device | None:
        known = self._of.certified.get(dev)
        if known is None:
            return None
        fresh = replace(known, epoch=epoch, have=0, chain=chain_start(dev, epoch), req_n=0, n=0)
        line = self._of.lines.get((dev, epoch), fresh)
        return replace(line, revoked=known.revoked)

    def put_device(self, device: Device) -> None:
        n = device.n or len(self.lines(device.dev)) + 1
        self._put(self._of.lines, (device.dev, device.epoch), replace(device, n=n))

    def lines(self, dev: bytes | None = None) -> list[Device]:
        some = [line for line in self._of.lines.values() if dev in (None, line.dev)]
        return sorted(some, key=lambda line: line.n)

    def chain_at(self, dev: bytes, epoch: bytes, seq: int) -> bytes | None:
        if seq == 0:
            return chain_start(dev, epoch)
        found = self._of.stamps.get((dev, epoch, seq))
        return None if found is None else found[1]

    def put_stamp(self, dev: bytes, epoch: bytes, seq: int, eid: UUID, chain: bytes) -> None:
        self._new(self._of.stamps, (dev, epoch, seq), (eid, chain))

    def event(self, eid: UUID) -> LoggedEvent | None:
        return self._of.events.get(eid)

    def row_of(self, eid: UUID) -> int | None:
        return next((n for n, row in self._of.feed.items() if row[0] == eid), None)

    def put_event(self, event: LoggedEvent) -> None:
        self._new(self._of.events, event.eid, event)

    def hold(self, dossiers: Iterable[UUID], events: Iterable[UUID] = ()) -> None:
        """Nobody else is here."""

    def dossier(self, dossier: UUID) -> DossierState | None:
        return self._of.dossiers.get(dossier)

    def put_dossier(self, state: DossierState) -> None:
        self._put(self._of.dossiers, state.id, state)

    def feed_head(self) -> Cursor:
        n = len(self._of.feed)
        return Cursor(self._of.scope, n, self._of.feed[n][2]) if n else feed_start(self._of.scope)

    def append_feed(self, eid: UUID, meta: bytes, end: Cursor, tally: Tally) -> None:
        if end.seq != len(self._of.feed) + 1:
            raise AssertionError("a hole in the feed")
        self._new(self._of.feed, end.seq, (eid, meta, end.h))
        self._new(self._of.tallies, end.seq, tally)

    def tally(self) -> Tally:
        return self._of.tallies.get(len(self._of.feed), Tally())

    def dossiers(self, after: UUID | None, limit: int) -> list[DossierState]:
        ids = sorted(id_ for id_ in self._of.dossiers if after is None or id_ > after)
        return [self._of.dossiers[id_] for id_ in ids[:limit]]

    def objections(self) -> list[bytes]:
        rows = (self._of.feed[n] for n in range(1, len(self._of.feed) + 1))
        return [meta for eid, meta, _h in rows if self._of.events[eid].verdict.word != "ok"]

    def floor(self) -> int:
        return self._of.kept["snapshot"][2] if self._of.kept else 0

    def put_snapshot(self, note: SnapshotNote, pages: Sequence[bytes], floor: int) -> None:
        self._put(self._of.kept, "snapshot", (note, tuple(pages), floor))

    def snapshot(self) -> SnapshotNote | None:
        return self._of.kept["snapshot"][0] if self._of.kept else None

    def snapshot_page(self, seq: int, page: int) -> bytes | None:
        note, pages, _floor = self._of.kept.get("snapshot", (None, (), 0))
        return pages[page] if note and note.at.seq == seq and 0 <= page < len(pages) else None

    def feed_hash(self, seq: int) -> bytes | None:
        if seq == 0:
            return feed_start(self._of.scope).h
        return self._of.feed[seq][2] if seq in self._of.feed else None

    def feed(self, after: int, limit: int) -> list[FeedEntry]:
        return [self._entry(n) for n in range(after + 1, min(after + limit, len(self._of.feed)) + 1)]

    def quarantine(self, dev: bytes, raw: bytes, why: str, at: str) -> None:
        self._new(self._of.held, len(self._of.held), (dev, raw, why, at))

    def close_aside(self, aside: int, by: str, why: str, at: str) -> bool:
        held = self._of.held
        if aside not in held or len(held[aside]) > 4:
            return False
        self._put(held, aside, (*held[aside], by, why, at))
        return True

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
        return FeedEntry(n, meta, event.raw, event.dev, event.verdict.word == "quarantined", event.epoch)

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
        commune.certified[device.dev] = device
        return commune

    def enlist(self, certificate: Certificate) -> None:
        """List a device again that shows its certificate."""
        until = datetime.fromisoformat(certificate.not_after)
        start = chain_start(certificate.dev, certificate.epoch)
        self.add(Device(certificate.scope, certificate.dev, certificate.epoch, certificate.sign, until, 0, start))

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
        return next((c.scope for c in self.communes.values() if dev in c.certified), None)

    def scopes(self) -> list[str]:
        return list(self.communes)


@dataclass
class MemoryLedger:
    """Codes by dossier; what was once said stays said, whatever becomes of the transaction around it."""

    codes: dict[UUID, str] = field(default_factory=dict)
    counters: dict[tuple[str, date], int] = field(default_factory=dict)
    seen: dict[str, Cursor] = field(default_factory=dict)
    said_of: dict[bytes, datetime | None] = field(default_factory=dict)
    serial: int = 0
    raised: int = 1
    after_commit: Callable[[], None] = lambda: None

    def code_for(self, dossier: UUID, unit: str, day: date, witness: str = "") -> str:
        if dossier not in self.codes:
            self.codes[dossier] = self._witnessed(unit, day, witness) or self._next(unit, day)
            self.after_commit()
        return self.codes[dossier]

    @contextmanager
    def together(self) -> Iterator["MemoryLedger"]:
        yield self

    def timeline(self) -> int:
        return self.raised

    def raise_timeline(self, heads: Sequence[Cursor]) -> int:
        self.raised, self.seen = self.raised + 1, {head.scope: head for head in heads}
        return self.raised

    def witness(self, head: Cursor) -> None:
        if head.seq > self.seen.get(head.scope, feed_start(head.scope)).seq:
            self.seen[head.scope] = head
            self.after_commit()

    def witnesses(self) -> list[Cursor]:
        return list(self.seen.values())

    def next_serial(self) -> int:
        self.serial += 1
        return self.serial

    def note_revocation(self, dev: bytes, revoked_at: datetime | None, now: datetime) -> None:
        self.said_of[dev] = revoked_at

    def revocations(self) -> dict[bytes, datetime | None]:
        return dict(self.said_of)

    def _witnessed(self, unit: str, latest: date, code: str) -> str:
        place = place_of_code(code, unit)
        if place is None or place[0] > latest or place[1] > MOST_A_DAY or code in self.codes.values():
            return ""
        key = unit, place[0]
        self.counters[key] = max(self.counters.get(key, 0), place[1])
        return code

    def _next(self, unit: str, day: date) -> str:
        n = self.counters[unit, day] = self.counters.get((unit, day), 0) + 1
        return official_code(unit, day, n)


@dataclass
class MemoryShelf:
    """Files by their first 16 hash bytes, and uploads by their newest URL: an older one is gone (U7)."""

    here: dict[bytes, bytes] = field(default_factory=dict)
    uploads: dict[str, tuple[bytes, int, bytes]] = field(default_factory=dict)
    newest: dict[tuple[bytes, bytes], str] = field(default_factory=dict)
    minted: int = 0

    def replies(self, scope: str, dev: bytes, offers: Any) -> tuple[BlobReply, ...]:
        return tuple(self._reply(dev, offer.sha16, offer.size) for offer in offers)

    def token(self, scope: str, dev: bytes) -> str:
        return "token-" + dev.hex()[:8]

    def create(self, name: bytes, size: int, dev: bytes = b"") -> str:
        return self._mint(dev, name[:16], size, b"")

    def append(self, url: str, offset: int, piece: bytes) -> int:
        if url not in self.uploads:
            raise Gone("simulated: a newer URL was given out")
        sha16, size, held = self.uploads[url]
        if offset == len(held) and len(held) < size:
            held += piece
            if len(held) == size and sha256(held).digest()[:16] != sha16:
                self.uploads[url] = (sha16, size, b"")
                raise Mismatched("simulated: another file")
            self.uploads[url] = (sha16, size, held)
            if len(held) == size:
                self.here[sha16] = held
        return len(held)

    def _reply(self, dev: bytes, sha16: bytes, size: int) -> BlobReply:
        if sha16 in self.here:
            return BlobReply(sha16, "have")
        before = self.newest.get((dev, sha16), "")
        held = self.uploads[before][2] if before in self.uploads else b""
        return BlobReply(sha16, "want", self._mint(dev, sha16, size, held), len(held))

    def _mint(self, dev: bytes, sha16: bytes, size: int, held: bytes) -> str:
        self.uploads.pop(self.newest.get((dev, sha16), ""), None)
        self.minted += 1
        url = self.newest[dev, sha16] = f"/v1/blobs/{sha16.hex()}.{self.minted}"
        self.uploads[url] = (sha16, size, held)
        return url


def revoked(device: Device) -> Device:
    """The same device after its revocation."""
    return replace(device, revoked=True)
