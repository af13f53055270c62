"""Count and digest of a scope's documents, kept as they change (W16; docs/adr/0006).

The digest is a sum, so order does not matter and a change costs the same whatever is stored.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Self
from uuid import UUID

from sync.core.canonical import canonical

_MODULUS: Final = 1 << 256


@dataclass(frozen=True, slots=True)
class Tally:
    """How many dossiers, and the sum of their marks modulo 2²⁵⁶ as 32 bytes, big-endian."""

    count: int = 0
    digest: bytes = bytes(32)

    def replaced(self, before: bytes | None, after: bytes | None) -> Self:
        """Give the tally after one dossier changed.

        Args:
            before: its `mark` before, None when it was not there.
            after: its `mark` after, None when it is gone.
        """
        total = int.from_bytes(self.digest) + _number(after) - _number(before)
        count = self.count + (after is not None) - (before is not None)
        return type(self)(count, (total % _MODULUS).to_bytes(32))


def doc_hash(doc: dict[str, Any]) -> bytes:
    """Give SHA-256 of a document's canonical bytes."""
    return sha256(canonical(doc)).digest()


def mark(dossier: UUID, rev: int, doc_digest: bytes) -> bytes:
    """Give one dossier's part in the sum: SHA-256(dossier ‖ rev as u64 BE ‖ doc hash).

    Args:
        dossier: its id.
        rev: its revision.
        doc_digest: `doc_hash` of its document.

    Returns:
        32 bytes.
    """
    return sha256(dossier.bytes + rev.to_bytes(8) + doc_digest).digest()


def _number(part: bytes | None) -> int:
    return 0 if part is None else int.from_bytes(part)
