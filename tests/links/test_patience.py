"""N5: time-outs that follow the line. Slow is never punished, trickling for ever ends, what was lost goes on a new socket."""

import socket
import time

import pytest
import requests
from urllib3.util import connection

from sync.core.errors import Offline, Refused
from sync.transport import http, pinned
from sync.transport.http import FRAMES, HttpsLine
from sync.transport.no_answer import offline
from sync.transport.patience import FLOOR_BPS, Patience
from tests.sync.transport.listener import listening, reply


def nobody():
    """Does not want to know when bytes leave."""


def ask(url, ca, patience=5.0, frames=(b"one",)):
    line = HttpsLine(url, ca)
    try:
        return b"".join(line.exchange(frames, patience, nobody))
    finally:
        line.close()


def test_a_line_that_broke_inside_tls_accuses_nobody():
    broken = requests.exceptions.SSLError("EOF occurred in violation of protocol (_ssl.c:2406)")
    other_ca = requests.exceptions.SSLError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")
    assert "chứng minh" in offline(other_ca).sentence
    assert "chứng minh" not in offline(broken).sentence


def test_each_connection_is_told_when_to_give_up_what_nobody_acknowledges(tmp_path, monkeypatch):
    given, connect = [], connection.create_connection

    def connected(*args, socket_options, **kwargs):
        given.extend(socket_options)
        return connect(*args, socket_options=socket_options, **kwargs)

    monkeypatch.setattr(connection, "create_connection", connected)
    with listening(tmp_path, lambda handler, _: reply(handler, 200, b"r", Content_Type=FRAMES)) as (url, ca):
        assert ask(url, ca) == b"r"
    assert (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1) in given
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        assert (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 22_000) in given


def test_a_slow_line_is_never_punished_however_long_an_exchange_takes():
    now = [0.0]
    patience = Patience(lambda: now[0])
    patience.begin(20.0)
    for _ in range(3600):
        assert patience.left_s() > 0
        now[0] += 1.0
        patience.moved(2 * FLOOR_BPS)


def test_an_outage_within_the_silence_costs_nothing():
    now = [0.0]
    patience = Patience(lambda: now[0])
    patience.begin(20.0)
    for _ in range(200):
        patience.moved(20 * 200)
        now[0] += 30.0  # twenty seconds up, ten down
        assert patience.left_s() == 20.0


def test_a_line_that_carries_next_to_nothing_ends():
    now, moved = [0.0], 0
    patience = Patience(lambda: now[0])
    patience.begin(20.0)
    with pytest.raises(TimeoutError):
        for _ in range(1000):
            patience.left_s()
            now[0] += 10.0
            patience.moved(1)
            moved += 1
    assert moved <= 3


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_reply_that_trickles_holds_no_round_for_long(tmp_path, where):
    sent = []

    def answer(handler, _body):
        pieces = [b"HTTP/1.1 200 OK\r\nContent-Type: " + FRAMES.encode() + b"\r\nContent-Length: 9000\r\n\r\n"]
        trickled = pieces.pop() if where == "headers" else b"x" * 9000
        for piece in pieces:
            handler.wfile.write(piece)
        for value in trickled:
            handler.wfile.write(bytes((value,)))
            sent.append(value)
            time.sleep(0.05)

    with listening(tmp_path, answer) as (url, ca), pytest.raises(Offline):
        ask(url, ca, patience=0.4)
    assert len(sent) < 90, "it ended long before the reply did"


def test_the_time_to_connect_does_not_bound_the_sending_of_a_body(tmp_path, monkeypatch):
    monkeypatch.setattr(http, "CONNECT_S", 0.3)
    body, began = b"b" * (24 << 20), time.monotonic()

    def answer(handler, got):
        reply(handler, 200, str(len(got)).encode(), Content_Type=FRAMES)

    with listening(tmp_path, answer, read=slowly) as (url, ca):
        assert ask(url, ca, frames=(body,)) == str(len(body)).encode()
    assert time.monotonic() - began > 0.3


def slowly(handler, size):
    """Read a body with a pause after each MiB."""
    got = bytearray()
    while len(got) < size:
        got += handler.rfile.read(min(1 << 20, size - len(got)))
        time.sleep(0.03)
    return bytes(got)


def test_a_body_that_nobody_takes_ends(tmp_path):
    def never(handler, size):
        time.sleep(1.5)
        return b""

    with listening(tmp_path, lambda *_: None, read=never) as (url, ca), pytest.raises(Offline):
        ask(url, ca, patience=0.3, frames=(b"b" * (24 << 20),))


def test_the_next_try_goes_over_a_fresh_connection(tmp_path):
    seen = []

    def answer(handler, _body):
        seen.append(handler.client_address)
        if len(seen) == 1:
            time.sleep(1.0)
        reply(handler, 200, b"reply", Content_Type=FRAMES)

    with listening(tmp_path, answer) as (url, ca):
        line = HttpsLine(url, ca)
        with pytest.raises(Offline):
            b"".join(line.exchange((b"one",), 0.3, nobody))
        assert b"".join(line.exchange((b"one",), 5.0, nobody)) == b"reply"
        assert b"".join(line.exchange((b"one",), 5.0, nobody)) == b"reply"
        line.close()
    first, second, third = seen
    assert first != second
    assert second == third, "a good connection is kept"


@pytest.mark.parametrize(
    ("status", "kind", "wish", "seconds"),
    [
        (429, "", "30", 30.0),
        (503, "text/plain; charset=utf-8", "5", 5.0),
        (503, FRAMES, "120", 120.0),
        (503, "", "99999999999999999999", 3600.0),
        (503, "", "-5", 0.0),
        (503, "", "Wed, 21 Oct 2026 07:28:00 GMT", 0.0),
        (503, "", "", 0.0),
        (503, "text/html", "86400", 0.0),
        (429, "Text/HTML; charset=utf-8", "86400", 0.0),
        (200, "text/html", "86400", 0.0),
        (500, "", "86400", 0.0),
        (403, "application/json", "86400", 0.0),
    ],
)
def test_only_a_busy_province_may_ask_to_be_left_alone_and_never_a_page(tmp_path, status, kind, wish, seconds):
    def answer(handler, _body):
        reply(handler, status, b"", Content_Type=kind, Retry_After=wish)

    with listening(tmp_path, answer) as (url, ca), pytest.raises(Offline) as caught:
        ask(url, ca)
    assert caught.value.retry_after_s == seconds
    assert caught.value.sentence
    assert caught.value.remedy


def test_a_busy_province_is_heard_in_the_files_lane_too(tmp_path):
    def answer(handler, _body):
        reply(handler, 503, b"", Retry_After="40", Tus_Resumable="1.0.0")

    with listening(tmp_path, answer) as (url, ca):
        line = HttpsLine(url, ca)
        with pytest.raises(Offline) as caught:
            line.append("/v1/blobs/a", 0, b"piece")
        line.close()
    assert caught.value.retry_after_s == 40.0
    assert not isinstance(caught.value, Refused)


def test_a_socket_without_a_patience_is_a_plain_one():
    assert pinned.PatientSocket.patience is None
