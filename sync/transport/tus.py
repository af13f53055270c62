"""Attachments by tus 1.0.0: creation, appends, resume where the server stands (sync.md section 7).

Only the spelling of tus. Which file, which piece and when is decided by the runner.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import requests

from sync.core.blobs import Gone, Mismatched
from sync.core.errors import Offline, Refused
from sync.transport.no_answer import retry_after_s

if TYPE_CHECKING:
    from collections.abc import Mapping

Call = Callable[[str, str, bytes, dict[str, str]], requests.Response]
"""(method, path, body, headers) → the whole reply; raises `Offline`."""

VERSION: Final = {"Tus-Resumable": "1.0.0"}
TOKEN: Final = "Blob-Token"  # noqa: S105 - a header's name
_NO: Final[dict[int, type[Refused]]] = {403: Refused, 404: Gone, 410: Gone, 413: Refused, 422: Mismatched}


def create_upload(call: Call, sha256: bytes, size: int, token: str) -> str:
    """Create an upload (U2).

    Args:
        call: how to reach the province.
        sha256: of the whole file.
        size: of the whole file.
        token: `blob_token` of a signed answer.

    Returns:
        The upload's path.

    Raises:
        Offline: no answer.
        Refused: not wanted.
    """
    named = b64encode(sha256.hex().encode()).decode()
    headers = VERSION | {
        "Upload-Length": str(size),
        "Upload-Metadata": f"sha256 {named}",
        "Blob-Token": token,
    }
    response = call("POST", "/v1/blobs", b"", headers)
    where = response.headers.get("Location", "")
    if response.status_code == requests.codes.created and where:
        return where
    raise _no(response, "creation")


def append_piece(call: Call, url: str, offset: int, piece: bytes) -> int:
    """Append one piece (U4, U6).

    It carries no checksum of its own: TLS vouches for every record and the file's SHA-256 for the whole, so
    what came before a cut counts, and is not sent again.

    Args:
        call: how to reach the province.
        url: the upload's path.
        offset: where the piece begins.
        piece: the bytes.

    Returns:
        The server's offset; after 409 the one it says it has.

    Raises:
        Offline: no answer.
        Gone: the URL writes no more.
        Mismatched: the whole file did not match.
        Refused: the province does not want it.
    """
    headers = VERSION | {
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": str(offset),
    }
    response = call("PATCH", url, piece, headers)
    if response.status_code == requests.codes.no_content:
        return _offset(response.headers)
    if response.status_code == requests.codes.conflict:
        return server_offset(call, url)
    raise _no(response, "append")


def server_offset(call: Call, url: str) -> int:
    """Ask where an upload stands.

    Args:
        call: how to reach the province.
        url: the upload's path.

    Returns:
        The server's offset.

    Raises:
        Offline: no answer.
        Gone: the URL writes no more.
    """
    response = call("HEAD", url, b"", dict(VERSION))
    if response.status_code not in (requests.codes.ok, requests.codes.no_content):
        raise _no(response, "offset")
    return _offset(response.headers)


def _offset(headers: Mapping[str, str]) -> int:
    text = headers.get("Upload-Offset", "")
    if not text.isdecimal():
        raise Offline("no answer: an upload without an offset")
    return int(text)


def _no(response: requests.Response, act: str) -> Offline | Refused:
    if response.headers.get("Tus-Resumable") == VERSION["Tus-Resumable"] and response.status_code in _NO:
        return _NO[response.status_code](
            f"tus {act}: HTTP {response.status_code}",
            sentence="Tỉnh chưa nhận tệp quét này.",
            remedy="Máy sẽ gửi lại từ đầu ở lượt sau; nếu vẫn vậy, đính kèm lại tệp.",
        )
    return Offline(
        f"no answer: tus {act}, HTTP {response.status_code}", retry_after_s=retry_after_s(response)
    )
