"""What a person decides where two sides differ."""

from __future__ import annotations

import pytest

from forms.dossier.dossier import Happening
from forms.dossier.lifecycle import Status
from forms.dossier.projection import project
from forms.dossier.settling import again, drop_file, link, reopen, settle, void
from forms.errors import Faults, RuleError
from tests.support.law import AT, a_received, after, cmd

EID = "01a1f6ae-9900-703e-a1cd-c4bb86c32710"
OTHER = "01a1f6ae-9900-703e-a1cd-c4bb86c32711"
PHONE = "/applicant/phone"


def fault_of(act) -> object:
    with pytest.raises(RuleError) as caught:
        act()
    return caught.value.fault


def a_void():
    return after(a_received(), *void(a_received(), "Lập nhầm", "Điều 7 TT 03/2025"), actor="phu")


def test_a_choice_is_a_change_and_a_note_that_names_what_it_settles():
    happened = settle(a_received(), {PHONE: "0905000002"}, (EID,), "mine", "Dân xác nhận")
    assert [kind for kind, _ in happened] == ["fields.set", "note"]
    doc = after(a_received(), *happened, actor="lan")
    assert doc["applicant"]["phone"] == "0905000002"
    assert doc["notes"][-1] == {"text": "Dân xác nhận", "settles": EID, "choice": "mine", "by": "lan", "at": AT}


def test_keeping_the_servers_value_is_a_note_alone():
    assert [kind for kind, _ in settle(a_received(), {}, (EID,), "theirs", "Tỉnh đúng")] == ["note"]


def test_no_choice_without_a_reason_and_none_that_nobody_knows():
    assert fault_of(lambda: settle(a_received(), {}, (EID,), "theirs", "  ")) is Faults.INCOMPLETE.value
    assert fault_of(lambda: settle(a_received(), {}, (EID,), "dice", "x")) is Faults.INCOMPLETE.value


def test_undoing_puts_the_value_back_and_says_what_is_open_again():
    doc = after(a_received(), *settle(a_received(), {PHONE: "0905000002"}, (EID,), "mine", "x"))
    before = a_received()["applicant"].get("phone")
    doc = after(doc, *reopen(doc, {PHONE: before}, (EID,), "Nhầm"))
    assert doc["applicant"].get("phone") == before
    assert doc["notes"][-1]["reopens"] == EID


def test_what_was_refused_is_done_again_in_the_present_state():
    doc = after(a_received(), cmd("accept", officer="b"), actor="b")
    refused = Happening("cmd", {"name": "decide", "expected": "received", "args": {
        "outcome": "granted", "signer": "Y", "decided_at": AT}})  # fmt: skip
    happened = again(doc, refused, EID, "Đã có quyền", "binh")
    assert happened[0].payload["expected"] == "processing"
    assert happened[1].payload == {"text": "Đã có quyền", "settles": EID, "choice": "again"}


def test_who_received_cannot_do_a_refused_decision_again():
    doc = after(a_received(), cmd("accept", officer="b"), actor="b")
    refused = Happening("cmd", {"name": "decide", "args": {"outcome": "granted", "signer": "Y", "decided_at": AT}})
    assert fault_of(lambda: again(doc, refused, EID, "x", doc["received_by"])) is Faults.RECEIVER_DECIDES.value


def test_a_void_dossier_keeps_its_reason_basis_and_author():
    doc = a_void()
    assert doc["status"] == Status.VOIDED
    assert doc["void"] == {"reason": "Lập nhầm", "basis": "Điều 7 TT 03/2025", "by": "phu", "at": AT}


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("fields.set", {PHONE: "0905000002"}),
        cmd("accept", officer="b"),
        cmd("withdraw_request", reason="x"),
        ("attach.add", {"sha256": "ab", "size": 1, "type": "image/png"}),
        ("attach.void", {"sha256": "ab", "reason": "x"}),
        ("fee.line", {"amount": 1, "title": "x", "receipt_no": "1"}),
    ],
)
def test_nothing_goes_on_with_a_void_dossier(kind, payload):
    assert fault_of(lambda: project(a_void(), kind, payload, actor="b", at=AT)) is Faults.VOIDED.value


