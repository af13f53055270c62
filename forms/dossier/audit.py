"""What the audit remembers of an act, and the chain that holds it together (rule AUD-1).

Here: the entry, its bytes, the hash. Not here: where entries are kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from forms.canonical import canonical

AUDIT_START: Final = bytes(32)
_USE: Final = b"motcua/audit/1\x00"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act of one person.

    Attributes:
        n: Number of the entry: 1, 2, 3 … without holes.
        at: Instant, RFC 3339 with offset.
        actor: User id.
        verb: Name of the use case.
        dossier: Canonical UUID text, or None where the act concerned no dossier.
        detail: Names and hashes only, no citizen's data.
    """

    n: int
    at: str
    actor: str
    verb: str
    dossier: str | None = None
    detail: dict[str, Any] = field(default_factory=dict)

    def body(self) -> bytes:
        """Return the canonical JSON that is stored, and hashed as stored."""
        return canonical(asdict(self))


def chain_next(prev: bytes, body: bytes) -> bytes:
    """Return `h_n = SHA-256("motcua/audit/1" ‖ 0 ‖ h_{n-1} ‖ body)`: 32 bytes.

    Args:
        prev: The hash before, or `AUDIT_START`.
        body: The entry's bytes as stored.
    """
    return hashlib.sha256(_USE + prev + body).digest()
