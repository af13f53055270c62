"""Tình trạng đồng bộ: facts for the status strip, no online light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """What is known, not what is hoped: counts are of events.

    `last_contact` is None before the first; `sentence` is the strip's text in Vietnamese; `trouble` is empty unless a person
    must act (phase Suspicious, certificate run out), then it says what to do.
    """

    enrolled: bool
    last_contact: datetime | None
    written: int
    sent: int
    waiting: int
    refused: int
    conflicts: int
    blobs_waiting: int
    bytes_up: int
    bytes_down: int
    phase: str
    sentence: str
    trouble: str
