"""What a repair may rely on: the same promises of the simulator's replica and of the desk's store (docs/adr/0006)."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from forms.dossier.projection import project
from sync.core.conflict import Finding
from sync.core.event import Event, compose, read_event
from sync.core.feed import Cursor, Meta, feed_start
from sync.core.messages import EarlyVerdict
from sync.core.ports import Acked, Identity, Replica, Settled, Snapshot
from sync.core.snapshot import SnapDossier, SnapLine
from sync.core.stamp import SHORT, chain_next, chain_start
from sync.core.tally import Tally, doc_hash, mark
from sync.core.verdict import OK, Verdict, Word
from tests.support.fakes import A_MORNING
from tests.support.office import PROVINCE, Office, a_reception, a_slice
from tests.support.replica import MemoryReplica

AT = A_MORNING.isoformat()
SCOPE = "c:24184"
NEW = b"\x0f" * 8
CODE = "H15.24-261120-0001"


class Device:
    """Either kind of replica: how its desk writes into it, and what it then knows."""

    def __init__(
        self,
        replica: Replica,
        receive: Callable[[], UUID],
        verdicts: Callable[[], dict[UUID, str]],
        confirmed: Callable[[UUID], Any],
        findings: Callable[[], list[Finding]],
    ) -> None:
        self.replica, self.receive = replica, receive
        self.verdicts, self.confirmed, self.findings = verdicts, confirmed, findings

    def own(self, record: UUID | None = None) -> list[Event]:
        events = [read_event(row.raw) for row in self.replica.pending(0, 10_000)]
        return [event for event in events if record in (None, event.record)]

    def take(self, events: Sequence[Event], verdict: Verdict = OK, timeline: int = 1, rev: int = 1) -> Cursor:
        """Let the feed bring these, each row with its body as another line's would."""
        mine = {event.eid for event in self.own()}
        rows = [(e.eid, n, verdict, b"" if e.eid in mine else e.raw) for n, e in enumerate(events, rev)]
        part = a_slice(self.replica, rows)
        self.replica.apply_slice(part, timeline)
        return part.end


@pytest.fixture(params=["memory", "sqlcipher"])
def device(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Device]:
    if request.param == "memory":
        yield in_memory()
        return
    office = Office(tmp_path / "office")
    office.enrol()
    with office.open.replica() as replica:
        yield in_store(office, replica)
    office.open.close()


def in_memory() -> Device:
    replica = MemoryReplica(Identity(b"\x0d" * 16, b"\x0e" * 8, SCOPE, PROVINCE.public))
    ids = iter(range(1, 1000))

    def receive() -> UUID:
        record = UUID(int=next(ids) << 64)
        for happening in a_reception("T-24184-K7Q2-00001-0000", {"full_name": "Người Thử"}):
            eid = UUID(int=next(ids))
            replica.book(record, happening.kind, happening.payload, eid=eid, actor="thu", at=AT, salt=bytes(16))
        return record

    return Device(
        replica,
        receive,
        lambda: {eid: verdict.word.value for eid, verdict in replica.verdicts.items()},
        lambda record: dict(replica.confirmed).get(record),
        lambda: [finding for finding, _ in replica.findings],
    )


def in_store(office: Office, replica: Any) -> Device:
    ask = replica._connection.execute

    def confirmed(record: UUID) -> Any:
        row = ask("SELECT coalesce(confirmed, doc) FROM dossiers WHERE id = ? AND rev > 0", (record.bytes,)).fetchone()
        return None if row is None else json.loads(row[0])

    return Device(
        replica,
        office.receive,
        lambda: {UUID(bytes=e): v for e, v in ask("SELECT eid, verdict FROM events WHERE verdict IS NOT NULL")},
        confirmed,
        lambda: [Finding(kind) for (kind,) in ask("SELECT kind FROM findings ORDER BY n")],
    )


def elsewhere(record: UUID, kind: str, payload: dict[str, Any], n: int) -> Event:
    return compose(eid=UUID(int=n), record=record, kind=kind, base=1, after=None, payload=payload,
                   actor="tinh", at=AT, salt=bytes(16))  # fmt: skip


