"""The line over HTTPS: only the pinned province is spoken to, only frames are an answer, every byte is counted."""

import socket
import socketserver
import ssl
import struct
import threading
from base64 import b64decode
from contextlib import contextmanager
from hashlib import sha256

import pytest

from sync.core.certificate import Certificate, EnrolRequest, sign_certificate
from sync.core.errors import Incompatible, Offline, Refused
from sync.core.signing import Ed25519Signer
from sync.transport import pinned
from sync.transport.http import FRAMES, HttpsLine, enrol
from sync.transport.patience import Patience
from tests.sync.transport.listener import listening, reply

DEVICE, PROVINCE = Ed25519Signer(b"\x01" * 32), Ed25519Signer(b"\x02" * 32)


def nobody():
    """Does not want to know when bytes leave."""


def ask(url, ca, patience=5.0, frames=(b"one", b"two"), leaving=nobody):
    line = HttpsLine(url, ca)
    try:
        return b"".join(line.exchange(frames, patience, leaving)), line
    finally:
        line.close()


def test_frames_go_up_in_one_request_and_the_reply_comes_down(tmp_path):
    seen = []

    def answer(handler, body):
        seen.append((handler.path, handler.command, dict(handler.headers), body))
        reply(handler, 200, b"reply" * 10_000, Content_Type=FRAMES)

    with listening(tmp_path, answer) as (url, ca):
        got, line = ask(url, ca)
    assert got == b"reply" * 10_000
    path, method, headers, body = seen[0]
    assert (path, method, body) == ("/v1/sync", "POST", b"onetwo")
    assert headers["Content-Type"] == FRAMES
    assert "User-Agent" not in headers
    assert line.round_trips == 1
    sent = len("POST /v1/sync HTTP/1.1\r\n\r\n") + 6 + sum(len(k) + len(v) + 4 for k, v in headers.items())
    assert line.bytes_up == sent
    assert 50_000 < line.bytes_down < 50_300


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/html; charset=utf-8", b"<html>Dang nhap Wi-Fi</html>"),
        (200, "application/json", b"{}"),
        (401, FRAMES, b""),
        (403, "text/html", b"<html>"),
        (429, FRAMES, b""),
        (500, "text/plain", b"oops"),
        (503, FRAMES, b""),
    ],
)
def test_anything_but_frames_is_no_answer(tmp_path, status, kind, body):
    with (
        listening(tmp_path, lambda h, _b: reply(h, status, body, Content_Type=kind)) as (url, ca),
        pytest.raises(Offline, match=f"HTTP {status}") as caught,
    ):
        ask(url, ca)
    assert caught.value.sentence
    assert caught.value.remedy


def failing(url, ca, frames=(b"one", b"two")):
    """Ask in vain; gives how often the request was told to leave, and the line."""
    line, left = HttpsLine(url, ca), []
    with pytest.raises(Offline):
        b"".join(line.exchange(frames, 5.0, lambda: left.append(line.bytes_up)))
    line.close()
    return left, line


