"""Events → documents."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import canonical
from forms.dossier import authority
from forms.dossier.dossier import receive
from forms.dossier.projection import project
from forms.errors import Faults, RuleError
from tests.support.law import AT, a_received, after, an_intake, cmd

DUE = "2026-10-08T08:00:00+07:00"


def refused(doc, kind, payload, actor="binh"):
    with pytest.raises(RuleError) as caught:
        project(doc, kind, payload, actor=actor, at=AT)
    return caught.value.fault


def test_a_submitted_dossier_is_received_with_its_printed_date():
    doc = a_received()
    assert doc["status"] == "received"
    assert doc["due_at"] == doc["promised_due_at"] == DUE
    assert doc["applicant"]["citizen_id"] == "066190000001"
    assert doc["fees"] == [] and doc["notes"] == [] and doc["attachments"] == {}


def test_the_document_is_plain_json_and_every_path_has_an_owner():
    doc = after(
        a_received(), cmd("accept", officer="binh"),
        cmd("require_supplement", items=["Giấy chứng sinh"], reason="Thiếu", officer="binh"),
        cmd("supplement", set={}, note="đã nộp", promised_due_at="2026-10-12T08:00:00+07:00"),
        actor="binh",
    )  # fmt: skip
    doc = after(doc, cmd("decide", outcome="granted", signer="Y", decided_at=AT), actor="binh")
    doc = after(doc, cmd("deliver_result", receiver="A", signer="Y", returned_at=AT))
    canonical(doc)
    assert all(authority.owner_of(f"/{name}") for name in doc)


def test_the_document_given_is_never_changed():
    doc = a_received()
    before = copy.deepcopy(doc)
    after(doc, ("fields.set", {"/applicant/phone": "0907654321"}), ("note", {"text": "x"}), cmd("accept", officer="b"))
    assert doc == before


def test_a_payload_is_copied_so_that_later_changes_do_not_leak():
    papers = [{"name": "a", "originals": 1, "copies": 0, "handed_in": True}]
    doc = project(a_received(), "fields.set", {"/papers": papers}, actor="lan", at=AT)
    papers[0]["name"] = "b"
    assert doc["papers"][0]["name"] == "a"


@pytest.mark.parametrize("path", authority.PROVINCE_PATHS)
def test_a_device_writes_no_path_of_the_province(path):
    value = {"procedure": "9.000001", "number": "T", "office": "24184", "received_at": AT, "received_by": "lan"}
    assert refused(None, "dossier.new", {"doc": {**value, path[1:]: "x"}}) is Faults.NOT_AUTHORITY.value
    assert refused(a_received(), "fields.set", {path: "x"}) is Faults.NOT_AUTHORITY.value
    assert refused(a_received(), "fields.set", {path + "/deep": "x"}) is Faults.NOT_AUTHORITY.value


@pytest.mark.parametrize("path", ["/number", "/received_by", "/fees", "/attachments", "/notes/0", "/unknown", "/"])
def test_birth_append_and_unknown_paths_are_not_set(path):
    assert refused(a_received(), "fields.set", {path: "x"}) is Faults.NOT_AUTHORITY.value


def test_the_province_writes_only_its_own_paths():
    doc = project(a_received(), "state.set", {"/due_at": "2026-10-09T08:00:00+07:00"}, actor="p", at=AT)
    assert doc["due_at"].startswith("2026-10-09")
    assert doc["promised_due_at"] == DUE
    assert refused(a_received(), "state.set", {"/applicant/phone": "x"}) is Faults.NOT_AUTHORITY.value


def test_null_deletes():
    doc = project(a_received(), "fields.set", {"/applicant/phone": None}, actor="lan", at=AT)
    assert "phone" not in doc["applicant"]
    assert "due_at" not in project(doc, "state.set", {"/due_at": None}, actor="p", at=AT)


def test_clerk_fields_freeze_on_accept_but_the_contact_does_not():
    doc = after(a_received(), ("fields.set", {"/applicant/phone": "0907654321"}), cmd("accept", officer="binh"))
    assert refused(doc, "fields.set", {"/applicant/phone": "x"}) is Faults.FROZEN.value
    assert after(doc, ("fields.set", {"/contact/phone": "0908"}))["contact"]["phone"] == "0908"


def test_paths_set_aside_by_the_merge_are_not_written():
    changes = {"/applicant/phone": "0907654321", "/applicant/email": "a@example.vn"}
    doc = project(a_received(), "fields.set", changes, actor="lan", at=AT, skip_paths=frozenset({"/applicant/phone"}))
    assert doc["applicant"]["phone"] == "0901234567"
    assert doc["applicant"]["email"] == "a@example.vn"


def test_a_supplement_writes_clerk_fields_moves_the_date_and_keeps_both():
    doc = after(a_received(), cmd("accept", officer="binh"))
    doc = after(doc, cmd("require_supplement", items=["Giấy A"], reason="Thiếu", officer="binh"))
    assert doc["supplement_request"] == {"items": ["Giấy A"], "reason": "Thiếu", "officer": "binh", "requested_at": AT}
    late = "2026-10-20T08:00:00+07:00"
    doc = after(doc, cmd("supplement", set={"/content/copies": 3}, note="đã nộp đủ", promised_due_at=late))
    assert doc["status"] == "processing"
    assert doc["content"]["copies"] == 3
    assert doc["due_at"] == doc["promised_due_at"] == late
    assert doc["supplement_request"]["due_before"] == DUE
    assert doc["supplement_request"]["due_after"] == late
    assert doc["notes"][-1]["text"] == "đã nộp đủ"


def test_a_payment_moves_the_date_and_keeps_both_and_a_second_request_keeps_the_first():
    ask = cmd("ask_payment", amount=70_000, title="Thuế thử", officer="binh")
    waits = after(a_received(), cmd("accept", officer="binh"), ask)
    late = "2026-10-20T08:00:00+07:00"
    doc = after(waits, cmd("pay", receipt_no="BL-1", promised_due_at=late))
    assert (doc["status"], doc["due_at"], doc["promised_due_at"]) == ("processing", late, late)
    first = doc["payment_request"]
    assert (first["due_before"], first["due_after"], first["paid_at"]) == (DUE, late, AT)
    second = after(doc, cmd("ask_payment", amount=5_000, title="Phí thử", officer="binh"))["payment_request"]
    assert (second["earlier"], second["total"], "paid_at" in second) == ([first], 75_000, False)
    assert refused(waits, *cmd("pay", receipt_no="", promised_due_at="mai")) is Faults.BAD_EVENT.value


def test_a_payment_of_an_older_program_names_no_date_and_leaves_the_one_in_force():
    ask = cmd("ask_payment", amount=70_000, title="Thuế thử", officer="binh")
    doc = after(a_received(), cmd("accept", officer="binh"), ask, cmd("pay", receipt_no="BL-1"))
    assert (doc["status"], doc["due_at"], doc["promised_due_at"]) == ("processing", DUE, DUE)
    assert "due_after" not in doc["payment_request"]


def test_a_supplement_is_asked_once_only():
    ask = cmd("require_supplement", items=["Giấy A"], reason="Thiếu", officer="binh")
    doc = after(a_received(), cmd("accept", officer="binh"), ask)
    doc = after(doc, cmd("supplement", set={}, note="", promised_due_at=DUE))
    assert refused(doc, *ask) is Faults.SUPPLEMENT_ONCE.value


def test_a_second_supplement_needs_a_reason_that_somebody_answers_for_and_keeps_the_first():
    ask = {"items": ["Giấy A"], "reason": "Thiếu", "officer": "binh"}
    doc = after(a_received(), cmd("accept", officer="binh"), cmd("require_supplement", **ask))
    doc = after(doc, cmd("supplement", set={}, note="", promised_due_at=DUE))
    for nothing in ("", None, 0):
        assert refused(doc, *cmd("require_supplement", **ask, override=nothing)) is Faults.SUPPLEMENT_ONCE.value
    assert refused(doc, *cmd("require_supplement", **ask, override=["x"])) is Faults.BAD_EVENT.value
    first = doc["supplement_request"]
    doc = after(doc, cmd("require_supplement", **ask, override="Luật mới có hiệu lực"))
    assert doc["supplement_request"]["override"] == "Luật mới có hiệu lực"
    assert doc["supplement_request"]["earlier"] == [first]
    doc = after(doc, cmd("supplement", set={}, note="", promised_due_at=DUE), cmd("require_supplement", **ask, override="Lần ba"))
    assert [sorted(one) for one in doc["supplement_request"]["earlier"]] == [sorted(first), sorted({*first, "override"})]


def test_a_supplement_writes_no_path_of_the_province():
    doc = after(a_received(), cmd("accept", officer="b"), cmd("require_supplement", items=["A"], reason="r", officer="b"))
    assert refused(doc, *cmd("supplement", set={"/decision": {}}, note="", promised_due_at=DUE)) is Faults.NOT_AUTHORITY.value


def test_who_received_does_not_decide():
    doc = after(a_received(), cmd("accept", officer="lan"))
    decide = cmd("decide", outcome="granted", signer="Y", decided_at=AT, summary="", result_number="12")
    assert refused(doc, *decide, actor="lan") is Faults.RECEIVER_DECIDES.value
    decided = after(doc, decide, actor="binh")
    assert decided["decision"]["result_number"] == "12"
    assert decided["decision"]["by"] == "binh"


def test_a_result_returned_closes_the_dossier():
    doc = after(a_received(), cmd("accept", officer="b"), cmd("decide", outcome="rejected", signer="Y", decided_at=AT), actor="b")
    doc = after(doc, cmd("deliver_result", receiver="Nguyễn Thị Thử Nghiệm", signer="Y", returned_at=AT))
    assert doc["status"] == "returned"
    assert doc["result"] == {"receiver": "Nguyễn Thị Thử Nghiệm", "signer": "Y", "returned_at": AT, "by": "lan"}
    assert refused(doc, *cmd("withdraw_request", reason="x")) is Faults.ILLEGAL_MOVE.value


def test_a_withdrawn_dossier_keeps_the_reason():
    doc = after(a_received(), cmd("withdraw_request", reason="Gia đình đổi ý"))
    assert doc["status"] == "stopped"
    assert doc["notes"][-1]["text"] == "Gia đình đổi ý"


def test_attachments_are_a_set_where_adding_wins():
    add = ("attach.add", {"sha256": "ab" * 32, "size": 5, "type": "image/png", "part": "", "title": "a.png"})
    void = ("attach.void", {"sha256": "ab" * 32, "reason": "mờ"})
    doc = after(a_received(), add, void)
    assert doc["attachments"]["ab" * 32]["void"] == "mờ"
    assert "void" not in after(doc, add)["attachments"]["ab" * 32]
    assert after(after(a_received(), add), add) == after(a_received(), add)


def test_fees_and_notes_are_only_appended():
    line = ("fee.line", {"amount": 8000, "receipt_no": "12", "title": "Trích lục", "reverses": None})
    back = ("fee.line", {"amount": -8000, "receipt_no": "13", "title": "Hoàn phí", "reverses": "12"})
    doc = after(a_received(), line, back)
    assert [fee["amount"] for fee in doc["fees"]] == [8000, -8000]
    assert doc["fees"][1]["reverses"] == "12"


def test_a_dossier_never_has_two_codes():
    doc = after(a_received(), ("code.assign", {"code": "H15.99-261005-0001"}))
    assert after(doc, ("code.assign", {"code": "H15.99-261005-0001"})) == doc
    assert refused(doc, "code.assign", {"code": "H15.99-261005-0002"}) is Faults.CODE_GIVEN.value


def test_an_unknown_kind_changes_nothing():
    doc = a_received()
    assert project(doc, "rating.give", {"stars": 5}, actor="x", at=AT) == doc


def test_a_second_birth_and_an_event_before_birth_are_refused():
    assert refused(a_received(), "dossier.new", {"doc": {}}) is Faults.EXISTS.value
    assert refused(None, "note", {"text": "x"}) is Faults.ABSENT.value


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("cmd", {}), ("cmd", {"name": "submit"}), ("cmd", {"name": "accept", "args": []}),
        ("cmd", {"name": "accept", "args": {"officer": 5}}), ("cmd", {"name": "accept", "args": {"officer": " "}}),
        ("cmd", {"name": "fly", "args": {}}), ("note", {"text": None}), ("fee.line", {"amount": "5", "title": "x"}),
        ("fee.line", {"amount": True, "title": "x"}), ("attach.add", {"sha256": "a", "size": -1, "type": "x"}),
        ("attach.void", {"sha256": "nothing", "reason": "x"}), ("code.assign", {"code": 7}),
        ("fields.set", {"applicant": 1}), ("fields.set", {"/papers/9/name": "x"}), ("fields.set", {"/sets/x": 1}),
    ],
)  # fmt: skip
def test_a_malformed_event_is_refused_not_crashed_on(kind, payload):
    doc = a_received()
    before = copy.deepcopy(doc)
    refused(doc, kind, payload)
    assert doc == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["name", "args", "officer", "items", "set", "sha256", "amount", "text", "code", "doc", "/applicant", "/papers/0"]


@given(
    st.sampled_from(["dossier.new", "fields.set", "cmd", "attach.add", "attach.void", "fee.line", "note", "code.assign", "state.set"]),
    st.dictionaries(st.sampled_from(NAMES), JSON | st.sampled_from(["submit", "accept", "decide", "supplement"])),
)
def test_nonsense_from_outside_ends_in_a_rule_error_or_a_document(kind, payload):
    for doc in (None, a_received()):
        try:
            made = project(doc, kind, payload, actor="x", at=AT)
        except RuleError:
            continue
        canonical(made)


def test_equal_logs_give_equal_documents():
    assert canonical(after(None, *receive(an_intake()))) == canonical(after(None, *receive(an_intake())))


@pytest.mark.parametrize(
    "change",
    [
        {"/applicant": 5},
        {"/principal": "x"},
        {"/contact": [1]},
        {"/content": ""},
        {"/form": 1},
        {"/papers": {}},
        {"/papers": [5]},
        {"/promised_due_at": "2026-03-02"},
    ],
)
def test_a_value_that_no_reader_could_show_is_refused(change):
    with pytest.raises(RuleError):
        project(a_received(), "fields.set", change, actor="thu", at=AT)


@pytest.mark.parametrize(
    "at", ["", "mai", "2026-03-02T08:00:00", "0001-01-01T00:00:00+23:00", "9999-12-31T23:00:00-07:00"]
)
def test_an_instant_has_an_offset_and_stands_in_the_calendar(at):
    born = {**receive(an_intake())[0].payload["doc"], "received_at": at}
    with pytest.raises(RuleError):
        project(None, "dossier.new", {"doc": born}, actor="thu", at=AT)
