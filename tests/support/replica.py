"""An in-memory `sync.core.ports.Replica`: the device of the simulator, and the fake side of the port's tests."""

from collections.abc import Collection, Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from forms.dossier.projection import project
from sync.core.blobs import FileState, Transfer, lane_of
from sync.core.conflict import Finding
from sync.core.errors import Corrupt
from sync.core.event import Event, compose, read_event
from sync.core.feed import Cursor, Slice, TakenRow, feed_next, feed_start
from sync.core.messages import Mark, Offer
from sync.core.phases import Phase
from sync.core.ports import Acked, Identity, OutRow, Settled, Snapshot, Upload
from sync.core.stamp import SHORT, chain_next, chain_start
from sync.core.tally import Tally, doc_hash, mark
from sync.core.verdict import OK, Verdict, Word


def is_birth(event: Event) -> bool:
    """Tell whether a dossier or a book begins with this event, or with one that was held and is taken in again."""
    inner = event.payload.get("event")
    kinds = {event.kind, inner.get("kind") if isinstance(inner, dict) else ""}
    return not kinds.isdisjoint({"dossier.new", "book.open"})


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
    lines: dict[bytes, list[UUID]] = field(default_factory=dict)
    heard: dict[UUID, Event] = field(default_factory=dict)
    bases: dict[UUID, tuple[int, dict]] = field(default_factory=dict)
    codes: dict[UUID, str] = field(default_factory=dict)
    findings: list[tuple[Finding, str]] = field(default_factory=list)

    def __post_init__(self):
        self._phase, self._acked, self.sent_through = Phase.IDLE, 0, 0
        self._req_n = self._timeline = 0
        self.base = feed_start(self.who.scope)
        self.hashes: list[bytes] = []
        self.cursor_won = 0
        self.counted = Tally()
        self.compared_at = self.audited_at = self.repaired_at = None
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
        self.lines.setdefault(self.who.epoch, []).append(eid)

    def keep_file(self, content: bytes, *, preview: bool = False) -> bytes:
        """Keep a file to be sent."""
        name = sha256(content).digest()
        self.files[name] = (content, Transfer(len(content), lane=lane_of(len(content), preview=preview)))
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

    def skip_req_n(self, seen: int) -> None:
        self._req_n = max(self._req_n, seen)

    def restamp(self, epoch: bytes, why: Finding, detail: str) -> None:
        rows, self.out = self.out, []
        self.who = replace(self.who, epoch=epoch)
        for row in rows:
            self.book_raw(row.eid, row.raw)
        self._acked = self._req_n = 0
        self.findings.append((why, detail))

    def cursor_timeline(self, scope: str) -> int:
        return self.cursor_won

    def feed_hash(self, scope: str, seq: int) -> bytes | None:
        if seq == 0:
            return feed_start(scope).h
        if seq == self.base.seq:
            return self.base.h
        at = seq - self.base.seq - 1
        return self.hashes[at] if 0 <= at < len(self.hashes) else None

    def rewind(self, to: Cursor, timeline: int, detail: str) -> None:
        kept = max(0, to.seq - self.base.seq)
        gone, self.rows, self.hashes = self.rows[kept:], self.rows[:kept], self.hashes[:kept]
        if to.seq < self.base.seq:
            self.base, self.bases, gone = to, {}, [*self.rows, *gone]
        for row in gone:
            self.verdicts.pop(row.meta.eid, None)
        self._rebuild()
        self.cursor_won = timeline
        self.findings.append((Finding.PROVINCE_RESTORED, detail))

    def rebase(self, snapshot: Snapshot, timeline: int, why: Finding) -> list[UUID]:
        before = dict(self.confirmed)
        self.bases = {one.id: (one.rev, one.doc) for one in snapshot.dossiers}
        self.base, self.rows, self.hashes = snapshot.at, [], []
        absent = [record for record in before if record not in self.bases]
        self._rebuild()
        objected = {meta.eid: meta.verdict for meta in snapshot.objections}
        for line in snapshot.lines:
            known = self.lines.get(line.epoch, [])
            if line.have <= len(known) and self._chain(line.epoch, line.have)[:SHORT] == line.h:
                for eid in known[: line.have]:
                    self.verdicts.setdefault(eid, objected.get(eid, OK))
        different = [record for record in self.bases if before.get(record) != self.confirmed[record]]
        self.cursor_won = timeline
        if why is Finding.DIFFERENT and self.last_contact:
            self.repaired_at = datetime.fromisoformat(self.last_contact)
        self.findings.append((why, f"{len(different)} different, {len(absent)} absent"))
        return different

    def tally(self, scope: str) -> Tally:
        return self.counted

    def recount(self, scope: str, now: datetime) -> Tally:
        self.audited_at, tally = now, Tally()
        for record in self.confirmed:
            tally = tally.replaced(None, self._mark(record))
        self.counted = tally
        return tally

    def codes_of(self, eids: Iterable[UUID]) -> dict[UUID, str]:
        records = [self.own[eid].record for eid in eids if eid in self.own]
        return {record: self.codes[record] for record in records if record in self.codes}

    def unsettled(self, limit: int) -> list[UUID]:
        if not self.base.seq:
            return []
        return [row.eid for row in self.out[: self._acked] if row.eid not in self.verdicts][:limit]

    def wants_digest(self, now: datetime) -> bool:
        return self.compared_at is None or now - self.compared_at > timedelta(days=1)

    def wants_audit(self, now: datetime) -> bool:
        return self.audited_at is None or now - self.audited_at > timedelta(days=7)

    def repaired_lately(self, now: datetime) -> bool:
        return self.repaired_at is not None and timedelta() <= now - self.repaired_at < timedelta(days=1)

    def apply_answer(self, acked: Acked) -> None:
        self._acked = acked.ack if acked.timeline > self._timeline else max(self._acked, acked.ack)
        if acked.timeline > self._timeline:
            self.files = {name: (content, file.anew(wrong=False)) for name, (content, file) in self.files.items()}
        if acked.twin and all(finding is not Finding.TWIN for finding, _ in self.findings):
            self.findings.append((Finding.TWIN, ""))
        self._timeline = max(self._timeline, acked.timeline)
        self.last_contact = acked.at
        for early in acked.verdicts:
            kept = self.verdicts if early.settled else self.early
            kept.setdefault(early.eid, early.verdict)
        for reply in acked.blobs:
            for name, (content, transfer) in self.files.items():
                if name[:SHORT] == reply.sha16:
                    self.files[name] = content, transfer.replied(reply.state, reply.url, reply.offset)

    def cursors(self) -> list[Cursor]:
        h = self.hashes[-1] if self.hashes else self.base.h
        return [Cursor(self.who.scope, self.base.seq + len(self.rows), h)]

    def resume(self) -> None:
        """A person lets rounds go on: the next answer may take back whatever it says."""
        self._phase, self.reason = Phase.IDLE, ""
        self._timeline = self.cursor_won = -1

    def body_hash(self, eid: UUID) -> bytes | None:
        found = next((row for row in self.out if row.eid == eid), None) if eid not in self.own else None
        if eid in self.own:
            return self.own[eid].hash
        return None if found is None else sha256(found.raw).digest()

    def apply_slice(self, part: Slice, timeline: int) -> None:
        if part.start not in self.cursors():
            raise Corrupt("the slice does not start at the stored cursor")
        h = part.start.h
        for row in part.rows:
            h = feed_next(h, row.meta.to_bytes(), row.body_hash)
            self._take(row)
            self.rows.append(row)
            self.hashes.append(h)
        self.cursor_won = timeline

    def offers(self, limit: int, shut: Collection[str] = ()) -> list[Offer]:
        waiting = [(n, t) for n, t in self._by_lane() if t.offered and t.lane not in shut]
        return [Offer(name[:SHORT], t.size, t.lane.value) for name, t in waiting[:limit]]

    def uploads(self) -> list[Upload]:
        return [
            Upload(name, t.size, t.url, t.offset, t.lane) for name, t in self._by_lane() if t.state is FileState.WANT
        ]

    def upload_moved(self, upload: Upload) -> None:
        content, transfer = self.files[upload.sha256]
        self.files[upload.sha256] = content, transfer.moved(upload.url, upload.offset)

    def upload_anew(self, sha256: bytes, *, wrong: bool) -> None:
        content, transfer = self.files[sha256]
        self.files[sha256] = content, transfer.anew(wrong=wrong)

    def _by_lane(self) -> list[tuple[bytes, Transfer]]:
        return sorted(((n, t) for n, (_, t) in self.files.items()), key=lambda file: file[1].lane)

    def read_blob(self, sha256: bytes, offset: int, size: int) -> bytes:
        return self.files[sha256][0][offset : offset + size]

    def settle(self, settled: Settled) -> None:
        self.settled.append(settled)
        if settled.compared:
            self.compared_at = settled.at
        self.witness = (self.last_seq(), self.chain_at(self.last_seq()))

    def clone(self) -> "MemoryReplica":
        """A disk image put into a second machine."""
        return deepcopy(self)

    def _take(self, row: TakenRow) -> None:
        eid = row.meta.eid
        event = self.own.get(eid) or self.heard.get(eid) or (read_event(row.raw) if row.raw else None)
        if row.meta.verdict.word is not Word.DUP:
            self.verdicts[eid] = row.meta.verdict
        if event is None:
            return
        if eid not in self.own:
            self.heard[eid] = event
        record = event.record
        before = self._mark(record) if record in self.confirmed else None
        if row.meta.verdict.applied and event.kind != "staff.set":
            skip = frozenset(row.meta.verdict.paths)
            doc = self.confirmed.get(record)
            if doc is not None or is_birth(event):
                doc = project(doc, event.kind, event.payload, actor=event.actor, at=event.at, skip_paths=skip)
                self.confirmed[record] = doc
                if doc.get("official_code"):
                    self.codes[record] = doc["official_code"]
        self.revs[record] = max(self.revs.get(record, 0), row.meta.rev)
        after = self._mark(record) if record in self.confirmed else None
        self.counted = self.counted.replaced(before, after)

    def _rebuild(self) -> None:
        """The confirmed images from the bases and the rows that are left."""
        self.confirmed = {record: doc for record, (_rev, doc) in self.bases.items()}
        self.revs = {record: rev for record, (rev, _doc) in self.bases.items()}
        self.counted = Tally()
        for record in self.confirmed:
            self.counted = self.counted.replaced(None, self._mark(record))
        for row in self.rows:
            self._take(row)

    def _chain(self, epoch: bytes, seq: int) -> bytes:
        chain, raws = chain_start(self.who.dev, epoch), {row.eid: row.raw for row in self.out}
        for eid in self.lines.get(epoch, [])[:seq]:
            chain = chain_next(chain, eid, sha256(raws[eid]).digest())
        return chain

    def _mark(self, record: UUID) -> bytes:
        return mark(record, self.revs.get(record, 0), doc_hash(self.confirmed[record]))
