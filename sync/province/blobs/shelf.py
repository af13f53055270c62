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
    from sync.province.blobs.uploads import Uploads

TOKEN_LIFE_S: Final = 86_400
"""Seconds a token is good for (U2)."""

SILENCE_S: Final = 30.0
"""Seconds for which a storage that did not answer is not asked about offers again."""

URL: Final = "/v1/blobs/"
_DEV, _EXPIRY, _MAC = 16, 8, 32


class Bearer(NamedTuple):
    """Whose token it is."""

    scope: str
    dev: bytes


class BlobShelf:
    """`ports.Shelf` over the open uploads.

    Args:
        uploads: the open uploads.
        secret: authenticates tokens.
        now: the clock.
        max_size: bytes of the largest file taken; a larger one is told to hold.
        admitted: tells whether a device may still bring files; False from the moment it is revoked.
    """

    def __init__(
        self,
        uploads: Uploads,
        secret: bytes,
        now: Callable[[], datetime],
        max_size: int,
        admitted: Callable[[str, bytes], bool],
    ) -> None:
        self._uploads, self._secret, self._now = uploads, secret, now
        self._max_size, self._admitted = max_size, admitted
        self._asked_again_at = 0.0

    def replies(self, scope: str, dev: bytes, offers: Sequence[Offer]) -> tuple[BlobReply, ...]:
        """Return `have`, `hold`, or `want` with a new URL for each offer; no word from a silent storage."""
        now = self._now().timestamp()
        if now < self._asked_again_at:
            return ()
        try:
            return tuple(self._reply(scope, dev, offer, now) for offer in offers)
        except OSError:  # files wait; events do not wait for files (U11)
            self._asked_again_at = now + SILENCE_S
            return ()

    def token(self, scope: str, dev: bytes) -> str:
        """Return a token that allows this device to create uploads for 24 hours."""
        expiry = int(self._now().timestamp()) + TOKEN_LIFE_S
        part = dev + expiry.to_bytes(_EXPIRY, "big") + scope.encode()
        return urlsafe_b64encode(self._mac(part) + part).decode().rstrip("=")

    def bearer(self, token: str) -> Bearer | None:
        """Return whose token this is, None when it is not ours, too old, or its device was revoked."""
        try:
            raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except (BadBase64, ValueError):
            return None
        mac, part = raw[:_MAC], raw[_MAC:]
        if len(part) <= _DEV + _EXPIRY or not hmac.compare_digest(mac, self._mac(part)):
            return None
        if int.from_bytes(part[_DEV : _DEV + _EXPIRY], "big") < self._now().timestamp():
            return None
        bearer = Bearer(part[_DEV + _EXPIRY :].decode(), part[:_DEV])
        return bearer if self._admitted(bearer.scope, bearer.dev) else None

    def _reply(self, scope: str, dev: bytes, offer: Offer, now: float) -> BlobReply:
        if offer.size > self._max_size:
            return BlobReply(offer.sha16, "hold")
        upload = self._uploads.want(scope, dev, offer.sha16.hex(), offer.size, now)
        if upload.done:
            return BlobReply(offer.sha16, "have")
        if upload.hopeless:
            return BlobReply(offer.sha16, "hold")
        return BlobReply(offer.sha16, "want", URL + upload.id, upload.offset)

    def _mac(self, part: bytes) -> bytes:
        return hmac.digest(self._secret, part, "sha256")
