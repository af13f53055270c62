"""/v1/blobs: tus 1.0.0 with creation, checksum, expiration (sync.md U1 to U9). HTTP only; bytes are `blobs`'.

The right to create is a token out of a signed answer, sent as `Blob-Token`; the right to write is
the URL.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as BadBase64
from email.utils import formatdate
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from sync.province.blobs.directory import BadChecksum, BadWhole, TooLong

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sync.province.blobs.directory import Append, DirectoryBlobs, Part
    from sync.province.blobs.shelf import DirectoryShelf

VERSION: Final = "1.0.0"
ALGORITHMS: Final = {"sha256": 32, "sha1": 20}
TOKEN: Final = "blob-token"  # noqa: S105 - a header's name
PIECE: Final = "application/offset+octet-stream"
CHECKSUM_MISMATCH: Final = 460
BATCH: Final = 1 << 20
_HEX: Final = frozenset("0123456789abcdef")


class Tus:
    """The upload endpoint.

    Args:
        blobs: where bytes go.
        shelf: knows whose token a token is.
        now: the clock.
        chance: gives random bytes.
        max_size: bytes of the largest file.
    """

    def __init__(
        self,
        blobs: DirectoryBlobs,
        shelf: DirectoryShelf,
        now: Callable[[], datetime],
        chance: Callable[[int], bytes],
        max_size: int,
    ) -> None:
        self._blobs, self._shelf, self._now, self._chance, self._max_size = (
            blobs,
            shelf,
            now,
            chance,
            max_size,
        )
        self._busy: set[str] = set()

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter()
        router.add_api_route("/v1/blobs", self.options, methods=["OPTIONS"])
        router.add_api_route("/v1/blobs", self.create, methods=["POST"])
        router.add_api_route("/v1/blobs/{upload}", self.options, methods=["OPTIONS"])
        router.add_api_route("/v1/blobs/{upload}", self.head, methods=["HEAD"])
        router.add_api_route("/v1/blobs/{upload}", self.patch, methods=["PATCH"])
        router.add_api_route("/v1/blobs/{upload}", self.overridden, methods=["POST"])
        return router

    async def options(self) -> Response:
        """Say what is spoken here (U1)."""
        return _answer(
            204,
            **{
                "Tus-Version": VERSION,
                "Tus-Extension": "creation,checksum,expiration",
                "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
                "Tus-Max-Size": str(self._max_size),
            },
        )

    async def create(self, request: Request) -> Response:
        """Make an upload for one hash (U2)."""
        bearer = self._shelf.bearer(request.headers.get(TOKEN, ""))
        if request.headers.get("tus-resumable") != VERSION:
            return _wrong_version()
        if bearer is None:
            return _answer(403)
        length, sha256_hex = request.headers.get("upload-length", ""), _hash_of(request)
        if not length.isdecimal() or sha256_hex is None:
            return _answer(400)
        if int(length) > self._max_size:
            return _answer(413)
        now = self._now().timestamp()
        part = await run_in_threadpool(
            self._blobs.start, bearer.scope, sha256_hex, int(length), self._chance(16), now
        )
        if part.size == 0 and await self._finish_empty(part, now):
            return _answer(422)
        return _answer(201, Location=str(request.url_for("head", upload=part.id).path), **_expiry(part))

    async def head(self, upload: str, request: Request) -> Response:
        """Say how far an upload is durable."""
        part, refusal = self._known(upload, request)
        if part is None:
            return refusal
        return _answer(
            200, **_progress(part), **{"Upload-Length": str(part.size), "Cache-Control": "no-store"}
        )

    async def overridden(self, upload: str, request: Request) -> Response:
        """Take PATCH and HEAD from a client behind a proxy that knows only POST (tus core)."""
        meant = request.headers.get("x-http-method-override", "").upper()
        if meant == "PATCH":
            return await self.patch(upload, request)
        return await self.head(upload, request) if meant == "HEAD" else _answer(405)

    async def patch(self, upload: str, request: Request) -> Response:
        """Append one piece (U4, U5, U8)."""
        part, refusal = self._known(upload, request)
        if part is None:
            return refusal
        if request.headers.get("content-type") != PIECE:
            return _answer(415)
        if request.headers.get("upload-offset") != str(part.offset) or upload in self._busy:
            return _answer(409)
        try:
            checksum = _checksum_of(request)
        except ValueError:
            return _answer(400)
        if part.offset == part.size:
            return _answer(204, **_progress(part))
        self._busy.add(upload)
        try:
            return await self._append(part, checksum, request)
        finally:
            self._busy.discard(upload)

    async def _append(self, part: Part, checksum: tuple[str, bytes] | None, request: Request) -> Response:
        try:
            with self._blobs.appending(part, checksum) as append:
                whole = await _pour(request, append)
                moved = await run_in_threadpool(append.finish, self._now().timestamp(), whole=whole)
        except BadChecksum:
            return _answer(CHECKSUM_MISMATCH)
        except TooLong:
            return _answer(413)
        except BadWhole:
            return _answer(422)
        return _answer(204, **_progress(moved))

    async def _finish_empty(self, part: Part, now: float) -> bool:
        """An empty file is complete at its creation; True when its hash is another file's."""
        try:
            await run_in_threadpool(self._blobs.advance, part, 0, now)
        except BadWhole:
            return True
        return False

    def _known(self, upload: str, request: Request) -> tuple[Part, Response] | tuple[None, Response]:
        if request.headers.get("tus-resumable") != VERSION:
            return None, _wrong_version()
        part = self._blobs.part(upload) if set(upload) <= _HEX | {"."} else None
        if part is None:
            return None, _answer(404)
        if part.expires < self._now().timestamp():
            self._blobs.delete(part)
            return None, _answer(410)
        return part, _answer(200)


