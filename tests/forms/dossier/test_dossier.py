"""Commands of a dossier return what happened."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from forms.dossier.dossier import (
    Attachment,
    Decision,
    FeeTaken,
    correct,
    decide,
    instant,
    note,
    receive,
    require_supplement,
    return_result,
    supplement,
    transfer,
    withdraw,
)
from forms.dossier.people import Applicant
from forms.dossier.procedure import DecidedAt
from forms.errors import Faults, RuleError
from tests.support.law import DUE, RECEIVED, a_procedure, a_received, after, an_intake

GRANTED = Decision("granted", "Y Thử Bkrông", RECEIVED, "Đủ điều kiện", "12/CTBS")


def refused(call, *args, **facts):
    with pytest.raises(RuleError) as caught:
        call(*args, **facts)
    return caught.value.fault


def test_receiving_says_everything_in_order():
    happened = receive(
        an_intake(
            attachments=(Attachment("ab" * 32, 7, "image/png", "Tờ khai thử", "a.png"),),
            fees=(FeeTaken(8000, "0001", "Trích lục"),),
            principal=Applicant("Y Thử Niê", "066090000002"),
            form={"id": "9.000001", "form_version": "1"},
        )
    )
    assert [kind for kind, _ in happened] == ["dossier.new", "attach.add", "fee.line", "cmd"]
    doc = after(None, *happened)
    assert doc["principal"]["full_name"] == "Y Thử Niê"
    assert doc["form"] == {"id": "9.000001", "form_version": "1"}
    assert doc["fees"][0]["amount"] == 8000
    assert happened[-1].payload["expected"] == "draft"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"promised_due_at": RECEIVED - timedelta(days=1)}, "promised_due_at"), ({"sets": 0}, "sets"), ({"return_by": "drone"}, "return_by")],
)
def test_an_impossible_intake_is_refused_and_named(changes, field):
    with pytest.raises(RuleError) as caught:
        receive(an_intake(**changes))
    assert caught.value.where == {"field": field}


def test_an_instant_has_its_zone():
    assert instant(RECEIVED) == "2026-10-05T08:00:00+07:00"
    with pytest.raises(RuleError):
        instant(datetime(2026, 10, 5, 8))  # noqa: DTZ001 - the naive one is the point


def test_the_whole_life_of_a_dossier():
    doc = a_received()
    doc = after(doc, *transfer(doc, "binh"), actor="binh")
    doc = after(doc, *require_supplement(doc, ("Giấy A",), "Thiếu", "binh"), actor="binh")
    doc = after(doc, *supplement(doc, {"/content/copies": 3}, "đã nộp", DUE))
    doc = after(doc, *decide(doc, GRANTED, procedure=a_procedure(), actor="binh", at_desk=False), actor="binh")
    doc = after(doc, *return_result(doc, receiver="A", signer="B", returned_at=DUE))
    assert doc["status"] == "returned"
    assert refused(withdraw, doc, "x") is Faults.ILLEGAL_MOVE.value


def test_a_province_procedure_is_not_decided_at_the_desk():
    doc = after(a_received(), *transfer(a_received(), "binh"))
    said = refused(decide, doc, GRANTED, procedure=a_procedure(), actor="binh", at_desk=True)
    assert said is Faults.NOT_AT_THE_DESK.value


def test_at_the_desk_another_than_the_receiver_decides():
    procedure = a_procedure(decided_at=DecidedAt.DESK)
    doc = after(a_received(procedure=procedure), *transfer(a_received(), "binh"))
    said = refused(decide, doc, GRANTED, procedure=procedure, actor="lan", at_desk=True)
    assert said is Faults.RECEIVER_DECIDES.value
    doc = after(doc, *decide(doc, GRANTED, procedure=procedure, actor="binh", at_desk=True), actor="binh")
    assert doc["decision"]["signer"] == "Y Thử Bkrông"


def test_nothing_is_decided_before_it_is_transferred():
    said = refused(decide, a_received(), GRANTED, procedure=a_procedure(), actor="binh", at_desk=False)
    assert said is Faults.ILLEGAL_MOVE.value


def test_an_unknown_outcome_is_refused():
    doc = after(a_received(), *transfer(a_received(), "binh"))
    strange = Decision("perhaps", "Y", RECEIVED)
    assert refused(decide, doc, strange, procedure=a_procedure(), actor="b", at_desk=False) is Faults.INCOMPLETE.value


def test_a_correction_before_acceptance_is_one_event():
    doc = a_received()
    happened = correct(doc, {"/applicant/phone": "0907654321"})
    assert [kind for kind, _ in happened] == ["fields.set"]


def test_a_refused_dossier_is_corrected_and_submitted_again():
    happened = receive(an_intake())
    refused_doc = after(None, *happened[:-1])  # the province refused the submit
    assert refused_doc["status"] == "draft"
    again = correct(refused_doc, {"/applicant/citizen_id": "066190000009"})
    assert [kind for kind, _ in again] == ["fields.set", "cmd"]
    doc = after(refused_doc, *again)
    assert doc["status"] == "received"
    assert doc["promised_due_at"] == instant(DUE)
    assert [kind for kind, _ in correct(refused_doc, {})] == ["cmd"]


def test_an_accepted_dossier_is_not_corrected():
    doc = after(a_received(), *transfer(a_received(), "binh"))
    assert refused(correct, doc, {"/applicant/phone": "0907654321"}) is Faults.FROZEN.value


def test_a_command_that_cannot_apply_books_nothing():
    doc = a_received()
    assert refused(supplement, doc, {}, "", DUE) is Faults.ILLEGAL_MOVE.value
    assert refused(note, doc, "  ") is Faults.BAD_EVENT.value
    assert doc == a_received()
