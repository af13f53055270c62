"""One desk per folder: a lock that the operating system drops when the process dies.

Commands do not take it; SQLite's own locks keep their transactions apart.
"""

from pathlib import Path

from filelock import FileLock, Timeout

from desktop_app.errors import DESK_IN_USE, DeskError


class SingleDesk:
    """The lock of one office's folder; use as a context."""

    def __init__(self, home: Path) -> None:
        self._lock = FileLock(home / "desk.lock", mode=0o600)

    def __enter__(self) -> None:
        """Take the lock.

        Raises:
            DeskError: DESK_IN_USE.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise DeskError(DESK_IN_USE) from None

    def __exit__(self, *_: object) -> None:
        """Let the lock go."""
        self._lock.release()
