"""The officers' pages over HTTPS, as a browser meets them: cookies, tokens, escaping, one dossier's whole way."""

import re
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from html import unescape
from uuid import UUID

import pytest

from sync.core.frames import FrameType, Seal, write_frame
from sync.core.messages import EventsHeader, write_events
from sync.core.stamp import SHORT, chain_next
from tests.support.browser import XSS
from tests.support.device import offer_of
from tests.support.province import PASSWORD


def test_a_stranger_sees_the_login_page_and_nothing_else(browser, record):
    for path in ("/", "/officers/dossiers", f"/officers/dossiers/{record}", "/officers/attention"):
        page = browser.get(path)
        assert page.url.endswith("/officers/login")
        assert "Thử Nghiệm" not in page.text


def test_the_cookie_is_for_this_host_over_tls_and_no_script_reads_it(browser):
    token = browser.token("/officers/login")
    fields = {"login": "thu", "password": PASSWORD, "csrf": token}
    reply = browser.post("/officers/login", fields, allow_redirects=False)
    assert reply.status_code == 303
    cookie = reply.headers["Set-Cookie"]
    assert cookie.startswith("__Host-motcua=")
    for flag in ("Secure", "HttpOnly", "SameSite=strict", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie


def test_every_page_forbids_what_it_does_not_use(officer, record):
    for path in ("/officers/dossiers", f"/officers/dossiers/{record}", "/officers/house.css"):
        headers = officer.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "script" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert "<script" not in officer.get(f"/officers/dossiers/{record}").text


def test_a_wrong_password_is_a_clear_sentence_and_the_same_for_a_stranger(province, browser):
    province.cli("officer", "add", "--login", "sai", "--name", "Lê Thị Sai")
    wrong = browser.sign_in("sai", "khong-phai-mat-khau")
    stranger = browser.sign_in("nguoila", "khong-phai-mat-khau")
    assert (wrong.status_code, stranger.status_code) == (401, 401)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.text
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in stranger.text
    for _ in range(7):
        browser.sign_in("sai", "khong-phai-mat-khau")
    assert "Đợi 15 phút" in browser.sign_in("sai", PASSWORD).text


def test_a_form_without_its_token_is_forbidden_and_changes_nothing(officer, record, province):
    page = f"/officers/dossiers/{record}"
    for fields in ({}, {"csrf": ""}, {"csrf": "x" * 43}):
        assert officer.post(f"{page}/accept", fields).status_code == 403
        assert officer.post("/officers/logout", fields).status_code == 403
    multipart = officer.session.post(
        province.url + f"{page}/accept", files={"csrf": officer.token(page)}, verify=str(province.ca_path), timeout=20
    )
    assert multipart.status_code == 403
    assert province.cli("show", str(record))["status"] == "received"
    assert officer.session.get(
        province.url + "/officers/dossiers", verify=str(province.ca_path), timeout=20
    ).url.endswith("/dossiers"), "still signed in"


def test_a_name_that_is_a_script_is_shown_and_not_run(officer, device):
    made = device.receive(XSS)
    device.exchange()
    for path in (f"/officers/dossiers/{made}", "/officers/dossiers", f"/officers/dossiers?q={XSS}"):
        text = officer.get(path).text
        assert XSS not in text
        assert "&lt;script&gt;" in text


def test_the_list_finds_without_marks_and_filters(officer, device, elsewhere):
    own, foreign = device.receive("H’Mẫu Niê Tìm"), elsewhere.receive("Y Thử Tìm Êban")
    device.exchange()
    elsewhere.exchange()

    def found(**query):
        return set(re.findall(r'href="/officers/dossiers/([0-9a-f-]{36})"', officer.get("/officers/dossiers", params=query).text))

    assert found(q="hmau nie") == {str(own)}
    assert found(q="TIM") >= {str(own), str(foreign)}
    assert found(q="tim", commune="24190") == {str(foreign)}
    assert found(q="tim", state="decided") == set()
    assert found(q='") OR 1=1 --', commune="24190", state="zzz") == set()
    assert found(q="0661900") >= {str(own)}


def test_the_list_goes_on_page_by_page_and_shows_each_dossier_once(officer, device):
    made = {str(device.receive(f"Trang Thử {number}")) for number in range(60)}
    device.exchange()
    seen, path = [], "/officers/dossiers?q=trang+thu"
    while path:
        text = officer.get(path).text
        seen += re.findall(r'class="code" href="/officers/dossiers/([0-9a-f-]{36})"', text)
        after = re.search(r'href="(/officers/dossiers\?[^"]*after=[^"]+)"', text)
        path = unescape(after.group(1)) if after else None
    assert len(seen) == len(set(seen))
    assert set(seen) == made


def test_refused_work_of_a_commune_is_listed_with_its_reason(officer, device):
    device.receive("Lỗi Thử", citizen_id="12")
    device.exchange()
    page = officer.get("/officers/attention").text
    assert "Số định danh cá nhân phải có đúng 12 chữ số" in page
    assert "Không nhận" in page


def test_an_attachment_is_handed_out_only_to_be_saved(officer, device, province):
    from tests.support.tus_house import OverTls
    from tests.sync.province.test_tus import _append

    content = b"<html><script>1</script></html>" * 30
    made = device.receive("Có Tệp Thử")
    named = {"sha256": __import__("hashlib").sha256(content).hexdigest(), "size": len(content), "type": "text/html"}
    device.book(made, "attach.add", {**named, "part": "Tờ khai", "title": 'tờ "khai".html'}, base=2)
    device.exchange()
    path = f"/officers/dossiers/{made}/files/{named['sha256']}"
    assert officer.get(path).status_code == 404
    assert "Chưa về tỉnh" in officer.get(f"/officers/dossiers/{made}").text
    (wanted,) = device.exchange(offers=(offer_of(content),)).answer.blobs
    assert _append(OverTls(province), wanted.url, 0, content).status_code == 204
    reply = officer.get(path)
    assert reply.content == content
    assert reply.headers["Content-Type"] == "application/octet-stream"
    assert reply.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''t%E1%BB%9D%20%22khai%22")


def test_signing_out_ends_the_session_at_the_server(officer):
    kept = dict(officer.session.cookies)
    officer.post("/officers/logout", {"csrf": officer.token("/officers/dossiers")})
    officer.session.cookies.update(kept)
    assert officer.get("/officers/dossiers").url.endswith("/officers/login")


def test_the_log_holds_no_name_no_number_no_search(province, officer, record):
    officer.get("/officers/dossiers?q=Nguyễn+Thị+Thử")
    officer.get("/officers/dossiers?q=066190000001")
    log = province.log.read_text("utf-8")
    assert "/officers/dossiers 200" in log
    for planted in ("Thử Nghiệm", "Th%E1%BB%AD", "066190000001", str(record)):
        assert planted not in log


def test_an_officer_reads_the_questions_the_clerk_read(officer, device):
    answers = {
        "requester": {"requester_name": "Nguyễn Văn Sao Y", "requester_id": "066190000001"},
        "documents": [{"title": "Bằng thử", "pages": 2, "copies": 3}, {"title": "Giấy thử", "pages": 5, "copies": 1}],
    }
    filled = _filled("2.000815", answers)
    made = device.receive("Nguyễn Văn Sao Y", "2.000815", content=filled, form={"id": "2.000815", "form_version": "1"})
    device.exchange()
    text = unescape(officer.get(f"/officers/dossiers/{made}").text)
    assert "Giấy tờ cần chứng thực 2 · Số bản sao cần chứng thực" in text
    assert "requester_name" not in text


def test_answers_that_the_form_would_not_give_are_shown_as_they_came(officer, device):
    odd = {"requester": {"requester_name": "Ai Đó"}, "unknown_question": "Câu trả lời lạ"}
    made = device.receive("Ai Đó", "2.000815", content=odd, form={"id": "2.000815", "form_version": "1"})
    device.exchange()
    text = officer.get(f"/officers/dossiers/{made}").text
    assert "unknown_question" in text
    assert "Câu trả lời lạ" in text


def _filled(form_id, answers):

    from forms.catalogue.shelf import shipped_form
    from forms.dossier.calendar import VN
    from forms.xforms.entry import FormEntry
    from forms.xforms.read import read_form

    now = datetime.now(VN)  # noqa: TID251
    return FormEntry.start(read_form(shipped_form(form_id)), now=now, new_uuid=lambda: "", answers=answers).as_json()


OF_OBJECTS = ("applicant", "principal", "content", "contact", "form")


def _twin(device, **changes):
    """Book a dossier like a lawful one, but for some members; returns its id."""
    made = device.receive("Hình Dạng Lạ")
    record = type(made)(int=made.int + 1)
    device.book(record, "dossier.new", {"doc": {**device.events[-2].payload["doc"], **changes}})
    return record


@pytest.mark.parametrize("odd", [{"full_name": [], "phone": {}}, {"full_name": {"x": [None]}, "birth_date": 7}])
def test_answers_of_any_shape_are_taken_listed_and_shown(officer, device, odd):
    record = _twin(device, **dict.fromkeys(OF_OBJECTS, odd), papers=[odd], sets=[odd], return_by=odd)
    assert device.exchange().answer.have == len(device.events)
    assert officer.get(f"/officers/dossiers/{record}").status_code == 200
    assert officer.get("/officers/dossiers").status_code == 200


@pytest.mark.parametrize("odd", ["văn bản", 7, [{"name": None}], [1, "x"]])
def test_a_document_that_is_none_is_refused_and_the_line_goes_on(officer, device, odd):
    record = _twin(device, **dict.fromkeys(OF_OBJECTS, odd))
    reply = device.exchange()
    assert reply.answer.have == len(device.events)
    assert [early.verdict.word for early in reply.answer.verdicts] == ["rejected"]
    assert officer.get(f"/officers/dossiers/{record}").status_code == 404
    assert officer.get("/officers/dossiers").status_code == 200


def test_half_a_letter_does_not_stop_the_line_or_the_page(officer, device, province):
    record = device.receive()
    device.exchange()
    twin = device.book(UUID(int=7), "dossier.new", device.events[0].payload)
    torn = twin.raw.replace("Nguyễn".encode(), b"\\ud800")
    device.events[-1] = twin = replace(twin, raw=torn, hash=sha256(torn).digest())
    device.chains[-1] = chain_next(device.chains[-2], twin.eid, twin.hash)
    device.book(record, "note", {"text": "sau đó"})

    assert device.exchange().answer.resend, "its id cannot be read out of it"
    named = EventsHeader(3, device.chains[2][:SHORT], 1, twin.eid)
    body = write_events(named, [twin.raw])
    plain = write_frame(FrameType.EVENTS, body, seal=Seal(device.signer, device.address))
    assert device.read(device.post(device.head() + plain)).answer.have == 3, "kept aside, and the line goes on"
    assert device.read(device.post(device.head() + device.frame(4, 4))).answer.have == 4
    assert officer.get("/officers/dossiers").status_code == 200
    assert officer.get(f"/officers/dossiers/{record}").status_code == 200
    assert officer.get(f"/officers/dossiers/{twin.record}").status_code == 404


def test_a_small_image_is_shown_while_the_original_is_on_its_way(officer, device, province):
    from tests.support.tus_house import OverTls
    from tests.sync.province.test_tus import _append

    png = b"\x89PNG\r\n\x1a\n" + b"thu" * 50
    script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
    made = device.receive("Có Ảnh Thử")
    for n, small in enumerate((png, script)):
        hashed = sha256(small).hexdigest()
        preview = {"sha256": hashed, "size": len(small), "type": "image/png"}
        facts = {"sha256": f"{n}" * 64, "size": 900_000, "type": "image/jpeg", "part": "", "title": f"trang-{n}.jpg"}
        device.book(made, "attach.add", {**facts, "preview": preview}, base=2 + n)
    device.exchange()
    page = f"/officers/dossiers/{made}"
    assert "Bản xem nhanh" not in officer.get(page).text
    for small in (png, script):
        (wanted,) = device.exchange(offers=(offer_of(small),)).answer.blobs
        assert _append(OverTls(province), wanted.url, 0, small).status_code == 204
    assert "Bản gốc đang về" in officer.get(page).text
    shown = officer.get(f"{page}/previews/{'0' * 64}")
    assert (shown.status_code, shown.headers["Content-Type"], shown.content) == (200, "image/png", png)
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert officer.get(f"{page}/previews/{'1' * 64}").status_code == 404, "what is no picture is never shown as one"
    assert officer.get(f"{page}/previews/{'2' * 64}").status_code == 404
