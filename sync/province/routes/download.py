"""GET /v1/blobs/by-hash/{sha256}: a finished file for a desk of the same commune, or the rest of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from sync.province.blobs.kept import CHUNK
from sync.province.routes.tus import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.province.blobs.kept import KeptBlobs
    from sync.province.blobs.shelf import BlobShelf

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Download:
    """The endpoint.

    Args:
        kept: the finished blobs.
        shelf: knows whose token a token is; the token names the commune.
    """

    def __init__(self, kept: KeptBlobs, shelf: BlobShelf) -> None:
        self._kept, self._shelf = kept, shelf

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter()
        router.add_api_route("/v1/blobs/by-hash/{sha256}", self.get, methods=["GET"], response_model=None)
        return router

    async def get(self, sha256: str, request: Request) -> Response:
        """Give a file or one range of it; another commune's is not there (U14)."""
        bearer = await run_in_threadpool(self._shelf.bearer, request.headers.get(TOKEN, ""))
        if bearer is None:
            return Response(status_code=403)
        if not _HASH.fullmatch(sha256):
            return Response(status_code=404)
        try:
            size = await run_in_threadpool(self._kept.stat, bearer.scope, sha256)
        except OSError:
            return Response(status_code=503, headers={"Retry-After": "5"})
        if size is None:
            return Response(status_code=404)
        headers = {"Accept-Ranges": "bytes", "ETag": f'"{sha256}"', "Cache-Control": "no-store"}
        asked = request.headers.get("range")
        span = (0, size) if asked is None else _span(asked, size)
        if span is None:
            return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
        start, end = span
        headers["Content-Length"] = str(end - start)
        if asked is not None:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        return StreamingResponse(
            self._pieces(bearer.scope, sha256, start, end),
            status_code=200 if asked is None else 206,
            media_type="application/octet-stream",
            headers=headers,
        )

    def _pieces(self, scope: str, sha256: str, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, CHUNK):
            yield self._kept.get_range(scope, sha256, at, min(at + CHUNK, end))


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """Return start and end of the one range asked for, None when there is no such.

    Args:
        asked: the header, `bytes=first-last`, `bytes=first-` or `bytes=-count`.
        size: bytes of the file.
    """
    found = _RANGE.fullmatch(asked)
    if found is None:
        return None
    first, last = found.groups()
    if first:
        start, end = int(first), min(int(last) + 1 if last else size, size)
    else:
        start, end = max(size - int(last or 0), 0), size
    return (start, end) if start < end else None
