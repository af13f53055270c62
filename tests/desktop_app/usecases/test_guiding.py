"""Guiding at the counter, and which papers a record allows."""

from types import SimpleNamespace
from uuid import UUID

import pytest

from desktop_app.errors import NOTHING_MISSING, DeskError
from desktop_app.storage.form_shelf import ShippedShelf
from desktop_app.usecases.guide_applicant import GuideApplicant, guide_applicant
from desktop_app.usecases.list_papers import list_papers
from desktop_app.usecases.receive_dossier import ReceiveDossier, receive_dossier
from desktop_app.usecases.save_draft import DraftContent, SaveDraft, save_draft
from desktop_app.usecases.start_entry import StartEntry, start_entry
from forms.catalogue import holidays
from forms.dossier.calendar import WorkCalendar
from forms.errors import RuleError
from tests.support.fakes import FakeClock, FakeDice, a_desk

SHELF, BIRTH, COPY = ShippedShelf(), "1.001193", "2.000815"
CALENDAR = WorkCalendar(overrides=holidays.overrides())
CLERK = a_desk(clock=FakeClock(), dice=FakeDice())
CITIZEN = {"full_name": "H’Thử Nghiệm Niê", "citizen_id": "066190000002"}


def a_draft(store, procedure=BIRTH, applicant=CITIZEN, **handed):
    work = store.open_work(CLERK)
    draft = start_entry(StartEntry(procedure), CLERK, SHELF, work).draft_id
    save_draft(SaveDraft(draft, DraftContent(applicant=applicant, **handed)), CLERK, work)
    return draft


def guided(store, draft, *items):
    sent = []

    def deliver(pdf, name):
        sent.append((pdf, name))
        return "đã in"

    done = guide_applicant(GuideApplicant(draft, items), CLERK, SHELF, deliver, store.open_work(CLERK))
    return done, sent


def required():
    return [paper.name for paper in SHELF.catalogue().get(BIRTH).required_papers("")]


def test_the_papers_that_a_draft_lacks_are_named_and_no_dossier_is_booked(store):
    done, sent = guided(store, a_draft(store))
    assert set(done.items) <= set(required())
    assert done.items
    assert sent[0][0].startswith(b"%PDF")
    assert "Niê" not in sent[0][1]
    assert store.kept.docs == {}


def test_what_lies_on_the_counter_is_not_asked_for(store):
    lacking = guided(store, a_draft(store))[0].items
    draft = a_draft(store, papers={lacking[0]: 1})
    if len(lacking) > 1:
        assert guided(store, draft)[0].items == lacking[1:]
    else:
        with pytest.raises(DeskError) as refused:
            guided(store, draft)
        assert refused.value.fault == NOTHING_MISSING


def test_what_the_clerk_names_is_asked_for_word_by_word(store):
    done, _ = guided(store, a_draft(store), "Bản chính trích lục khai tử", "Chữ ký của mẹ")
    assert done.items == ("Bản chính trích lục khai tử", "Chữ ký của mẹ")


def test_nobody_is_guided_without_a_name(store):
    with pytest.raises(RuleError):
        guided(store, a_draft(store, applicant={}), "Giấy tờ tùy thân")


def test_a_dossier_just_received_allows_its_receipt_and_its_control_sheet_alone(store):
    answers = {"documents": [{"title": "Bằng", "pages": 2, "copies": 1}]}
    order = ReceiveDossier(COPY, CITIZEN, answers, prefill=True)
    dossier = receive_dossier(order, CLERK, SHELF, CALENDAR, store.open_work(CLERK)).dossier_id
    assert UUID(dossier) in store.kept.docs
    queries = SimpleNamespace(read=lambda _record: SimpleNamespace(history=()))
    kinds = {line.kind for line in list_papers(dossier, CLERK, SHELF, queries, store.open_work(CLERK))}
    assert {"01", "06"} <= kinds
    assert not kinds & {"02", "03", "04", "05", "hand_over"}
