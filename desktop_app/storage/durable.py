"""Small files that must survive a power cut: written beside, fsynced, renamed, and the folder fsynced.

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


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable; systems that cannot fsync a folder do it by themselves."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Create a folder that only its owner may enter (0700), with its parents."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
