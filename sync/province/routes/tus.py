"""/v1/blobs: tus 1.0.0 with creation, checksum, expiration (sync.md U1 to U9). HTTP only; bytes are `blobs`'.

The right to create is a token out of a signed answer, sent as `Blob-Token`; the right to write is
the URL, until a newer one is given out.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import MutableMapping
from contextlib import aclosing
from email.utils import formatdate
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from sync.province.blobs.turn import Turn
from sync.province.blobs.upload import BadChecksum, BadWhole, Elsewhere, Gone, TooLong, well_formed

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from datetime import datetime

    from sync.province.blobs.shelf import BlobShelf
    from sync.province.blobs.upload import Upload
    from sync.province.blobs.uploads import Uploads

Message = MutableMapping[str, Any]
VERSION: Final = "1.0.0"
ALGORITHMS: Final = {"sha256": 32, "sha1": 20}
TOKEN: Final = "blob-token"  # noqa: S105 - a header's name
PIECE: Final = "application/offset+octet-stream"
BATCH: Final = 1 << 20
LOOK_S: Final = 0.5
"""Seconds until a running append notices that its URL is not the newest any more (U7: within 1 s)."""
SILENCE_S: Final = 120.0
"""Seconds without a byte after which a sender is taken for gone."""
DIGITS_MAX: Final = 18
"""A length or offset of more digits is not one."""
_HEX: Final = frozenset("0123456789abcdef")
_STATUS: Final = {BadChecksum: 460, TooLong: 413, BadWhole: 422, Elsewhere: 409, Gone: 410}
_SILENT: Final = 503
_PAUSE: Final[Message] = {"type": "pause"}


class Tus:
    """The upload endpoint.

    Args:
        uploads: the open uploads.
        shelf: knows whose token a token is.
        now: the clock.
        max_size: bytes of the largest file.
    """

    def __init__(
        self, uploads: Uploads, shelf: BlobShelf, now: Callable[[], datetime], max_size: int
    ) -> None:
        self._uploads, self._shelf, self._now, self._max_size = uploads, shelf, now, max_size

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
        """Make an upload for one hash, at offset 0 (U2, U7)."""
        if request.headers.get("tus-resumable") != VERSION:
            return _wrong_version()
        token = request.headers.get(TOKEN, "")
        bearer = await run_in_threadpool(self._shelf.bearer, token)
        if bearer is None:
            return _answer(403)
        length, sha256_hex = _count(request, "upload-length"), _hash_of(request)
        if length is None or sha256_hex is None:
            return _answer(400)
        if length > self._max_size:
            return _answer(413)
        try:
            upload = await run_in_threadpool(
                self._uploads.create, bearer.scope, bearer.dev, sha256_hex, length, self._seconds()
            )
        except (BadWhole, OSError) as trouble:
            return _refusal(trouble)
        return _answer(
            201, Location=str(request.url_for("head", upload=upload.id).path), **_expiry(upload)
        )

    async def head(self, upload: str, request: Request) -> Response:
        """Say how far an upload is durable."""
        refusal = _malformed(upload, request)
        if refusal:
            return refusal
        try:
            found = await run_in_threadpool(self._uploads.find, upload, self._seconds())
        except (Gone, OSError) as trouble:
            return _refusal(trouble)
        return _answer(
            200, **_progress(found), **{"Upload-Length": str(found.size), "Cache-Control": "no-store"}
        )

    async def overridden(self, upload: str, request: Request) -> Response:
        """Take PATCH and HEAD from a client behind a proxy that knows only POST (tus core)."""
        meant = request.headers.get("x-http-method-override", "").upper()
        if meant == "PATCH":
            return await self.patch(upload, request)
        return await self.head(upload, request) if meant == "HEAD" else _answer(405)

    async def patch(self, upload: str, request: Request) -> Response:
        """Append one piece (U4, U5, U8); a second append to an upload cuts the first (U7)."""
        refusal = _malformed(upload, request)
        if refusal:
            return refusal
        if request.headers.get("content-type") != PIECE:
            return _answer(415)
        offset = _count(request, "upload-offset")
        try:
            checksum = _checksum_of(request)
        except ValueError:
            return _answer(400)
        if offset is None:
            return _answer(400)
        try:
            moved = await self._append(upload, offset, checksum, request)
        except (BadChecksum, TooLong, BadWhole, Elsewhere, Gone, OSError) as trouble:
            return _refusal(trouble)
        return _answer(204, **_progress(moved))

    async def _append(
        self, upload: str, offset: int, checksum: tuple[str, bytes] | None, request: Request
    ) -> Upload:
        found = await run_in_threadpool(self._uploads.find, upload, self._seconds())
        if found.done and offset == found.size:
            return found
        if offset + (_count(request, "content-length") or 0) > found.size:
            raise TooLong
        turn = await run_in_threadpool(Turn, self._uploads, upload, offset, checksum, self._seconds())
        whole = await self._pour(request, turn)
        return await run_in_threadpool(turn.finish, self._seconds(), whole=whole)

    async def _pour(self, request: Request, turn: Turn) -> bool:
        """Write the body as it comes; False when the sender was cut off or fell silent.

        A pause is used to write what is there: the line may be gone, and the sender come back by another.

        Raises:
            Gone: the turn is somebody else's.
        """
        batch, whole = bytearray(), False
        async with aclosing(_arriving(request, turn)) as messages:
            async for message in messages:
                batch += message.get("body", b"")
                whole = message["type"] == "http.request" and not message.get("more_body", False)
                if batch and (len(batch) >= BATCH or not message.get("more_body", False)):
                    await run_in_threadpool(turn.write, bytes(batch), self._seconds())
                    batch.clear()
        return whole

    def _seconds(self) -> float:
        return self._now().timestamp()


async def _arriving(request: Request, turn: Turn) -> AsyncGenerator[Message, None]:
    """Yield the messages of the body, and a `_PAUSE` whenever none came for a while.

    Raises:
        Gone: the turn is somebody else's.
    """
    coming, silent = asyncio.ensure_future(request.receive()), 0.0
    try:
        while silent < SILENCE_S:
            await asyncio.wait({coming}, timeout=LOOK_S)
            if not turn.alive:
                raise Gone
            if not coming.done():
                silent += LOOK_S
                yield _PAUSE
                continue
            message, silent = coming.result(), 0.0
            yield message
            if not message.get("more_body", False):
                return
            coming = asyncio.ensure_future(request.receive())
    finally:
        coming.cancel()


def _malformed(upload: str, request: Request) -> Response | None:
    if request.headers.get("tus-resumable") != VERSION:
        return _wrong_version()
    return None if well_formed(upload) else _answer(404)


def _refusal(trouble: Exception) -> Response:
    """Say why not; what is still on its way is not waited for."""
    status = _STATUS.get(type(trouble), _SILENT)
    retry = {"Retry-After": "5"} if status == _SILENT else {}
    return _answer(status, Connection="close", **retry)


def _answer(status: int, **headers: str) -> Response:
    return Response(status_code=status, headers={"Tus-Resumable": VERSION, **headers})


def _wrong_version() -> Response:
    return _answer(412, **{"Tus-Version": VERSION})


def _count(request: Request, name: str) -> int | None:
    """Return a header's number, None when it is not there or not a number of a file's size."""
    text = request.headers.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX else None


def _expiry(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": formatdate(upload.expires, usegmt=True)}


def _progress(upload: Upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.offset), **_expiry(upload)}


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
