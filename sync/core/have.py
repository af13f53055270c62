"""What the province says it has, against what we remember: what each mismatch means (sync.md section 10).

Pure. Carrying the finding out is the runner's business.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sync.core.conflict import Finding
from sync.core.phases import Signal
from sync.core.stamp import SHORT


@dataclass(frozen=True, slots=True)
class Have:
    """Their side: last committed event of our line, short chain value there, fork flag, timeline."""

    n: int
    h: bytes
    fork: bool
    timeline: int


@dataclass(frozen=True, slots=True)
class Ours:
    """Our side: newest event, highest confirmed one, the timeline it was won under, our chain."""

    last: int
    acked: int
    timeline: int
    chain_at: Callable[[int], bytes | None]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A finding: where the round goes, why in technical words, and its name for people when we begin anew."""

    signal: Signal
    reason: str
    finding: Finding = Finding.FORKED


def judge(theirs: Have, ours: Ours) -> Mismatch | None:
    """Compare both sides.

    Args:
        theirs: from a signed answer to the current nonce.
        ours: from the store.

    Returns:
        None when `have` continues our own chain, and falls only because the province says by a higher
        timeline that it was restored (W3, docs/adr/0006).
    """
    if theirs.fork:
        return Mismatch(Signal.FORK, "the province holds other events under our numbers")
    if theirs.n > ours.last:
        reason = f"have {theirs.n} is above our last {ours.last}: this store is older"
        return Mismatch(Signal.FORK, reason, Finding.SET_BACK)
    chain = ours.chain_at(theirs.n)
    if chain is None or chain[:SHORT] != theirs.h:
        return Mismatch(Signal.FORK, f"have_hash differs at {theirs.n}")
    if theirs.timeline < ours.timeline:
        return Mismatch(Signal.SHRUNK, f"timeline fell from {ours.timeline} to {theirs.timeline}")
    if theirs.n < ours.acked and theirs.timeline == ours.timeline:
        return Mismatch(Signal.SHRUNK, f"ack fell from {ours.acked} to {theirs.n}")
    return None
