"""Answers of the e-form as they are received and corrected: what the form adds, what no edition may lose."""

from copy import deepcopy
from uuid import UUID

import pytest

from desktop_app.ports.entry import AnswersHaveProblems, DraftContent
from desktop_app.storage.form_shelf import ShippedShelf
from desktop_app.usecases.carry_over_draft import carry_over_draft
from desktop_app.usecases.correct_dossier import CorrectDossier, correct_dossier
from desktop_app.usecases.receive_dossier import ReceiveDossier, receive_dossier
from desktop_app.usecases.save_draft import SaveDraft, save_draft
from desktop_app.usecases.start_entry import StartEntry, start_entry
from forms.catalogue import holidays
from forms.dossier.calendar import WorkCalendar
from tests.support.fakes import FakeClock, FakeDice, a_desk
from tests.support.xforms import form

CALENDAR = WorkCalendar(overrides=holidays.overrides())
CITIZEN = {"full_name": "H’Mẫu Niê", "citizen_id": "066190000002", "birth_date": "1990", "sex": "Nữ"}
CERTIFIED = "2.000815"
CLOCK = FakeClock()
CLERK = a_desk(clock=CLOCK, dice=FakeDice())
TIMED = form("""
| survey   |          |          |            |                  |
|          | type     | name     | label::vi  | calculation      |
|          | start    | begun    |            |                  |
|          | end      | ended    |            |                  |
|          | username | by       |            |                  |
|          | integer  | pages    | Số trang   |                  |
|          | image    | portrait | Ảnh        |                  |
""")


def edition(number, question):
    """An edition of a form with one required question."""
    return form(f"""
    | survey   |         |            |            |          |
    |          | type    | name       | label::vi  | required |
    |          | text    | {question} | Hỏi        | yes      |
    | settings |         |            |            |          |
    |          | form_id | version    |            |          |
    |          | {CERTIFIED} | {number} |          |          |
    """)


class Shelf(ShippedShelf):
    """What ships, but for the form of certified copies, which a test may change."""

    own = None
    older = None

    def form(self, form_id):
        return self.own or super().form(form_id)

    def form_edition(self, form_id, version):
        known = [one for one in (self.own, self.older) if one is not None and one.version == version]
        return known[0] if known else super().form_edition(form_id, version)


@pytest.fixture
def shelf():
    return Shelf()


def received(store, shelf, answers):
    order = ReceiveDossier(CERTIFIED, CITIZEN, answers, prefill=True)
    return receive_dossier(order, CLERK, shelf, CALENDAR, store.open_work(CLERK)).dossier_id


def content(store, dossier):
    return store.kept.docs[UUID(dossier)]["content"]


def correct(store, shelf, dossier, changes):
    correct_dossier(CorrectDossier(dossier, changes), CLERK, shelf, store.open_work(CLERK))


def certified(store, shelf):
    return received(store, shelf, {"documents": [{"title": "Bằng", "pages": 2, "copies": 1}]})


def test_the_record_tells_when_the_form_was_finished_and_by_whom(store, shelf):
    shelf.own = TIMED
    answers = content(store, received(store, shelf, {"pages": 2, "portrait": "anh.jpg"}))
    assert answers["ended"][:16] == CLOCK.now().isoformat()[:16]
    assert answers["begun"] and answers["by"] == CLERK.shift.user
    assert answers["portrait"] == "anh.jpg"


def test_a_corrected_answer_takes_along_what_the_form_computes_of_it(store, shelf):
    dossier = certified(store, shelf)
    assert content(store, dossier)["fee_total"] == 4000
    correct(store, shelf, dossier, {"/content/documents/0/copies": "3"})
    assert content(store, dossier)["documents"][0]["copies"] == 3
    assert content(store, dossier)["fee_total"] == 12_000
    assert "/content/documents/0/title" not in store.kept.events[-1].payload


def test_answers_of_a_newer_edition_survive_a_correction_by_an_older_program(store, shelf):
    dossier = certified(store, shelf)
    doc = deepcopy(store.kept.docs[UUID(dossier)])
    doc["content"]["later"] = {"seal": "đỏ"}
    doc["content"]["documents"][0]["colour"] = "xanh"
    store.kept.docs[UUID(dossier)] = doc
    correct(store, shelf, dossier, {"/content/documents/0/copies": 2, "/content/later/seal": "xanh"})
    answers = content(store, dossier)
    assert answers["later"] == {"seal": "xanh"}
    assert answers["documents"][0]["colour"] == "xanh"
    assert answers["fee_total"] == 8000


def test_a_correction_the_form_refuses_books_nothing(store, shelf):
    dossier = certified(store, shelf)
    count = len(store.kept.events)
    with pytest.raises(AnswersHaveProblems):
        correct(store, shelf, dossier, {"/content/documents/0/copies": "hai", "/applicant/phone": "0905000009"})
    assert len(store.kept.events) == count


def test_a_new_document_in_the_list_is_one_change(store, shelf):
    dossier = certified(store, shelf)
    more = {"title": "Sổ", "pages": 1, "copies": 1}
    correct(store, shelf, dossier, {"/content/documents/1": more, "/applicant/phone": "0905000009"})
    assert [one["title"] for one in content(store, dossier)["documents"]] == ["Bằng", "Sổ"]
    assert store.kept.events[-1].payload["/applicant/phone"] == "0905000009"


def test_a_draft_of_an_older_edition_is_received_with_the_edition_it_was_typed_in(store, shelf):
    shelf.own = edition("7", "seal")
    draft = start_entry(StartEntry(procedure=CERTIFIED), CLERK, shelf, store.open_work(CLERK)).draft_id
    kept = DraftContent(applicant=CITIZEN, typed={"/data/seal": "đỏ"})
    save_draft(SaveDraft(draft, kept), CLERK, store.open_work(CLERK))
    shelf.older, shelf.own = shelf.own, edition("8", "colour")
    order = ReceiveDossier(CERTIFIED, CITIZEN, {"seal": "đỏ"}, draft_id=draft)
    dossier = receive_dossier(order, CLERK, shelf, CALENDAR, store.open_work(CLERK)).dossier_id
    doc = store.kept.docs[UUID(dossier)]
    assert doc["form"] == {"id": CERTIFIED, "form_version": "7"}
    assert doc["content"]["seal"] == "đỏ"
    assert "colour" not in doc["content"]


def test_what_a_carry_over_put_aside_stays_with_the_draft_and_is_no_answer_of_the_dossier(store, shelf):
    shelf.own = edition("7", "seal")
    draft = start_entry(StartEntry(procedure=CERTIFIED), CLERK, shelf, store.open_work(CLERK)).draft_id
    kept = DraftContent(applicant=CITIZEN, typed={"/data/seal": "đỏ"})
    save_draft(SaveDraft(draft, kept), CLERK, store.open_work(CLERK))
    shelf.older, shelf.own = shelf.own, edition("8", "colour")
    done = carry_over_draft(draft, CLERK, shelf, store.open_work(CLERK))
    assert [(one.path, one.value) for one in done.lost] == [("/data/seal", "đỏ")]
    order = ReceiveDossier(CERTIFIED, CITIZEN, {"colour": "xanh"}, draft_id=draft)
    dossier = receive_dossier(order, CLERK, shelf, CALENDAR, store.open_work(CLERK)).dossier_id
    doc = store.kept.docs[UUID(dossier)]
    assert doc["form"]["form_version"] == "8"
    assert "đỏ" not in str(doc)