async def _pour(request: Request, append: Append) -> bool:
    """Write the body as it comes; False when the sender was cut off."""
    batch = bytearray()
    try:
        async for chunk in request.stream():
            batch += chunk
            if len(batch) >= BATCH:
                await run_in_threadpool(append.write, bytes(batch))
                batch.clear()
    except ClientDisconnect:
        await run_in_threadpool(append.write, bytes(batch))
        return False
    await run_in_threadpool(append.write, bytes(batch))
    return True


def _answer(status: int, **headers: str) -> Response:
    return Response(status_code=status, headers={"Tus-Resumable": VERSION, **headers})


def _wrong_version() -> Response:
    return _answer(412, **{"Tus-Version": VERSION})


def _expiry(part: Part) -> dict[str, str]:
    return {"Upload-Expires": formatdate(part.expires, usegmt=True)}


def _progress(part: Part) -> dict[str, str]:
    return {"Upload-Offset": str(part.offset), **_expiry(part)}


def _hash_of(request: Request) -> str | None:
    """Return the whole file's SHA-256 out of `Upload-Metadata`, None when it is not there in hex (U2)."""
    for pair in request.headers.get("upload-metadata", "").split(","):
        name, _, value = pair.strip().partition(" ")
        if name == "sha256":
            try:
                text = b64decode(value, validate=True).decode("ascii").lower()
            except (BadBase64, UnicodeDecodeError):
                return None
            return text if len(text) == 64 and set(text) <= _HEX else None  # noqa: PLR2004
    return None


def _checksum_of(request: Request) -> tuple[str, bytes] | None:
    """Return algorithm and digest of the piece.

    Raises:
        ValueError: an algorithm that is not spoken here, or not a digest.
    """
    header = request.headers.get("upload-checksum")
    if header is None:
        return None
    algorithm, _, value = header.partition(" ")
    digest = b64decode(value, validate=True)
    if ALGORITHMS.get(algorithm) != len(digest):
        raise ValueError("not a checksum of ours")
    return algorithm, digest