def another_desks(n: int) -> list[Event]:
    record = UUID(int=n << 80)
    new, submit = a_reception(f"T-24184-A1B2-{n:05}-FB34", {"full_name": "Người Xã Bên"})
    return [elsewhere(record, new.kind, new.payload, 9000 + 10 * n), elsewhere(record, submit.kind, submit.payload, 9001 + 10 * n)]


def image_of(events: Sequence[Event]) -> dict[str, Any]:
    doc: Any = None
    for event in events:
        doc = project(doc, event.kind, event.payload, actor=event.actor, at=event.at)
    return dict(doc)


def tally_of(*dossiers: SnapDossier) -> Tally:
    tally = Tally()
    for one in dossiers:
        tally = tally.replaced(None, mark(one.id, one.rev, doc_hash(one.doc)))
    return tally


def lines_of(replica: Replica, have: int) -> list[SnapLine]:
    who, chain = replica.identity(), replica.chain_at(have)
    assert chain is not None
    return [SnapLine(who.dev, who.epoch, have, chain[:SHORT])]


# acks and timelines


def test_an_ack_falls_only_under_a_higher_timeline(device: Device) -> None:
    device.receive(), device.receive()
    replica = device.replica
    for ack, timeline, kept in ((4, 1, 4), (2, 1, 4), (2, 2, 2), (3, 2, 3)):
        replica.apply_answer(Acked(ack, (), timeline, AT))
        assert (replica.acked(), replica.timeline()) == (kept, timeline)


def test_a_cursor_knows_the_timeline_it_was_won_under(device: Device) -> None:
    assert device.replica.cursor_timeline(SCOPE) == 0
    device.take(another_desks(1), timeline=3)
    assert device.replica.cursor_timeline(SCOPE) == 3


def test_numbers_that_a_lost_copy_used_are_passed_over(device: Device) -> None:
    device.replica.skip_req_n(41)
    assert device.replica.next_req_n() == 42
    device.replica.skip_req_n(7)
    assert device.replica.next_req_n() == 43


def test_a_settled_verdict_is_final_and_an_early_one_is_not(device: Device) -> None:
    record = device.receive()
    first, second = device.own(record)
    rejected = Verdict(Word.REJECTED, "state")
    device.replica.apply_answer(
        Acked(0, (EarlyVerdict(first.eid, 1, OK, settled=True), EarlyVerdict(second.eid, 1, rejected)), 1, AT)
    )
    assert device.verdicts() == {first.eid: "ok"}


def test_a_twin_is_found_once_while_it_is_open(device: Device) -> None:
    for _ in range(3):
        device.replica.apply_answer(Acked(0, (), 1, AT, twin=True))
    assert device.findings() == [Finding.TWIN]


# a new line


def test_a_new_line_holds_every_own_event_in_the_order_it_was_written(device: Device) -> None:
    device.receive(), device.receive()
    replica = device.replica
    before = replica.pending(0, 1000)
    replica.mark_sent(3, replica.next_req_n())
    replica.apply_answer(Acked(2, (), 1, AT))
    replica.restamp(NEW, Finding.SET_BACK, "have 9 is above our last 4")
    after = replica.pending(0, 1000)
    assert [(row.seq, row.eid, row.raw) for row in after] == [(row.seq, row.eid, row.raw) for row in before]
    chain = chain_start(b"\x0d" * 16, NEW)
    for row in after:
        chain = chain_next(chain, row.eid, read_event(row.raw).hash)
        assert row.chain == replica.chain_at(row.seq) == chain
    assert (replica.identity().epoch, replica.acked(), replica.next_req_n()) == (NEW, 0, 1)
    assert device.findings() == [Finding.SET_BACK]


def test_what_is_written_after_a_new_line_goes_on_with_it(device: Device) -> None:
    device.receive()
    replica = device.replica
    replica.restamp(NEW, Finding.FORKED, "have_hash differs at 2")
    last = replica.last_seq()
    device.receive()
    rows = replica.pending(last, 100)
    assert [row.seq for row in rows] == [last + 1, last + 2]
    assert rows[0].chain == chain_next(replica.chain_at(last) or b"", rows[0].eid, read_event(rows[0].raw).hash)


