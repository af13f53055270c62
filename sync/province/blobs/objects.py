"""The port of the blob room: bytes under a name, durable when `put` returns. A folder and S3 implement it.

An object is never changed, only put anew or deleted, so that both kinds of storage can promise the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Found(NamedTuple):
    """An object that is there: its whole name, its bytes, the storage's Unix seconds of its last `put`."""

    name: str
    size: int
    at: float


class Objects(Protocol):
    """Bytes by name; a name is folders and a last part, joined by `/`, of lower-case ASCII."""

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Store an object whole, in the place of one of that name; durable when this returns (U5).

        Args:
            name: its name.
            pieces: its bytes in order; when they raise, nothing is stored.

        Raises:
            OSError: the storage did not take it.
        """

    def stat(self, name: str) -> Found | None:
        """Return what is known of an object, None when it is not there."""

    def find(self, folder: str, begins: str = "") -> Sequence[Found]:
        """Return the objects below a folder in the order of their names.

        Args:
            folder: the folder.
            begins: only those whose name after it begins so and goes on.
        """

    def get_range(self, name: str, start: int, end: int) -> bytes:
        """Return bytes of an object from start up to, not including, end.

        Raises:
            FileNotFoundError: it is not here.
        """

    def delete(self, names: Iterable[str]) -> None:
        """Drop objects; one that is not there is no error."""
