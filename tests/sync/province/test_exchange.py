"""The exchange over a real listener: TLS, frames committed as they arrive, answers that are signed."""

import random
import socket
import ssl
import threading
import time
from urllib.parse import urlsplit

import pytest
import requests

from sync.core.frames import FrameReader
from sync.core.verdict import Word
from tests.support.device import FRAMES, WireDevice
from tests.support.province import make_province, start_province


def _address(province):
    parts = urlsplit(province.url)
    return parts.hostname, parts.port


def _context(province, version=None):
    context = ssl.create_default_context(cafile=str(province.ca_path))
    if version:
        context.maximum_version = version
    return context


def _speak(province, version=None):
    host, port = _address(province)
    with socket.create_connection((host, port), 10) as raw, _context(province, version).wrap_socket(
        raw, server_hostname=host
    ) as secure:
        return secure.version()


def test_tls_1_3_is_the_minimum(province):
    assert _speak(province) == "TLSv1.3"
    with pytest.raises(ssl.SSLError):
        _speak(province, ssl.TLSVersion.TLSv1_2)


def test_another_ca_does_not_vouch_for_us(province, tmp_path):
    make_province(tmp_path / "other")
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"{province.url}/v1/health", verify=str(tmp_path / "other" / "ca.pem"), timeout=10)


def test_no_page_describes_the_interface(province):
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert requests.get(province.url + path, verify=str(province.ca_path), timeout=10).status_code == 404


def test_a_code_enrols_one_device_and_no_second(province):
    code = province.enrol_code()
    first = WireDevice.enrol(province.url, province.ca_path, code)
    assert first.certificate.scope == "c:24184"
    with pytest.raises(AssertionError, match="403"):
        WireDevice.enrol(province.url, province.ca_path, code)


def test_a_dossier_comes_back_with_its_verdicts_and_its_code(province, device):
    record = device.receive()
    reply = device.exchange()
    assert (reply.answer.have, reply.answer.verdicts) == (2, ())
    shown = province.cli("show", str(record))
    assert shown["official_code"].startswith("H15.24.184-")
    assert shown["status"] == "received"
    kinds = [step["kind"] for step in shown["history"]]
    assert kinds == ["dossier.new", "cmd", "code.assign"]
    mine = [row for feed in reply.feeds for row in feed.rows if not row.raw]
    assert len(mine) == 2, "an author's own bodies are not sent back"


def test_sending_everything_again_changes_nothing(province, device):
    record = device.receive()
    device.exchange()
    before, seq = province.cli("show", str(record)), device.cursor.seq
    reply = device.exchange()
    assert reply.answer.have == 2
    assert device.cursor.seq == seq
    assert province.cli("show", str(record)) == before


def test_a_repeated_request_number_gets_have_and_nothing_else(device):
    device.receive()
    device.exchange()
    again = device.exchange(push=False, req_n=device.req_n)
    assert again.answer.have == 2
    assert (again.feeds, again.answer.feeds, again.answer.blob_token) == ([], (), "")


def test_a_sender_that_goes_away_leaves_the_frames_it_finished(province, device):
    for _ in range(4):
        device.receive()
    one, rest = device.frame(1, 2), device.frame(3, 8)
    host, port = _address(province)
    body = device.head() + one + rest[:-10]
    request = (
        f"POST /v1/sync HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FRAMES}\r\nContent-Length: {len(body) + 10}\r\n\r\n"
    )
    with socket.create_connection((host, port), 10) as raw, _context(province).wrap_socket(
        raw, server_hostname=host
    ) as secure:
        secure.sendall(request.encode() + body)
        time.sleep(0.5)
    reply = device.exchange(push=False)
    assert reply.answer.have == 2


def test_frames_are_committed_while_the_request_is_still_coming(device):
    for _ in range(2):
        device.receive()
    committed = threading.Event()

    def slowly():
        yield device.head()
        yield device.frame(1, 2)
        assert committed.wait(20)
        yield device.frame(3, 4)

    answers = []
    sender = threading.Thread(target=lambda: answers.append(device.post(slowly())))
    sender.start()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and device.exchange(push=False, req_n=0).answer.have < 2:
        time.sleep(0.1)
    seen = device.exchange(push=False, req_n=0).answer.have
    committed.set()
    sender.join(20)
    assert seen == 2
    assert device.read(answers[0]).answer.have == 4


