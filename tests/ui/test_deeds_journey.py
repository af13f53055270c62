"""One dossier by keys alone, on a real store: received, asked for a supplement, supplemented, promised anew, printed.

Only the printer is a list; what was done is read back by the verbs, not from the window.
"""

from datetime import timedelta

import pytest

from desktop_app.devices.printer import SystemPrinter
from desktop_app.usecases.find_dossiers import FindDossiers
from tests.support.counter import Counter
from tests.support.real_desk import real_desk, unlock

CARD = "066190000001||Nguyễn Thị Thử Nghiệm|02091990|Nữ|Số 1 Đường Thử, xã Ea Mẫu, Đắk Lắk|01012022"


@pytest.fixture
def desk(tmp_path, capsys, monkeypatch):
    """A founded, enrolled desk whose window shows the gate; ``printed`` keeps the names of the papers."""
    counter = Counter(tmp_path, capsys)
    counter.found()
    counter.enrol()
    printed = []
    monkeypatch.setattr(SystemPrinter, "print_pdf", lambda _printer, pdf, name: printed.append((name, pdf[:5])))
    with real_desk(counter) as window:
        window.printed = printed
        yield window


def doc_of(window):
    office = window.offices[-1]
    (row,) = office.find_dossiers(FindDossiers()).rows
    return office.read_dossier(row.id).doc


def a_working_morning(office, after):
    calendar = office._given.calendar
    day = after.date() + timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def test_from_receipt_to_apology_by_keys_alone(desk):
    unlock(desk, "thu")
    desk.key("f2")
    desk.type("di chuc")
    desk.frames(4)
    desk.key("enter")
    desk.until(lambda: desk.page.draft_id)
    desk.type(CARD)
    desk.key("enter", "alt+4", "spacebar", "down", "spacebar", "f8")
    desk.until(lambda: desk.page.scope == "dossier")
    assert [name.split("-T")[0] for name, _ in desk.printed] == ["giay-hen"]

    desk.key("ctrl+l")
    desk.until(lambda: desk.page.scope == "unlock")
    unlock(desk, "lan")
    desk.key("enter", "enter")
    desk.until(lambda: desk.page.scope == "dossier")
    desk.key("ctrl+t", "ctrl+k", "1", "spacebar", "tab")
    desk.type("Giấy khám sức khỏe")
    desk.key("tab")
    desk.type("Cần chứng minh minh mẫn")
    desk.key("ctrl+enter")
    asked = doc_of(desk)["supplement_request"]
    assert asked["items"][0].startswith("Giấy tờ về quyền sử dụng")
    assert (asked["items"][1:], asked["reason"]) == (["Giấy khám sức khỏe"], "Cần chứng minh minh mẫn")

    desk.key("ctrl+b")
    desk.type("Đã nộp giấy khám")
    desk.key("ctrl+enter")
    doc = doc_of(desk)
    assert doc["status"] == "processing"

    office = desk.offices[-1]
    (row,) = office.find_dossiers(FindDossiers()).rows
    day = a_working_morning(office, office.read_dossier(row.id).due_at)
    desk.key("ctrl+k", "2")
    desk.type("Chờ bệnh viện trả lời")
    desk.key("tab")
    desk.type(f"{day:%d%m%Y}")
    desk.key("tab", "ctrl+a")
    desk.type("09:00")
    desk.key("ctrl+enter")
    apology = doc_of(desk)["apology"]
    assert apology["reason"] == "Chờ bệnh viện trả lời"
    assert apology["due_after"].startswith(f"{day:%Y-%m-%dT09:00}")

    desk.key("ctrl+i")
    desk.until(lambda: "Phiếu xin lỗi và hẹn lại (Mẫu 04) – in lại, bản thứ 2" in desk.texts())
    desk.key("escape")
    kinds = [name.split("-T")[0] for name, _ in desk.printed]
    assert kinds == ["giay-hen", "phieu-bo-sung", "phieu-xin-loi"]
    assert {start for _, start in desk.printed} == {b"%PDF-"}
