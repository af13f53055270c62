"""A dossier's life at the desk: who may do what, in which state, and what is booked."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from desktop_app import errors
from desktop_app.errors import DeskError
from desktop_app.storage.form_shelf import ShippedShelf
from desktop_app.usecases.attach_scan import AttachScan, attach_scan
from desktop_app.usecases.correct_dossier import CorrectDossier, correct_dossier
from desktop_app.usecases.decide_dossier import DecideDossier, decide_dossier
from desktop_app.usecases.print_paper import PrintPaper, print_paper
from desktop_app.usecases.receive_dossier import ReceiveDossier, receive_dossier
from desktop_app.usecases.return_result import ReturnResult, return_result
from desktop_app.usecases.supplement_dossier import SupplementDossier, supplement_dossier
from desktop_app.usecases.transfer_dossier import transfer_dossier
from desktop_app.usecases.verify_audit import verify_audit
from forms.catalogue import holidays
from forms.codes.receipt_qr import read_receipt, signed_part
from forms.dossier.calendar import WorkCalendar
from forms.dossier.dossier import require_supplement, transfer
from forms.dossier.roles import Role
from forms.errors import Faults, RuleError
from sync.core.signing import Ed25519Signer, verify
from tests.support.fakes import FakeClock, FakeDice, a_desk

SHELF = ShippedShelf()
CALENDAR = WorkCalendar(overrides=holidays.overrides())
CITIZEN = {"full_name": "H’Mẫu Niê", "citizen_id": "066190000002", "birth_date": "1990", "sex": "Nữ"}
PLAIN = "1.004884"  # no e-form, decided at the province
CLOCK, DICE = FakeClock(), FakeDice()
CLERK = a_desk(clock=CLOCK, dice=DICE)
OFFICER = a_desk(Role.COMMUNE_OFFICER, "lan", clock=CLOCK, dice=DICE)
NOTHING_READ = None  # the receipt needs no history


def received(store, procedure="2.000815", desk=CLERK):
    answers = {"documents": [{"title": "Bằng", "pages": 2, "copies": 1}]} if procedure == "2.000815" else {}
    order = ReceiveDossier(procedure, CITIZEN, answers, prefill=True)
    return receive_dossier(order, desk, SHELF, CALENDAR, store.open_work(desk)).dossier_id


def decide(store, dossier, desk=OFFICER, outcome="granted"):
    order = DecideDossier(dossier, outcome, "Chứng thực 01 bản sao", "15/2026")
    decide_dossier(order, desk, SHELF, store.open_work(desk))


def doc_of(store, dossier):
    return store.kept.docs[UUID(dossier)]


def commands(store):
    return [event.payload["name"] for event in store.kept.events if event.kind == "cmd"]


def test_a_certified_copy_is_decided_and_handed_over_at_the_desk(store):
    dossier = received(store)
    decide(store, dossier)
    return_result(ReturnResult(dossier), CLERK, store.open_work(CLERK))
    doc = doc_of(store, dossier)
    assert commands(store) == ["submit", "accept", "decide", "deliver_result"]
    assert doc["status"] == "returned"
    assert doc["officer"] == doc["decision"]["by"] == "lan"
    assert doc["result"]["receiver"] == CITIZEN["full_name"]
    assert doc["result"]["signer"] == doc["decision"]["signer"] == OFFICER.shift.full_name


def test_taking_on_first_and_deciding_later_books_the_same_commands(store):
    dossier = received(store)
    transfer_dossier(dossier, OFFICER, SHELF, store.open_work(OFFICER))
    assert doc_of(store, dossier)["status"] == "processing"
    decide(store, dossier, outcome="rejected")
    assert commands(store) == ["submit", "accept", "decide"]
    assert doc_of(store, dossier)["decision"]["outcome"] == "rejected"


def test_who_received_a_dossier_neither_takes_it_on_nor_decides_it(store):
    dossier = received(store, desk=OFFICER)
    for act in (
        lambda: transfer_dossier(dossier, OFFICER, SHELF, store.open_work(OFFICER)),
        lambda: decide(store, dossier),
    ):
        with pytest.raises(RuleError) as refused:
            act()
        assert refused.value.fault == Faults.RECEIVER_DECIDES.value
    assert commands(store) == ["submit"]


def test_what_the_province_decides_is_not_decided_here(store):
    dossier = received(store, PLAIN)
    for act in (
        lambda: transfer_dossier(dossier, OFFICER, SHELF, store.open_work(OFFICER)),
        lambda: decide(store, dossier),
    ):
        with pytest.raises(RuleError) as refused:
            act()
        assert refused.value.fault == Faults.NOT_AT_THE_DESK.value


def test_a_clerk_decides_nothing(store):
    dossier = received(store)
    with pytest.raises(DeskError) as refused:
        decide(store, dossier, desk=CLERK)
    assert refused.value.fault == errors.NOT_ALLOWED


def test_nothing_is_returned_before_it_is_decided_nor_twice(store):
    dossier = received(store)
    with pytest.raises(RuleError) as early:
        return_result(ReturnResult(dossier), CLERK, store.open_work(CLERK))
    decide(store, dossier)
    return_result(ReturnResult(dossier), CLERK, store.open_work(CLERK))
    with pytest.raises(RuleError) as late:
        return_result(ReturnResult(dossier), CLERK, store.open_work(CLERK))
    assert early.value.fault == late.value.fault == Faults.ILLEGAL_MOVE.value


def test_a_correction_books_the_changed_fields_only(store):
    dossier = received(store)
    change = {"/applicant/phone": "0905000009"}
    correct_dossier(CorrectDossier(dossier, change), CLERK, SHELF, store.open_work(CLERK))
    assert store.kept.events[-1].kind == "fields.set"
    assert store.kept.events[-1].payload == change
    assert doc_of(store, dossier)["applicant"]["phone"] == "0905000009"


def test_a_refused_dossier_is_submitted_again_with_its_correction(store):
    dossier = received(store)
    store.kept.docs[UUID(dossier)] = {**doc_of(store, dossier), "status": "draft"}
    change = {"/applicant/citizen_id": "066190000003"}
    correct_dossier(CorrectDossier(dossier, change), CLERK, SHELF, store.open_work(CLERK))
    assert commands(store) == ["submit", "submit"]
    assert doc_of(store, dossier)["status"] == "received"


@pytest.mark.parametrize("path", ["/official_code", "/decision", "/status", "/received_by"])
def test_the_province_s_fields_are_not_corrected_here(store, path):
    dossier = received(store)
    with pytest.raises(RuleError) as refused:
        correct_dossier(CorrectDossier(dossier, {path: "x"}), CLERK, SHELF, store.open_work(CLERK))
    assert refused.value.fault == Faults.NOT_AUTHORITY.value


def test_clerk_s_fields_freeze_when_the_officer_has_taken_on(store):
    dossier = received(store)
    transfer_dossier(dossier, OFFICER, SHELF, store.open_work(OFFICER))
    with pytest.raises(RuleError) as refused:
        correct_dossier(CorrectDossier(dossier, {"/applicant/sex": "Nam"}), CLERK, SHELF, store.open_work(CLERK))
    assert refused.value.fault == Faults.FROZEN.value


def asked_for_supplement(store):
    dossier = received(store, PLAIN)
    province = a_desk(Role.PROVINCE_OFFICER, "tinh", clock=CLOCK, dice=DICE)
    with store.open_work(province)() as work:
        record = UUID(dossier)
        doc = work.book(record, transfer(work.dossiers.get(record), "tinh"), verb="accept_dossier")
        work.book(record, require_supplement(doc, ("Giấy xác nhận",), "Chưa rõ", "tinh"), verb="require_supplement")
        work.commit()
    return dossier


def test_a_supplement_goes_back_to_processing_with_a_new_promise(store):
    dossier = asked_for_supplement(store)
    later = replace(CLERK, now=lambda: CLOCK.now() + timedelta(days=7))
    order = SupplementDossier(dossier, "Đã nộp", {"/content/note": "đủ"})
    due = supplement_dossier(order, later, SHELF, CALENDAR, store.open_work(later))
    doc = doc_of(store, dossier)
    assert doc["status"] == "processing"
    assert doc["content"]["note"] == "đủ"
    assert doc["promised_due_at"] == due.isoformat(timespec="seconds") > doc["supplement_request"]["due_before"]


def test_nobody_brings_what_was_not_asked_for(store):
    dossier = received(store, PLAIN)
    order = SupplementDossier(dossier, "Đã nộp")
    with pytest.raises(RuleError) as refused:
        supplement_dossier(order, CLERK, SHELF, CALENDAR, store.open_work(CLERK))
    assert refused.value.fault == Faults.ILLEGAL_MOVE.value


def test_a_file_of_a_dossier_is_an_event_with_its_hash(store):
    dossier = received(store)
    order = AttachScan(dossier, iter((b"%PDF-1.4 thu",)), "Bằng", "/tmp/quet.pdf")
    attached = attach_scan(order, CLERK, store.open_work(CLERK))
    event = store.kept.events[-1]
    assert (event.kind, event.payload["sha256"], event.payload["title"]) == ("attach.add", attached.sha256, "quet.pdf")


def test_a_second_print_is_a_reprint_and_both_are_in_the_audit(store):
    dossier = received(store)
    where = []

    def deliver(pdf, name):
        where.append((pdf[:5], name))
        return "đã in"

    prints = [print_paper(PrintPaper((dossier,)), CLERK, SHELF, NOTHING_READ, deliver, store.open_work(CLERK)) for _ in range(2)]
    assert [one.copy for one in prints] == [1, 2]
    assert where == [(b"%PDF-", prints[0].file_name)] * 2
    assert "Niê" not in prints[0].file_name
    assert sum(b'"verb":"print_paper"' in body for body, _ in store.kept.audit) == 2


def test_a_print_that_cannot_be_noted_does_not_leave_the_house(store, monkeypatch):
    dossier = received(store)
    monkeypatch.setattr("tests.support.fakes.MemoryWork.commit", lambda _self: (_ for _ in ()).throw(OSError))
    with pytest.raises(OSError):
        print_paper(PrintPaper((dossier,)), CLERK, SHELF, NOTHING_READ, lambda *_: pytest.fail("printed"), store.open_work(CLERK))


def test_the_squares_of_the_receipt_are_signed_by_this_machine(store, monkeypatch):
    dossier, seen = received(store), []
    from desktop_app.ports import circular_papers as verb

    drawn = verb.receipt_paper
    monkeypatch.setattr(verb, "receipt_paper", lambda facts: seen.append(facts) or drawn(facts))
    print_paper(PrintPaper((dossier,)), CLERK, SHELF, NOTHING_READ, lambda *_: "", store.open_work(CLERK))
    code = read_receipt(seen[0].qr)
    assert code.dossier_id == UUID(dossier)
    assert verify(Ed25519Signer(b"\x01" * 32).public, signed_part(code.dossier_id, code.number), code.signature)


def test_the_audit_is_whole_until_somebody_edits_it(store):
    admin = a_desk(Role.ADMINISTRATOR, "quantri")
    received(store)
    assert verify_audit(admin, store.open_work(admin)).whole
    body, head = store.kept.audit[0]
    store.kept.audit[0] = (body.replace(b"thu", b"lan"), head)
    report = verify_audit(admin, store.open_work(admin))
    assert (report.whole, report.broken_at) == (False, 1)
    assert "mục 1" in report.sentence
