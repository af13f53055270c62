"""The province's real clock and dice, and the only place it asks for either."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime


class SystemClock:
    """Wall clock for what is written down, monotonic clock for what is measured."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.fromtimestamp(time.time(), tz=UTC)

    def monotonic(self) -> float:
        """Return seconds that only grow, from an arbitrary start."""
        return time.monotonic()


class SystemDice:
    """Randomness fit for keys, codes and tokens."""

    def bytes(self, count: int) -> bytes:
        """Return `count` bytes nobody can guess."""
        return secrets.token_bytes(count)

    def uniform(self, low: float, high: float) -> float:
        """Return a number between `low` and `high`, for jitter."""
        return low + (high - low) * secrets.randbelow(1 << 53) / (1 << 53)
