"""A real nginx before a province, as many offices have one: it ends TLS and, unless told otherwise, buffers bodies."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.province import Province

CONFIG = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {keys}/tls.pem;
        ssl_certificate_key {keys}/tls.key;
        ssl_protocols TLSv1.3;
        client_max_body_size 64m;
        location / {{
            proxy_pass https://127.0.0.1:{to_port};
            proxy_ssl_protocols TLSv1.3;  # Debian 12 would offer 1.2 at most
            proxy_http_version 1.1;
            proxy_request_buffering {buffering};
        }}
    }}
}}
"""


def missing() -> str:
    """Say why no nginx can run here, or nothing."""
    return "" if shutil.which("nginx") else "nginx is not installed"


@contextmanager
def proxied(province: Province, folder: Path, *, buffering: bool) -> Iterator[int]:
    """Run nginx before a province; give its port."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(
        CONFIG.format(
            folder=folder,
            port=port,
            keys=province.home / "keys",
            to_port=urlsplit(province.url).port,
            buffering="on" if buffering else "off",
        )
    )
    command = ["nginx", "-p", str(folder), "-c", str(config), "-g", "user root;", "-e", str(folder / "error.log")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert process.poll() is None, "nginx ended at once"
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")
