"""What the store alone promises the road: two images, one transaction a slice, and nothing ever deleted."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pytest

from desktop_app.storage.connection import open_store
from desktop_app.storage.witness import Mark, Witness
from forms.dossier.dossier import Happening
from forms.errors import RuleError
from sync.core.errors import Corrupt
from sync.core.event import Event, compose
from sync.core.messages import BlobReply, EarlyVerdict
from sync.core.phases import Phase
from sync.core.ports import Acked, Settled
from sync.core.verdict import OK, Verdict, Word
from tests.support.fakes import A_MORNING
from tests.support.office import Office, a_reception, a_slice, confirm_all

AT = A_MORNING.isoformat()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    made.enrol()
    yield made
    made.open.close()


def from_province(record: UUID, kind: str, payload: dict[str, Any], n: int = 1) -> Event:
    return compose(eid=UUID(int=n), record=record, kind=kind, base=1, after=None, payload=payload,
                   actor="tinh", at=AT, salt=bytes(16))  # fmt: skip


def take(office: Office, *rows: tuple[UUID, int, Verdict, bytes]) -> None:
    with office.open.replica() as replica:
        replica.apply_slice(a_slice(replica, rows), 1)


def row_of(office: Office, record: UUID) -> tuple[int, bool]:
    sql = "SELECT rev, confirmed IS NOT NULL FROM dossiers WHERE id = ?"
    rev, kept = office.open._connection.execute(sql, (record.bytes,)).fetchone()
    return rev, bool(kept)


def test_an_unsent_edit_never_leaves_the_screen(office: Office) -> None:
    record = office.receive()
    confirm_all(office)
    assert row_of(office, record)[1] is False
    office.book(record, Happening("fields.set", {"/applicant/phone": "0912000111"}), verb="correct_dossier")
    assert row_of(office, record)[1] is True
    code = from_province(record, "code.assign", {"code": "H15.24-261120-0001"})
    take(office, (code.eid, 9, OK, code.raw))
    view = office.open.queries.read(record)
    assert view is not None
    assert (view.doc["applicant"]["phone"], view.doc["official_code"]) == ("0912000111", "H15.24-261120-0001")
    confirm_all(office)
    assert row_of(office, record)[1] is False
    assert office.open.queries.read(record).doc["applicant"]["phone"] == "0912000111"  # type: ignore[union-attr]


def test_a_value_the_merge_kept_aside_is_not_shown_as_confirmed(office: Office) -> None:
    record = office.receive(phone="0912000000")
    confirm_all(office)
    office.book(record, Happening("fields.set", {"/applicant/phone": "0912000111", "/return_by": "post"}), verb="correct_dossier")
    confirm_all(office, Verdict(Word.CONFLICT, "merge", ("/applicant/phone",)))
    doc = office.open.queries.read(record).doc  # type: ignore[union-attr]
    assert (doc["applicant"]["phone"], doc["return_by"]) == ("0912000000", "post")
    assert office.open.queries.sync_facts().conflicts == 1


def test_a_rejected_event_is_listed_and_leaves_the_document(office: Office) -> None:
    record = office.receive()
    confirm_all(office)
    office.book(record, Happening("fields.set", {"/applicant/phone": "0912000111"}), verb="correct_dossier")
    confirm_all(office, Verdict(Word.REJECTED, "frozen"))
    view = office.open.queries.read(record)
    assert view is not None
    assert "phone" not in view.doc["applicant"]
    assert view.history[-1].payload == {"/applicant/phone": "0912000111"}
    assert view.history[-1].verdict == "rejected"


def test_another_desks_dossier_arrives_whole(office: Office) -> None:
    record = UUID("01a1f6ae-9900-7438-9c85-7e1007d7ac64")
    new, submit = a_reception("T-24184-A1B2-00001-FB34", {"full_name": "Người Xã Bên"})
    one = from_province(record, new.kind, new.payload, 1)
    two = from_province(record, submit.kind, submit.payload, 2)
    take(office, (one.eid, 1, OK, one.raw), (two.eid, 2, OK, two.raw))
    view = office.open.queries.read(record)
    assert view is not None
    assert (view.doc["applicant"]["full_name"], view.doc["status"], view.revision) == ("Người Xã Bên", "received", 2)
    assert [line.own for line in view.history] == [False, False]
    with office.work() as work:
        assert work.events.pending() == 3  # rows of staff


def test_a_slice_that_starts_elsewhere_changes_nothing(office: Office) -> None:
    record = office.receive()
    code = from_province(record, "code.assign", {"code": "H15.24-261120-0001"})
    with office.open.replica() as replica:
        part = a_slice(replica, [(code.eid, 1, OK, code.raw)])
        replica.apply_slice(part, 1)
        before = replica.cursors()
        with pytest.raises(Corrupt):
            replica.apply_slice(part, 1)
        assert replica.cursors() == before


def test_a_slice_is_one_transaction(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    record = office.receive()
    view = office.open.queries.read(record)

    def crash(*_: object) -> None:
        raise MemoryError

    with office.open.replica() as replica:
        rows = [(row.eid, n, OK, b"") for n, row in enumerate(replica.pending(0, 100), 1)]
        before = replica.cursors()
        monkeypatch.setattr("desktop_app.storage.dossiers.DossierTable.confirm", crash)
        with pytest.raises(MemoryError):
            replica.apply_slice(a_slice(replica, rows), 1)
        assert replica.cursors() == before
    assert office.open.queries.read(record) == view


def test_early_notice_is_shown_and_believed_only_when_the_row_comes(office: Office) -> None:
    record = office.receive()
    rejected = Verdict(Word.REJECTED, "preflight", (), "Thiếu giấy tờ.")
    with office.open.replica() as replica:
        last = replica.pending(0, 100)[-1]
        replica.apply_answer(Acked(last.seq, (EarlyVerdict(last.eid, 1, rejected),), 1, AT))
        assert replica.acked() == last.seq
    line = office.open.queries.read(record).history[-1]  # type: ignore[union-attr]
    assert (line.verdict, line.early, line.why["text"]) == ("rejected", True, "Thiếu giấy tờ.")  # type: ignore[index]
    with office.work() as work:
        assert work.events.pending() == 5
    confirm_all(office, OK)
    line = office.open.queries.read(record).history[-1]  # type: ignore[union-attr]
    assert (line.verdict, line.early) == ("ok", False)


def test_a_late_answer_can_only_raise_the_ack(office: Office) -> None:
    office.receive()
    with office.open.replica() as replica:
        replica.apply_answer(Acked(5, (), 2, AT))
        replica.apply_answer(Acked(3, (), 1, AT))
        assert (replica.acked(), replica.timeline()) == (5, 2)


def test_a_request_number_is_never_used_twice_even_after_a_crash(office: Office) -> None:
    with office.open.replica() as replica:
        used = [replica.next_req_n() for _ in range(3)]
    office.again()
    with office.open.replica() as replica:
        assert replica.next_req_n() not in used


def test_a_row_that_the_law_here_cannot_follow_stops_nobody_else(office: Office) -> None:
    stuck, other = office.receive(), office.receive("Người Thử Hai")
    confirm_all(office)
    odd = from_province(stuck, "cmd", {"name": "deliver_result", "args": {}, "expected": "decided"}, 1)
    good = from_province(other, "code.assign", {"code": "H15.24-261120-0002"}, 2)
    take(office, (odd.eid, 20, OK, odd.raw), (good.eid, 21, OK, good.raw))
    assert office.open.queries.read(stuck).doc["status"] == "received"  # type: ignore[union-attr]
    assert office.open.queries.read(other).doc["official_code"] == "H15.24-261120-0002"  # type: ignore[union-attr]


def test_an_upload_moves_forwards_and_back_and_ends(office: Office) -> None:
    record = office.receive()
    with office.work() as work:
        blob = work.blobs.keep(work.blobs.seal([b"%PDF thu nghiem"]), "application/pdf")
        add = {"sha256": blob.sha256, "size": blob.size, "type": blob.type, "part": "", "title": "Giấy"}
        work.book(record, [Happening("attach.add", add)], verb="attach_scan")
        work.commit()
    sha = bytes.fromhex(blob.sha256)
    with office.open.replica() as replica:
        assert replica.uploads() == []
        replica.apply_answer(Acked(0, (), 1, AT, (BlobReply(sha[:16], "want", "/v1/blobs/1", 4),)))
        upload = replica.uploads()[0]
        assert (upload.sha256, upload.size, upload.url, upload.offset) == (sha, 15, "/v1/blobs/1", 4)
        for offset, waits in ((9, True), (2, True), (15, False)):
            replica.upload_moved(type(upload)(sha, 15, upload.url, offset))
            assert bool(replica.uploads()) is waits
        assert replica.offers(10) == []
        replica.count_traffic(10, 20, 1)
    facts = office.open.queries.sync_facts()
    assert (facts.blobs_waiting, facts.bytes_up, facts.bytes_down, facts.round_trips) == (0, 10, 20, 1)


def test_the_raw_bytes_of_an_own_event_are_what_is_hashed_and_sent(office: Office) -> None:
    office.receive()
    with office.open.replica() as replica:
        row = replica.pending(3, 1)[0]
        from hashlib import sha256

        assert replica.body_hash(row.eid) == sha256(row.raw).digest()
        assert replica.body_hash(UUID(int=5)) is None
        assert [r.seq for r in replica.pending(3, 10)] == [4, 5]


def test_a_reader_beside_the_round_sees_whole_transactions_only(office: Office) -> None:
    record = office.receive()
    key = office.open._unlocked.store_key
    reader = open_store(office.home / "office.db", key)
    with pytest.raises(RuleError), office.work() as work:
        work.book(record, [Happening("fields.set", {"/applicant/phone": "1"})], verb="correct_dossier")
        seen = reader.execute("SELECT count(*) FROM events WHERE kind = 'fields.set'").fetchone()
        assert seen == (0,)
        work.book(record, [Happening("fields.set", {"/status": "decided"})], verb="correct_dossier")
    reader.close()


def test_the_lines_thread_never_puts_back_an_older_printed_number(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.receive()
    begun, write = list[Thread](), Witness.write

    def write_late(witness: Witness, mark: Mark) -> None:
        if not begun:
            begun.append(Thread(target=office.receive))
            begun[0].start()
            begun[0].join(0.3)
        write(witness, mark)

    monkeypatch.setattr(Witness, "write", write_late)
    with office.open.replica() as replica:
        replica.settle(Settled(office.clock.now(), False, "", 1.0))
    begun[0].join()
    kept = office.open._witness.read()
    assert kept is not None
    assert kept.number == 2


def test_a_person_who_lets_rounds_go_on_lets_the_province_take_back(office: Office) -> None:
    office.receive()
    with office.open.replica() as replica:
        replica.apply_answer(Acked(5, (), 3, AT))
        replica.enter(Phase.SUSPICIOUS, "shrunk: ack fell")
        assert replica.resume("quantri", office.clock.now()) == "shrunk: ack fell"
        assert (replica.phase(), replica.acked()) == (Phase.IDLE, 5)
        assert replica.timeline() < 0
        assert replica.cursor_timeline("c:24184") < 0
        replica.apply_answer(Acked(2, (), 3, AT))
        assert (replica.acked(), replica.timeline()) == (2, 3)
