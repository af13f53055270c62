"""The listener: uvicorn over TLS 1.3 on the province's own certificate, and its log.

No rule lives here; what is answered is `app`'s business.
"""

import gc
import logging
import signal
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn

from sync.province.app import Province, build_app
from sync.province.keys import listener

KEEP_ALIVE_S = 75
_ANY = {"0.0.0.0", "::"}  # noqa: S104 - names that mean every address; compared, not bound

_log = logging.getLogger("motcua.province")


class _Server(uvicorn.Server):
    """Says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(province: Province, host: str, port: int, announce: Callable[[dict[str, Any]], None]) -> None:
    """Serve until told to stop (SIGINT, SIGTERM).

    Args:
        province: the opened province.
        host: address to listen on.
        port: port to listen on; 0 takes a free one.
        announce: is told `{"url", "host", "port", "ca"}` once the port answers.

    Raises:
        OSError: the address cannot be listened on.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    hosts = [] if host in _ANY else [host]
    files = listener(province.home, hosts, province.house.clock.now())
    config = uvicorn.Config(
        build_app(province, _log.info),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        ssl_certfile=files.certificate,
        ssl_keyfile=files.key,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=5,
    )
    config.load()
    if config.ssl is None:
        raise RuntimeError("the listener has no TLS context")
    config.ssl.minimum_version = ssl.TLSVersion.TLSv1_3
    config.ssl.num_tickets = 0  # half a kilobyte each greeting, for a resumption no desk asks for
    bound = _bind(host, port)
    chosen = bound.getsockname()[1]
    shown = "localhost" if host in _ANY else (f"[{host}]" if ":" in host else host)
    facts = {"url": f"https://{shown}:{chosen}", "host": host, "port": chosen, "ca": str(province.home.ca)}
    signal.signal(signal.SIGTERM, _leave)  # uvicorn raises it again when it has finished
    gc.collect()
    gc.freeze()  # the program itself stays: no collection in the middle of a frame looks through it again
    with suppress(KeyboardInterrupt):
        _Server(config, lambda: announce(facts)).run(sockets=[bound])


def _leave(_signal: int, _frame: object) -> None:
    """End as somebody who was asked to: stores are closed on the way out."""
    raise SystemExit(0)


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, protocol)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(address)
    return bound
