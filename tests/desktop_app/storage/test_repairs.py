"""What a repair does to the store alone: the screen stays honest, unsent work stays, an old store is taken along."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop_app.ports import Truth
from desktop_app.storage.connection import Connection, create_store
from desktop_app.storage.findings import FindingTable
from desktop_app.storage.migrate import migrate, shipped, statements
from desktop_app.storage.replica import Attendant, StoredReplica
from desktop_app.storage.witness import Witness
from forms.dossier.dossier import Happening
from forms.dossier.numbering import check_part
from sync.core.conflict import Finding
from sync.core.event import Event, compose, read_event
from sync.core.feed import Cursor, feed_start
from sync.core.ports import Acked, Snapshot
from sync.core.stamp import chain_next, chain_start
from sync.core.tally import Tally, doc_hash, mark
from sync.core.verdict import OK, Verdict, Word
from tests.support.fakes import A_MORNING, FakeDice
from tests.support.office import Office, a_reception, a_slice, confirm_all

AT = A_MORNING.isoformat()
SCOPE = "c:24184"
NEW = b"\x0f" * 8
PHONE = Happening("fields.set", {"/applicant/phone": "0912000111"})
OLD_STORE = Path(__file__).parents[2] / "golden" / "store_0001.sql"
EMPTY = Snapshot(Cursor(SCOPE, 500, b"\x55" * 32), Tally(), iter(()), (), ())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    made.enrol()
    yield made
    made.open.close()


@pytest.fixture
def old_store(tmp_path: Path) -> Iterator[Connection]:
    """As the program before reconciliation left it: two dossiers confirmed, one edit sent, one dossier not."""
    made = create_store(tmp_path / "old.db", bytearray(32))
    migrate(made, AT, shipped()[:1])
    for statement in statements(OLD_STORE.read_text("utf-8").partition("\n")[2]):
        made.execute(statement)
    yield made
    made.close()


def replica_on(connection: Connection, tmp_path: Path) -> StoredReplica:
    attendant = Attendant("thu", lambda: A_MORNING)
    return StoredReplica(connection, Witness(tmp_path / "witness", bytes(32)), tmp_path / "att", attendant)


def from_province(record: UUID, kind: str, payload: dict[str, Any], n: int = 1) -> Event:
    return compose(eid=UUID(int=n), record=record, kind=kind, base=1, after=None, payload=payload,
                   actor="tinh", at=AT, salt=bytes(16))  # fmt: skip


def truth(office: Office, record: UUID) -> Truth:
    view = office.open.queries.read(record)
    assert view is not None
    return view.truth


# a new line


def test_what_may_have_arrived_is_unknown_and_what_never_left_waits_after_a_new_line(office: Office) -> None:
    sent = office.receive()
    with office.open.replica() as replica:
        replica.mark_sent(replica.last_seq(), replica.next_req_n())
    unsent = office.receive("Người Thử Hai")
    with office.open.replica() as replica:
        replica.restamp(NEW, Finding.SET_BACK, "behind")
        replica.apply_answer(Acked(0, (), 1, AT))
    assert (truth(office, sent), truth(office, unsent)) == (Truth.UNKNOWN, Truth.WAITING)
    facts = office.open.queries.sync_facts()
    assert (facts.unknown, facts.waiting, facts.sending) == (1, 1, 0)


def test_five_thousand_waiting_events_begin_a_new_line(office: Office) -> None:
    record = office.receive()
    with office.work() as work:
        for _ in range(10):
            work.book(record, [PHONE] * 500, verb="correct_dossier")
        work.commit()
    with office.open.replica() as replica:
        last = replica.last_seq()
        replica.restamp(NEW, Finding.FORKED, "fork")
        rows = replica.pending(0, 10_000)
        assert [row.seq for row in rows] == list(range(1, last + 1))
        chain = chain_start(b"\x0d" * 16, NEW)
        for row in rows:
            chain = chain_next(chain, row.eid, sha256(row.raw).digest())
        assert (rows[-1].chain, last) == (chain, 5005)


def test_a_round_may_begin_a_new_line_while_a_shift_goes_on(office: Office) -> None:
    office.receive()
    with office.work() as work:
        assert work.events.pending() == 5
    with office.open.replica() as replica:
        replica.restamp(NEW, Finding.FORKED, "fork")
        office.receive("Người Thử Hai")
        assert [row.seq for row in replica.pending(0, 100)] == list(range(1, 8))


def test_a_crash_between_a_new_line_and_its_mark_is_no_new_alarm(office: Office) -> None:
    office.receive()
    with office.open.replica() as replica:
        replica.restamp(NEW, Finding.FORKED, "fork")
    office.again()
    with office.open.replica() as replica:
        assert replica.witness_agrees()
    office.receive("Người Thử Hai")
    kept = office.open._witness.read()
    assert kept is not None
    assert (kept.epoch, kept.number) == (NEW.hex(), 2)


def test_a_repair_is_entered_in_the_audit_and_its_finding_stays_until_a_person_closes_it(office: Office) -> None:
    office.receive()
    with office.open.replica() as replica:
        replica.restamp(NEW, Finding.FORKED, "have_hash differs at 2")
        replica.apply_answer(Acked(0, (), 1, AT, twin=True))
        replica.apply_answer(Acked(0, (), 1, AT, twin=True))
    found = FindingTable(office.open._connection)
    forked, twin = found.listed()
    assert (forked.kind, forked.detail["why"], forked.detail["events"]) == (Finding.FORKED, "have_hash differs at 2", 5)
    assert twin.kind is Finding.TWIN
    bodies = [row[0] for row in office.open._connection.execute("SELECT body FROM audit")]
    assert sum(b'"verb":"reconcile"' in body for body in bodies) == 2
    assert found.close(twin.n, "quantri", office.clock.now(), "đã hỏi")
    assert not found.close(twin.n, "quantri", office.clock.now(), "đã hỏi")
    assert [one.kind for one in found.listed()] == [Finding.FORKED]
    assert found.listed(closed=True)[1].closed_by == "quantri"
    with office.open.replica() as replica:
        replica.apply_answer(Acked(0, (), 1, AT, twin=True))
    assert len(found.listed()) == 2


# costs


def test_what_each_request_asks_never_reads_the_whole_log(office: Office) -> None:
    """The log has hundreds of thousands of events; what is asked at each request goes by an index of the few."""
    office.receive()
    connection, asked = office.open._connection, list[str]()
    with office.open.replica() as replica:
        replica.rebase(EMPTY, 1, Finding.TOO_OLD)
        replica._connection.set_trace_callback(lambda sql: sql.startswith("SELECT") and asked.append(sql))
        replica.unsettled(10), replica.last_seq(), replica.acked(), replica.cursors(), replica.offers(10)
        replica.pending(replica.acked(), 10), replica.codes_of([UUID(int=1)]), replica.wants_digest(A_MORNING)
        replica.tally(SCOPE), replica.witness_agrees(), replica.pending_bytes()
        replica._connection.set_trace_callback(None)
    assert len(asked) > 8
    for sql in asked:
        plan = [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + sql)]
        whole = [step for step in plan if step.startswith("SCAN ") and step.split()[1] in ("events", "stamps", "e", "s")]
        assert not [step for step in whole if "events_waiting" not in step], (sql, plan)
        assert not any("stamps" in sql and step.startswith("SEARCH s USING PRIMARY KEY (epoch=?)") for step in plan), (sql, plan)


# rows taken back


def test_an_unsent_edit_stays_on_the_screen_through_a_rewind_and_a_snapshot(office: Office) -> None:
    record = office.receive()
    confirm_all(office)
    code = from_province(record, "code.assign", {"code": "H15.24-261120-0001"})
    with office.open.replica() as replica:
        to = replica.cursors()[0]
        replica.apply_slice(a_slice(replica, [(code.eid, 9, OK, code.raw)]), 1)
    office.book(record, PHONE, verb="correct_dossier")
    with office.open.replica() as replica:
        replica.rewind(to, 2, "restored")
    view = office.open.queries.read(record)
    assert view is not None
    assert (view.doc["applicant"]["phone"], view.doc.get("official_code")) == ("0912000111", None)
    with office.open.replica() as replica:
        replica.rebase(EMPTY, 2, Finding.TOO_OLD)
    view = office.open.queries.read(record)
    assert view is not None
    assert (view.doc["applicant"]["phone"], view.truth) == ("0912000111", Truth.WAITING)


def test_rows_of_others_that_do_not_come_back_stay_in_the_log_without_a_verdict(office: Office) -> None:
    record = UUID(int=5 << 70)
    new, submit = a_reception("T-24184-A1B2-00001-FB34", {"full_name": "Người Xã Bên"})
    one, two = from_province(record, new.kind, new.payload, 1), from_province(record, submit.kind, submit.payload, 2)
    with office.open.replica() as replica:
        replica.apply_slice(a_slice(replica, [(one.eid, 1, OK, one.raw), (two.eid, 2, OK, two.raw)]), 1)
        replica.rewind(feed_start(SCOPE), 2, "restored")
        replica.apply_slice(a_slice(replica, [(one.eid, 1, OK, one.raw)]), 2)
    (finding,) = FindingTable(office.open._connection).listed()
    assert (finding.kind, finding.detail["others"], finding.detail["own"]) == (Finding.PROVINCE_RESTORED, 2, 0)
    view = office.open.queries.read(record)
    assert view is not None
    assert [line.verdict for line in view.history] == ["ok", None]
    with office.work() as work:
        assert work.events.pending() == 3  # rows of staff: what others wrote is never ours to send


def test_an_event_this_store_had_lost_comes_back_with_its_body(office: Office) -> None:
    record = office.receive()
    lost = [read_event(row.raw) for row in _rows(office) if read_event(row.raw).record == record]
    other = Office(office.home.parent / "restored")
    other.enrol()
    with other.open.replica() as replica:
        replica.restamp(NEW, Finding.SET_BACK, "have 5 is above our last 3")
        rows = [(event.eid, n, OK, event.raw) for n, event in enumerate(lost, 1)]
        replica.apply_slice(a_slice(replica, rows), 1)
        assert replica.last_seq() == 3  # the province has it: it need not go again
    assert truth(other, record) is Truth.UNKNOWN
    other.open.close()


def _rows(office: Office) -> Any:
    with office.open.replica() as replica:
        return replica.pending(0, 1000)


def test_a_receipt_number_that_comes_back_from_the_feed_is_not_printed_again(office: Office) -> None:
    """A folder restored whole: neither the store nor its side file knows what was printed since."""
    record = office.receive()
    lost = [read_event(row.raw) for row in _rows(office) if read_event(row.raw).record == record]
    number = office.open.queries.read(record).doc["number"]  # type: ignore[union-attr]
    other = Office(office.home.parent / "restored", dice=FakeDice(99))
    other.enrol()
    with other.open.replica() as replica:
        rows = [(event.eid, n, OK, event.raw) for n, event in enumerate(lost, 1)]
        replica.apply_slice(a_slice(replica, rows), 1)
    again = other.open.queries.read(other.receive()).doc["number"]  # type: ignore[union-attr]
    assert (number[:18], again[:18]) == ("T-24184-K7Q2-00001", "T-24184-K7Q2-00002")
    other.open.close()


@pytest.mark.parametrize("seq", [200_000, 10**30])
def test_a_number_far_ahead_is_not_taken_for_one_of_ours(office: Office, seq: int) -> None:
    record = UUID(int=5 << 70)
    new, _ = a_reception(f"T-24184-K7Q2-{seq}-{check_part(record)}", {"full_name": "Người Xã Bên"})
    forged = from_province(record, new.kind, new.payload)
    with office.open.replica() as replica:
        replica.apply_slice(a_slice(replica, [(forged.eid, 1, OK, forged.raw)]), 1)
    assert office.open.queries.read(office.receive()).doc["number"][:18] == "T-24184-K7Q2-00001"  # type: ignore[union-attr]


def test_nothing_of_a_repair_can_delete_an_event_or_forget_a_code(office: Office) -> None:
    record = office.receive()
    confirm_all(office)
    code = from_province(record, "code.assign", {"code": "H15.24-261120-0001"})
    with office.open.replica() as replica:
        replica.apply_slice(a_slice(replica, [(code.eid, 9, OK, code.raw)]), 1)
    for statement in ("DELETE FROM codes", "UPDATE codes SET code = 'x'", "DELETE FROM events"):
        with pytest.raises(sqlcipher.IntegrityError, match="never"):
            office.open._connection.execute(statement)


# counting


def test_a_document_that_changed_by_itself_is_found_by_the_count_and_repaired_by_a_snapshot(office: Office) -> None:
    first, second = office.receive(), office.receive("Người Thử Hai")
    confirm_all(office)
    sound = {record: office.open.queries.read(record).doc for record in (first, second)}  # type: ignore[union-attr]
    connection = office.open._connection
    connection.execute("UPDATE dossiers SET doc = json_set(doc, '$.sets', 9) WHERE id = ?", (first.bytes,))
    with office.open.replica() as replica:
        kept = replica.tally(SCOPE)
        assert replica.recount(SCOPE, A_MORNING) == replica.tally(SCOPE) != kept
        revs = dict(connection.execute("SELECT id, rev FROM dossiers").fetchall())
        dossiers = [_snap(record, revs[record.bytes], doc) for record, doc in sound.items()]
        line = _line(replica)
        at = replica.cursors()[0]
        different = replica.rebase(Snapshot(at, kept, iter(dossiers), (), [line]), 1, Finding.DIFFERENT)
        assert different == [first]
        assert replica.recount(SCOPE, A_MORNING) == replica.tally(SCOPE) == kept
    assert {record: office.open.queries.read(record).doc for record in sound} == sound  # type: ignore[union-attr]


def _snap(record: UUID, rev: int, doc: Any) -> Any:
    from sync.core.snapshot import SnapDossier

    return SnapDossier(record, rev, doc)


def _line(replica: Any) -> Any:
    from sync.core.snapshot import SnapLine
    from sync.core.stamp import SHORT

    who, last = replica.identity(), replica.last_seq()
    return SnapLine(who.dev, who.epoch, last, replica.chain_at(last)[:SHORT])


# a store of the program before


def test_a_store_of_the_program_before_is_taken_along_with_what_it_had_not_sent(old_store: Connection, tmp_path: Path) -> None:
    before = old_store.execute("SELECT eid, raw, verdict FROM events ORDER BY n").fetchall()
    migrate(old_store, AT)
    assert old_store.execute("SELECT eid, raw, verdict FROM events ORDER BY n").fetchall() == before
    replica = replica_on(old_store, tmp_path)
    assert replica.identity().epoch == b"\x0e" * 8
    assert (replica.last_seq(), replica.acked(), replica.timeline()) == (10, 7, 1)
    assert [row.seq for row in replica.pending(7, 100)] == [8, 9, 10]
    assert replica.cursor_timeline(SCOPE) == 1
    cursor = replica.cursors()[0]
    assert replica.feed_hash(SCOPE, cursor.seq) == cursor.h
    assert replica.feed_hash(SCOPE, cursor.seq - 1) is None
    assert list(replica.codes_of(row.eid for row in replica.pending(0, 100)).values()) == ["H15.24-261120-0001"]
    replica.restamp(NEW, Finding.FORKED, "fork")
    assert [row.seq for row in replica.pending(0, 100)] == list(range(1, 11))


def test_the_documents_of_an_old_store_are_counted_when_first_asked(old_store: Connection, tmp_path: Path) -> None:
    migrate(old_store, AT)
    replica = replica_on(old_store, tmp_path)
    expected = Tally()
    for id_, rev, doc in _images(old_store):
        expected = expected.replaced(None, mark(UUID(bytes=id_), rev, doc_hash(doc)))
    assert expected.count == 2
    assert replica.tally(SCOPE) == expected == replica.recount(SCOPE, A_MORNING)


def test_rows_kept_since_can_be_taken_back_in_an_old_store(old_store: Connection, tmp_path: Path) -> None:
    migrate(old_store, AT)
    replica = replica_on(old_store, tmp_path)
    to, before, tally = replica.cursors()[0], _images(old_store), replica.tally(SCOPE)
    record = UUID(bytes=before[0][0])
    due = from_province(record, "state.set", {"/due_at": "2026-12-01T17:00:00+07:00"}, 90)
    edit = next(row.eid for row in replica.pending(7, 1))
    replica.apply_slice(a_slice(replica, [(due.eid, 10, OK, due.raw), (edit, 11, Verdict(Word.REJECTED, "state"), b"")]), 1)
    assert _images(old_store) != before
    replica.rewind(to, 2, "restored")
    assert (_images(old_store), replica.tally(SCOPE)) == (before, tally)
    replica.rewind(feed_start(SCOPE), 3, "restored from an empty store")
    assert (_images(old_store), replica.tally(SCOPE)) == ([], Tally())
    assert old_store.execute("SELECT count(*) FROM events WHERE verdict IS NOT NULL").fetchone() == (0,)
    assert old_store.execute("SELECT count(*) FROM dossiers").fetchone() == (3,)


def _images(connection: Connection) -> list[tuple[bytes, int, Any]]:
    import json

    sql = "SELECT id, rev, coalesce(confirmed, doc) FROM dossiers WHERE rev > 0 ORDER BY id"
    return [(id_, rev, json.loads(doc)) for id_, rev, doc in connection.execute(sql)]
