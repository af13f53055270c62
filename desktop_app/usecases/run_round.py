"""Đồng bộ: one round with the province, through a port that `bootstrap` wires."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What one round did. Bytes as sent on the line, `seconds` of the desk's monotonic clock.

    `contact` is True when the province answered; `sentence` says in Vietnamese how it ended; `next_try_s` seconds.
    """

    contact: bool
    sent: int
    accepted: int
    refused: int
    conflicts: int
    pulled: int
    bytes_up: int
    bytes_down: int
    round_trips: int
    seconds: float
    still_waiting: int
    blobs_sent: int
    phase: str
    next_try_s: float
    sentence: str
