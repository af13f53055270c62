"""How long one exchange may be silent, and how long it may last (sync.md N5).

The longest silence is told by the pace of the line. Length is bounded by progress and by nothing else: each
byte that moves buys time, so a slow line is never punished and a reply that trickles for ever ends.
"""

import ssl
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

FLOOR_BPS: Final = 128
"""Bytes per second, averaged over an exchange, below which a line is gone; the design line has 8,000."""
PIECE: Final = 4 << 10
"""Bytes that enter the socket at once, as one record of TLS: of a record that was cut nothing can be read.
Each piece has a silence of its own, however long a body takes."""


class Patience:
    """The time one exchange has left.

    Args:
        clock: gives seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._silence = self._began = 0.0
        self._moved = 0

    def begin(self, silence_s: float) -> None:
        """Begin an exchange.

        Args:
            silence_s: the longest silence to wait through, in seconds.
        """
        self._silence, self._began, self._moved = silence_s, self._clock(), 0

    def moved(self, count: int) -> None:
        """Count bytes that went into or came out of the line."""
        self._moved += count

    def left_s(self) -> float:
        """Say how long the next step may take.

        Returns:
            Seconds, more than 0.

        Raises:
            TimeoutError: the exchange has had its time.
        """
        allowed = self._silence + self._moved / FLOOR_BPS
        left = min(self._silence, self._began + allowed - self._clock())
        if left <= 0:
            raise TimeoutError("the line carries too little")
        return left


class PatientSocket(ssl.SSLSocket):
    """A TLS socket that asks before each step how long it may take; without a patience it is a plain one."""

    patience: Patience | None = None

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        """Receive, within what is left."""
        if self.patience is None:
            return super().recv_into(buffer, nbytes, flags)
        self.settimeout(self.patience.left_s())
        count = super().recv_into(buffer, nbytes, flags)
        self.patience.moved(count)
        return count

    def send_patiently(self, data: memoryview) -> None:
        """Send all of it, piece by piece.

        The library would give the whole body the time of a connect.

        Args:
            data: what to send.

        Raises:
            TimeoutError: the line takes nothing any more, or too little.
        """
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            if self.patience is not None:
                self.settimeout(self.patience.left_s())
            self.sendall(piece)
            if self.patience is not None:
                self.patience.moved(len(piece))
