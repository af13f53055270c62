"""Attachments: files encrypted with libsodium's secretstream, named by dice; the row stands in the store.

Order of a write: temp, fsync, rename, fsync of the folder, and only then the row in the work's own
transaction (FILE-1). A reading demands the final tag and nothing after it (FILE-2).
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from desktop_app.errors import BLOB_DAMAGED, DISK_FULL, DeskError
from desktop_app.ports import Blob, Sealed
from desktop_app.storage.connection import Connection
from desktop_app.storage.durable import make_folder, write_durably
from desktop_app.storage.keys import Dice

CHUNK: Final = 64 * 1024
ORPHAN_SECONDS: Final = 24 * 3600
_SEALED: Final = CHUNK + sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER: Final = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_FINAL: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MESSAGE: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE


class BlobTable:
    """The table `blobs` and the folder `att`."""

    def __init__(self, connection: Connection, folder: Path, dice: Dice) -> None:
        self._connection = connection
        self._folder = folder
        self._dice = dice
        self.dropped: list[Path] = []

    def seal(self, chunks: Iterable[bytes]) -> Sealed:
        """Encrypt and fsync the bytes into a file that no row names yet.

        Raises:
            DeskError: DISK_FULL; no file is left behind.
        """
        key, name = self._dice(32), self._dice(16).hex()
        path = self._folder / name[:2] / name
        counted = _Counted(chunks)
        try:
            make_folder(path.parent)
            write_durably(path, _sealed(counted, key))
        except OSError:
            raise DeskError(DISK_FULL) from None
        return Sealed(counted.digest.hexdigest(), counted.size, name, key)

    def keep(self, sealed: Sealed, media_type: str) -> Blob:
        """Register what was sealed; the same bytes twice are one blob."""
        known = self.get(sealed.sha256)
        if known is not None:
            self.dropped.append(self._folder / sealed.file[:2] / sealed.file)
            return known
        row = (bytes.fromhex(sealed.sha256), sealed.file, sealed.key, sealed.size, media_type)
        self._connection.execute(
            "INSERT INTO blobs (sha256, file, key, size, type) VALUES (?, ?, ?, ?, ?)", row
        )
        return Blob(sealed.sha256, sealed.size, media_type)

    def get(self, digest: str) -> Blob | None:
        """Return what is known of a blob, or None."""
        sql = "SELECT size, type FROM blobs WHERE sha256 = ?"
        row = self._connection.execute(sql, (bytes.fromhex(digest),)).fetchone()
        return None if row is None else Blob(digest, row[0], row[1])

    def read(self, digest: str) -> Iterator[bytes]:
        """Yield the plain bytes, 64 KiB at a time.

        Raises:
            DeskError: BLOB_DAMAGED when the file is cut, reordered, altered or gone.
        """
        sql = "SELECT file, key FROM blobs WHERE sha256 = ?"
        row = self._connection.execute(sql, (bytes.fromhex(digest),)).fetchone()
        if row is None:
            raise DeskError(BLOB_DAMAGED)
        try:
            with (self._folder / row[0][:2] / row[0]).open("rb") as file:
                yield from _opened(file, row[1])
        except OSError:
            raise DeskError(BLOB_DAMAGED) from None

    def drop(self, digest: str) -> None:
        """Forget a blob that no dossier and no other draft has; the file goes when the work commits."""
        plain = bytes.fromhex(digest)
        wanted = """SELECT 1 FROM transfers WHERE sha256 = ? UNION ALL
                    SELECT 1 FROM drafts WHERE instr(content, ?) LIMIT 1"""
        if self._connection.execute(wanted, (plain, digest)).fetchone() is not None:
            return
        row = self._connection.execute(
            "DELETE FROM blobs WHERE sha256 = ? RETURNING file", (plain,)
        ).fetchone()
        if row is not None:
            self.dropped.append(self._folder / row[0][:2] / row[0])


def sweep(connection: Connection, folder: Path, now_s: float) -> int:
    """Remove files without a row that are older than a day: leftovers of works that never committed.

    Args:
        connection: Of the store.
        folder: The folder `att`.
        now_s: Seconds since 1970.

    Returns:
        How many were removed.
    """
    kept = {row[0] for row in connection.execute("SELECT file FROM blobs")}
    old = [
        path
        for path in folder.glob("??/*")
        if path.name not in kept and now_s - path.stat().st_mtime > ORPHAN_SECONDS
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


class _Counted:
    """Plain chunks on their way through: hashed and counted."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.digest = sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.digest.update(chunk)
            self.size += len(chunk)
            yield chunk


def _sealed(chunks: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    yield sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    held = b""
    for chunk in chunks:
        held += chunk
        while len(held) > CHUNK:
            yield sodium.crypto_secretstream_xchacha20poly1305_push(state, held[:CHUNK], tag=_MESSAGE)
            held = held[CHUNK:]
    yield sodium.crypto_secretstream_xchacha20poly1305_push(state, held, tag=_FINAL)


def _opened(file: IO[bytes], key: bytes) -> Iterator[bytes]:
    state, tag = sodium.crypto_secretstream_xchacha20poly1305_state(), _MESSAGE
    try:
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, file.read(_HEADER), key)
        while tag != _FINAL:
            plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, file.read(_SEALED))
            yield plain
    except (CryptoError, ValueError):
        raise DeskError(BLOB_DAMAGED) from None
    if file.read(1):
        raise DeskError(BLOB_DAMAGED)