def test_the_side_file_follows_a_new_line(device: Device) -> None:
    device.receive()
    replica = device.replica
    replica.settle(Settled(A_MORNING, contact=True, trouble="", next_try_s=90))
    replica.restamp(NEW, Finding.FORKED, "have_hash differs at 2")
    replica.settle(Settled(A_MORNING, contact=True, trouble="", next_try_s=90))
    device.receive()
    assert replica.witness_agrees()


def test_a_new_line_keeps_what_the_feed_has_said(device: Device) -> None:
    record = device.receive()
    cursor = device.take(device.own())
    verdicts, doc, tally = device.verdicts(), device.confirmed(record), device.replica.tally(SCOPE)
    device.replica.restamp(NEW, Finding.FORKED, "fork")
    assert device.replica.cursors() == [cursor]
    assert (device.verdicts(), device.confirmed(record), device.replica.tally(SCOPE)) == (verdicts, doc, tally)


# rows taken back


def test_the_hash_of_every_row_held_is_known_and_of_no_other(device: Device) -> None:
    replica = device.replica
    ends = [feed_start(SCOPE), *(device.take([event]) for n in range(3) for event in another_desks(n + 1))]
    assert [replica.feed_hash(SCOPE, end.seq) for end in ends] == [end.h for end in ends]
    assert replica.feed_hash(SCOPE, ends[-1].seq + 1) is None


def test_rows_taken_back_leave_the_images_as_they_were_before_them(device: Device) -> None:
    record = device.receive()
    own = device.own()
    to = device.take(own)
    before, tally = device.confirmed(record), device.replica.tally(SCOPE)
    phone = elsewhere(record, "state.set", {"/due_at": "2026-12-01T17:00:00+07:00"}, 50)
    device.take([phone, *another_desks(1)], rev=10)
    assert device.confirmed(record) != before
    device.replica.rewind(to, 2, "rows above 2 are other ones")
    assert device.replica.cursors() == [to]
    assert device.replica.cursor_timeline(SCOPE) == 2
    assert (device.confirmed(record), device.replica.tally(SCOPE)) == (before, tally)
    assert {event.eid: "ok" for event in own} == device.verdicts()
    assert device.findings() == [Finding.PROVINCE_RESTORED]


def test_own_events_of_rows_taken_back_are_pending_again_and_none_is_lost(device: Device) -> None:
    first = device.receive()
    to = device.take(device.own())
    second = device.receive()
    device.take(device.own(second), rev=5)
    everything = device.replica.pending(0, 1000)
    device.replica.rewind(to, 2, "restored")
    assert device.replica.pending(0, 1000) == everything
    assert set(device.verdicts()) == {e.eid for e in device.own() if e.record != second}
    assert device.confirmed(second) is None
    device.take(device.own(second), timeline=2, rev=5)
    assert device.confirmed(second) is not None
    assert device.confirmed(first) is not None


def test_a_rewind_to_the_start_takes_everything_back_and_the_same_rows_bring_it_again(device: Device) -> None:
    record = device.receive()
    rows = [*device.own(), *another_desks(1)]
    end = device.take(rows)
    before, tally = device.confirmed(record), device.replica.tally(SCOPE)
    device.replica.rewind(feed_start(SCOPE), 2, "restored from an empty store")
    assert (device.replica.cursors(), device.verdicts()) == ([feed_start(SCOPE)], {})
    assert device.replica.tally(SCOPE) == Tally()
    assert device.take(rows, timeline=2) == end
    assert (device.confirmed(record), device.replica.tally(SCOPE)) == (before, tally)


def test_a_code_once_learnt_outlives_the_row_that_brought_it(device: Device) -> None:
    record = device.receive()
    to = device.take(device.own())
    device.take([elsewhere(record, "code.assign", {"code": CODE}, 77)], rev=9)
    submits = [event.eid for event in device.own(record)]
    assert device.replica.codes_of(submits) == {record: CODE}
    device.replica.rewind(to, 2, "restored")
    assert device.replica.codes_of(submits) == {record: CODE}
    assert device.replica.codes_of([UUID(int=4040)]) == {}


# tallies


