"""Officers' passwords: Argon2id, and nothing that could be turned back into one."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """Hashes and checks passwords at a cost given once.

    Args:
        memory_kib: memory per hash.
        passes: passes over it (Argon2 `t`).
    """

    def __init__(self, memory_kib: int = 64 * 1024, passes: int = 3) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=2)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """Return the encoded Argon2id hash, salt and cost included."""
        return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Say whether the password is the one; an unknown officer costs the same time.

        Args:
            stored: the encoded hash, or None when there is no such officer.
            password: what was typed.
        """
        try:
            self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None
