"""Intake: drafts as typed, files judged by content, and a dossier received whole or not at all."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid5

import pytest

from desktop_app import errors
from desktop_app.errors import DeskError
from desktop_app.ports.entry import AnswersHaveProblems, DraftContent
from desktop_app.ports.handing import handed_papers
from desktop_app.storage.form_shelf import ShippedShelf
from desktop_app.usecases.attach_scan import AttachScan, attach_scan, clean_title
from desktop_app.usecases.detach_scan import DetachScan, detach_scan
from desktop_app.usecases.discard_draft import discard_draft
from desktop_app.usecases.list_drafts import list_drafts
from desktop_app.usecases.quote_dossier import quote_dossier
from desktop_app.usecases.receive_dossier import ReceiveDossier, receive_dossier
from desktop_app.usecases.save_draft import SaveDraft, save_draft
from desktop_app.usecases.start_entry import StartEntry, start_entry
from forms.catalogue import holidays
from forms.dossier.calendar import WorkCalendar
from forms.dossier.faults import TOO_MANY_HANDED
from forms.dossier.procedure import RequiredPaper, Unit
from forms.errors import Faults, RuleError
from tests.support.fakes import a_desk
from tests.support.law import a_procedure

SHELF = ShippedShelf()
CALENDAR = WorkCalendar(overrides=holidays.overrides())
CITIZEN = {"full_name": "H’Mẫu Niê", "citizen_id": "066190000002", "birth_date": "02/03/1990", "sex": "Nữ"}
COPIES = {"documents": [{"title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}]}
PDF = b"%PDF-1.4 thu"


def receive(store, desk=None, **order):
    desk = desk or a_desk()
    given = {"procedure": "2.000815", "applicant": CITIZEN, "answers": COPIES, "prefill": True, **order}
    return receive_dossier(ReceiveDossier(**given), desk, SHELF, CALENDAR, store.open_work(desk))


def begin(store, desk, procedure="2.000815"):
    return start_entry(StartEntry(procedure), desk, SHELF, store.open_work(desk))


def attach(store, desk, owner, *chunks, title="quet.pdf"):
    return attach_scan(AttachScan(owner, iter(chunks or (PDF,)), title=title), desk, store.open_work(desk))


def test_a_draft_reopens_exactly_as_it_was_typed(store):
    desk = a_desk()
    entry = begin(store, desk)
    typed = {"/data/documents[1]/pages": "ba trang", "/data/documents[1]/title": "  Bằng  "}
    kept = DraftContent(
        applicant={"full_name": "H’Mẫu", "birth_date": "2/13/19"},
        typed=typed,
        papers={"Giấy": 2},
        return_by="post",
        place="/data/documents[1]/pages",
        card_warnings=("xem lại",),
    )
    save_draft(SaveDraft(entry.draft_id, kept), desk, store.open_work(desk))
    again = start_entry(StartEntry(draft_id=entry.draft_id), desk, SHELF, store.open_work(desk))
    assert again.reopened
    assert again.content == kept
    shown = {question.path: question.text for question in again.form.questions()}
    assert shown["/data/documents[1]/pages"] == "ba trang"
    assert shown["/data/documents[1]/title"] == "  Bằng  "


def test_a_draft_is_found_by_whatever_was_typed_into_it(store):
    desk = a_desk()
    entry = begin(store, desk)
    content = DraftContent({"full_name": "H’Mẫu Niê"}, {"/data/documents[1]/title": "Bằng tốt nghiệp"})
    save_draft(SaveDraft(entry.draft_id, content), desk, store.open_work(desk))
    begin(store, desk)
    for words, found in (("", 2), ("hmau", 1), ("tot nghiep", 1), ("NIE ban sao", 1), ("chung thuc", 2), ("2.000815", 2), ("khong co", 0)):
        assert len(list_drafts(desk, SHELF, store.open_work(desk), words)) == found, words


def test_a_new_entry_is_in_the_list_of_drafts_at_once_and_leaves_it_when_discarded(store):
    desk = a_desk()
    entry = begin(store, desk)
    attach(store, desk, entry.draft_id)
    (row,) = list_drafts(desk, SHELF, store.open_work(desk))
    assert (row.id, row.procedure, row.saved_by) == (entry.draft_id, "2.000815", "thu")
    discard_draft(entry.draft_id, desk, store.open_work(desk))
    assert list_drafts(desk, SHELF, store.open_work(desk)) == ()
    with pytest.raises(DeskError) as refused:
        save_draft(SaveDraft(entry.draft_id, DraftContent()), desk, store.open_work(desk))
    assert refused.value.fault == errors.NO_SUCH_DRAFT


def test_a_draft_of_another_form_version_is_not_opened_over_this_one(store):
    desk = a_desk()
    entry = begin(store, desk)
    draft = store.kept.drafts[UUID(entry.draft_id)]
    store.kept.drafts[draft.id] = replace(draft, form_version="0")
    with pytest.raises(RuleError, match="pinned"):
        start_entry(StartEntry(draft_id=entry.draft_id), desk, SHELF, store.open_work(desk))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\xff\xd8\xff\xe0thu", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\nthu", "image/png"),
        (PDF, "application/pdf"),
        (b"II*\x00thu", "image/tiff"),
        (b"MM\x00*thu", "image/tiff"),
    ],
)
def test_a_file_is_what_its_content_says_whatever_it_is_called(store, content, media_type):
    desk = a_desk()
    attached = attach(store, desk, begin(store, desk).draft_id, content, title="thu.exe")
    assert (attached.type, attached.size, attached.title) == (media_type, len(content), "thu.exe")


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"<html>", b"PK\x03\x04", b" %PDF-1.4"])
def test_what_is_not_a_scan_is_refused_and_nothing_is_kept(store, content):
    desk = a_desk()
    entry = begin(store, desk)
    with pytest.raises(DeskError) as refused:
        attach(store, desk, entry.draft_id, content, title="anh.jpg")
    assert refused.value.fault == errors.FILE_NOT_A_SCAN
    assert not store.kept.blobs


def test_a_file_over_fifty_mib_is_refused_while_it_is_read(store):
    desk = a_desk()
    entry = begin(store, desk)
    read = []

    def endless():
        yield PDF
        while True:
            read.append(1)
            yield b"\0" * (1 << 20)

    with pytest.raises(DeskError) as refused:
        attach_scan(AttachScan(entry.draft_id, endless()), desk, store.open_work(desk))
    assert refused.value.fault == errors.FILE_TOO_BIG
    assert len(read) == 50
    assert not store.kept.blobs


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\quet\\giấy.pdf", "giấy.pdf"),
        ("giâ\u0301y\u202egnp.exe\x00\n.pdf", "giấygnp.exe.pdf"),
        ("a" * 300, "a" * 80),
    ],
)
def test_a_file_name_is_data_and_never_a_path(name, kept):
    assert clean_title(name) == kept


def test_files_of_a_draft_become_files_of_the_dossier_and_the_draft_disappears(store):
    desk = a_desk()
    entry = begin(store, desk)
    first, second = attach(store, desk, entry.draft_id), attach(store, desk, entry.draft_id, PDF + b"2")
    detach_scan(DetachScan(entry.draft_id, first.sha256), desk, store.open_work(desk))
    save_draft(SaveDraft(entry.draft_id, DraftContent(applicant=CITIZEN)), desk, store.open_work(desk))
    receipt = receive(store, desk, draft_id=entry.draft_id)
    doc = store.kept.docs[UUID(receipt.dossier_id)]
    assert list(doc["attachments"]) == [second.sha256]
    assert not store.kept.drafts


def test_a_dossier_is_received_with_number_due_date_fee_and_its_own_answers(store):
    receipt = receive(store)
    doc = store.kept.docs[UUID(receipt.dossier_id)]
    assert receipt.number.startswith("T-24184-K7Q2-00001-")
    assert (doc["number"], doc["status"], doc["received_by"]) == (receipt.number, "received", "thu")
    assert receipt.fee == doc["content"]["fee_total"] == 10_000
    assert doc["applicant"]["birth_date"] == "1990-03-02"
    assert doc["content"]["requester"]["requester_id"] == CITIZEN["citizen_id"]
    assert doc["form"] == {"id": "2.000815", "form_version": "1"}
    assert receipt.warnings == ()
    assert [event.kind for event in store.kept.events] == ["dossier.new", "cmd"]


def test_how_a_dossier_came_in_is_kept_and_the_counter_says_nothing_of_itself(store):
    desk = a_desk()
    received = [receive(store, desk, channel=way).dossier_id for way in ("direct", "village", "online")]
    channels = [store.kept.docs[UUID(dossier)].get("channel") for dossier in received]
    assert channels == [None, "village", "online"]
    with pytest.raises(RuleError) as refused:
        receive(store, channel="drone")
    assert refused.value.where["field"] == "channel"


def test_the_quote_is_what_the_receipt_says(store):
    desk = a_desk()
    quote = quote_dossier("2.000815", COPIES, desk, SHELF, CALENDAR)
    receipt = receive(store, desk)
    assert (quote.due_at, quote.fee) == (receipt.due_at, receipt.fee)


def test_unanswered_questions_are_named_and_nothing_is_stored(store):
    with pytest.raises(AnswersHaveProblems) as refused:
        receive(store, answers={"documents": [{"title": "Bằng"}]})
    assert {problem.path for problem in refused.value.problems} == {"/data/documents[1]/pages"}
    assert "Bằng" not in str(refused.value)
    assert not store.kept.docs
    assert store.kept.number == 0


def test_what_a_clerk_emptied_is_not_filled_again(store):
    answers = {"requester": {"requester_name": "H’Mẫu Niê", "requester_id": "066190000002"}, **COPIES}
    applicant = {**CITIZEN, "phone": "0905000001"}
    desk = a_desk()
    shown = receive(store, desk, answers=answers, applicant=applicant, prefill=False)
    filled = receive(store, desk, answers=answers, applicant=applicant, prefill=True)
    contents = [store.kept.docs[UUID(receipt.dossier_id)]["content"] for receipt in (shown, filled)]
    assert ["requester_phone" in content["requester"] for content in contents] == [False, True]


def test_what_the_province_would_refuse_is_said_while_the_citizen_is_here(store):
    receipt = receive(store, applicant={**CITIZEN, "citizen_id": "123"}, answers=_with_requester("066190000002"), papers={})
    assert len(receipt.warnings) == 1
    assert "12 chữ số" in receipt.warnings[0]


def test_no_more_of_a_paper_is_taken_than_the_procedure_lets_anybody_ask_for():
    paper = RequiredPaper("Ảnh 3x4", at_most=2)
    procedure = replace(a_procedure(), papers=(paper,))
    assert handed_papers(procedure, "", {paper.name: 2}, {})[0].handed_in
    with pytest.raises(RuleError) as caught:
        handed_papers(procedure, "", {paper.name: 3}, {})
    assert caught.value.fault is TOO_MANY_HANDED


def test_a_number_typed_without_a_card_is_compared_with_the_person_and_never_blocks(store):
    citizen = {**CITIZEN, "sex": "Nam", "birth_date": "02/03/1991"}
    receipt = receive(store, applicant=citizen, answers=_with_requester(CITIZEN["citizen_id"]))
    assert [sentence.split()[0] for sentence in receipt.warnings] == ["Giới", "Năm"]
    assert UUID(receipt.dossier_id) in store.kept.docs


def _with_requester(number):
    return {"requester": {"requester_name": "H’Mẫu Niê", "requester_id": number}, **COPIES}


@pytest.mark.parametrize(("typed", "kept"), [("1990", "1990"), ("1990-03-02", "1990-03-02"), ("2/3/1990", "1990-03-02")])
def test_a_birth_date_is_read_as_people_write_it(store, typed, kept):
    receipt = receive(store, applicant={**CITIZEN, "birth_date": typed})
    assert store.kept.docs[UUID(receipt.dossier_id)]["applicant"]["birth_date"] == kept


@pytest.mark.parametrize("typed", ["31/02/1990", "hôm qua", "90"])
def test_a_birth_date_that_cannot_be_is_refused(store, typed):
    with pytest.raises(DeskError) as refused:
        receive(store, applicant={**CITIZEN, "birth_date": typed})
    assert refused.value.fault == errors.BAD_BIRTH_DATE
    assert not store.kept.docs


def test_before_enrolment_nothing_is_received(store):
    with pytest.raises(DeskError) as refused:
        receive(store, a_desk(tag=None))
    assert refused.value.fault == errors.NOT_ENROLLED
    assert errors.exit_code(refused.value) == 3


def test_a_clock_that_cannot_be_right_warns_before_and_after_and_refuses_nothing(store):
    desk = a_desk()
    stale = replace(desk, enrolled_at=desk.now() + timedelta(days=2))
    quote = quote_dossier("2.000815", {}, stale, SHELF, CALENDAR)
    assert "Chỉnh lại ngày giờ" in quote.clock_warning
    assert quote.clock_warning in receive(store, stale).warnings
    near = replace(desk, enrolled_at=desk.now() + timedelta(hours=23))
    assert not quote_dossier("2.000815", {}, near, SHELF, CALENDAR).clock_warning
    assert not any("đồng hồ" in warning.lower() for warning in receive(store, near).warnings)
    assert len(store.kept.docs) == 2


def test_a_procedure_without_a_clock_needs_its_date_by_hand(store):
    campaign = next(p for p in SHELF.catalogue().procedures if p.time_limit.unit is Unit.CAMPAIGN)
    desk = a_desk()
    assert quote_dossier(campaign.code, {}, desk, SHELF, CALENDAR).due_at is None
    with pytest.raises(DeskError) as refused:
        receive(store, procedure=campaign.code, answers={})
    assert refused.value.fault == errors.NO_DUE_DATE
    by_hand = desk.now().replace(year=desk.now().year + 1)
    assert receive(store, procedure=campaign.code, answers={}, due_at=by_hand).due_at == by_hand


def test_papers_left_out_of_the_order_mean_all_required_ones(store):
    receipt = receive(store)
    doc = store.kept.docs[UUID(receipt.dossier_id)]
    procedure = SHELF.catalogue().get("2.000815")
    assert {p["name"] for p in doc["papers"] if p["handed_in"]} == {p.name for p in procedure.papers if p.required}


def test_an_unknown_procedure_is_refused_by_name(store):
    with pytest.raises(RuleError) as refused:
        receive(store, procedure="9.999999")
    assert refused.value.fault == Faults.NO_PROCEDURE.value


def test_a_second_dossier_never_has_the_number_of_the_first(store):
    desk = a_desk()
    numbers = [receive(store, desk).number for _ in range(3)]
    assert [number.split("-")[3] for number in numbers] == ["00001", "00002", "00003"]


def test_attaching_to_what_is_not_here_is_refused(store):
    desk = a_desk()
    for owner in ("khong-phai-ma", str(uuid5(UUID(int=1), "x"))):
        with pytest.raises(DeskError) as refused:
            attach(store, desk, owner)
        assert refused.value.fault == errors.NO_SUCH_DOSSIER


def test_a_picture_brings_its_small_image_along_and_takes_it_away_again(store):
    desk = a_desk()
    entry = start_entry(StartEntry("2.000815"), desk, SHELF, store.open_work(desk))
    jpeg, png = b"\xff\xd8\xff" + b"x" * 90_000, b"\x89PNG\r\n\x1a\n nho"
    seen = []

    def shrink(content):
        assert not store.is_open, "the store is not locked while a picture is made small"
        seen.append(content)
        return png

    order = AttachScan(entry.draft_id, iter((jpeg[:50], jpeg[50:])), title="trang-1.jpg")
    file = attach_scan(order, desk, store.open_work(desk), shrink)
    assert seen == [jpeg]
    assert file.preview == {"sha256": sha256(png).hexdigest(), "size": len(png), "type": "image/png"}
    assert set(store.kept.blobs) == {file.sha256, file.preview["sha256"]}
    detach_scan(DetachScan(entry.draft_id, file.sha256), desk, store.open_work(desk))
    assert not store.kept.blobs
    attach_scan(replace(order, chunks=iter((jpeg,))), desk, store.open_work(desk), shrink)
    save_draft(SaveDraft(entry.draft_id, DraftContent(applicant=CITIZEN)), desk, store.open_work(desk))
    receipt = receive(store, desk, draft_id=entry.draft_id)
    (kept,) = store.kept.docs[UUID(receipt.dossier_id)]["attachments"].values()
    assert kept["preview"] == dict(file.preview)


def test_the_store_is_not_locked_while_a_source_is_read(store):
    desk = a_desk()
    entry = start_entry(StartEntry("2.000815"), desk, SHELF, store.open_work(desk))

    def slow():
        for piece in (PDF, b" more"):
            assert not store.is_open
            yield piece

    attach_scan(AttachScan(entry.draft_id, slow()), desk, store.open_work(desk))
    assert store.kept.blobs