def test_the_tally_is_kept_with_each_change_and_equals_a_count(device: Device) -> None:
    replica = device.replica
    assert replica.tally(SCOPE) == Tally()
    record = device.receive()
    device.take(device.own())
    other = another_desks(1)
    device.take(other)
    device.take([elsewhere(record, "code.assign", {"code": CODE}, 77)], rev=9)
    refused = elsewhere(record, "note", {"text": "thử"}, 78)
    device.take([refused], Verdict(Word.REJECTED, "frozen"), rev=9)
    tally = replica.tally(SCOPE)
    assert tally == replica.recount(SCOPE, A_MORNING)
    assert tally == tally_of(
        SnapDossier(record, 9, device.confirmed(record)), SnapDossier(other[0].record, 2, image_of(other))
    )


def test_tallies_are_compared_once_a_day_and_documents_counted_once_a_week(device: Device) -> None:
    replica, day = device.replica, timedelta(days=1, seconds=1)
    assert replica.wants_digest(A_MORNING)
    replica.settle(Settled(A_MORNING, contact=True, trouble="", next_try_s=90))
    assert replica.wants_digest(A_MORNING)
    replica.settle(Settled(A_MORNING, contact=True, trouble="", next_try_s=90, compared=True))
    assert not replica.wants_digest(A_MORNING + timedelta(hours=23))
    assert replica.wants_digest(A_MORNING + day)
    assert replica.wants_audit(A_MORNING)
    replica.recount(SCOPE, A_MORNING)
    assert not replica.wants_audit(A_MORNING + day)
    assert replica.wants_audit(A_MORNING + 7 * day)


# a snapshot


def a_snapshot(replica: Replica, dossiers: Sequence[SnapDossier], have: int, objections: Sequence[Meta] = ()) -> Snapshot:
    at = Cursor(SCOPE, 500, b"\x55" * 32)
    return Snapshot(at, tally_of(*dossiers), iter(dossiers), objections, lines_of(replica, have))


def test_a_snapshot_takes_the_place_of_the_feed_and_pending_events_stay(device: Device) -> None:
    known = device.receive()
    device.take(device.own())
    have = device.replica.last_seq()
    pending = device.receive()
    theirs = another_desks(1)
    moved = {**device.confirmed(known), "due_at": "2026-12-24T17:00:00+07:00"}
    dossiers = [SnapDossier(known, 12, moved), SnapDossier(theirs[0].record, 2, image_of(theirs))]
    different = device.replica.rebase(a_snapshot(device.replica, dossiers, have), 1, Finding.TOO_OLD)
    assert set(different) == {known, theirs[0].record}
    assert device.replica.cursors() == [Cursor(SCOPE, 500, b"\x55" * 32)]
    assert device.confirmed(known) == moved
    assert device.confirmed(theirs[0].record) == image_of(theirs)
    assert device.replica.tally(SCOPE) == tally_of(*dossiers) == device.replica.recount(SCOPE, A_MORNING)
    assert not {event.eid for event in device.own(pending)} & set(device.verdicts())
    assert device.replica.pending(have, 10) == device.replica.pending(0, 1000)[have:]
    assert device.findings() == [Finding.TOO_OLD]


def test_own_events_find_their_verdict_in_a_snapshot(device: Device) -> None:
    first, second = device.receive(), device.receive()
    own = device.own()
    have = device.replica.last_seq() - 1
    refused, waiting = own[-2], own[-1]
    objection = Meta(3, refused.eid, 0, AT, Verdict(Word.REJECTED, "preflight"))
    image = SnapDossier(first, 2, image_of(device.own(first)))
    device.replica.rebase(a_snapshot(device.replica, [image], have, [objection]), 1, Finding.TOO_OLD)
    said = device.verdicts()
    assert said.pop(refused.eid) == "rejected"
    assert waiting.eid not in said
    assert said == {event.eid: "ok" for event in own[:-2]}
    assert device.confirmed(second) is None


def test_a_line_that_is_not_ours_says_nothing_of_our_events(device: Device) -> None:
    device.receive()
    who, last = device.replica.identity(), device.replica.last_seq()
    foreign = [SnapLine(who.dev, who.epoch, last, b"\x66" * SHORT), SnapLine(who.dev, NEW, 9, b"\x66" * SHORT)]
    at = Cursor(SCOPE, 500, b"\x55" * 32)
    device.replica.rebase(Snapshot(at, Tally(), iter(()), (), foreign), 1, Finding.TOO_OLD)
    assert device.verdicts() == {}
    assert device.replica.last_seq() == last


