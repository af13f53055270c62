"""What an answer says of offered files, and the token that lets a device bring them (sync.md U2, U3)."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from typing import TYPE_CHECKING, Final, NamedTuple

from sync.core.messages import BlobReply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sync.core.messages import Offer
    from sync.province.blobs.directory import DirectoryBlobs

TOKEN_LIFE_S: Final = 86_400
"""Seconds a token is good for (U2)."""

URL: Final = "/v1/blobs/"
_DEV, _EXPIRY, _MAC = 16, 8, 32


class Bearer(NamedTuple):
    """Whose token it is."""

    scope: str
    dev: bytes


class DirectoryShelf:
    """`ports.Shelf` over a folder of blobs.

    Args:
        blobs: the folder.
        secret: authenticates tokens.
        now: the clock.
        max_size: bytes of the largest file taken; a larger one is told to hold.
    """

    def __init__(
        self, blobs: DirectoryBlobs, secret: bytes, now: Callable[[], datetime], max_size: int
    ) -> None:
        self._blobs, self._secret, self._now, self._max_size = blobs, secret, now, max_size

    def replies(self, scope: str, dev: bytes, offers: Sequence[Offer]) -> tuple[BlobReply, ...]:  # noqa: ARG002
        """Return `have`, `hold`, or `want` (with the upload in progress) for each offer."""
        return tuple(self._reply(scope, offer) for offer in offers)

    def token(self, scope: str, dev: bytes) -> str:
        """Return a token that allows this device to create uploads for 24 hours."""
        expiry = int(self._now().timestamp()) + TOKEN_LIFE_S
        part = dev + expiry.to_bytes(_EXPIRY, "big") + scope.encode()
        return urlsafe_b64encode(self._mac(part) + part).decode().rstrip("=")

    def bearer(self, token: str) -> Bearer | None:
        """Return whose token this is, None when it is not ours or too old."""
        try:
            raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except (BadBase64, ValueError):
            return None
        mac, part = raw[:_MAC], raw[_MAC:]
        if len(part) <= _DEV + _EXPIRY or not hmac.compare_digest(mac, self._mac(part)):
            return None
        if int.from_bytes(part[_DEV : _DEV + _EXPIRY], "big") < self._now().timestamp():
            return None
        return Bearer(part[_DEV + _EXPIRY :].decode(), part[:_DEV])

    def _reply(self, scope: str, offer: Offer) -> BlobReply:
        name = offer.sha16.hex()
        if self._blobs.stat(scope, name) is not None:
            return BlobReply(offer.sha16, "have")
        if offer.size > self._max_size:
            return BlobReply(offer.sha16, "hold")
        part = self._blobs.open_part(scope, name)
        if part is None:
            return BlobReply(offer.sha16, "want")
        return BlobReply(offer.sha16, "want", URL + part.id, part.offset)

    def _mac(self, part: bytes) -> bytes:
        return hmac.digest(self._secret, part, "sha256")
