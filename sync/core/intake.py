"""The other end of a device's line: what of a frame is new, known, or a contradiction (sync.md W4, W5, W8).

Pure: it says what a frame means; applying it is the province's business.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final
from uuid import UUID

from sync.core.event import BadEvent, Event, read_event
from sync.core.messages import EventsHeader
from sync.core.stamp import SHORT, chain_next

ChainAt = Callable[[int], bytes | None]


@dataclass(frozen=True, slots=True)
class Arrived:
    """One event that continues the device's line.

    Attributes:
        seq: its number.
        eid: its id.
        chain: the whole chain value after it.
        raw: its bytes.
        body_hash: SHA-256 of `raw`.
        event: the event, None when it must be quarantined.
        trouble: why it does not read, in technical words.
    """

    seq: int
    eid: UUID
    chain: bytes
    raw: bytes
    body_hash: bytes
    event: Event | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What a frame means.

    Attributes:
        new: events that continue `have`, in order.
        gap: the frame begins beyond `have` + 1; nothing of it is taken (W4).
        fork: it contradicts what is stored under the same numbers; nothing of it is taken (W5).
        resend: an event's id could not be read: ask for the range again, one event a frame, named (W8).
    """

    new: tuple[Arrived, ...] = ()
    gap: bool = False
    fork: bool = False
    resend: bool = False


GAP: Final = Intake(gap=True)
FORK: Final = Intake(fork=True)


def take_in(have: int, chain_at: ChainAt, header: EventsHeader, raws: Sequence[bytes]) -> Intake:
    """Say what of a frame is new.

    Args:
        have: the device's last committed event.
        chain_at: the whole chain value stored at a number up to `have`.
        header: line 1 of the frame.
        raws: the events' lines.

    Returns:
        The new events, or a gap, or a fork.
    """
    before = header.first - 1
    if before > have:
        return GAP
    chain = chain_at(before)
    if chain is None or chain[:SHORT] != header.prev:
        return FORK
    new = list[Arrived]()
    for seq, raw in enumerate(raws, header.first):
        arrived = _read(seq, raw, chain, header.eid)
        if arrived is None:
            return Intake(tuple(new), resend=True)
        chain = arrived.chain
        if seq > have:
            new.append(arrived)
        elif chain != chain_at(seq):
            return FORK
    return Intake(tuple(new))


def _read(seq: int, raw: bytes, chain: bytes, named: UUID | None) -> Arrived | None:
    body_hash = sha256(raw).digest()
    try:
        event = read_event(raw)
    except BadEvent as bad:
        eid = bad.eid or named
        if eid is None:
            return None
        return Arrived(seq, eid, chain_next(chain, eid, body_hash), raw, body_hash, None, str(bad))
    return Arrived(seq, event.eid, chain_next(chain, event.eid, body_hash), raw, body_hash, event)


def quarantined(arrived: Arrived, trouble: str) -> Arrived:
    """Turn an event that reads but may not be trusted into one that only takes its place in the line.

    Args:
        arrived: the event.
        trouble: why, in technical words.

    Returns:
        The same, without its meaning.
    """
    return replace(arrived, event=None, trouble=trouble)
