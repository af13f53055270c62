"""An in-memory `sync.core.ports.Replica`: the device of the simulator, and the fake side of the port's tests."""

from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from forms.dossier.projection import project
from sync.core.blobs import FileState, Transfer
from sync.core.errors import Corrupt
from sync.core.event import Event, compose, read_event
from sync.core.feed import Cursor, Slice, TakenRow, feed_start
from sync.core.messages import Mark, Offer
from sync.core.phases import Phase
from sync.core.ports import Acked, Identity, OutRow, Settled, Upload
from sync.core.stamp import SHORT, chain_next, chain_start
from sync.core.verdict import Verdict


@dataclass
class MemoryReplica:
    """A device's store in memory; every method is one transaction."""

    who: Identity
    out: list[OutRow] = field(default_factory=list)
    own: dict[UUID, Event] = field(default_factory=dict)
    revs: dict[UUID, int] = field(default_factory=dict)
    lasts: dict[UUID, UUID] = field(default_factory=dict)
    confirmed: dict[UUID, dict] = field(default_factory=dict)
    verdicts: dict[UUID, Verdict] = field(default_factory=dict)
    early: dict[UUID, Verdict] = field(default_factory=dict)
    rows: list[TakenRow] = field(default_factory=list)
    files: dict[bytes, tuple[bytes, Transfer]] = field(default_factory=dict)
    settled: list[Settled] = field(default_factory=list)
    witness: tuple[int, bytes] = (0, b"")
    reason: str = ""

    def __post_init__(self):
        self._phase, self._acked, self.sent_through = Phase.IDLE, 0, 0
        self._req_n = self._timeline = 0
        self._cursor = feed_start(self.who.scope)
        self.last_contact = ""

    # what verbs do

    def book(
        self, record: UUID, kind: str, payload: dict, *, eid: UUID, actor: str, at: str, salt: bytes
    ) -> Event:
        """Write one own event and its stamp."""
        event = compose(
            eid=eid, record=record, kind=kind, base=self.revs.get(record, 0), after=self.lasts.get(record),
            payload=payload, actor=actor, at=at, salt=salt,
        )  # fmt: skip
        self.book_raw(event.eid, event.raw)
        self.own[event.eid] = event
        self.lasts[record] = event.eid
        return event

    def book_raw(self, eid: UUID, raw: bytes) -> None:
        """Stamp bytes, even such as are no event: what a broken program might send."""
        prev = self.chain_at(self.last_seq())
        self.out.append(OutRow(self.last_seq() + 1, eid, chain_next(prev, eid, sha256(raw).digest()), raw))

    def keep_file(self, content: bytes) -> bytes:
        """Keep a file to be sent."""
        name = sha256(content).digest()
        self.files[name] = (content, Transfer(len(content)))
        return name

    # the port

    def identity(self) -> Identity:
        return self.who

    def phase(self) -> Phase:
        return self._phase

    def enter(self, phase: Phase, reason: str = "") -> None:
        self._phase, self.reason = phase, reason

    def witness_agrees(self) -> bool:
        seq, chain = self.witness
        return not chain or self.chain_at(seq) == chain

    def last_seq(self) -> int:
        return len(self.out)

    def acked(self) -> int:
        return self._acked

    def chain_at(self, seq: int) -> bytes | None:
        if seq == 0:
            return chain_start(self.who.dev, self.who.epoch)
        return self.out[seq - 1].chain if 0 < seq <= len(self.out) else None

    def pending(self, after: int, limit: int) -> list[OutRow]:
        return self.out[after : after + limit]

    def pending_bytes(self) -> int:
        return sum(len(row.raw) for row in self.out[self.acked() :])

    def mark_sent(self, through: int, req_n: int) -> None:
        self.sent_through = max(self.sent_through, through)

    def next_req_n(self) -> int:
        self._req_n += 1
        return self._req_n

    def audit_head(self) -> Mark:
        return Mark(len(self.out), sha256(b"audit%d" % len(self.out)).digest()[:SHORT])

    def timeline(self) -> int:
        return self._timeline

    def apply_answer(self, acked: Acked) -> None:
        self._acked = max(self._acked, acked.ack)
        self._timeline = max(self._timeline, acked.timeline)
        self.last_contact = acked.at
        self.early |= {early.eid: early.verdict for early in acked.verdicts}
        for reply in acked.blobs:
            for name, (content, transfer) in self.files.items():
                if name[:SHORT] == reply.sha16:
                    self.files[name] = content, transfer.replied(reply.state, reply.url, reply.offset)

    def cursors(self) -> list[Cursor]:
        return [self._cursor]

    def body_hash(self, eid: UUID) -> bytes | None:
        found = next((row for row in self.out if row.eid == eid), None) if eid not in self.own else None
        if eid in self.own:
            return self.own[eid].hash
        return None if found is None else sha256(found.raw).digest()

    def apply_slice(self, part: Slice) -> None:
        if part.start != self._cursor:
            raise Corrupt("the slice does not start at the stored cursor")
        for row in part.rows:
            self._take(row)
        self.rows += part.rows
        self._cursor = part.end

    def offers(self, limit: int) -> list[Offer]:
        waiting = [n for n, (_, t) in self.files.items() if t.state is not FileState.HAVE]
        return [Offer(name[:SHORT], self.files[name][1].size) for name in waiting[:limit]]

    def uploads(self) -> list[Upload]:
        return [
            Upload(name, t.size, t.url, t.offset)
            for name, (_, t) in self.files.items()
            if t.state is FileState.WANT
        ]

    def upload_moved(self, upload: Upload) -> None:
        content, transfer = self.files[upload.sha256]
        self.files[upload.sha256] = content, transfer.moved(upload.url, upload.offset)

    def read_blob(self, sha256: bytes, offset: int, size: int) -> bytes:
        return self.files[sha256][0][offset : offset + size]

    def settle(self, settled: Settled) -> None:
        self.settled.append(settled)
        self.witness = (self.last_seq(), self.chain_at(self.last_seq()))

    def clone(self) -> "MemoryReplica":
        """A disk image put into a second machine."""
        return deepcopy(self)

    def _take(self, row: TakenRow) -> None:
        eid = row.meta.eid
        event = self.own.get(eid) or (read_event(row.raw) if row.raw else None)
        self.verdicts[eid] = row.meta.verdict
        if event is None:
            return
        if row.meta.verdict.applied and event.kind != "staff.set":
            skip = frozenset(row.meta.verdict.paths)
            doc = self.confirmed.get(event.record)
            if doc is not None or event.kind == "dossier.new":
                self.confirmed[event.record] = project(
                    doc, event.kind, event.payload, actor=event.actor, at=event.at, skip_paths=skip
                )
        self.revs[event.record] = max(self.revs.get(event.record, 0), row.meta.rev)
