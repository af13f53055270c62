"""The upload endpoint alone, over plain HTTP on a loopback port: for tests of tus, stock clients, both storages."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import requests
import uvicorn
from fastapi import FastAPI

from sync.core.messages import BlobReply, Offer
from sync.core.stamp import SHORT
from sync.province.blobs.kept import KeptBlobs
from sync.province.blobs.objects import Objects
from sync.province.blobs.shelf import BlobShelf
from sync.province.blobs.uploads import Uploads
from sync.province.routes.download import Download
from sync.province.routes.tus import Tus
from tests.support.province import Province

SCOPE, DEV = "c:24184", bytes(range(16))
MAX_SIZE = 50 << 20


@dataclass
class House:
    """Uploads over a storage, and what an answer would say of them."""

    objects: Objects
    url: str = ""
    later: timedelta = timedelta()
    revoked: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Forget all that is held in memory, as a restart does."""
        self.kept = KeptBlobs(self.objects)
        self.uploads = Uploads(self.objects, self.kept, os.urandom)
        admitted: Callable[[str, bytes], bool] = lambda _scope, dev: dev not in self.revoked  # noqa: E731
        self.shelf = BlobShelf(self.uploads, b"k" * 32, self.now, MAX_SIZE, admitted)

    def now(self) -> datetime:
        """The house's clock."""
        return datetime.now(UTC) + self.later  # noqa: TID251

    def offer(self, content: bytes, *, dev: bytes = DEV, scope: str = SCOPE) -> BlobReply:
        """Say what an answer says of one offered file."""
        (reply,) = self.shelf.replies(scope, dev, (Offer(sha256(content).digest()[:SHORT], len(content)),))
        return reply

    def token(self, *, dev: bytes = DEV, scope: str = SCOPE) -> str:
        """The token of a signed answer."""
        return self.shelf.token(scope, dev)

    def call(self, method: str, path: str, **more: object) -> requests.Response:
        """Ask over HTTP."""
        return requests.request(method, self.url + path, timeout=20, **more)

    def router_of(self) -> FastAPI:
        """The application."""
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        app.include_router(Tus(self.uploads, self.shelf, self.now, MAX_SIZE).router())
        app.include_router(Download(self.kept, self.shelf).router())
        return app


class OverTls:
    """Asks a province that runs as a process."""

    def __init__(self, province: Province) -> None:
        self._province = province

    def call(self, method: str, path: str, **more: object) -> requests.Response:
        """Ask over HTTPS."""
        given = {"verify": str(self._province.ca_path), "timeout": 20, **more}
        return requests.request(method, self._province.url + path, **given)


@contextmanager
def serving(house: House) -> Iterator[House]:
    """Serve a house on a free port of this machine."""
    config = uvicorn.Config(house.router_of(), host="127.0.0.1", port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    house.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield house
    finally:
        server.should_exit = True
        thread.join(10)
