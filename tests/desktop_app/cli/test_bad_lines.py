"""A line that is not what it says: each ends with the right code and sentence, and nothing at the desk changes."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from sync.province.x509 import make_listener, make_root
from tests.support.counter import Counter

NOW = datetime.now(UTC)  # noqa: TID251 - a certificate is judged by the machine's own clock
ROOT = make_root("Tỉnh Thử", NOW)
OTHER_ROOT = make_root("Tỉnh Khác", NOW)


class Portal(BaseHTTPRequestHandler):
    """A page instead of frames, as a captive portal gives."""

    status, kind, body = 200, "text/html", b"<html>Dang nhap Wi-Fi</html>"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        self.send_header("Content-Type", self.kind)
        self.send_header("Location", "https://127.0.0.1:9/")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening(folder, handler=Portal, *, root=ROOT, made_at=NOW) -> Iterator[str]:
    pair = make_listener(root, ["127.0.0.1"], made_at)
    pem = folder / "listener.pem"
    pem.write_bytes(pair.key + pair.certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        server.handle_error = lambda *_: None
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"https://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    made.number = made.receive()["receipt"]["number"]
    return made


def one_round(counter, truth, do=""):
    done = counter("sync", "once", code=4)["round"]
    assert (done["contact"], done["accepted"], done["pulled"]) == (False, 0, 0)
    assert done["still_waiting"] > 0
    assert "không mất gì" in done["sentence"]
    assert do in done["sentence"], "it says what to do"
    assert counter("show", counter.number)["dossier"]["truth"] == truth
    assert counter("sync", "status")["sync"]["last_contact"] is None


def test_nobody_listens(counter):
    counter.point_at("https://127.0.0.1:9", ROOT.certificate)
    one_round(counter, "waiting", "Kiểm tra dây mạng")


@pytest.mark.parametrize("status", [200, 302, 401, 403, 502])
def test_a_page_of_html_is_no_answer(counter, tmp_path, status):
    class Page(Portal):
        pass

    Page.status = status
    with listening(tmp_path, Page) as url:
        counter.point_at(url, ROOT.certificate)
        one_round(counter, "unknown", "Mở trình duyệt để đăng nhập mạng")


def test_frames_that_are_none_are_no_answer(counter, tmp_path):
    class Noise(Portal):
        kind, body = "application/vnd.motcua.frames", b"\xff" * 300

    with listening(tmp_path, Noise) as url:
        counter.point_at(url, ROOT.certificate)
        one_round(counter, "unknown")


def test_another_ca_is_not_the_province(counter, tmp_path):
    with listening(tmp_path, root=OTHER_ROOT) as url:
        counter.point_at(url, ROOT.certificate)
        one_round(counter, "waiting", "Kiểm tra địa chỉ, tệp chứng thư")


def test_a_certificate_that_a_stale_clock_cannot_believe_is_no_answer(counter, tmp_path):
    with listening(tmp_path, made_at=NOW + timedelta(days=3650)) as url:
        counter.point_at(url, ROOT.certificate)
        one_round(counter, "waiting", "Chỉnh đúng ngày giờ của máy")


def test_enrolling_at_somebody_else_s_server_changes_nothing(tmp_path, capsys):
    counter = Counter(tmp_path, capsys)
    counter.found()
    ca = counter.write("ca.pem", ROOT.certificate)
    with listening(tmp_path, root=OTHER_ROOT) as url:
        said = counter("enrol", "--url", url, "--ca", ca, "--code", "X", user="quantri", code=4)
    assert "máy chủ tỉnh" in said["sentence"]
    assert counter("sync", "status")["sync"]["enrolled"] is False


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "khong phai", "ftp://x"])
def test_an_address_that_is_not_https_is_refused(tmp_path, capsys, url):
    counter = Counter(tmp_path, capsys)
    counter.found()
    said = counter("enrol", "--url", url, "--ca", counter.write("ca.pem", ROOT.certificate), "--code", "X", user="quantri", code=3)
    assert "https" in said["sentence"]


def test_a_root_that_is_no_certificate_is_refused(tmp_path, capsys):
    counter = Counter(tmp_path, capsys)
    counter.found()
    for ca in (counter.write("ca.pem", "khong phai"), str(tmp_path / "khong-co.pem")):
        said = counter("enrol", "--url", "https://127.0.0.1:9", "--ca", ca, "--code", "X", user="quantri", code=3)
        assert "chứng thư" in said["sentence"]


def test_only_an_administrator_enrols(tmp_path, capsys):
    counter = Counter(tmp_path, capsys)
    counter.found()
    counter("enrol", "--url", "https://127.0.0.1:9", "--ca", "x", "--code", "X", code=3)
