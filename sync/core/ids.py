"""Sortable ids from a given instant and given dice. No clock and no randomness of its own."""

from typing import Final
from uuid import UUID

RANDOM_BYTES: Final = 10


def uuid7(at_ms: int, random10: bytes) -> UUID:
    """Make a UUID version 7 (RFC 9562, 5.7).

    Args:
        at_ms: milliseconds since 1970 UTC; used for locality in indexes, never for order of events.
        random10: ten bytes from the dice.

    Returns:
        The id.

    Raises:
        ValueError: for another number of bytes, or an instant outside 48 bits.
    """
    if len(random10) != RANDOM_BYTES or not 0 <= at_ms < 1 << 48:
        raise ValueError("uuid7 takes 48 bits of time and ten random bytes")
    value = int.from_bytes(at_ms.to_bytes(6, "big") + random10, "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return UUID(int=value)
