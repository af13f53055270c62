"""One signed POST, answered piece by piece; and the enrolment (sync.md section 6, NET-3, NET-5, NET-8).

Anything but a well-formed reply of the expected type is "no answer": a portal's page, a redirect, a bare
401 change nothing. What the frames say is not this page's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

import requests

from sync.core.certificate import EnrolRequest, read_signed
from sync.core.errors import Incompatible, Offline, Refused, Unreadable
from sync.transport.no_answer import code_refused, no_frames, offline, snapshot_gone
from sync.transport.patience import Patience
from sync.transport.pinned import CONNECT_S, REPLY_MAX, Sending, open_session
from sync.transport.tus import TOKEN, append_piece, create_upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

FRAMES: Final = "application/vnd.motcua.frames"
JSON: Final = "application/json"
ENROL_S: Final = 30.0
_PIECE: Final = 16 << 10


class HttpsLine:
    """`sync.core.ports.Line` over HTTPS to one host.

    Bytes are counted as HTTP sees them: bodies, request and status lines, headers with their separators;
    those of a request that nobody answered count too. TLS, TCP and IP overhead is not in the count.

    Args:
        url: `https://host[:port]` of the province.
        ca: PEM file of its CA.
    """

    def __init__(self, url: str, ca: Path) -> None:
        self._url, self._ca = _host(url), ca
        self._patience = Patience()
        self._session = _session(ca, self._sending, self._patience)
        self._leaving = _nothing
        self.bytes_up = self.bytes_down = self.round_trips = 0

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def exchange(
        self, frames: Sequence[bytes], patience_s: float, leaving: Callable[[], None]
    ) -> Iterator[bytes]:
        """Send one request and give the reply in pieces as they come.

        Args:
            frames: the encoded frames of the request.
            patience_s: the longest silence to wait through, in seconds.
            leaving: called once TLS is up, before the first byte of the request goes into it.

        Returns:
            Pieces of the reply; a cut reply raises after its last piece.

        Raises:
            Offline: no route, another CA, a page instead of frames, a cut.
        """
        headers = {"Content-Type": FRAMES}
        self._leaving = leaving
        try:
            response = self._call("POST", "/v1/sync", b"".join(frames), headers, patience_s)
        finally:
            self._leaving = _nothing
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if response.status_code != requests.codes.ok or kind != FRAMES:
            response.close()
            raise no_frames(response, kind)
        return self._pieces(response)

    def snapshot_page(self, scope: str, seq: int, page: int, token: str) -> bytes:
        """Fetch one page of a snapshot.

        Args:
            scope: the scope.
            seq: the row it stands at.
            page: from 0.
            token: `blob_token` of the signed answer.

        Returns:
            Its bytes; whoever asks checks them against the signed hash.

        Raises:
            Offline: no answer.
            Refused: it is no longer there.
        """
        path = f"/v1/snapshot/{scope}?at={seq}&page={page}"
        response = self._whole("GET", path, b"", {TOKEN: token, "Accept": FRAMES})
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if response.status_code in (requests.codes.not_found, requests.codes.forbidden) and not kind:
            raise snapshot_gone(response.status_code)
        if response.status_code != requests.codes.ok or kind != FRAMES:
            raise no_frames(response, kind)
        return response.content

    def create_upload(self, sha256: bytes, size: int, token: str) -> str:
        """Ask for an upload (tus creation).

        Args:
            sha256: of the whole file.
            size: of the whole file, in bytes.
            token: `blob_token` of a signed answer.

        Returns:
            The upload's path at the province.

        Raises:
            Offline: no answer.
            Refused: the province does not want it.
        """
        return create_upload(self._whole, sha256, size, token)

    def append(self, url: str, offset: int, piece: bytes) -> int:
        """Send one piece of a file (tus PATCH).

        Args:
            url: the upload.
            offset: where the piece begins.
            piece: the bytes.

        Returns:
            The server's offset afterwards.

        Raises:
            Offline: no answer.
            Gone: the URL writes no more.
            Mismatched: the whole file did not match.
            Refused: the province does not want it.
        """
        return append_piece(self._whole, url, offset, piece)

    def enrol(self, request: EnrolRequest) -> bytes:
        """Ask for a certificate.

        Args:
            request: code and public keys.

        Returns:
            The signed certificate, byte for byte as it came, checked: whoever keeps it can check it again.

        Raises:
            Offline: no answer.
            Refused: the code does not hold.
            Incompatible: the province answers what this program does not understand.
        """
        response = self._whole("POST", "/v1/enrol", request.to_bytes(), {"Content-Type": JSON})
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if response.status_code == requests.codes.forbidden and not kind.startswith("text/"):
            raise code_refused()
        if response.status_code == requests.codes.bad_request and not kind.startswith("text/"):
            raise Incompatible("the province does not read our enrolment request")
        if response.status_code != requests.codes.ok or kind != JSON:
            raise no_frames(response, kind)
        try:
            read_signed(response.content, request.sign)
        except Unreadable as error:
            raise Incompatible(f"the answer to the enrolment does not read: {error}") from error
        return response.content

    def _whole(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> requests.Response:
        """Call and read the whole reply, within its ceiling."""
        response = self._call(method, path, body, headers, ENROL_S + len(body) / 1000)
        response._content = b"".join(self._pieces(response))  # noqa: SLF001 - read within our ceiling, not theirs
        return response

    def _call(
        self, method: str, path: str, body: bytes, headers: dict[str, str], patience_s: float
    ) -> requests.Response:
        target = urljoin(self._url, path)
        if _host(target) != self._url:
            raise Offline("an address of another host")
        self._patience.begin(patience_s)
        try:
            response = self._session.request(
                method,
                target,
                data=body,
                headers=headers,
                verify=str(self._ca),
                allow_redirects=False,
                stream=True,
                timeout=(CONNECT_S, patience_s),
            )
        except requests.RequestException as error:
            raise offline(error) from error
        self.bytes_down += _line_and_headers(response.headers) + len(response.reason or "")
        self.round_trips += 1
        return response

    def _sending(self, size: int) -> None:
        """Hear that a piece of a request is about to leave."""
        leaving, self._leaving = self._leaving, _nothing
        leaving()
        self.bytes_up += size

    def _pieces(self, response: requests.Response) -> Iterator[bytes]:
        left = REPLY_MAX
        try:
            for piece in response.iter_content(_PIECE):
                left -= len(piece)
                self.bytes_down += len(piece)
                if left < 0:
                    raise Offline("no answer: a reply of more than 8 MiB")
                yield piece
        except requests.RequestException as error:
            raise offline(error) from error
        finally:
            response.close()


def enrol(url: str, ca: Path, request: EnrolRequest) -> bytes:
    """Enrol a device over a connection of its own.

    Args:
        url: `https://host[:port]` of the province.
        ca: PEM file of its CA.
        request: code and public keys.

    Returns:
        The signed certificate, byte for byte as it came, checked.

    Raises:
        Offline: no answer.
        Refused: the code does not hold.
        Incompatible: the answer does not read.
    """
    line = HttpsLine(url, ca)
    try:
        return line.enrol(request)
    finally:
        line.close()


def _session(ca: Path, sending: Sending, patience: Patience) -> requests.Session:
    try:
        return open_session(ca, sending, patience)
    except OSError as error:  # ssl.SSLError is one
        raise Refused(
            "the CA file is missing or holds no certificate",
            sentence="Không đọc được tệp chứng thư của tỉnh.",
            remedy="Chép lại tệp chứng thư (.pem) do tỉnh cấp rồi chỉ đường dẫn đúng.",
        ) from error


def _host(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise Refused(
            "the province's address is not https",
            sentence="Địa chỉ máy chủ tỉnh phải bắt đầu bằng https://.",
            remedy="Nhập lại địa chỉ do tỉnh cấp.",
        )
    return f"{parts.scheme}://{parts.netloc}"


def _nothing() -> None:
    """Nobody wants to know when this request leaves."""


def _line_and_headers(headers: Mapping[str, str]) -> int:
    """Bytes of a status line's fixed part and of all headers with their separators."""
    return len("HTTP/1.1 200 \r\n\r\n") + sum(len(name) + len(value) + 4 for name, value in headers.items())
