"""Papers that data replaces: waiting never holds up a receipt; near the limit a Mẫu 02 is proposed, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from forms.catalogue import holidays
from forms.dossier.calendar import VN, WorkCalendar
from forms.dossier.dossier import HandedPaper, receive
from forms.dossier.further import answer_lookup
from forms.dossier.lookups import (
    LABEL_OF_LOOKUP,
    LookupStatus,
    late_before,
    limit_at,
    lookups_of,
    open_lookups,
    proposed_supplement,
    status_of,
)
from forms.dossier.preflight import preflight
from forms.dossier.procedure import Case, DataReplaces, RequiredPaper, TimeLimit, Unit
from forms.errors import RuleError
from tests.support.law import RECEIVED, a_procedure, a_received, after, an_intake

CALENDAR = WorkCalendar(overrides=holidays.overrides())
LIMIT = datetime(2026, 10, 6, 8, 0, tzinfo=VN)
REPLACED = a_procedure(data_replaces=(DataReplaces("Giấy chứng nhận", "CSDL thử", "Bộ Thử", "Tờ khai thử"),))


def a_doc(status, **changes):
    paper = HandedPaper("Tờ khai thử", 1, 0, handed_in=False, lookup_status=status)
    return a_received(procedure=REPLACED, papers=(paper,), **changes)


def test_a_waiting_look_up_does_not_hold_up_the_receipt():
    for status in (LookupStatus.PENDING, LookupStatus.DONE):
        assert preflight(a_doc(status), REPLACED) == ()
    for status in (LookupStatus.NOT_FOUND, LookupStatus.MISMATCH, LookupStatus.NOT_NEEDED):
        assert [problem.path for problem in preflight(a_doc(status), REPLACED)] == ["/papers"]


def test_what_waits_is_asked_for_two_hours_before_one_working_day_is_over():
    doc = a_doc(LookupStatus.PENDING)
    assert proposed_supplement(doc, LIMIT - timedelta(hours=2, seconds=1), CALENDAR) is None
    asked = proposed_supplement(doc, LIMIT - timedelta(hours=2), CALENDAR)
    assert (asked.latest_at, asked.is_late, asked.items) == (LIMIT, False, ("Tờ khai thử: chưa tra cứu được; nộp giấy tờ.",))
    assert proposed_supplement(doc, LIMIT + timedelta(seconds=1), CALENDAR).is_late


@pytest.mark.parametrize("status", [LookupStatus.NOT_FOUND, LookupStatus.MISMATCH])
def test_what_is_missing_or_wrong_is_asked_for_at_once(status):
    assert proposed_supplement(a_doc(status), RECEIVED, CALENDAR).latest_at == LIMIT


@pytest.mark.parametrize("status", [LookupStatus.DONE, LookupStatus.NOT_NEEDED])
def test_an_answered_look_up_asks_for_nothing(status):
    assert proposed_supplement(a_doc(status), LIMIT, CALENDAR) is None


def test_online_counts_eight_working_hours_and_the_law_of_a_field_may_set_another():
    doc = a_doc(LookupStatus.NOT_FOUND)
    assert proposed_supplement(doc, RECEIVED, CALENDAR, online=True).latest_at == datetime(2026, 10, 6, 8, 0, tzinfo=VN)
    at_noon = {**doc, "received_at": "2026-10-05T12:00:00+07:00"}
    assert proposed_supplement(at_noon, RECEIVED, CALENDAR, online=True).latest_at == datetime(2026, 10, 6, 11, 30, tzinfo=VN)
    three = TimeLimit(Unit.WORKING_DAY, Fraction(3))
    assert proposed_supplement(doc, RECEIVED, CALENDAR, limit=three).latest_at == datetime(2026, 10, 8, 8, 0, tzinfo=VN)


def test_the_one_request_is_not_proposed_twice():
    doc = {**a_doc(LookupStatus.NOT_FOUND), "supplement_request": {"requested_at": "2026-10-05T09:00:00+07:00"}}
    assert proposed_supplement(doc, LIMIT, CALENDAR) is None


def test_nonsense_in_a_document_needs_no_look_up():
    assert [status_of(paper) for paper in ({}, {"lookup_status": 5}, {"lookup_status": "soon"}, {"lookup_status": []})] == [LookupStatus.NOT_NEEDED] * 4
    assert set(LABEL_OF_LOOKUP) == set(LookupStatus)


def test_a_paper_that_no_data_replaces_is_spelt_as_it_always_was():
    assert HandedPaper("a", 1, 0, handed_in=True).spelt() == {"name": "a", "originals": 1, "copies": 0, "handed_in": True}


CASED = replace(
    a_procedure(),
    cases=(Case("Một"), Case("Hai", TimeLimit(Unit.WORKING_DAY, Fraction(9)))),
    papers=(RequiredPaper("Tờ khai thử"), RequiredPaper("Giấy của hai", required=False, case="Hai", required_in_case=True)),
)


def test_a_procedure_with_cases_asks_which_one_and_for_its_papers():
    doc = a_received(procedure=CASED)
    assert [problem.path for problem in preflight(doc, CASED)] == ["/case"]
    assert preflight(after(doc, ("fields.set", {"/case": "Một"})), CASED) == ()
    assert [problem.path for problem in preflight(a_received(procedure=CASED, case="Hai"), CASED)] == ["/papers"]
    assert [problem.path for problem in preflight(a_received(procedure=CASED, case="Ba"), CASED)] == ["/case"]


def test_a_case_that_is_no_text_never_travels():
    with pytest.raises(RuleError):
        receive(an_intake(case=5))


ACCEPT = ("cmd", {"name": "accept", "args": {"officer": "lan"}, "expected": "received"})


def test_an_answer_is_written_also_when_an_officer_has_taken_the_dossier_and_a_later_one_wins():
    doc = after(a_doc(LookupStatus.PENDING), ACCEPT)
    for status in (LookupStatus.NOT_FOUND, LookupStatus.DONE):
        doc = after(doc, *answer_lookup(doc, "Tờ khai thử", status))
        assert [one.status for one in lookups_of(doc)] == [status]
    assert open_lookups(doc) == ()
    assert preflight(doc, REPLACED) == ()


def test_what_is_no_look_up_no_answer_or_past_that_step_is_refused():
    doc = a_doc(LookupStatus.PENDING)
    served = {**doc, "status": "returned"}
    for where, name, status in ((doc, "Giấy khác", "done"), (doc, "Tờ khai thử", "pending"), (served, "Tờ khai thử", "done")):
        with pytest.raises(RuleError):
            answer_lookup(where, name, status)


def test_without_data_it_stays_a_task_until_the_paper_is_asked_for():
    doc = a_doc(LookupStatus.MISMATCH)
    assert [one.name for one in open_lookups(doc)] == ["Tờ khai thử"]
    asked = {**doc, "supplement_request": {"requested_at": "2026-10-05T09:00:00+07:00"}}
    assert open_lookups(asked) == ()
    assert open_lookups({**asked, "papers": a_doc(LookupStatus.PENDING)["papers"]})


@pytest.mark.parametrize("now", ["2026-10-06 08:00", "2026-10-06 12:15", "2026-10-10 03:00", "2027-02-12 09:30", "2026-10-05 16:59"])
def test_what_is_late_by_its_receipt_is_late_by_its_limit(now):
    now = datetime.fromisoformat(now).replace(tzinfo=VN)
    for online in (False, True):
        before = late_before(now, CALENDAR, online=online)
        for seconds in (-86_400, -3_600, -1, 0, 1, 60, 3_600, 86_400):
            received = before + timedelta(seconds=seconds)
            assert (limit_at(received, CALENDAR, online=online) < now) == (received < before), received
