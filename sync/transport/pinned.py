"""TLS with the province's CA and no other: a session that believes one file and nothing around it (NET-5).

The traps that stand behind each line are listed in the design's security page: the environment's bundle,
proxies and `.netrc` are ignored, and the pinned file is named on every call.
"""

import ssl
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.util import SKIP_HEADER

from sync.transport.liveness import liveness
from sync.transport.patience import Patience, PatientSocket

Sending = Callable[[int], None]
"""Told the size of each piece just before it enters the TLS stream; what it raises keeps the piece here."""

CONNECT_S: Final = 15.0
REPLY_MAX: Final = 8 << 20


class _Announcing(HTTPSConnection):
    """Says when bytes of a request leave.

    The pool connects and finishes the handshake before it asks for the first byte, so a line that is
    refused or breaks during TLS is never told.
    """

    def __init__(self, *args: Any, sending: Sending, patience: Patience, **kwargs: Any) -> None:
        self._sending, self._patience = sending, patience
        super().__init__(*args, **kwargs)

    def send(self, data: Any) -> None:
        """Tell, then send one piece of the request, as patiently as the exchange is.

        Raises:
            ConnectionResetError: there is no TLS. A socket that was reset before it was wrapped passes for an
                unconnected one, and the library then skips the handshake without a word.
        """
        if not isinstance(self.sock, PatientSocket) or self.sock.version() is None:
            raise ConnectionResetError
        self._sending(len(data))
        self.sock.patience = self._patience
        self.sock.send_patiently(memoryview(data))


class _Pool(HTTPSConnectionPool):
    """Connections that announce; further keywords of a pool go to each of its connections."""

    ConnectionCls = _Announcing


class _Tls13(HTTPAdapter):
    """Connections of TLS 1.3 and later, certificates of one file."""

    def __init__(self, ca: Path, sending: Sending, patience: Patience) -> None:
        self._ca, self._sending, self._patience = str(ca), sending, patience
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Give the pool a context that trusts the pinned file only."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.sslsocket_class = PatientSocket
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_verify_locations(self._ca)
        super().init_poolmanager(*args, ssl_context=context, **kwargs)
        given: dict[str, Any] = {"sending": self._sending, "patience": self._patience}
        given["socket_options"] = [*HTTPSConnection.default_socket_options, *liveness()]
        self.poolmanager.pool_classes_by_scheme = {"https": partial(_Pool, **given)}


def open_session(ca: Path, sending: Sending, patience: Patience) -> requests.Session:
    """Open a session that speaks to one province.

    Args:
        ca: PEM file of the province's CA.
        sending: told of each piece of a request before it leaves.
        patience: how long each exchange may take; begun anew by whoever asks.

    Returns:
        The session; each call must still name `verify=str(ca)` and refuse redirects.

    Raises:
        OSError: the file is not there.
        ssl.SSLError: the file holds no certificate.
    """
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", _Tls13(ca, sending, patience))
    session.mount("http://", _NoPlain())
    session.headers.clear()
    session.headers.update(
        {"User-Agent": SKIP_HEADER, "Accept-Encoding": SKIP_HEADER}
    )  # bytes that say nothing
    return session


class _NoPlain(HTTPAdapter):
    """Nothing ever goes out in the clear."""

    def send(self, *_args: Any, **_kwargs: Any) -> requests.Response:
        """Refuse."""
        raise requests.exceptions.InvalidSchema("only https is spoken")
