"""Small files that must survive a power cut: replaced whole, or overwritten in place where they never grow.

Nothing here knows what the bytes mean.
"""

import os
from collections.abc import Iterable
from pathlib import Path


def write_durably(path: Path, content: Iterable[bytes]) -> None:
    """Replace a file in one step; readers see the old bytes or the new, never a part.

    Args:
        path: The file; its folder must exist.
        content: All of it, in pieces. The file is readable by its owner only.

    Raises:
        OSError: The old file is then still as it was.
    """
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def overwrite_durably(path: Path, at: int, piece: bytes) -> None:
    """Overwrite bytes inside an existing file; on return they are on the disk.

    The file keeps its size, so nothing else of it changes and one sync is all. A power cut may tear the
    piece: readers must be able to tell, and what they fall back on must stand elsewhere.

    Args:
        path: The file; it is not created.
        at: Where the piece begins; inside one sector of the disk if it shall not tear.
        piece: What stands there from now on; must not reach beyond the end.

    Raises:
        OSError: What stood there may be torn.
    """
    with path.open("r+b", buffering=0) as file:
        file.seek(at)
        file.write(piece)
        _sync_content(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable; systems that cannot fsync a folder do it by themselves."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_content(handle: int) -> None:
    getattr(os, "fdatasync", os.fsync)(handle)  # Windows knows only the other


def make_folder(folder: Path) -> None:
    """Create a folder that only its owner may enter (0700), with its parents; durable on return."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)