def test_a_void_dossier_still_takes_notes_links_refunds_its_code_and_what_is_unknown():
    doc = after(
        a_void(),
        ("note", {"text": "x"}),
        ("fee.line", {"amount": -1, "title": "Trả lại", "receipt_no": "2", "reverses": "1"}),
        ("link.duplicate", {"other": OTHER, "outcome": "same", "reason": "x"}),
        ("code.assign", {"code": "H15.99-261120-0001"}),
        ("archive.move", {"shelf": "3"}),
    )
    assert doc["status"] == Status.VOIDED
    assert doc["official_code"] == "H15.99-261120-0001"


def test_a_second_void_changes_nothing_and_a_decided_dossier_is_not_void():
    doc = a_void()
    second = ("dossier.void", {"reason": "khác", "basis": "khác"})
    assert after(doc, second) == doc
    decided = after(a_received(), cmd("accept", officer="b"), actor="b")
    decided = after(decided, cmd("decide", outcome="granted", signer="Y", decided_at=AT), actor="binh")
    assert fault_of(lambda: void(decided, "x", "y")) is Faults.ILLEGAL_MOVE.value
    assert fault_of(lambda: void(a_received(), "x", " ")) is Faults.INCOMPLETE.value


def test_two_dossiers_are_linked_and_the_opposite_may_be_said_later():
    doc = after(a_received(), *link(a_received(), OTHER, "same", "Cùng việc"), actor="lan")
    assert doc["links"][OTHER]["outcome"] == "same"
    doc = after(doc, *link(doc, OTHER, "different", "Hai con"), actor="phu")
    assert doc["links"][OTHER] == {"outcome": "different", "reason": "Hai con", "by": "phu", "at": AT}
    assert fault_of(lambda: link(doc, OTHER, "perhaps", "x")) is Faults.INCOMPLETE.value


def test_a_file_taken_out_of_use_stays_with_its_reason():
    doc = after(a_received(), ("attach.add", {"sha256": "ab", "size": 1, "type": "image/png"}))
    doc = after(doc, *drop_file(doc, "ab", "Quét mờ"))
    assert doc["attachments"]["ab"]["void"] == "Quét mờ"


def test_a_quarantined_event_taken_in_again_counts_as_if_it_had_come_itself():
    came = project(a_received(), "fields.set", {PHONE: "0905000002"}, actor="lan", at=AT)
    event = {"kind": "fields.set", "payload": {PHONE: "0905000002"}, "actor": "lan", "at": AT}
    doc = project(a_received(), "verdict", {"of": EID, "v": "ok", "event": event}, actor="tinh", at=AT)
    assert {**doc, "notes": []} == came
    assert doc["notes"][-1]["settles"] == EID and doc["notes"][-1]["by"] == "tinh"


def test_a_whole_dossier_may_be_taken_in_again():
    born = {"procedure": "9.000001", "number": "T", "office": "24184", "received_at": AT, "received_by": "lan"}
    event = {"kind": "dossier.new", "payload": {"doc": born}, "actor": "lan", "at": AT}
    doc = project(None, "verdict", {"of": EID, "v": "ok", "event": event}, actor="tinh", at=AT)
    assert doc["received_by"] == "lan"


@pytest.mark.parametrize("event", [None, {}, {"kind": "verdict"}, {"kind": "note", "payload": 3}])
def test_a_verdict_without_an_event_in_it_is_refused(event):
    act = lambda: project(a_received(), "verdict", {"of": EID, "event": event}, actor="t", at=AT)  # noqa: E731
    assert fault_of(act) is Faults.BAD_EVENT.value


def test_paths_kept_aside_stay_aside_when_taken_in_again():
    event = {"kind": "fields.set", "payload": {PHONE: "0905000002", "/sets": 2}, "actor": "lan", "at": AT}
    payload = {"of": EID, "v": {"v": "conflict", "paths": [PHONE]}, "event": event}
    doc = project(a_received(), "verdict", payload, actor="t", at=AT, skip_paths=frozenset({PHONE}))
    assert doc["applicant"].get("phone") == a_received()["applicant"].get("phone")
    assert doc["sets"] == 2
