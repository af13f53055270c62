"""The province's log and ledger: the fake that the simulator uses and the embedded store keep the same promises."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

import pytest

from sync.core.certificate import Certificate
from sync.core.feed import Cursor, feed_next, feed_start
from sync.core.messages import Mark
from sync.core.stamp import chain_start
from sync.core.verdict import OK, Verdict, Word
from sync.province.ports import Device, DossierState, LoggedEvent, Transaction
from sync.province.registry import Office
from sync.province.stores.ledger import SqliteLedger
from sync.province.stores.sqlite import SqliteStore
from tests.support.province_fakes import MemoryLedger, MemoryStore

A, B = "c:24184", "c:24190"
DEV, EPOCH = bytes(range(16)), bytes(8)
RECORD = UUID(int=77)


@dataclass
class Kept:
    """A store with two communes and one device in the first."""

    begin: Callable[[str], AbstractContextManager[Transaction]]
    scope_of: Callable[[bytes], str | None]
    timeline: Callable[[], int]


def _certificate() -> Certificate:
    return Certificate(
        dev=DEV, epoch=EPOCH, tag="K7Q2", scope=A, office="Xã Thử", serial=1, issued_at="2026-11-21T00:00:00+00:00",
        not_after="2028-11-21T00:00:00+00:00", sign=bytes(32), seal=bytes(32), province_sign=bytes(32),
        province_seal=bytes(32),
    )


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    if request.param == "memory":
        memory = MemoryStore()
        for scope, dev, unit in ((A, DEV, "H15.24.184"), (B, bytes(16), "H15.24.190")):
            not_after = datetime(2028, 11, 21, tzinfo=UTC)
            memory.add(Device(scope, dev, EPOCH, bytes(32), not_after, 0, chain_start(dev, EPOCH)), unit)
        yield Kept(memory.begin, memory.scope_of, memory.timeline)
        return
    sqlite = SqliteStore(tmp_path / "province.sqlite", create=True)
    with sqlite.register() as register:
        register.add_office(Office("24184", "Xã Thử", "H15.24.184"))
        register.add_office(Office("24190", "Xã Nghiệm", "H15.24.190"))
        register.add_device(_certificate())
    yield Kept(sqlite.begin, sqlite.scope_of, sqlite.timeline)
    sqlite.close()


@pytest.fixture(params=["memory", "sqlite"])
def ledger(request, tmp_path):
    if request.param == "memory":
        yield MemoryLedger()
        return
    sqlite = SqliteLedger(tmp_path / "ledger.sqlite", create=True)
    yield sqlite
    sqlite.close()


def _event(raw: bytes, verdict: Verdict = OK, **changes) -> LoggedEvent:
    eid = UUID(bytes=sha256(raw).digest()[:16])
    made = LoggedEvent(eid, RECORD, raw, sha256(raw).digest(), DEV, "2026-11-21T00:00:00+00:00", verdict, 1)
    return replace(made, **changes)


def _append(tx: Transaction, event: LoggedEvent) -> Cursor:
    head = tx.feed_head()
    meta = b'{"s":%d}' % (head.seq + 1)
    end = Cursor(head.scope, head.seq + 1, feed_next(head.h, meta, event.body_hash))
    tx.put_event(event)
    tx.append_feed(event.eid, meta, end)
    return end


def test_a_device_begins_at_nothing_and_keeps_its_progress(store):
    assert (store.scope_of(DEV), store.scope_of(b"?" * 16)) == (A, None)
    with store.begin(A) as tx:
        device = tx.device(DEV)
        assert (device.have, device.chain, device.req_n, device.audit) == (0, chain_start(DEV, EPOCH), 0, None)
        moved = replace(device, have=3, chain=b"c" * 32, req_n=9, audit=Mark(4, b"a" * 16), seen_at="2026-11-21T01:00:00+00:00")
        tx.put_device(moved)
    with store.begin(A) as tx:
        assert tx.device(DEV) == moved


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
    events[1] = replace(events[1], dev=None)
    events[2] = replace(events[2], verdict=Verdict(Word.QUARANTINED, "schema"))
    ends = []
    with store.begin(A) as tx:
        assert tx.feed_head() == feed_start(A)
        ends += [_append(tx, event) for event in events]
    with store.begin(A) as tx:
        assert tx.feed_head() == ends[-1]
        assert [tx.feed_hash(n) for n in range(7)] == [feed_start(A).h, *(end.h for end in ends), None]
        rows = tx.feed(1, 3)
        assert [(row.seq, row.raw, row.dev, row.quarantined) for row in rows] == [
            (2, events[1].raw, None, False), (3, events[2].raw, DEV, True), (4, events[3].raw, DEV, False),
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
        assert (tx.event(event.eid), tx.dossier(RECORD), tx.device(DEV)) == (None, None, None)
        assert (tx.chain_at(DEV, EPOCH, 1), tx.staff_role(DEV, "u1")) == (None, None)
        assert tx.unit() == "H15.24.190"


def test_the_timeline_begins_at_one(store):
    assert store.timeline() == 1


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
