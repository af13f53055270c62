"""What the officers' page says of a dossier, line by line."""

from datetime import datetime
from uuid import UUID

from forms.dossier.channels import CameBy
from forms.dossier.dossier import HandedPaper
from sync.province.archive import Kept
from sync.province.due_date import shipped_rules
from sync.province.routes.sheet import Known, lay_out
from sync.province.usecases.read_dossier import Reading
from tests.support.law import a_procedure, a_received, after, cmd

PAPER = "Giấy chứng nhận thử"


def sheet(doc, now="2026-10-05T10:00:00+07:00"):
    known = Known("Xã Thử", {}, frozenset(), lambda *_: None, shipped_rules().calendar, datetime.fromisoformat(now))
    return lay_out(Reading(Kept("c:24184", UUID(int=7), 1, doc), a_procedure(), (), ()), known)


def test_the_page_says_how_a_dossier_came_in():
    assert ("Cách nộp", "Trực tuyến") in sheet(a_received(channel=CameBy.ONLINE)).intake
    assert "Cách nộp" not in dict(sheet(a_received()).intake)


def test_the_page_says_how_look_ups_stand_and_until_when_the_paper_must_be_asked_for():
    waiting = HandedPaper(PAPER, 1, 0, handed_in=False, lookup_status="pending")
    given = HandedPaper("Tờ khai thử", 1, 0, handed_in=True)
    doc = a_received(papers=(given, waiting))
    assert sheet(doc).lookups == ((PAPER, "Chờ tra cứu"), ("Hạn yêu cầu nộp giấy tờ", "06/10/2026 08:00"))
    assert dict(sheet(doc, "2026-10-06T08:01:00+07:00").lookups)["Hạn yêu cầu nộp giấy tờ"].endswith("(đã quá hạn)")
    answered = {**doc, "lookups": {PAPER: "done"}}
    assert sheet(answered).lookups == ((PAPER, "Đã tra cứu"),)
    assert sheet(a_received()).lookups == ()


def test_the_page_lists_every_payment_that_was_asked_for():
    doc = after(a_received(), cmd("accept", officer="an"), cmd("ask_payment", amount=70_000, title="Thuế thử", officer="an"))
    assert dict(sheet(doc).payment)["Khoản phải nộp"] == "Thuế thử: 70.000 đồng"
    doc = after(doc, cmd("pay", receipt_no="BL-1"), cmd("ask_payment", amount=5_000, title="Phí thử", officer="an"))
    said = [text for label, text in sheet(doc).payment if label == "Khoản phải nộp"]
    assert said == ["Thuế thử: 70.000 đồng", "Phí thử: 5.000 đồng"]


def test_the_page_tells_who_signed_a_result_from_who_handed_it_out():
    result = {"receiver": "Người Nhận Thử", "signer": "Người Ký Thử", "returned_at": "2026-10-05T10:00:00+07:00", "by": "thu"}
    said = dict(sheet({**a_received(), "result": result}).result)
    assert (said["Người ký"], said["Người trả"]) == ("Người Ký Thử", "Cán bộ xã")
