"""Objects in a local folder: temp, fsync, rename, fsync of the folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sync.province.blobs.objects import Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_FRESH = ".new"


class DirectoryObjects:
    """`Objects` in a folder.

    Args:
        root: the folder; made when missing.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Store an object whole; a reader sees the old bytes or the new."""
        target = self._root / name
        self._make(target.parent)
        fresh = target.with_name(target.name + _FRESH)
        try:
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(target)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)

    def stat(self, name: str) -> Found | None:
        """Return what is known of an object."""
        return self._found(self._root / name)

    def find(self, folder: str, begins: str = "") -> Sequence[Found]:
        """Return the objects below a folder whose name after it begins so."""
        inside, _, first = begins.rpartition("/")
        paths = self._below(self._root / folder / inside, first)
        whole = f"{folder}/{begins}"
        return sorted(found for found in map(self._found, paths) if found and found.name != whole)

    def get_range(self, name: str, start: int, end: int) -> bytes:
        """Return bytes of an object."""
        with (self._root / name).open("rb") as file:
            file.seek(start)
            return file.read(end - start)

    def delete(self, names: Iterable[str]) -> None:
        """Drop objects; the folders stay."""
        for name in names:
            (self._root / name).unlink(missing_ok=True)

    def _below(self, folder: Path, first: str) -> Iterator[Path]:
        try:
            entries = list(folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return
        for path in entries:
            if path.name.startswith(first):
                yield from self._below(path, "") if path.is_dir() else (path,)

    def _found(self, path: Path) -> Found | None:
        try:
            stat = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        if path.name.endswith(_FRESH) or path.is_dir():
            return None
        return Found(path.relative_to(self._root).as_posix(), stat.st_size, stat.st_mtime)

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
