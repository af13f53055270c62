"""What only the real store can promise: stamps, the side file, rows of staff."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop_app.errors import STAFF_SIGNATURE, DeskError
from desktop_app.ports import Truth
from desktop_app.storage import device as device_module
from desktop_app.storage.witness import Mark
from forms.dossier.dossier import Happening
from forms.dossier.roles import Role
from sync.core.certificate import sign_certificate
from sync.core.conflict import Finding
from sync.core.event import STAFF_SET, read_event
from sync.core.ports import Settled
from sync.core.signing import Ed25519Signer
from sync.core.stamp import chain_next, chain_start
from tests.support.office import PROVINCE, Office, a_certificate, a_reception, cheap_guesses

PHONE = Happening("fields.set", {"/applicant/phone": "0912000111"})


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "office")
    made.enrol()
    yield made
    made.open.close()


def test_stamps_are_dense_and_their_chain_can_be_recomputed(office: Office) -> None:
    record = office.receive()
    office.book(record, PHONE, verb="correct_dossier")
    with office.open.replica() as replica:
        identity, rows = replica.identity(), replica.pending(0, 100)
    chain = chain_start(identity.dev, identity.epoch)
    for number, row in enumerate(rows, 1):
        chain = chain_next(chain, row.eid, read_event(row.raw).hash)
        assert (row.seq, row.chain) == (number, chain)
    kinds = [read_event(row.raw).kind for row in rows]
    assert kinds == [STAFF_SET] * 3 + ["dossier.new", "cmd", "fields.set"]


def test_each_event_names_the_one_before_it_and_the_revision_that_was_seen(office: Office) -> None:
    record = office.receive()
    office.book(record, PHONE, verb="correct_dossier")
    view = office.open.queries.read(record)
    with office.open.replica() as replica:
        events = [read_event(row.raw) for row in replica.pending(0, 100)]
    own = [event for event in events if event.record == record]
    assert [event.after for event in own] == [None, own[0].eid, own[1].eid]
    assert {event.actor for event in own} == {"thu"}
    assert len({event.salt for event in own}) == 3
    assert view is not None
    assert [line.kind for line in view.history] == ["dossier.new", "cmd", "fields.set"]


def test_events_and_audit_can_only_grow(office: Office) -> None:
    office.receive()
    for statement in ("DELETE FROM events", "UPDATE events SET raw = x'00'", "DELETE FROM audit",
                      "UPDATE audit SET body = x'00'"):  # fmt: skip
        with pytest.raises(sqlcipher.IntegrityError, match=r"never|append only"):
            office.open._connection.execute(statement)


def test_an_edited_audit_entry_is_found_at_its_number(office: Office) -> None:
    office.receive()
    connection = office.open._connection
    connection.execute("DROP TRIGGER audit_keeps")
    connection.execute("UPDATE audit SET body = CAST(replace(body, 'thu', 'thi') AS BLOB) WHERE n = 2")
    with office.work() as work:
        assert work.audit.verify().broken_at == 2


def test_a_receipt_moves_the_side_file_and_the_next_number_never_falls_below_it(office: Office) -> None:
    office.receive()
    mark = office.open._witness.read()
    assert mark is not None
    assert (mark.number, mark.seq) == (1, 5)
    office.open._witness.write(replace(mark, number=41))
    number = office.open.queries.read(office.receive())
    assert number is not None
    assert number.doc["number"].startswith("T-24184-K7Q2-00042-")


def test_a_store_set_back_is_seen_and_reception_goes_on(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    office.enrol()
    office.receive()
    office.open.close()
    older = (office.home / "office.db").read_bytes()
    office.unlock("thu")
    lost = office.open.queries.read(office.receive())
    office.open.close()
    (office.home / "office.db").write_bytes(older)

    office.unlock("thu")
    with office.open.replica() as replica:
        assert not replica.witness_agrees()
    again = office.open.queries.read(office.receive("Người Thử Hai"))
    assert lost is not None
    assert again is not None
    assert again.doc["number"] != lost.doc["number"]
    assert again.truth is Truth.WAITING
    with office.open.replica() as replica:
        assert not replica.witness_agrees()
        replica.restamp(b"\x0f" * 8, Finding.SET_BACK, "the store is behind its side file")
        assert replica.witness_agrees()
        replica.settle(Settled(office.clock.now(), contact=True, trouble="", next_try_s=90))
    mark = office.open._witness.read()
    assert mark is not None
    assert (mark.epoch, mark.number) == ("0f" * 8, 3)
    office.again().close()


def test_a_missing_or_foreign_side_file_is_only_a_lost_hint(office: Office) -> None:
    office.receive()
    path = office.home / "witness"
    for content in (b"", b"{}", path.read_bytes().replace(b'"number": 1', b'"number": 900')):
        path.write_bytes(content)
        with office.open.replica() as replica:
            assert replica.witness_agrees()
    path.unlink()
    assert office.open._witness.read() is None
    office.receive()
    assert office.open._witness.read() == Mark(epoch="0e" * 8, seq=7, chain=office.open._witness.read().chain, number=2)


def test_a_row_of_staff_that_no_administrator_signed_is_refused(office: Office) -> None:
    with cheap_guesses():
        forged = office.open.new_member("ma", "Người Giả Thử", Role.COMMUNE_OFFICER, Office._word())
    with pytest.raises(DeskError) as by_a_clerk, office.work() as work:
        work.staff.add(forged)
    own = replace(forged, role=Role.ADMINISTRATOR, signed_by="ma")
    with pytest.raises(DeskError) as by_itself, office.work() as work:
        work.staff.add(own)
    assert by_a_clerk.value.fault == by_itself.value.fault == STAFF_SIGNATURE


def test_staff_written_before_the_enrolment_travels_after_it(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    with office.work() as work:
        assert work.events.pending() == 3
    office.enrol()
    with office.open.replica() as replica:
        payloads = [read_event(row.raw).payload for row in replica.pending(0, 10)]
    assert [(p["user"], p["role"]) for p in payloads] == [
        ("quantri", "administrator"), ("thu", "clerk"), ("canbo", "commune_officer")
    ]  # fmt: skip
    office.open.close()


def test_a_booked_attachment_is_offered_to_the_province(office: Office) -> None:
    record = office.receive()
    with office.work() as work:
        blob = work.blobs.keep(work.blobs.seal([b"%PDF thu"]), "application/pdf")
        add = {"sha256": blob.sha256, "size": blob.size, "type": blob.type, "part": "", "title": "Giấy thử"}
        work.book(record, [Happening("attach.add", add)], verb="attach_scan")
        work.commit()
    with office.open.replica() as replica:
        assert [(offer.sha16.hex(), offer.size) for offer in replica.offers(10)] == [(blob.sha256[:32], 8)]
    facts = office.open.queries.sync_facts()
    assert (facts.blobs_waiting, facts.blob_bytes_waiting) == (1, 8)


def test_an_enrolment_that_was_rolled_back_is_forgotten(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    open_work = office.open.open_work(office.desk())
    with pytest.raises(RuntimeError), open_work() as work:
        signer = Ed25519Signer(work.device.seed())
        signed = sign_certificate(a_certificate(signer.public, work.device.seal_public()), PROVINCE)
        work.device.enrol(signed)
        assert work.device.certificate() is not None
        raise RuntimeError
    with open_work() as work:
        assert work.device.certificate() is None
        work.device.enrol(signed)
        work.commit()
    with open_work() as work:
        assert work.device.certificate() is not None
    with office.open.replica() as replica:
        assert len(replica.pending(0, 10)) == 3, "the staff written before is stamped at the second try"
    office.open.close()


def test_a_shift_checks_its_certificate_once_and_a_save_asks_little_of_the_store(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[bytes] = []
    really = device_module.read_signed
    monkeypatch.setattr(device_module, "read_signed", lambda *given: checked.append(given[0]) or really(*given))
    desk = office.desk()
    checked.clear()
    open_work, asked = office.open.open_work(desk), list[str]()
    for n in range(3):
        asked.clear()
        office.open._connection.set_trace_callback(lambda sql: sql.startswith("--") or asked.append(sql))
        with open_work() as work:
            record = desk.new_id()
            number = work.numbers.next_provisional(record)
            work.book(record, a_reception(number, {"full_name": f"Người Thử {n}"}), verb="receive_dossier")
            work.commit()
    office.open._connection.set_trace_callback(None)
    assert len(checked) == 1
    assert len(asked) <= 23, asked  # one of them: were lists of procedures published since?
