"""Epoch, seq, chain: the stamp a device puts on its events, outside their bodies (sync.md section 3).

A body never changes; a stamp may be issued again on a new epoch. No I/O, no event contents.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

DEV_BYTES: Final = 16
EPOCH_BYTES: Final = 8
SHORT: Final = 16
"""Bytes of a chain value that travel; the whole 32 are stored."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where an event stands in its device's line: dense numbers 1, 2, 3… per (dev, epoch)."""

    epoch: bytes
    seq: int
    chain: bytes


def chain_start(dev: bytes, epoch: bytes) -> bytes:
    """Give chain_0 = SHA-256("MCS1" ‖ dev ‖ epoch).

    Args:
        dev: 16 bytes, from the certificate.
        epoch: 8 bytes, from the dice at enrolment.

    Returns:
        32 bytes.
    """
    _expect(dev, DEV_BYTES)
    _expect(epoch, EPOCH_BYTES)
    return sha256(b"MCS1" + dev + epoch).digest()


def chain_next(prev: bytes, eid: UUID, body_hash: bytes) -> bytes:
    """Give chain_n = SHA-256(chain_{n-1} ‖ eid_n ‖ body_hash_n).

    Args:
        prev: the chain value before, 32 bytes.
        eid: id of the event, hashed as its 16 bytes.
        body_hash: SHA-256 of the event's raw bytes.

    Returns:
        32 bytes.
    """
    _expect(prev, 32)
    _expect(body_hash, 32)
    return sha256(prev + eid.bytes + body_hash).digest()


def _expect(value: bytes, size: int) -> None:
    if len(value) != size:
        raise ValueError(f"{size} bytes expected, got {len(value)}")
