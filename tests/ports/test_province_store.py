"""The province's log and ledger: memory (the simulator's), SQLite and PostgreSQL keep the same promises."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

import pytest

from sync.core.feed import Cursor, feed_next, feed_start
from sync.core.messages import Mark
from sync.core.stamp import chain_start
from sync.core.tally import Tally, doc_hash
from sync.core.verdict import OK, Verdict, Word
from sync.province.ports import DossierState, LoggedEvent, SnapshotNote, Transaction
from tests.support.province_stores import DEV, EPOCH, KINDS, A, B, a_ledger, a_store

RECORD = UUID(int=77)
NEW_EPOCH = b"new-line"


@pytest.fixture(params=KINDS)
def store(request, tmp_path):
    with a_store(request.param, tmp_path) as made:
        yield made


@pytest.fixture(params=KINDS)
def ledger(request, tmp_path):
    with a_ledger(request.param, tmp_path) as made:
        yield made


def _event(raw: bytes, verdict: Verdict = OK, **changes) -> LoggedEvent:
    eid = UUID(bytes=sha256(raw).digest()[:16])
    made = LoggedEvent(eid, RECORD, raw, sha256(raw).digest(), DEV, "2026-11-21T00:00:00+00:00", verdict, 1, EPOCH)
    return replace(made, **changes)


def _append(tx: Transaction, event: LoggedEvent) -> Cursor:
    head = tx.feed_head()
    meta = b'{"s":%d}' % (head.seq + 1)
    end = Cursor(head.scope, head.seq + 1, feed_next(head.h, meta, event.body_hash))
    tx.put_event(event)
    tx.append_feed(event.eid, meta, end, Tally(end.seq, end.h))
    return end


def test_a_device_begins_at_nothing_and_keeps_its_progress(store):
    assert (store.scope_of(DEV), store.scope_of(b"?" * 16)) == (A, None)
    with store.begin(A) as tx:
        device = tx.device(DEV, EPOCH)
        assert (device.have, device.chain, device.req_n, device.audit) == (0, chain_start(DEV, EPOCH), 0, None)
        assert (device.n, device.not_after, list(tx.lines())) == (0, datetime(2028, 11, 21, tzinfo=UTC), [])
        moved = replace(device, have=3, chain=b"c" * 32, req_n=9, audit=Mark(4, b"a" * 16), seen_at="2026-11-21T01:00:00+00:00")
        tx.put_device(moved)
    with store.begin(A) as tx:
        assert tx.device(DEV, EPOCH) == replace(moved, n=1)
        tx.put_device(replace(moved, n=1, have=4))
    with store.begin(A) as tx:
        assert list(tx.lines(DEV)) == [replace(moved, n=1, have=4)]


def test_each_epoch_is_a_line_of_its_own_and_the_newest_is_known(store):
    for epoch in (b"zzzzzzzz", EPOCH, NEW_EPOCH):
        with store.begin(A) as tx:
            line = tx.device(DEV, epoch)
            assert (line.n, line.have, line.chain) == (0, 0, chain_start(DEV, epoch))
            tx.put_device(replace(line, req_n=1))
    with store.begin(A) as tx:
        tx.put_device(replace(tx.device(DEV, EPOCH), have=7))
        assert [(line.epoch, line.n, line.have) for line in tx.lines(DEV)] == [
            (b"zzzzzzzz", 1, 0), (EPOCH, 2, 7), (NEW_EPOCH, 3, 0),
        ]
        assert [line.n for line in tx.lines()] == [1, 2, 3]
        assert list(tx.lines(b"?" * 16)) == []
        assert tx.device(b"?" * 16, EPOCH) is None


def test_stamps_are_unique_and_zero_is_the_chains_start(store):
    with store.begin(A) as tx:
        tx.put_stamp(DEV, EPOCH, 1, UUID(int=1), b"x" * 32)
    with store.begin(A) as tx:
        assert tx.chain_at(DEV, EPOCH, 0) == chain_start(DEV, EPOCH)
        assert (tx.chain_at(DEV, EPOCH, 1), tx.chain_at(DEV, EPOCH, 2)) == (b"x" * 32, None)
    with pytest.raises(Exception), store.begin(A) as tx:  # noqa: B017 - each store has its own word for it
        tx.put_stamp(DEV, EPOCH, 1, UUID(int=2), b"y" * 32)


@pytest.mark.parametrize("verdict", [OK, Verdict(Word.CONFLICT, "since", ("/applicant/phone",), "Đã đổi.")])
def test_an_event_is_kept_byte_for_byte_with_its_verdict(store, verdict):
    event = _event('{"tên": "Thử"}  '.encode(), verdict)
    with store.begin(A) as tx:
        _append(tx, event)
    with store.begin(A) as tx:
        assert tx.event(event.eid) == event
        assert tx.event(UUID(int=1)) is None


def test_an_event_has_one_row_for_ever(store):
    event = _event(b"{}")
    with store.begin(A) as tx:
        _append(tx, event)
    with pytest.raises(Exception), store.begin(A) as tx:  # noqa: B017
        _append(tx, event)
    with store.begin(A) as tx:
        assert tx.feed_head().seq == 1


def test_the_feed_is_dense_and_each_row_knows_its_author(store):
    events = [_event(b'{"n":%d}' % n) for n in range(5)]
    events[1] = replace(events[1], dev=None, epoch=None)
    events[2] = replace(events[2], verdict=Verdict(Word.QUARANTINED, "schema"))
    ends = []
    with store.begin(A) as tx:
        assert tx.feed_head() == feed_start(A)
        ends += [_append(tx, event) for event in events]
    with store.begin(A) as tx:
        assert tx.feed_head() == ends[-1]
        assert [tx.feed_hash(n) for n in range(7)] == [feed_start(A).h, *(end.h for end in ends), None]
        rows = tx.feed(1, 3)
        assert [(row.seq, row.raw, row.dev, row.quarantined, row.epoch) for row in rows] == [
            (2, events[1].raw, None, False, None), (3, events[2].raw, DEV, True, EPOCH), (4, events[3].raw, DEV, False, EPOCH),
        ]
        assert list(tx.feed(5, 10)) == []


def test_a_dossier_is_its_newest_revision(store):
    doc = {"status": "received", "procedure": "1.004873", "applicant": {"full_name": "H’Mẫu Niê"}, "number": "T-1"}
    with store.begin(A) as tx:
        assert tx.dossier(RECORD) is None
        tx.put_dossier(DossierState(RECORD, 1, doc, {"/applicant/phone": [1, "ab"]}))
        tx.put_dossier(DossierState(RECORD, 2, {**doc, "official_code": "H15.24.184-261121-0001"}))
    with store.begin(A) as tx:
        assert tx.dossier(RECORD) == DossierState(RECORD, 2, {**doc, "official_code": "H15.24.184-261121-0001"})


def test_an_exception_undoes_everything(store):
    with pytest.raises(RuntimeError), store.begin(A) as tx:
        _append(tx, _event(b"{}"))
        tx.put_stamp(DEV, EPOCH, 1, UUID(int=1), b"x" * 32)
        tx.put_dossier(DossierState(RECORD, 1, {"status": "draft"}))
        tx.set_staff(DEV, "u1", "clerk")
        raise RuntimeError
    with store.begin(A) as tx:
        assert tx.feed_head() == feed_start(A)
        assert (tx.chain_at(DEV, EPOCH, 1), tx.dossier(RECORD), tx.has_staff(DEV)) == (None, None, False)


def test_staff_come_and_go(store):
    with store.begin(A) as tx:
        assert not tx.has_staff(DEV)
        tx.set_staff(DEV, "u1", "clerk")
        tx.set_staff(DEV, "u1", "commune_officer")
        assert (tx.staff_role(DEV, "u1"), tx.staff_role(DEV, "u2"), tx.has_staff(DEV)) == ("commune_officer", None, True)
        tx.set_staff(DEV, "u1", None)
        assert (tx.staff_role(DEV, "u1"), tx.has_staff(DEV)) == (None, False)


def test_one_commune_cannot_be_seen_from_another(store):
    event = _event(b"{}")
    with store.begin(A) as tx:
        _append(tx, event)
        tx.put_dossier(DossierState(RECORD, 1, {"status": "received"}))
        tx.put_stamp(DEV, EPOCH, 1, event.eid, b"x" * 32)
        tx.set_staff(DEV, "u1", "clerk")
        assert tx.unit() == "H15.24.184"
    with store.begin(B) as tx:
        assert tx.feed_head() == feed_start(B)
        assert list(tx.feed(0, 10)) == []
        assert (tx.event(event.eid), tx.dossier(RECORD), tx.device(DEV, EPOCH)) == (None, None, None)
        assert (tx.chain_at(DEV, EPOCH, 1), tx.staff_role(DEV, "u1")) == (None, None)
        assert tx.unit() == "H15.24.190"


def test_the_tally_moves_with_the_head(store):
    with store.begin(A) as tx:
        assert tx.tally() == Tally()
        end = _append(tx, _event(b"{}"))
    with store.begin(A) as tx:
        assert tx.tally() == Tally(1, end.h)
    assert A in store.scopes()


def test_objections_are_all_rows_that_are_not_ok_in_order(store):
    words = [Word.OK, Word.REJECTED, Word.OK, Word.CONFLICT, Word.QUARANTINED]
    with store.begin(A) as tx:
        for n, word in enumerate(words):
            _append(tx, _event(b'{"n":%d}' % n, OK if word is Word.OK else Verdict(word, "state")))
    with store.begin(A) as tx:
        assert list(tx.objections()) == [b'{"s":2}', b'{"s":4}', b'{"s":5}']
    with store.begin(B) as tx:
        assert list(tx.objections()) == []


def test_dossiers_come_by_id_in_pages(store):
    ids = [UUID(int=n << 64) for n in (3, 1, 255, 2)]
    with store.begin(A) as tx:
        tx.hold(ids)
        for n, id_ in enumerate(ids):
            doc = {"status": "received", "n": n}
            tx.put_dossier(DossierState(id_, 1, doc, digest=doc_hash(doc)))
    with store.begin(A) as tx:
        tx.hold(ids)
        first = tx.dossiers(None, 3)
        assert [each.id for each in first] == sorted(ids)[:3]
        assert first[0].digest == doc_hash(first[0].doc)
        assert [each.id for each in tx.dossiers(first[-1].id, 3)] == sorted(ids)[3:]
    with store.begin(B) as tx:
        assert list(tx.dossiers(None, 3)) == []


def test_a_dossier_of_any_shape_is_kept_and_read_back(store):
    odd = {"status": "received", "number": "T-\0\ud800", "procedure": 7, "applicant": ["?"], "due_at": {"x": None}}
    with store.begin(A) as tx:
        tx.put_dossier(DossierState(RECORD, 1, odd, {"/applicant/\0": [1, "ab"]}))
    with store.begin(A) as tx:
        assert tx.dossier(RECORD) == DossierState(RECORD, 1, odd, {"/applicant/\0": [1, "ab"]})


def test_a_newer_snapshot_takes_the_place_of_the_old_one(store):
    def note(at: Cursor, *pages: bytes) -> SnapshotNote:
        return SnapshotNote(at, Tally(2, b"t" * 32), tuple(sha256(page).digest() for page in pages), "2026-11-21T00:00:00+00:00")

    with store.begin(A) as tx:
        assert (tx.snapshot(), tx.floor(), tx.snapshot_page(0, 0)) == (None, 0, None)
        first, second = _append(tx, _event(b"1")), _append(tx, _event(b"2"))
        tx.put_snapshot(note(first, b"one", b"two"), [b"one", b"two"], floor=0)
    with store.begin(A) as tx:
        assert (tx.snapshot(), tx.floor()) == (note(first, b"one", b"two"), 0)
        assert [tx.snapshot_page(1, n) for n in range(3)] == [b"one", b"two", None]
        tx.put_snapshot(note(second, b"three"), [b"three"], floor=2)
    with store.begin(A) as tx:
        assert (tx.snapshot(), tx.floor(), tx.feed_head()) == (note(second, b"three"), 2, second)
        assert (tx.snapshot_page(1, 0), tx.snapshot_page(2, 0), tx.snapshot_page(2, 1)) == (None, b"three", None)
    with store.begin(B) as tx:
        assert (tx.snapshot(), tx.floor(), tx.snapshot_page(2, 0)) == (None, 0, None)


def test_an_event_is_found_in_the_feed_by_its_id(store):
    with store.begin(A) as tx:
        _append(tx, _event(b"1"))
        second = _event(b"2")
        _append(tx, second)
        assert (tx.row_of(second.eid), tx.row_of(UUID(int=9))) == (2, None)
    with store.begin(B) as tx:
        assert tx.row_of(second.eid) is None


def test_a_dossier_has_one_code_for_ever(ledger):
    day, other = date(2026, 11, 21), date(2026, 11, 22)
    first = ledger.code_for(UUID(int=1), "H15.24.184", day)
    assert first == "H15.24.184-261121-0001"
    assert ledger.code_for(UUID(int=1), "H15.24.184", other) == first
    assert ledger.code_for(UUID(int=1), "H15.24.190", day) == first


def test_codes_count_up_per_unit_and_day_and_never_twice(ledger):
    asked = [(UUID(int=n), unit, date(2026, 11, day)) for n, (unit, day) in enumerate(
        (unit, day) for unit in ("H15.24.184", "H15.24.190") for day in (21, 22) for _ in range(3)
    )]
    codes = [ledger.code_for(*each) for each in asked]
    assert len(set(codes)) == 12
    assert [code.rsplit("-", 1)[1] for code in codes] == ["0001", "0002", "0003"] * 4


def test_a_lost_code_comes_back_once_and_the_counter_goes_beyond_it(ledger):
    day, unit = date(2026, 11, 21), "H15.24.184"
    witness = "H15.24.184-261121-0007"
    assert ledger.code_for(UUID(int=1), unit, date(2026, 11, 22), witness) == witness
    assert ledger.code_for(UUID(int=1), unit, day, "H15.24.184-261121-0009") == witness, "one code for ever"
    assert ledger.code_for(UUID(int=2), unit, day, witness) == "H15.24.184-261121-0008", "somebody else has it"
    assert ledger.code_for(UUID(int=3), unit, day, "H15.24.190-261121-0020") == "H15.24.184-261121-0009", "another unit's"
    assert ledger.code_for(UUID(int=4), unit, day, "H15.24.184-261121-0003") == "H15.24.184-261121-0003"
    assert ledger.code_for(UUID(int=5), unit, day, "no code at all") == "H15.24.184-261121-0010"


@pytest.mark.parametrize("witness", ["H15.24.184-261122-0001", "H15.24.184-261121-10000", "H15.24.184-261121-999999999"])
def test_a_witness_uses_up_no_number_that_was_never_given(ledger, witness):
    day, unit = date(2026, 11, 21), "H15.24.184"
    assert ledger.code_for(UUID(int=1), unit, day, witness) == "H15.24.184-261121-0001"
    assert ledger.code_for(UUID(int=2), unit, day) == "H15.24.184-261121-0002"


def test_codes_asked_together_are_the_same_as_one_by_one(ledger):
    day, unit = date(2026, 11, 21), "H15.24.184"
    first = ledger.code_for(UUID(int=1), unit, day)
    with ledger.together() as codes:
        assert [codes.code_for(UUID(int=n), unit, day)[-4:] for n in (1, 2, 3, 2)] == ["0001", "0002", "0003", "0002"]
    with ledger.together():
        pass
    assert ledger.code_for(UUID(int=1), unit, day) == first
    assert ledger.code_for(UUID(int=4), unit, day)[-4:] == "0004"


def test_the_ledger_witnesses_the_log_and_never_a_lower_row(ledger):
    assert (ledger.timeline(), list(ledger.witnesses())) == (1, [])
    ledger.witness(feed_start(B))
    ledger.witness(Cursor(A, 5, b"5" * 32))
    ledger.witness(Cursor(A, 4, b"4" * 32))
    assert list(ledger.witnesses()) == [Cursor(A, 5, b"5" * 32)]
    assert ledger.raise_timeline([Cursor(A, 3, b"3" * 32), feed_start(B)]) == 2
    ledger.witness(Cursor(A, 4, b"x" * 32))
    assert (ledger.timeline(), ledger.witnesses()[0]) == (2, Cursor(A, 4, b"x" * 32))


def test_serials_only_grow(ledger):
    first = ledger.next_serial()
    ledger.raise_timeline([])
    assert [ledger.next_serial(), ledger.next_serial()] == [first + 1, first + 2]


def test_the_ledger_keeps_what_was_last_said_of_trusting_a_device(ledger):
    at = datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert dict(ledger.revocations()) == {}
    ledger.note_revocation(DEV, at, at)
    ledger.note_revocation(bytes(16), at, at)
    ledger.note_revocation(bytes(16), None, at)
    assert dict(ledger.revocations()) == {DEV: at, bytes(16): None}


def test_what_was_put_aside_is_closed_once_and_by_its_own_commune(store):
    with store.begin(A) as tx:
        tx.quarantine(DEV, b"bytes", "signature", "2026-11-21T00:00:00+00:00")
    number = _asides(store)[0]
    for scope, found in ((B, False), (A, True), (A, False)):
        with store.begin(scope) as tx:
            assert tx.close_aside(number, "66" * 16, "looked at", "2026-11-22T00:00:00+00:00") is found


def _asides(store) -> list[int]:
    if not hasattr(store, "archive"):
        return [0]   # memory numbers from nothing
    with store.archive() as archive:
        return [each.id for each in archive.set_aside(10)]
