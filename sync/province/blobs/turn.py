"""One append on its way into an upload (sync.md U4).

With a checksum it counts whole or not at all, without one the prefix counts.
"""

from __future__ import annotations

from hashlib import new as new_hash
from typing import TYPE_CHECKING

from sync.province.blobs.upload import BadChecksum, TooLong, Upload

if TYPE_CHECKING:
    from sync.province.blobs.uploads import Uploads


class Turn:
    """The right to append, until somebody else takes it.

    Args:
        uploads: the open uploads.
        upload_id: the last part of the URL.
        offset: where the piece begins.
        checksum: algorithm and digest of the piece, or None.
        now: Unix seconds.

    Raises:
        Gone: a newer URL was given out, or it is too old.
        Elsewhere: the upload stands at another offset.
    """

    def __init__(
        self, uploads: Uploads, upload_id: str, offset: int, checksum: tuple[str, bytes] | None, now: float
    ) -> None:
        self._uploads, self._checksum = uploads, checksum
        self._hash = new_hash(checksum[0]) if checksum else None
        self._tag = uploads.chance(4).hex()
        self._pending: list[tuple[str, int]] = []
        self._open = uploads.open(upload_id, offset, self, now)
        self._upload, self.offset = self._open.upload, offset

    @property
    def alive(self) -> bool:
        """False once the turn is somebody else's; what is still coming is then in vain (U7)."""
        return self._open.turn is self

    def write(self, data: bytes, now: float) -> None:
        """Store bytes; without a checksum they count at once, with one not before `finish`.

        Raises:
            TooLong: more bytes than the whole file has.
            Gone: the turn is somebody else's.
            OSError: the storage did not take them.
        """
        if self.offset + len(data) > self._upload.size:
            raise TooLong
        if not data:
            return
        self._uploads.objects.put(self._upload.piece(self._tag, self.offset), [data])
        self._pending.append((self._tag, len(data)))
        self.offset += len(data)
        if self._hash:
            self._hash.update(data)
        else:
            self._count(now)

    def finish(self, now: float, *, whole: bool = True) -> Upload:
        """Make what was written count; a full upload is checked and kept.

        Args:
            now: Unix seconds.
            whole: False when the sender was cut off: then only a piece without a checksum counts.

        Raises:
            BadChecksum: the piece is not what its sender hashed.
            BadWhole: the file is full and is another one.
            Gone: the turn is somebody else's.
        """
        if self._checksum and self._hash and (not whole or self._hash.digest() != self._checksum[1]):
            self.drop()
            raise BadChecksum
        self._count(now)
        upload = self._open.upload
        return self._uploads.complete(self._open) if upload.offset == upload.size else upload

    def drop(self) -> None:
        """Forget what was written and does not count."""
        start = self.offset - sum(length for _, length in self._pending)
        for tag, length in self._pending:
            self._uploads.objects.delete([self._upload.piece(tag, start)])
            start += length
        self._pending.clear()

    def _count(self, now: float) -> None:
        self._uploads.advance(self._open, self, self._pending, now)
        self._pending.clear()
