"""An officer's orders over HTTPS: what each does, what it refuses, and that the commune hears of it."""

from datetime import datetime, timedelta

from sync.province.due_date import shipped_rules
from tests.support.browser import XSS


def test_an_officer_accepts_asks_and_decides_and_the_commune_hears_it(officer, device, record):
    assert "Đã nhận giải quyết" in officer.act(record, "accept").text
    asked = officer.act(record, "supplement", items="Bản sao quyết định ly hôn\nGiấy xác nhận\n", reason="Thiếu giấy tờ")
    assert "Đã gửi yêu cầu bổ sung" in asked.text
    rows = [row.raw.decode() for feed in device.exchange().feeds for row in feed.rows]
    assert any('"require_supplement"' in raw and "Bản sao quyết định ly hôn" in raw for raw in rows)
    args = {"set": {}, "note": "Đã bổ sung", "promised_due_at": "2027-01-04T17:00:00+07:00"}
    device.book(record, "cmd", {"name": "supplement", "args": args, "expected": "awaiting_supplement"}, base=5)
    assert device.exchange().answer.verdicts == ()
    page = officer.get(f"/officers/dossiers/{record}").text
    assert "Gửi yêu cầu về xã" not in page, "a supplement is asked for once"
    decided = officer.act(record, "decide", outcome="granted", summary="Đủ điều kiện", result_number="12/XN", signer="Trần Văn Thử")
    assert "Đã ghi quyết định" in decided.text
    assert "Đã xử lý xong" in decided.text
    rows = [row.raw.decode() for feed in device.exchange().feeds for row in feed.rows]
    assert any('"decide"' in raw and "12/XN" in raw for raw in rows)


def test_an_officer_apologises_once_for_a_lawful_day_and_the_commune_hears_it(officer, device, record, province):
    officer.act(record, "accept")
    promised = datetime.fromisoformat(province.cli("show", str(record))["due_at"])
    calendar = shipped_rules().calendar
    later = calendar.working_day_from(promised.date() + timedelta(days=1))
    closed = next(day for n in range(1, 9) if not calendar.is_working_day(day := later + timedelta(days=n)))
    assert "ngoài giờ làm việc" in officer.act(record, "apologise", reason="Chờ xác minh", due_at=f"{closed}T10:00").text
    assert "không sau ngày đã hẹn" in officer.act(record, "apologise", reason="Chờ xác minh", due_at="2020-01-02T10:00").text
    assert officer.act(record, "apologise", reason="Chờ xác minh", due_at="mai").status_code == 409
    assert "Đã xin lỗi và hẹn lại" in officer.act(record, "apologise", reason="Chờ xác minh", due_at=f"{later}T10:00", signer="Lê Văn Chủ").text
    doc = province.cli("show", str(record))["doc"]
    assert (doc["due_at"], doc["apology"]["signer"]) == (f"{later}T10:00:00+07:00", "Lê Văn Chủ")
    assert doc["apology"]["due_before"] == promised.isoformat()
    rows = [row.raw.decode() for feed in device.exchange().feeds for row in feed.rows]
    assert any('"apologise"' in raw and "Chờ xác minh" in raw for raw in rows)
    assert "Xin lỗi và hẹn lại, một lần" not in officer.get(f"/officers/dossiers/{record}").text
    again = province.cli("apologise", str(record), "--reason", "x", "--due", f"{later}T11:00", "--as", "thu", ok=False)
    assert again["exit"] == 3


def test_an_officer_asks_for_a_payment_and_the_dossier_waits_until_the_commune_took_it(officer, device, record, province):
    officer.act(record, "accept")
    for wrong in ("bảy mươi", "0", "9" * 20):
        reply = officer.act(record, "ask-payment", amount=wrong, title="Tiền sử dụng đất")
        assert (reply.status_code, "Số tiền phải nộp chưa ghi đúng" in reply.text) == (409, True), wrong
    assert "Còn ô bắt buộc" in officer.act(record, "ask-payment", amount="", title="Tiền sử dụng đất").text
    assert "Còn ô bắt buộc" in officer.act(record, "ask-payment", amount="70.000", title=" ").text
    page = officer.act(record, "ask-payment", amount="1.250.000", title=f"Tiền sử dụng đất {XSS}").text
    assert "Đã yêu cầu nộp tiền" in page
    assert "1.250.000 đồng" in page
    assert XSS not in page
    shown = province.cli("show", str(record))
    assert (shown["status"], shown["doc"]["payment_request"]["amount"], shown["may"]) == ("awaiting_payment", 1_250_000, [])
    rows = [row.raw.decode() for feed in device.exchange().feeds for row in feed.rows]
    assert any('"ask_payment"' in raw for raw in rows)
    assert province.cli("ask-payment", str(record), "--amount", "5", "--title", "x", "--as", "thu", ok=False)["exit"] == 3
    due = shown["due_at"]
    device.book(record, "fee.line", {"amount": 1_250_000, "title": "Tiền sử dụng đất", "receipt_no": "BL-1"}, base=shown["rev"])
    device.book(record, "cmd", {"name": "pay", "args": {"receipt_no": "BL-1", "promised_due_at": due}, "expected": "awaiting_payment"}, base=shown["rev"] + 1)
    assert device.exchange().answer.verdicts == ()
    page = officer.get(f"/officers/dossiers/{record}").text
    assert "Đã nộp lúc" in page
    assert "Đang xử lý" in page
    again = province.cli("ask-payment", str(record), "--amount", "5000", "--title", "Phí thử", "--as", "thu")
    assert again["status"] == "awaiting_payment"


def test_what_the_desk_decides_is_paid_for_at_the_desk(officer, device):
    made = device.receive("Nguyễn Văn Sao Y", "2.000815")
    device.exchange()
    assert officer.act(made, "ask-payment", amount="5000", title="Phí thử").status_code == 409


def test_a_page_that_is_behind_its_dossier_does_not_act(officer, record):
    page = f"/officers/dossiers/{record}"
    stale = {"csrf": officer.token(page), "rev": "1"}
    reply = officer.post(f"{page}/accept", stale)
    assert reply.status_code == 409
    assert "Hồ sơ vừa thay đổi" in reply.text


def test_what_the_lifecycle_forbids_is_said_and_not_done(officer, record, province):
    reply = officer.act(record, "decide", outcome="granted", summary="Sớm", signer="Ai Đó")
    assert reply.status_code == 409
    assert province.cli("show", str(record))["status"] == "received"
    empty = officer.act(record, "supplement", items=" \n", reason="")
    assert (empty.status_code, "Còn ô bắt buộc chưa điền" in empty.text) == (409, True)


def test_what_the_desk_decides_the_province_only_watches(officer, device):
    made = device.receive("Nguyễn Văn Sao Y", "2.000815")
    device.exchange()
    page = officer.get(f"/officers/dossiers/{made}").text
    assert "Xã giải quyết tại quầy" in page
    assert officer.act(made, "accept").status_code == 409