def test_what_an_answer_settled_outlives_an_older_snapshot(device: Device) -> None:
    """Its row lies below the floor, and the snapshot was taken before this line confirmed it once more."""
    record = device.receive()
    own, last = device.own(), device.replica.last_seq()
    settled = tuple(EarlyVerdict(event.eid, 1, OK, settled=True) for event in own)
    device.replica.apply_answer(Acked(last, settled, 1, AT))
    image = SnapDossier(record, 2, image_of(device.own(record)))
    at = Cursor(SCOPE, 500, b"\x55" * 32)
    device.replica.rebase(Snapshot(at, tally_of(image), iter([image]), (), ()), 1, Finding.TOO_OLD)
    assert device.verdicts() == {event.eid: "ok" for event in own}


def test_confirmed_events_whose_rows_a_snapshot_skipped_are_known_to_be_unsettled(device: Device) -> None:
    device.receive()
    replica, last = device.replica, device.replica.last_seq()
    replica.apply_answer(Acked(last - 1, (), 1, AT))
    assert list(replica.unsettled(10)) == []
    replica.rebase(Snapshot(Cursor(SCOPE, 500, b"\x55" * 32), Tally(), iter(()), (), ()), 1, Finding.TOO_OLD)
    confirmed = [event.eid for event in device.own()[:-1]]
    assert list(replica.unsettled(10)) == confirmed
    assert list(replica.unsettled(1)) == confirmed[:1]
    settled = tuple(EarlyVerdict(eid, 1, OK, settled=True) for eid in confirmed)
    replica.apply_answer(Acked(last - 1, settled, 1, AT))
    assert list(replica.unsettled(10)) == []


def test_the_feed_goes_on_from_a_snapshot_and_can_be_taken_back_to_it(device: Device) -> None:
    record = device.receive()
    device.take(device.own())
    image = SnapDossier(record, 12, device.confirmed(record))
    replica = device.replica
    replica.rebase(a_snapshot(replica, [image], replica.last_seq()), 1, Finding.DIFFERENT)
    to, before, tally = replica.cursors()[0], device.confirmed(record), replica.tally(SCOPE)
    device.take([elsewhere(record, "code.assign", {"code": CODE}, 77), *another_desks(1)], rev=13)
    assert device.confirmed(record)["official_code"] == CODE
    assert replica.feed_hash(SCOPE, to.seq) == to.h
    assert replica.feed_hash(SCOPE, to.seq - 1) is None
    replica.rewind(to, 2, "restored")
    assert (device.confirmed(record), replica.tally(SCOPE), replica.cursors()) == (before, tally, [to])


def test_a_dossier_that_a_snapshot_does_not_hold_keeps_its_image_on_the_screen(device: Device) -> None:
    record = device.receive()
    device.take([*device.own(), *another_desks(1)])
    image = SnapDossier(record, 2, device.confirmed(record))
    everything = device.replica.pending(0, 1000)
    device.replica.rebase(a_snapshot(device.replica, [image], device.replica.last_seq()), 1, Finding.DIFFERENT)
    assert device.replica.tally(SCOPE) == tally_of(image)
    assert device.replica.pending(0, 1000) == everything


def test_a_snapshot_that_does_not_read_changes_nothing(device: Device) -> None:
    record = device.receive()
    device.take(device.own())
    before = (device.replica.cursors(), device.confirmed(record), device.replica.tally(SCOPE), device.verdicts())

    def torn() -> Iterator[SnapDossier]:
        yield SnapDossier(record, 12, {"status": "received"})
        raise ValueError("page 1 is not what was signed")

    snapshot = Snapshot(Cursor(SCOPE, 500, b"\x55" * 32), Tally(), torn(), (), ())
    with pytest.raises(ValueError, match="page 1"):
        device.replica.rebase(snapshot, 1, Finding.DIFFERENT)
    assert before == (device.replica.cursors(), device.confirmed(record), device.replica.tally(SCOPE), device.verdicts())
