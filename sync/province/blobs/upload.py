"""An open upload: who brings which file, by which URL, and how far it is durable. Values only."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Final, Self

LIFE_S: Final = 30 * 86_400
"""Seconds an unfinished upload is kept after its last append (U9)."""
MISMATCHES_MAX: Final = 3
"""So often a whole file may turn out to be another one; then a person must look (U8, C9)."""
DIGITS: Final = 32
"""Hex digits of the SHA-256 that bind an upload to its content."""
_HEX: Final = frozenset("0123456789abcdef")


class Gone(Exception):  # noqa: N818 - a finding that becomes a status line
    """The URL is not the newest of its upload, or too old: 410 (U7, U9)."""


class Elsewhere(Exception):  # noqa: N818 - a finding that becomes a status line
    """The upload stands at another offset than the piece begins: 409 (U6)."""


class BadChecksum(Exception):  # noqa: N818 - a finding that becomes a status line
    """The piece is not what its sender hashed; the offset has not moved: 460 (U4)."""


class TooLong(Exception):  # noqa: N818 - a finding that becomes a status line
    """More bytes than the upload said it has: 413."""


class BadWhole(Exception):  # noqa: N818 - a finding that becomes a status line
    """All bytes are here and they are another file; the upload begins anew: 422 (U8)."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One device's upload of one file.

    Attributes:
        scope: the commune it belongs to.
        dev: the device, 32 hex digits.
        digest: what is known of the SHA-256: 64 hex digits, or 32 when it began with an offer.
        size: bytes of the whole file.
        generation: counts the URLs given out; only the newest may write (U7).
        chance: 32 random hex digits: with them the URL is the right to write (U2).
        touched: Unix seconds of the last append, or of the URL.
        pieces: tag and length of each durable piece, in order.
        mismatches: how often the whole file was another one.
        done: the file is whole and kept.
    """

    scope: str
    dev: str
    digest: str
    size: int
    generation: int
    chance: str
    touched: float
    pieces: tuple[tuple[str, int], ...] = ()
    mismatches: int = 0
    done: bool = False

    @property
    def id(self) -> str:
        """The last part of its URL: `<32 hex of the SHA-256>.<generation>.<32 random hex>` (U2)."""
        return f"{self.digest[:DIGITS]}.{self.generation}.{self.chance}"

    @property
    def offset(self) -> int:
        """Bytes that are durable."""
        return self.size if self.done else sum(length for _, length in self.pieces)

    @property
    def expires(self) -> float:
        """Unix seconds after which it is gone."""
        return self.touched + LIFE_S

    @property
    def hopeless(self) -> bool:
        """True when the whole file was another one too often."""
        return self.mismatches >= MISMATCHES_MAX

    @property
    def note(self) -> str:
        """The name of the object that keeps it."""
        return f"{_place(self.digest)}.{self.scope.replace(':', '-')}.{self.dev}.note"

    def piece(self, tag: str, offset: int) -> str:
        """Return the name of the object that keeps a piece."""
        return f"{_place(self.digest)}.{tag}.{offset}"

    def names(self) -> list[tuple[str, int]]:
        """Return the objects of its durable pieces in order, each with its length."""
        named, at = [], 0
        for tag, length in self.pieces:
            named.append((self.piece(tag, at), length))
            at += length
        return named

    def minted(self, chance: str, now: float) -> Self:
        """Return it under a new URL: a generation higher, with all that is durable."""
        return replace(self, generation=self.generation + 1, chance=chance, touched=now)

    def to_bytes(self) -> bytes:
        """Spell it for its note."""
        return json.dumps(asdict(self), separators=(",", ":")).encode()

    @classmethod
    def read(cls, note: bytes) -> Self:
        """Read a note."""
        members = json.loads(note)
        return cls(**members | {"pieces": tuple((tag, length) for tag, length in members["pieces"])})


def folder_of(digest: str) -> str:
    """Return the folder in which the objects of a content's uploads lie."""
    return f"parts/{digest[:2]}"


def _place(digest: str) -> str:
    return f"{folder_of(digest)}/{digest[:DIGITS]}"


def well_formed(upload_id: str) -> bool:
    """Tell whether this can be the last part of an upload's URL."""
    digits, _, rest = upload_id.partition(".")
    generation, _, chance = rest.partition(".")
    lengths = (len(digits), len(chance)) == (DIGITS, DIGITS) and 0 < len(generation) <= DIGITS
    return lengths and set(digits) | set(chance) <= _HEX and generation.isascii() and generation.isdecimal()