@contextmanager
def dropping(after):
    """A listener without TLS that reads so many bytes of each connection and resets it."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            if after:
                self.request.recv(after)
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_nothing_leaves_while_there_is_no_listener(tmp_path):
    with listening(tmp_path, lambda _h, _b: None) as (url, ca):
        pass
    left, line = failing(url, ca)
    assert (left, line.bytes_up) == ([], 0)


@pytest.mark.parametrize("after", [0, 1, 4096], ids=["at once", "after a byte", "after the hello"])
def test_nothing_leaves_when_the_line_is_reset_during_tls(tmp_path, after):
    with listening(tmp_path, lambda _h, _b: None) as (_url, ca):
        pass
    with dropping(after) as url:
        left, line = failing(url, ca)
    assert (left, line.bytes_up) == ([], 0)


def test_a_line_that_ends_during_tls_is_a_broken_line_and_no_stranger(tmp_path):
    with listening(tmp_path, lambda _h, _b: None) as (_url, ca):
        pass

    class Hangs(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(4096)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Hangs)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with pytest.raises(Offline) as caught:
        ask(f"https://127.0.0.1:{server.server_address[1]}", ca)
    server.shutdown()
    server.server_close()
    assert caught.value.sentence == Offline.sentence


def test_nothing_leaves_towards_a_stranger(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with listening(tmp_path / "one", lambda _h, _b: None) as (url, _ca):
        with listening(tmp_path / "two", lambda _h, _b: None) as (_url, other_ca):
            pass
        left, line = failing(url, other_ca)
    assert (left, line.bytes_up) == ([], 0)


def test_a_request_that_was_cut_has_left_and_is_counted(tmp_path):
    heard = []

    def cut(handler, body):
        heard.append(body)
        handler.close_connection = True

    with listening(tmp_path, cut) as (url, ca):
        left, line = failing(url, ca)
    assert heard == [b"onetwo"]
    assert left == [0], "told once, before anything is counted"
    assert line.bytes_up > len("POST /v1/sync HTTP/1.1\r\n\r\nonetwo")
    assert (line.bytes_down, line.round_trips) == (0, 0)


def test_a_kept_connection_tells_of_each_request_and_of_no_upload(tmp_path):
    with listening(tmp_path, lambda h, _b: reply(h, 200, b"x", Content_Type=FRAMES, Upload_Offset="0")) as (
        url,
        ca,
    ):
        line, left = HttpsLine(url, ca), []
        for n in range(2):
            assert list(line.exchange([b"q"], 5.0, lambda n=n: left.append(n))) == [b"x"]
        with pytest.raises(Offline):
            line.append("/v1/blobs/u", 0, b"piece")
        line.close()
    assert left == [0, 1]


def test_a_store_that_cannot_remember_keeps_the_request_here(tmp_path):
    heard = []

    class Full(Exception):  # noqa: N818 - the store's own trouble
        pass

    def full():
        raise Full

    with listening(tmp_path, lambda _h, body: heard.append(body)) as (url, ca), pytest.raises(Full):
        ask(url, ca, leaving=full)
    assert heard == []


def test_a_redirect_is_not_followed(tmp_path):
    paths = []

    def answer(handler, _body):
        paths.append(handler.path)
        reply(handler, 307, b"", Location="/elsewhere", Content_Type=FRAMES)

    with listening(tmp_path, answer) as (url, ca), pytest.raises(Offline, match="HTTP 307"):
        ask(url, ca)
    assert paths == ["/v1/sync"]


def test_another_ca_is_refused_whatever_the_environment_says(tmp_path, monkeypatch):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    heard = []
    with listening(tmp_path / "one", lambda h, b: heard.append(b)) as (url, real_ca):
        with listening(tmp_path / "two", lambda _h, _b: None) as (_url, other_ca):
            pass
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(real_ca))
        monkeypatch.setenv("SSL_CERT_FILE", str(real_ca))
        with pytest.raises(Offline, match="SSLError") as caught:
            ask(url, other_ca)
    assert heard == []
    assert "không chứng minh" in caught.value.sentence


def test_proxies_and_credentials_of_the_environment_are_ignored(tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    for name, value in {
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
        "NETRC": str(netrc),
    }.items():
        monkeypatch.setenv(name, value)
    seen = []

    def answer(handler, _body):
        seen.append(handler.headers.get("Authorization"))
        reply(handler, 200, b"x", Content_Type=FRAMES)

    with listening(tmp_path, answer) as (url, ca):
        assert ask(url, ca)[0] == b"x"
    assert seen == [None]


def test_tls_before_1_3_is_refused(tmp_path):
    with (
        listening(
            tmp_path, lambda h, _b: reply(h, 200, b"x", Content_Type=FRAMES), ssl.TLSVersion.TLSv1_2
        ) as (url, ca),
        pytest.raises(Offline, match="SSLError"),
    ):
        ask(url, ca)


def test_a_reply_cut_in_the_middle_keeps_what_came_and_then_says_so(tmp_path):
    def answer(handler, _body):
        handler.send_response(200)
        handler.send_header("Content-Type", FRAMES)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(b"x" * 40_000)
        handler.wfile.flush()
        handler.close_connection = True

    with listening(tmp_path, answer) as (url, ca):
        line, got = HttpsLine(url, ca), b""
        with pytest.raises(Offline):
            for piece in line.exchange([b"q"], 5.0, nobody):
                got += piece
        line.close()
    assert got
    assert set(got) == {ord("x")}


def test_a_reply_without_an_end_is_stopped_at_8_mib(tmp_path):
    def answer(handler, _body):
        handler.send_response(200)
        handler.send_header("Content-Type", FRAMES)
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(bytes(1 << 16))
        except OSError:
            handler.close_connection = True

    with listening(tmp_path, answer) as (url, ca):
        line, size = HttpsLine(url, ca), 0
        with pytest.raises(Offline, match="8 MiB"):
            for piece in line.exchange([b"q"], 5.0, nobody):
                size += len(piece)
        line.close()
    assert size == 8 << 20


def test_silence_ends_with_patience(tmp_path):
    release = threading.Event()
    with listening(tmp_path, lambda _h, _b: release.wait(5)) as (url, ca):
        with pytest.raises(Offline, match="Timeout"):
            ask(url, ca, patience=0.2)
        release.set()


def test_no_listener_is_offline(tmp_path):
    with listening(tmp_path, lambda _h, _b: None) as (url, ca):
        pass
    with pytest.raises(Offline, match="ConnectionError"):
        ask(url, ca)


def test_only_https_is_spoken(tmp_path):
    with listening(tmp_path, lambda _h, _b: None) as (_url, ca):
        for url in ("http://127.0.0.1:1", "127.0.0.1", "https://"):
            with pytest.raises(Refused, match="not https"):
                HttpsLine(url, ca)


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_a_ca_file_that_is_none_is_said_so(tmp_path, content):
    ca = tmp_path / "ca.pem"
    if content is not None:
        ca.write_bytes(content)
    with pytest.raises(Refused, match="CA file"):
        HttpsLine("https://127.0.0.1:1", ca)


def a_certificate():
    return Certificate(
        bytes(16), bytes(8), "K7Q2", "c:24184", "UBND xã Thử", 1, "2026-03-01T00:00:00+00:00",
        "2028-03-01T00:00:00+00:00", DEVICE.public, bytes(32), PROVINCE.public, bytes(32),
    )  # fmt: skip


REQUEST = EnrolRequest.make("ABCD", DEVICE, bytes(32), bytes(8))


def test_an_enrolment_brings_the_certificate_as_it_came(tmp_path):
    signed = sign_certificate(a_certificate(), PROVINCE)
    with listening(
        tmp_path,
        lambda h, b: reply(
            h, 200, signed if EnrolRequest.read(b).holds() else b"", Content_Type="application/json"
        ),
    ) as (url, ca):
        assert enrol(url, ca, REQUEST) == signed


@pytest.mark.parametrize(
    ("status", "kind", "body", "error"),
    [
        (403, "", b"", Refused),
        (403, "text/html", b"<html>", Offline),
        (400, "", b"", Incompatible),
        (302, "text/html", b"", Offline),
        (200, "text/html", b"<html>", Offline),
        (200, "application/json", b'{"certificate":"x"}', Incompatible),
        (503, "application/json", b"{}", Offline),
    ],
)
def test_each_no_to_an_enrolment_says_whose_turn_it_is(tmp_path, status, kind, body, error):
    headers = {"Content_Type": kind} if kind else {}
    with (
        listening(tmp_path, lambda h, _b: reply(h, status, body, **headers)) as (url, ca),
        pytest.raises(error),
    ):
        enrol(url, ca, REQUEST)


class Uploads:
    """A tus server of one upload, that can be told to misbehave."""

    def __init__(self, size):
        self.size, self.held, self.next = size, b"", []

    def __call__(self, handler, body):
        tus = {"Tus_Resumable": "1.0.0"}
        status = self.next.pop(0) if self.next else None
        if status is not None:
            reply(handler, status, b"", **tus)
        elif handler.command == "POST":
            self.asked = dict(handler.headers)
            reply(handler, 201, b"", Location="/v1/blobs/u", **tus)
        elif handler.command == "HEAD":
            reply(handler, 200, b"", Upload_Offset=str(len(self.held)), **tus)
        elif int(handler.headers["Upload-Offset"]) != len(self.held):
            reply(handler, 409, b"", **tus)
        else:
            assert "Upload-Checksum" not in handler.headers, "a prefix would not count"
            self.held += body
            reply(handler, 204, b"", Upload_Offset=str(len(self.held)), **tus)


@pytest.fixture
def uploads(tmp_path):
    server = Uploads(10)
    with listening(tmp_path, server) as (url, ca):
        line = HttpsLine(url, ca)
        yield server, line
        line.close()


def test_a_file_goes_up_piece_by_piece(uploads):
    server, line = uploads
    url = line.create_upload(sha256(b"0123456789").digest(), 10, "token")
    assert server.asked["Blob-Token"] == "token"
    assert b64decode(server.asked["Upload-Metadata"].split()[1]).decode() == sha256(b"0123456789").hexdigest()
    assert line.append(url, 0, b"01234") == 5
    assert line.append(url, 5, b"56789") == 10
    assert server.held == b"0123456789"


def test_after_a_409_the_server_s_offset_is_adopted(uploads):
    server, line = uploads
    server.held = b"012"
    assert line.append("/v1/blobs/u", 5, b"56789") == 3


@pytest.mark.parametrize("status", [404, 410, 422])
def test_an_upload_that_is_gone_is_refused(uploads, status):
    server, line = uploads
    server.next = [status]
    with pytest.raises(Refused):
        line.append("/v1/blobs/u", 0, b"x")


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_busy_tus_server_is_no_answer(uploads, status):
    server, line = uploads
    server.next = [status]
    with pytest.raises(Offline):
        line.append("/v1/blobs/u", 0, b"x")


def test_an_upload_s_address_never_leads_to_another_host(uploads):
    _server, line = uploads
    with pytest.raises(Offline, match="another host"):
        line.append("https://example.invalid/v1/blobs/u", 0, b"x")


def test_a_socket_that_died_before_its_handshake_is_told_nothing():
    told = []
    line = pinned._Announcing("localhost", 1, sending=told.append, patience=Patience())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    line.sock = context.wrap_socket(socket.socket(), server_hostname="localhost")
    with line.sock, pytest.raises(ConnectionResetError):
        line.send(b"POST /v1/sync HTTP/1.1")
    assert told == []
