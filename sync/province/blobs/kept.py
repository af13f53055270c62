"""Finished blobs, by commune and SHA-256. What one commune has, another is not told (U14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sync.province.blobs.objects import Objects

CHUNK: Final = 1 << 20
WHOLE: Final = 64
_HEX: Final = frozenset("0123456789abcdef")
ORPHAN_S: Final = 30 * 86_400
"""Seconds a blob stays that no event names (U9): its event may still be on its way."""


class KeptBlobs:
    """The blobs that are whole.

    Args:
        objects: the storage.
    """

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def stat(self, scope: str, sha256_hex: str) -> int | None:
        """Return the size of a blob of a commune, None when it is not here.

        Args:
            scope: `c:<commune>`.
            sha256_hex: the whole hash, or its first 32 digits as an offer names it.
        """
        if not set(sha256_hex) <= _HEX:
            return None  # a document names files by what a device wrote there: no path, no byte zero
        if len(sha256_hex) == WHOLE:
            exact = self._objects.stat(_name(scope, sha256_hex))
            return exact.size if exact else None
        found = self._objects.find(_folder(scope), f"{sha256_hex[:2]}/{sha256_hex}")
        return found[0].size if found else None

    def get_range(self, scope: str, sha256_hex: str, start: int, end: int) -> bytes:
        """Return bytes of a blob from start up to, not including, end.

        Raises:
            FileNotFoundError: it is not here.
        """
        return self._objects.get_range(_name(scope, sha256_hex), start, end)

    def keep(self, scope: str, sha256_hex: str, pieces: Iterable[bytes]) -> None:
        """Store a blob whose hash was checked; the same blob twice is one."""
        self._objects.put(_name(scope, sha256_hex), pieces)

    def drop_unnamed(self, scope: str, named: Collection[str], now: float) -> int:
        """Drop the blobs of a commune that no event has named for 30 days (U9).

        Args:
            scope: the commune.
            named: every SHA-256 that an event names, in hex.
            now: Unix seconds.

        Returns:
            How many were dropped.
        """
        old = (found.name for found in self._objects.find(_folder(scope)) if found.at < now - ORPHAN_S)
        unnamed = [name for name in old if name.rpartition("/")[2] not in named]
        self._objects.delete(unnamed)
        return len(unnamed)


def _folder(scope: str) -> str:
    return scope.replace(":", "-")


def _name(scope: str, sha256_hex: str) -> str:
    return f"{_folder(scope)}/{sha256_hex[:2]}/{sha256_hex}"
