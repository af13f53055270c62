"""Every paper from a dossier's record, the verbs that make what it records, prints of many, the register."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from desktop_app.errors import PAPER_NOT_YET, DeskError
from desktop_app.ports import HistoryLine
from desktop_app.ports.entry import AnswersHaveProblems, DraftContent, spell_draft
from desktop_app.ports.papers import PaperKind
from desktop_app.storage.form_shelf import ShippedShelf
from desktop_app.usecases.apologise_late import ApologiseLate, apologise_late
from desktop_app.usecases.ask_supplement import AskSupplement, ask_supplement
from desktop_app.usecases.decide_dossier import DecideDossier, decide_dossier
from desktop_app.usecases.hand_over_dossiers import HandOverDossiers, hand_over_dossiers
from desktop_app.usecases.print_paper import PrintPaper, print_paper
from desktop_app.usecases.print_register import PrintRegister, print_register
from desktop_app.usecases.receive_dossier import ReceiveDossier, receive_dossier
from desktop_app.usecases.refuse_receipt import RefuseReceipt, refuse_receipt
from desktop_app.usecases.serve_now import ServeNow, serve_now
from desktop_app.usecases.start_entry import StartEntry, start_entry
from desktop_app.usecases.transfer_dossier import transfer_dossier
from desktop_app.usecases.withdraw_dossier import WithdrawDossier, withdraw_dossier
from forms.catalogue import holidays
from forms.dossier.calendar import VN, WorkCalendar
from forms.dossier.faults import POSTPONED_ONCE
from forms.dossier.postponement import due_on_receipt
from forms.dossier.roles import Role
from forms.errors import Faults, RuleError
from tests.support.fakes import FakeClock, FakeDice, a_desk
from tests.support.law import DUE, a_received, after, cmd

SHELF = ShippedShelf()
CALENDAR = WorkCalendar(overrides=holidays.overrides())
CITIZEN = {"full_name": "H’Thử Nghiệm Niê", "citizen_id": "066190000002", "birth_date": "1990", "sex": "Nữ", "phone": "0905000010"}
COPY, PROVINCES = "2.000815", "1.004884"
CLOCK, DICE = FakeClock(), FakeDice()
CLERK = a_desk(clock=CLOCK, dice=DICE)
OFFICER = a_desk(Role.COMMUNE_OFFICER, "lan", clock=CLOCK, dice=DICE)


def received(store, due_in_days=0):
    answers = {"documents": [{"title": "Bằng", "pages": 2, "copies": 1}]}
    order = ReceiveDossier(COPY, CITIZEN, answers, prefill=True)
    dossier = receive_dossier(order, CLERK, SHELF, CALENDAR, store.open_work(CLERK)).dossier_id
    if due_in_days:
        doc = dict(store.kept.docs[UUID(dossier)])
        store.kept.docs[UUID(dossier)] = {**doc, "due_at": (CLOCK.now() + timedelta(days=due_in_days)).isoformat()}
    return dossier


def taken_on(store, due_in_days=0):
    dossier = received(store, due_in_days)
    transfer_dossier(dossier, OFFICER, SHELF, store.open_work(OFFICER))
    return dossier


class Log:
    """The read side: the events of the store, none of them judged."""

    def __init__(self, store):
        self._store = store

    def read(self, record):
        lines = [HistoryLine(e.eid, e.kind, e.payload, e.actor, e.at, own=True, verdict=None, why=None, early=False) for e in self._store.kept.events if e.record == record]
        return SimpleNamespace(history=tuple(lines))

    def received(self, since, before):
        return [(str(record), doc) for record, doc in self._store.kept.docs.items() if since <= datetime.fromisoformat(doc["received_at"]) < before]

    def places(self, _sign, _years):
        return {}


def printed(store, dossier, kind, desk=CLERK):
    ids = dossier if isinstance(dossier, tuple) else (dossier,)
    return print_paper(PrintPaper(ids, kind), desk, SHELF, Log(store), lambda *_: "đã in", store.open_work(desk))


def text_of(pdf):
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return unicodedata.normalize("NFC", " ".join(" ".join(pages).split()))


def test_a_refusal_is_recorded_with_a_number_and_printed_with_its_reasons(store):
    order = RefuseReceipt(COPY, CITIZEN, ("Không thuộc thẩm quyền", "Thiếu bản chính"))
    refused = refuse_receipt(order, CLERK, SHELF, store.open_work(CLERK))
    assert store.kept.docs[UUID(refused.dossier_id)]["status"] == "refused"
    text = text_of(printed(store, refused.dossier_id, "03").pdf)
    assert "1. Không thuộc thẩm quyền 2. Thiếu bản chính" in text
    assert CITIZEN["full_name"] in text and refused.number in text
    with pytest.raises(DeskError) as caught:
        printed(store, refused.dossier_id, "01")
    assert caught.value.fault == PAPER_NOT_YET


def test_a_refusal_names_a_reason(store):
    with pytest.raises(RuleError):
        refuse_receipt(RefuseReceipt(COPY, CITIZEN, ()), CLERK, SHELF, store.open_work(CLERK))
    assert not store.kept.docs


def test_what_is_missing_is_asked_once_and_printed_whole(store):
    dossier = taken_on(store)
    ask = AskSupplement(dossier, ("Bản chính văn bằng", "Giấy ủy quyền"), "Chưa đủ giấy tờ")
    ask_supplement(ask, OFFICER, SHELF, store.open_work(OFFICER))
    assert store.kept.docs[UUID(dossier)]["status"] == "awaiting_supplement"
    text = text_of(printed(store, dossier, "02").pdf)
    assert "1. Bản chính văn bằng 2. Giấy ủy quyền Lý do: Chưa đủ giấy tờ" in text
    with pytest.raises(RuleError):
        ask_supplement(ask, OFFICER, SHELF, store.open_work(OFFICER))


def test_an_apology_moves_the_date_once_and_says_both_dates(store):
    dossier = taken_on(store, due_in_days=7)
    before = datetime.fromisoformat(store.kept.docs[UUID(dossier)]["due_at"])
    new = datetime(2026, 12, 7, 10, 0, tzinfo=VN)
    order = ApologiseLate(dossier, "Chờ xác minh", new, "Chủ tịch Thử")
    assert apologise_late(order, OFFICER, SHELF, CALENDAR, store.open_work(OFFICER)) == new
    doc = store.kept.docs[UUID(dossier)]
    assert (doc["due_at"], doc["apology"]["due_before"]) == (new.isoformat(), before.isoformat())
    text = text_of(printed(store, dossier, "04").pdf)
    assert "10 giờ 00 phút, ngày 07 tháng 12 năm 2026" in text and "Lý do: Chờ xác minh" in text
    with pytest.raises(RuleError) as caught:
        apologise_late(replace(order, due_at=new + timedelta(days=1)), OFFICER, SHELF, CALENDAR, store.open_work(OFFICER))
    assert caught.value.fault == POSTPONED_ONCE


def test_a_receipt_says_what_was_promised_at_receipt_whatever_moved_since(store):
    dossier = taken_on(store, due_in_days=7)
    record, first = UUID(dossier), text_of(printed(store, dossier, "01").pdf)
    promised = re.search(r"Thời gian trả kết quả giải quyết hồ sơ: (.*?năm \d{4})", first)[1]
    again = printed(store, dossier, "01").pdf
    new = datetime(2026, 12, 7, 10, 0, tzinfo=VN)
    apologise_late(ApologiseLate(dossier, "Chờ xác minh", new, "Chủ tịch Thử"), OFFICER, SHELF, CALENDAR, store.open_work(OFFICER))
    for paid in (False, True):
        if paid:  # the clock stands while a payment is awaited
            pay = cmd("pay", receipt_no="BL-1", promised_due_at="2026-12-09T10:00:00+07:00")
            asked = cmd("ask_payment", amount=5, title="Thuế thử", officer="lan")
            store.kept.docs[record] = after(store.kept.docs[record], asked, pay)
        moved = text_of(printed(store, dossier, "01").pdf)
        assert f"kết quả giải quyết hồ sơ: {promised}" in moved
        assert "tháng 12" not in moved
    store.kept.audit.clear()
    assert [printed(store, dossier, "01").pdf for _ in range(2)][1] == again, "the same second print, byte for byte"


def test_a_supplement_has_a_new_receipt_with_its_own_date(store):
    doc = after(a_received(), cmd("accept", officer="an"), cmd("apologise", agency="UBND", reason="Chờ", due_at="2026-10-20T10:00:00+07:00", signer=""))
    assert due_on_receipt(doc) == DUE.isoformat()
    asked = cmd("require_supplement", items=["Giấy thử"], reason="Thiếu", officer="an")
    doc = after(doc, asked, cmd("supplement", set={}, note="", promised_due_at="2026-10-27T10:00:00+07:00"))
    assert due_on_receipt(doc) == doc["due_at"] == "2026-10-27T10:00:00+07:00"


def test_a_stop_at_the_citizens_wish_is_printed_with_what_goes_back(store):
    dossier = received(store)
    withdraw_dossier(WithdrawDossier(dossier, "Công dân xin rút"), CLERK, store.open_work(CLERK))
    assert store.kept.docs[UUID(dossier)]["status"] == "stopped"
    text = text_of(printed(store, dossier, "05").pdf)
    assert "Lý do: Công dân xin rút" in text and "Giấy tờ, phí, lệ phí hoàn trả: 1." in text


def test_dossiers_are_handed_over_all_or_none_and_each_slip_says_so(store):
    first, second, third = taken_on(store), taken_on(store), received(store)
    order = HandOverDossiers((first, second), "Phòng Tư pháp", "Trần Thị Thử")
    handed = hand_over_dossiers(order, OFFICER, SHELF, store.open_work(OFFICER))
    text = text_of(handed.pdf)
    assert handed.count == 2 and "Phòng Tư pháp" in text and "Tổng số hồ sơ bàn giao: 02" in text
    numbers = [store.kept.docs[UUID(one)]["number"] for one in (first, second)]
    assert all(number in text.replace(" ", "") for number in numbers)
    slip = text_of(printed(store, first, "06").pdf)
    assert "2. Nhận: Phòng Tư pháp" in slip and "Trần Thị Thử" in slip
    with pytest.raises(RuleError):
        hand_over_dossiers(replace(order, dossier_ids=(second, third)), OFFICER, SHELF, store.open_work(OFFICER))
    assert len(store.kept.docs[UUID(second)]["hand_overs"]) == 1


def test_a_negative_decision_is_printed_on_the_form_of_refusals(store):
    dossier = received(store)
    decide_dossier(DecideDossier(dossier, "rejected", "Bản chính bị tẩy xóa"), OFFICER, SHELF, store.open_work(OFFICER))
    assert "1. Bản chính bị tẩy xóa" in text_of(printed(store, dossier, "03").pdf)
    assert "Trước hạn" in text_of(printed(store, dossier, "06").pdf) or "Đúng hạn" in text_of(printed(store, dossier, "06").pdf)


def test_a_result_given_at_once_is_recorded_and_only_where_the_desk_decides(store):
    served = serve_now(ServeNow(COPY, CITIZEN, "Chủ tịch Thử", fee=4000, fee_receipt_no="BL-1"), CLERK, SHELF, store.open_work(CLERK))
    doc = store.kept.docs[UUID(served.dossier_id)]
    assert (doc["status"], doc["result"]["receiver"]) == ("returned", CITIZEN["full_name"])
    text = text_of(printed(store, served.dossier_id, "fee").pdf)
    assert "Tổng số tiền: 4.000 đồng Bằng chữ: Bốn nghìn đồng" in text
    with pytest.raises(RuleError) as caught:
        serve_now(ServeNow(PROVINCES, CITIZEN, "x"), CLERK, SHELF, store.open_work(CLERK))
    assert caught.value.fault is Faults.NOT_AT_THE_DESK.value


def test_what_was_typed_and_attached_before_serving_at_once_is_in_its_record(store):
    draft = start_entry(StartEntry(COPY), CLERK, SHELF, store.open_work(CLERK)).draft_id
    kept = store.kept.drafts[UUID(draft)]
    file = {"sha256": "ab" * 32, "size": 9, "type": "application/pdf", "part": "", "title": "Bằng", "preview": None}
    store.kept.drafts[kept.id] = replace(kept, content={**spell_draft(DraftContent(), ()), "files": [file]})
    requester = {"requester_name": CITIZEN["full_name"], "requester_id": CITIZEN["citizen_id"]}
    answers = {"requester": requester, "documents": [{"title": "Bằng", "pages": 2, "copies": 1}]}
    order = ServeNow(COPY, CITIZEN, "Chủ tịch Thử", answers=answers, draft_id=draft)
    with pytest.raises(AnswersHaveProblems):
        serve_now(replace(order, answers={"documents": [{"title": "Bằng", "copies": 1}]}), CLERK, SHELF, store.open_work(CLERK))
    assert (list(store.kept.drafts), store.kept.docs) == ([UUID(draft)], {})
    served = serve_now(order, CLERK, SHELF, store.open_work(CLERK))
    doc = store.kept.docs[UUID(served.dossier_id)]
    assert (doc["status"], doc["form"]["id"], doc["content"]["documents"][0]["title"]) == ("returned", COPY, "Bằng")
    assert list(doc["attachments"]) == [file["sha256"]]
    assert store.kept.drafts == {}


@pytest.mark.parametrize("kind", [PaperKind.SUPPLEMENT, PaperKind.REFUSAL, PaperKind.APOLOGY, PaperKind.STOP, PaperKind.FEE])
def test_what_has_not_happened_has_no_paper_and_leaves_no_trace(store, kind):
    dossier = received(store)
    entries = len(store.kept.audit)
    with pytest.raises(DeskError) as caught:
        printed(store, dossier, kind.value)
    assert caught.value.fault == PAPER_NOT_YET
    assert len(store.kept.audit) == entries


def test_many_dossiers_go_into_one_file_and_each_print_is_noted(store):
    dossiers = tuple(received(store) for _ in range(3))
    many = printed(store, dossiers, "01")
    assert (many.papers, len(PdfReader(io.BytesIO(many.pdf)).pages)) == (3, 3)
    assert all(store.kept.docs[UUID(one)]["number"] in text_of(many.pdf) for one in dossiers)
    assert sum(b'"verb":"print_paper"' in body for body, _ in store.kept.audit) == 3
    assert printed(store, dossiers[1], "01").copy == 2
    assert printed(store, dossiers[1], "06").copy == 1, "each kind counts its own prints"
    assert "Niê" not in many.file_name


def test_the_form_set_of_the_office_is_printed(store):
    dossier = received(store)
    old = replace(CLERK, form_set="2018")
    page = PdfReader(io.BytesIO(printed(store, dossier, "01", old).pdf)).pages[0]
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 420]


def test_the_register_of_a_day_has_what_was_received_on_it(store):
    dossiers = [received(store) for _ in range(2)]
    numbers = [store.kept.docs[UUID(one)]["number"] for one in dossiers]
    today = CLOCK.now().astimezone(VN).date()
    made = print_register(PrintRegister(today, today), CLERK, SHELF, Log(store), lambda *_: "đã in", store.open_work(CLERK))
    text = text_of(made.pdf).replace(" ", "")
    assert made.rows == 2 and all(number in text for number in numbers)
    with pytest.raises(DeskError):
        print_register(PrintRegister(date(2020, 1, 1), date(2020, 1, 2)), CLERK, SHELF, Log(store), lambda *_: "", store.open_work(CLERK))


def test_the_bars_of_a_receipt_hold_its_number(store):
    import shutil
    import subprocess

    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler-utils is not installed")
    dossier = received(store)
    words = ["pdftoppm", "-r", "200", "-png", "-gray", "-singlefile", "-"]
    png = subprocess.run(words, input=printed(store, dossier, "01").pdf, capture_output=True, check=True).stdout
    found = {code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))}
    assert store.kept.docs[UUID(dossier)]["number"] in found