def test_what_is_not_frames_gets_no_signed_word(province, device):
    def post(data, kind=FRAMES):
        return requests.post(
            f"{province.url}/v1/sync", data=data, verify=str(province.ca_path), timeout=10,
            headers={"Content-Type": kind},
        )

    assert post(b"<html>", "text/html").status_code == 415
    for junk in (b"", b"\x00\x00\x00\x01x", b"\xff" * 40, device.frame(1, 0)):
        answer = post(junk)
        assert (answer.status_code, answer.content) == (400, b"")


def test_a_stranger_is_refused_by_a_signed_word(province, device):
    stranger = WireDevice.enrol(province.url, province.ca_path, province.enrol_code())
    changed = type(stranger.certificate)(
        **{name: getattr(stranger.certificate, name) for name in stranger.certificate.__slots__} | {"dev": bytes(16)}
    )
    stranger.certificate = changed
    frames = FrameReader().feed(stranger.post(stranger.head()).content)
    assert [frame.kind for frame in frames] == [9]


def test_eight_mebibytes_are_the_end_and_the_committed_prefix_stands(device):
    device.receive()
    flood = device.head() + device.frame(1, 2) + b"".join(device.frame(1, 2) for _ in range(5000))
    reply = device.read(device.post(flood))
    assert reply.answer.have == 2


def test_two_communes_never_see_each_other(province, device, elsewhere):
    dice = random.Random(7)
    devices, own = (device, elsewhere), ([], [])
    for _ in range(12):
        which = dice.randrange(2)
        own[which].append(devices[which].receive(name=f"Người Thử {dice.randrange(1000)}"))
        if dice.random() < 0.4 and own[1 - which]:
            foreign = dice.choice(own[1 - which])
            devices[which].book(foreign, "fields.set", {"/applicant/phone": "0900000999"})
        devices[which].exchange()
    for each in devices:
        each.exchange()
    for which, each in enumerate(devices):
        listed = province.cli("list", "--commune", each.certificate.commune, "--limit", "500")["dossiers"]
        ids = {row["id"] for row in listed}
        assert {str(record) for record in own[which]} <= ids
        assert not {str(record) for record in own[1 - which]} & ids
    for record in own[0][:1] + own[1][:1]:
        assert province.cli("show", str(record))["doc"]["applicant"]["phone"] == "0900000001"


def test_a_foreign_scope_in_a_request_is_passed_over(device, elsewhere):
    elsewhere.receive()
    elsewhere.exchange()
    device.cursor = type(device.cursor)("c:24190", 0, elsewhere.cursor.h)
    reply = device.exchange(push=False)
    assert (reply.answer.feeds, reply.feeds) == ((), [])


def test_a_refused_event_names_its_path(device):
    record = device.receive(citizen_id="12")
    reply = device.exchange()
    verdicts = [early.verdict for early in reply.answer.verdicts]
    assert [(v.word, v.paths) for v in verdicts] == [(Word.REJECTED, ("/applicant/citizen_id",))]
    device.book(record, "fields.set", {"/applicant/citizen_id": "066190000001"}, base=1)
    device.book(record, "cmd", {"name": "submit", "args": {"promised_due_at": "2027-01-04T17:00:00+07:00"}, "expected": "draft"}, base=1)
    assert not [early for early in device.exchange().answer.verdicts if early.eid in {e.eid for e in device.events[-2:]}]


def test_kill_9_in_the_middle_of_a_push_keeps_the_committed_prefix(tmp_path):
    home = tmp_path / "province"
    make_province(home)
    province = start_province(home)
    device = WireDevice.enrol(province.url, province.ca_path, province.enrol_code())
    for _ in range(8):
        device.receive()

    def pushing():
        yield device.head()
        for first in range(1, 9, 2):
            yield device.frame(first, first + 1)
        time.sleep(1.0)
        province.kill()
        yield device.frame(9, 16)

    with pytest.raises(requests.exceptions.RequestException):
        device.post(pushing())
    again = start_province(home)
    try:
        device.url = again.url
        assert device.exchange(push=False).answer.have == 8
        assert device.exchange().answer.have == 16
        assert len(again.cli("list")["dossiers"]) == 8
        codes = [row["official_code"] for row in again.cli("list")["dossiers"]]
        assert len(set(codes)) == 8
    finally:
        errors = again.stop()
    assert "Traceback" not in errors
