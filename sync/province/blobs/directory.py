"""Attachments in a folder: an unfinished one is a part and a note, a finished one is named by its hash.

Bytes, fsync and rename only. Who may upload, and how HTTP says it, stands in `routes.tus`; one caller at a
time per part.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import new as new_hash
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK: Final = 1 << 20
LIFE_S: Final = 30 * 86_400
"""Seconds an unfinished upload is kept after its last append (U9)."""


class BadChecksum(Exception):  # noqa: N818 - a finding that becomes a status line
    """The piece is not what its sender hashed; the offset has not moved (U4)."""


class TooLong(Exception):  # noqa: N818 - a finding that becomes a status line
    """More bytes than the upload said it has; the offset has not moved."""


class BadWhole(Exception):  # noqa: N818 - a finding that becomes a status line
    """All bytes are here and they are another file; the part is gone (U8)."""


@dataclass(frozen=True, slots=True)
class Part:
    """An upload and how far it is durable.

    Attributes:
        id: `<32 hex of the SHA-256>.<generation>.<32 random hex>`; knowing it is the right to write (U2).
        scope: the commune it belongs to.
        sha256: 64 hex digits of the whole file.
        size: bytes of the whole file.
        offset: bytes that are fsynced.
        touched: Unix seconds of the last append.
    """

    id: str
    scope: str
    sha256: str
    size: int
    offset: int
    touched: float

    @property
    def expires(self) -> float:
        """Unix seconds after which the upload is gone."""
        return self.touched + LIFE_S


class DirectoryBlobs:
    """The blob port on a local folder.

    Args:
        root: the folder; made when missing.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._parts = root / "parts"
        self._parts.mkdir(parents=True, exist_ok=True)

    def stat(self, scope: str, sha256_hex: str) -> int | None:
        """Return the size of a finished blob of a commune, None when it is not here.

        Args:
            scope: `c:<commune>`; what another commune has is not told (U14).
            sha256_hex: the whole hash, or its first 32 digits as an offer names it.
        """
        folder = self._blob(scope, sha256_hex).parent
        found = next(iter(folder.glob(f"{sha256_hex}*")), None) if folder.is_dir() else None
        return found.stat().st_size if found else None

    def start(self, scope: str, sha256_hex: str, size: int, chance: bytes, now: float) -> Part:
        """Make an empty part.

        Args:
            scope: the commune.
            sha256_hex: hash of the whole file.
            size: its bytes.
            chance: 16 random bytes.
            now: Unix seconds.
        """
        generation = 1 + max((int(name.split(".")[1]) for name in self._names(sha256_hex)), default=0)
        part = Part(f"{sha256_hex[:32]}.{generation}.{chance.hex()}", scope, sha256_hex, size, 0, now)
        (self._parts / f"{part.id}.part").touch(mode=0o600)
        self._note(part)
        return part

    def part(self, part_id: str) -> Part | None:
        """Return an upload by its id; a finished one stands at its full size."""
        path = self._parts / f"{part_id}.json"
        if not path.is_file():
            return None
        part = Part(**json.loads(path.read_text("utf-8")))
        finished = self._blob(part.scope, part.sha256).is_file()
        return replace(part, offset=part.size) if finished else part

    def open_part(self, scope: str, sha16_hex: str) -> Part | None:
        """Return the newest unfinished upload of a commune's file, so that it can go on where it stands (U3).

        Args:
            scope: the commune.
            sha16_hex: first 32 digits of the hash.
        """
        newest = sorted(self._names(sha16_hex), key=lambda name: int(name.split(".")[1]), reverse=True)
        parts = (self.part(name) for name in newest)
        return next((part for part in parts if part and part.scope == scope), None)

    @contextmanager
    def appending(self, part: Part, checksum: tuple[str, bytes] | None) -> Iterator[Append]:
        """Open one append. With a checksum it counts whole or not at all, without one the prefix counts (U4).

        Args:
            part: the upload as it stands.
            checksum: algorithm and digest of the piece.
        """
        with (self._parts / f"{part.id}.part").open("r+b") as file:
            file.truncate(part.offset)
            file.seek(part.offset)
            yield Append(self, part, file.fileno(), checksum)

    def advance(self, part: Part, offset: int, now: float) -> Part:
        """Make an offset true; the bytes are fsynced (U5). At full length the whole file is checked (U8).

        Raises:
            BadWhole: all bytes are here and they are another file.
        """
        moved = replace(part, offset=offset, touched=now)
        if offset == part.size:
            self.complete(part)
        self._note(moved)
        return moved

    def complete(self, part: Part) -> None:
        """Check a full part against its hash and give it its name.

        Raises:
            BadWhole: the bytes are another file; the part is deleted.
        """
        path = self._parts / f"{part.id}.part"
        hashed = sha256()
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                hashed.update(piece)
        if hashed.hexdigest() != part.sha256:
            self.delete(part)
            raise BadWhole
        target = self._blob(part.scope, part.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
        for folder in (target.parent, target.parent.parent, self._root):  # they may be new themselves
            _sync_folder(folder)

    def get_range(self, scope: str, sha256_hex: str, start: int, end: int) -> bytes:
        """Return bytes of a finished blob from start up to, not including, end.

        Raises:
            FileNotFoundError: it is not here.
        """
        with self._blob(scope, sha256_hex).open("rb") as file:
            file.seek(start)
            return file.read(end - start)

    def delete(self, part: Part) -> None:
        """Drop an unfinished upload."""
        for ending in ("part", "json"):
            (self._parts / f"{part.id}.{ending}").unlink(missing_ok=True)

    def sweep(self, now: float) -> int:
        """Drop uploads that nobody went on with for 30 days (U9).

        Args:
            now: Unix seconds.

        Returns:
            How many were dropped.
        """
        names = [path.name.removesuffix(".json") for path in self._parts.glob("*.json")]
        stale = [part for part in map(self.part, names) if part and part.expires < now]
        for part in stale:
            self.delete(part)
        return len(stale)

    def _blob(self, scope: str, sha256_hex: str) -> Path:
        return self._root / scope.replace(":", "-") / sha256_hex[:2] / sha256_hex

    def _names(self, sha256_hex: str) -> list[str]:
        return [path.name.removesuffix(".json") for path in self._parts.glob(f"{sha256_hex[:32]}.*.json")]

    def _note(self, part: Part) -> None:
        path = self._parts / f"{part.id}.json"
        fresh = path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(part), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        _sync_folder(self._parts)


class Append:
    """One piece on its way into a part.

    Args:
        blobs: where it goes.
        part: the upload as it stood.
        handle: the open part, at its offset.
        checksum: algorithm and digest, or None.
    """

    def __init__(
        self, blobs: DirectoryBlobs, part: Part, handle: int, checksum: tuple[str, bytes] | None
    ) -> None:
        self._blobs, self._part, self._handle, self._checksum = blobs, part, handle, checksum
        self._hash = new_hash(checksum[0]) if checksum else None
        self.offset = part.offset

    def write(self, data: bytes) -> None:
        """Take bytes; they do not count before `finish`.

        Raises:
            TooLong: more bytes than the whole file has.
        """
        if self.offset + len(data) > self._part.size:
            raise TooLong
        if self._hash:
            self._hash.update(data)
        view = memoryview(data)
        while view:
            view = view[os.write(self._handle, view) :]
        self.offset += len(data)

    def finish(self, now: float, *, whole: bool = True) -> Part:
        """Make what was written count.

        Args:
            now: Unix seconds.
            whole: False when the sender was cut off: then only a piece without a checksum counts.

        Raises:
            BadChecksum: the piece is not what its sender hashed.
            BadWhole: the file is full and is another one.
        """
        if self._checksum and self._hash and (not whole or self._hash.digest() != self._checksum[1]):
            raise BadChecksum
        os.fsync(self._handle)
        return self._blobs.advance(self._part, self.offset, now)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
