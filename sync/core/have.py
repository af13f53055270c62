"""What the province says it has, against what we remember: what each mismatch means (sync.md section 10).

Until reconciliation is built every mismatch ends in Suspicious (`phases.NOT_YET`): nothing deleted,
nothing sent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sync.core.phases import Signal
from sync.core.stamp import SHORT


@dataclass(frozen=True, slots=True)
class Have:
    """Their side: last committed event of our epoch, short chain value there, fork flag, timeline."""

    n: int
    h: bytes
    fork: bool
    timeline: int


@dataclass(frozen=True, slots=True)
class Ours:
    """Our side: newest event, highest confirmed one, highest timeline seen, chain value at a number."""

    last: int
    acked: int
    timeline: int
    chain_at: Callable[[int], bytes | None]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A finding: where the round goes, and why in technical words."""

    signal: Signal
    reason: str


def judge(theirs: Have, ours: Ours) -> Mismatch | None:
    """Compare both sides.

    Args:
        theirs: from a signed answer to the current nonce.
        ours: from the store.

    Returns:
        None when all is as it should be: `have` continues our own chain and does not fall.
    """
    if theirs.fork:
        return Mismatch(Signal.FORK, "the province holds other events under our numbers")
    if theirs.n > ours.last:
        return Mismatch(Signal.FORK, f"have {theirs.n} is above our last {ours.last}: this store is older")
    chain = ours.chain_at(theirs.n)
    if chain is None or chain[:SHORT] != theirs.h:
        return Mismatch(Signal.FORK, f"have_hash differs at {theirs.n}")
    if theirs.timeline < ours.timeline:
        return Mismatch(Signal.SHRUNK, f"timeline fell from {ours.timeline} to {theirs.timeline}")
    if theirs.n < ours.acked:
        return Mismatch(Signal.SHRUNK, f"ack fell from {ours.acked} to {theirs.n}")
    return None
