"""The line that can be pulled does what it is told, and counts what it did."""

import json
import socket
import socketserver
import subprocess
import sys
import threading

import pytest


class _Echo(socketserver.BaseRequestHandler):
    def handle(self):
        try:
            while piece := self.request.recv(4096):
                self.request.sendall(piece)
        except OSError:
            pass


class _Relay:
    def __init__(self, far_port: int):
        self.child = subprocess.Popen(
            [sys.executable, "-m", "desktop_app.cli.demo.relay", str(far_port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.port = json.loads(self.child.stdout.readline())["port"]

    def order(self, words: str) -> dict:
        self.child.stdin.write(words + "\n")
        self.child.stdin.flush()
        return json.loads(self.child.stdout.readline())

    def close(self):
        self.child.stdin.close()
        self.child.wait(5)
        self.child.stdout.close()


@pytest.fixture
def relay():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        line = _Relay(server.server_address[1])
        yield line
        line.close()
        server.shutdown()


def _ask(port: int, sent: bytes) -> bytes:
    got = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as caller:
            caller.sendall(sent)
            while len(got) < len(sent) and (piece := caller.recv(4096)):
                got += piece
    except OSError:
        pass
    return got


def test_a_line_that_is_up_carries_every_byte(relay):
    sent = bytes(range(256)) * 100
    assert _ask(relay.port, sent) == sent
    assert relay.order("report")["bytes_up"] == len(sent)


def test_a_line_that_is_down_turns_callers_away_and_counts_them(relay):
    relay.order("down")
    assert _ask(relay.port, b"hello") == b""
    report = relay.order("report")
    assert report["turned_away"] == 1
    assert report["bytes_up"] == 0
    relay.order("up")
    assert _ask(relay.port, b"hello") == b"hello"


def test_a_cut_breaks_inside_a_transfer_and_the_line_stays_down(relay):
    relay.order("cut 10000")
    assert len(_ask(relay.port, bytes(50_000))) < 50_000
    report = relay.order("report")
    assert report["cuts"] == 1
    assert 9_000 < report["bytes_up"] <= 10_000
    assert _ask(relay.port, b"again") == b""
    relay.order("up")
    assert _ask(relay.port, b"again") == b"again"


def test_an_unknown_order_is_answered_with_what_may_be_ordered(relay):
    assert "up, down" in relay.order("storm")["error"]
