"""The real clock and the real dice of the desk: the only place where they are read.

Everything else is given an instant or random bytes; nothing here decides anything.
"""

import secrets
import time
from datetime import datetime

from forms.dossier.calendar import VN


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in local time, timezone-aware."""
        return datetime.now(VN)  # noqa: TID251 - this is the clock

    def monotonic(self) -> float:
        """Return seconds that only grow, whatever happens to the machine's date."""
        return time.monotonic()


class SystemDice:
    """The operating system's randomness."""

    def bytes(self, count: int) -> bytes:
        """Return `count` random bytes."""
        return secrets.token_bytes(count)

    def uniform(self, low: float, high: float) -> float:
        """Return a number between `low` and `high`, for waits."""
        return low + (high - low) * secrets.randbelow(1 << 53) / (1 << 53)
