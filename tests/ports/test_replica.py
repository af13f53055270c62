"""What the road may rely on: the same promises of the simulator's replica and of the desk's store."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from forms.dossier.dossier import Happening
from sync.core.errors import Corrupt
from sync.core.event import compose
from sync.core.feed import feed_start
from sync.core.messages import BlobReply, EarlyVerdict
from sync.core.phases import Phase
from sync.core.ports import Acked, Identity, Replica, Settled, Upload
from sync.core.stamp import SHORT, chain_next, chain_start
from sync.core.verdict import OK, Verdict, Word
from tests.support.fakes import A_MORNING
from tests.support.office import PROVINCE, Office, a_reception, a_slice
from tests.support.replica import MemoryReplica

AT = A_MORNING.isoformat()
FILE = b"%PDF thu nghiem"


class Device:
    """Either kind of replica, and how its desk writes into it."""

    def __init__(self, replica: Replica, receive: Callable[[], UUID], keep: Callable[[], bytes]) -> None:
        self.replica, self.receive, self.keep = replica, receive, keep


@pytest.fixture(params=["memory", "sqlcipher"])
def device(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Device]:
    if request.param == "memory":
        yield in_memory()
        return
    office = Office(tmp_path / "office")
    office.enrol()
    with office.open.replica() as replica:
        yield Device(replica, office.receive, lambda: attach(office))
    office.open.close()


def in_memory() -> Device:
    replica = MemoryReplica(Identity(b"\x0d" * 16, b"\x0e" * 8, "c:24184", PROVINCE.public))
    ids = iter(range(1, 1000))

    def receive() -> UUID:
        record = UUID(int=next(ids) << 64)
        for happening in a_reception("T-24184-K7Q2-00001-0000", {"full_name": "Người Thử"}):
            eid = UUID(int=next(ids))
            replica.book(record, happening.kind, happening.payload, eid=eid, actor="thu", at=AT, salt=bytes(16))
        return record

    return Device(replica, receive, lambda: replica.keep_file(FILE))


def attach(office: Office) -> bytes:
    record = office.receive()
    with office.work() as work:
        blob = work.blobs.keep(work.blobs.seal([FILE]), "application/pdf")
        add = {"sha256": blob.sha256, "size": blob.size, "type": blob.type, "part": "", "title": "Giấy"}
        work.book(record, [Happening("attach.add", add)], verb="attach_scan")
        work.commit()
    return bytes.fromhex(blob.sha256)


def a_code(record: UUID) -> Any:
    return compose(eid=UUID(int=77), record=record, kind="code.assign", base=1, after=None, actor="tinh",
                   payload={"code": "H15.24-261120-0001"}, at=AT, salt=bytes(16))  # fmt: skip


def test_it_says_who_it_is_and_begins_at_the_start_of_its_feed(device: Device) -> None:
    who = device.replica.identity()
    assert replace(who, certificate=b"") == Identity(b"\x0d" * 16, b"\x0e" * 8, "c:24184", PROVINCE.public)
    assert list(device.replica.cursors()) == [feed_start("c:24184")]
    assert (device.replica.phase(), device.replica.acked(), device.replica.timeline()) == (Phase.IDLE, 0, 0)


def test_own_events_are_dense_chained_and_given_in_order(device: Device) -> None:
    device.receive(), device.receive()
    replica, last = device.replica, device.replica.last_seq()
    rows = replica.pending(0, 1000)
    assert [row.seq for row in rows] == list(range(1, last + 1))
    chain = chain_start(b"\x0d" * 16, b"\x0e" * 8)
    assert replica.chain_at(0) == chain
    for row in rows:
        chain = chain_next(chain, row.eid, sha256(row.raw).digest())
        assert replica.chain_at(row.seq) == row.chain == chain
        assert replica.body_hash(row.eid) == sha256(row.raw).digest()
    assert replica.chain_at(last + 1) is None
    assert list(replica.pending(last - 2, 1)) == [rows[last - 2]]
    assert replica.body_hash(UUID(int=4040)) is None


def test_an_ack_grows_and_never_falls(device: Device) -> None:
    device.receive()
    last = device.replica.last_seq()
    device.replica.mark_sent(last, device.replica.next_req_n())
    device.replica.apply_answer(Acked(last, (), 3, AT))
    device.replica.apply_answer(Acked(last - 1, (), 2, AT))
    assert (device.replica.acked(), device.replica.timeline()) == (last, 3)


def test_request_numbers_are_never_repeated(device: Device) -> None:
    used = [device.replica.next_req_n() for _ in range(5)]
    assert used == sorted(set(used))


def test_a_slice_moves_the_cursor_and_only_from_where_it_stands(device: Device) -> None:
    record = device.receive()
    code = a_code(record)
    own = device.replica.pending(0, 1000)
    part = a_slice(device.replica, [*((row.eid, n, OK, b"") for n, row in enumerate(own, 1)), (code.eid, 50, OK, code.raw)])
    device.replica.apply_slice(part, 1)
    assert list(device.replica.cursors()) == [part.end]
    with pytest.raises(Corrupt):
        device.replica.apply_slice(part, 1)
    assert list(device.replica.cursors()) == [part.end]


def test_a_verdict_in_an_answer_moves_neither_cursor_nor_log(device: Device) -> None:
    device.receive()
    before, rows = list(device.replica.cursors()), device.replica.pending(0, 1000)
    early = EarlyVerdict(rows[-1].eid, 1, Verdict(Word.REJECTED, "preflight"))
    device.replica.apply_answer(Acked(rows[-1].seq, (early,), 1, AT))
    assert list(device.replica.cursors()) == before
    assert device.replica.pending(0, 1000) == rows


def test_a_phase_that_stops_stays_until_a_person_decides_and_deletes_nothing(device: Device) -> None:
    device.receive()
    rows = device.replica.pending(0, 1000)
    device.replica.enter(Phase.SUSPICIOUS, "fork")
    assert device.replica.phase() is Phase.SUSPICIOUS
    device.receive()
    assert device.replica.pending(0, len(rows)) == rows
    assert device.replica.last_seq() > rows[-1].seq


def test_the_side_file_follows_the_store_after_a_round(device: Device) -> None:
    device.receive()
    device.replica.settle(Settled(A_MORNING, contact=True, trouble="", next_try_s=90))
    assert device.replica.witness_agrees()
    device.receive()
    assert device.replica.witness_agrees()


def test_a_file_is_offered_wanted_sent_and_here(device: Device) -> None:
    name = device.keep()
    replica = device.replica
    assert [(offer.sha16, offer.size) for offer in replica.offers(10)] == [(name[:SHORT], len(FILE))]
    assert list(replica.uploads()) == []
    replica.apply_answer(Acked(0, (), 1, AT, (BlobReply(name[:SHORT], "want", "/v1/blobs/1", 4),)))
    assert list(replica.uploads()) == [Upload(name, len(FILE), "/v1/blobs/1", 4)]
    assert replica.read_blob(name, 4, 3) == FILE[4:7]
    replica.upload_moved(Upload(name, len(FILE), "/v1/blobs/1", 2))
    assert replica.uploads()[0].offset == 2
    replica.apply_answer(Acked(0, (), 1, AT, (BlobReply(name[:SHORT], "hold"),)))
    assert list(replica.uploads()) == []
    assert len(replica.offers(10)) == 1
    replica.upload_moved(Upload(name, len(FILE), "/v1/blobs/1", len(FILE)))
    assert (list(replica.uploads()), list(replica.offers(10))) == ([], [])


def test_a_url_that_is_worth_nothing_and_a_file_that_was_wrong_three_times(device: Device) -> None:
    name = device.keep()
    replica, want = device.replica, BlobReply(device.keep()[:SHORT], "want", "/v1/blobs/1", 4)
    replica.apply_answer(Acked(0, (), 1, AT, (want,)))
    replica.upload_anew(name, wrong=False)
    assert list(replica.uploads()) == []
    assert [(offer.size, offer.lane) for offer in replica.offers(10)] == [(len(FILE), "P3")]
    assert list(replica.offers(10, ("P3",))) == []
    for _ in range(3):
        assert len(replica.offers(10)) == 1
        replica.apply_answer(Acked(0, (), 1, AT, (want,)))
        replica.upload_anew(name, wrong=True)
    assert list(replica.offers(10)) == []


def test_a_province_that_was_set_back_is_offered_every_file_again(device: Device) -> None:
    name = device.keep()
    device.replica.apply_answer(Acked(0, (), 1, AT, (BlobReply(name[:SHORT], "have"),)))
    assert list(device.replica.offers(10)) == []
    device.replica.apply_answer(Acked(0, (), 2, AT))
    assert [offer.sha16 for offer in device.replica.offers(10)] == [name[:SHORT]]


def test_the_audit_head_grows_with_the_work(device: Device) -> None:
    before = device.replica.audit_head()
    device.receive()
    after = device.replica.audit_head()
    assert after.n > before.n
    assert after.h != before.h
    assert len(after.h) == SHORT
