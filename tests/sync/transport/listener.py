"""A TLS listener that answers whatever a test wants: a province, a portal, a liar, or nothing."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sync.province.x509 import make_listener, make_root

Answer = Callable[[BaseHTTPRequestHandler, bytes], None]
Read = Callable[[BaseHTTPRequestHandler, int], bytes]


@contextmanager
def listening(
    tmp_path: Path, answer: Answer, version=ssl.TLSVersion.TLSv1_3, read: Read | None = None
) -> Iterator[tuple[str, Path]]:
    """Listen on a free port of the loopback; gives the URL and the CA's file."""
    now = datetime(2026, 3, 2, tzinfo=UTC)
    root = make_root("Tỉnh Thử", now)
    pair = make_listener(root, [], now)
    ca, cert, key = (tmp_path / name for name in ("ca.pem", "cert.pem", "key.pem"))
    for path, content in ((ca, root.certificate), (cert, pair.certificate), (key, pair.key)):
        path.write_bytes(content)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = version
    context.load_cert_chain(cert, key)
    server = _Quiet(("127.0.0.1", 0), _handler(answer, read or _at_once))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}", ca
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A test that cuts the line is no news."""


def _at_once(handler: BaseHTTPRequestHandler, size: int) -> bytes:
    return handler.rfile.read(size)


def _handler(answer: Answer, read: Read) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self):
            body = read(self, int(self.headers.get("Content-Length", 0)))
            answer(self, body)

        do_POST = do_PATCH = do_HEAD = do_GET = _any  # noqa: N815 - names of the library

        def log_message(self, *_args):
            """Say nothing."""

    return Handler


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    """Send a whole reply."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    if status != 204:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
