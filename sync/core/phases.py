"""The phases of a device's round as one table, and the picture drawn from it (sync.md section 6).

`machine.py` walks the table; nothing else changes a phase. An unlisted pair is a mistake of ours: it
raises in tests and is Backoff in the field.
"""

from enum import StrEnum
from typing import Final


class Phase(StrEnum):
    """Where a round stands; stored, shown, never guessed."""

    BOOT_CHECK = "BootCheck"
    IDLE = "Idle"
    DUE = "Due"
    CONNECT = "Connect"
    PUSH = "Push"
    AWAIT = "Await"
    APPLY = "Apply"
    REWIND = "Rewind"
    REBASE = "Rebase"
    RESTAMP = "Restamp"
    SUSPICIOUS = "Suspicious"
    BLOBS = "Blobs"
    SETTLE = "Settle"
    BACKOFF = "Backoff"
    HALTED = "Halted"


class Signal(StrEnum):
    """What happened, as the machine hears it; the words label the arrows of the picture."""

    AGREES = "side file and store agree"
    BEHIND = "store behind side file (S6)"
    WANTED = "pending, timer, user, network hint"
    GRANTED = "lock and token held"
    TAKEN = "another runner holds the lock"
    CONNECTED = "connected"
    NO_ROUTE = "no route, TLS or portal failure"
    SENT = "all frames sent"
    CUT = "connection lost, prefix is kept"
    ANSWERED = "signature and nonce good"
    UNANSWERED = "timeout, 429, 503, unsigned answer"
    REFUSED = "signed REFUSE"
    FORGOTTEN = "unknown device: show the certificate"
    MORE = "more events or more feed"
    FEED_DIFFERS = "feed hash differs"
    BELOW_FLOOR = "a snapshot comes: below floor, or tally differs"
    FORK = "fork, have_hash differs, have above last"
    STILL_FORKED = "a new line did not help"
    SHRUNK = "less than confirmed, on the same timeline"
    DRAINED = "data drained, files wanted"
    DONE = "nothing left or pace says wait"
    MOVED = "cursor moved back, or switched in one transaction"
    RESTAMPED = "stamps re-issued, bodies untouched"
    CONFIRMED = "person confirms"
    APPENDED = "append accepted, no data waiting"
    DATA_WAITS = "P0 or P1 waiting, 410, pace due"
    SETTLED = "written"
    RESTED = "sleep over or user token"


MOVES: Final[dict[tuple[Phase, Signal], Phase]] = {
    (Phase.BOOT_CHECK, Signal.AGREES): Phase.IDLE,
    (Phase.BOOT_CHECK, Signal.BEHIND): Phase.RESTAMP,
    (Phase.IDLE, Signal.WANTED): Phase.DUE,
    (Phase.DUE, Signal.GRANTED): Phase.CONNECT,
    (Phase.DUE, Signal.TAKEN): Phase.IDLE,
    (Phase.CONNECT, Signal.CONNECTED): Phase.PUSH,
    (Phase.CONNECT, Signal.NO_ROUTE): Phase.BACKOFF,
    (Phase.PUSH, Signal.SENT): Phase.AWAIT,
    (Phase.PUSH, Signal.CUT): Phase.BACKOFF,
    (Phase.AWAIT, Signal.ANSWERED): Phase.APPLY,
    (Phase.AWAIT, Signal.UNANSWERED): Phase.BACKOFF,
    (Phase.AWAIT, Signal.REFUSED): Phase.HALTED,
    (Phase.AWAIT, Signal.FORGOTTEN): Phase.PUSH,
    (Phase.APPLY, Signal.MORE): Phase.PUSH,
    (Phase.APPLY, Signal.FEED_DIFFERS): Phase.REWIND,
    (Phase.APPLY, Signal.BELOW_FLOOR): Phase.REBASE,
    (Phase.APPLY, Signal.FORK): Phase.RESTAMP,
    (Phase.APPLY, Signal.STILL_FORKED): Phase.SUSPICIOUS,
    (Phase.APPLY, Signal.SHRUNK): Phase.SUSPICIOUS,
    (Phase.APPLY, Signal.DRAINED): Phase.BLOBS,
    (Phase.APPLY, Signal.DONE): Phase.SETTLE,
    (Phase.APPLY, Signal.CUT): Phase.BACKOFF,
    (Phase.REWIND, Signal.MOVED): Phase.DUE,
    (Phase.REBASE, Signal.MOVED): Phase.DUE,
    (Phase.REBASE, Signal.CUT): Phase.BACKOFF,
    (Phase.RESTAMP, Signal.RESTAMPED): Phase.DUE,
    (Phase.SUSPICIOUS, Signal.CONFIRMED): Phase.IDLE,
    (Phase.BLOBS, Signal.APPENDED): Phase.BLOBS,
    (Phase.BLOBS, Signal.DATA_WAITS): Phase.DUE,
    (Phase.BLOBS, Signal.CUT): Phase.BACKOFF,
    (Phase.BLOBS, Signal.DONE): Phase.SETTLE,
    (Phase.SETTLE, Signal.SETTLED): Phase.IDLE,
    (Phase.BACKOFF, Signal.RESTED): Phase.DUE,
    (Phase.HALTED, Signal.CONFIRMED): Phase.IDLE,
}

STOPPED: Final = frozenset({Phase.SUSPICIOUS, Phase.HALTED})
"""Phases that only a person leaves: nothing is sent, nothing deleted, reception goes on."""


def why_stopped(signal: Signal, detail: str) -> str:
    """Spell why rounds were stopped, as a replica keeps it.

    Args:
        signal: what led there.
        detail: technical words.
    """
    return f"{signal.name.lower()}: {detail}"


def cause_of(reason: str) -> Signal | None:
    """Read the signal out of what `why_stopped` spelled; None when it is something else."""
    name = reason.partition(":")[0]
    return next((signal for signal in Signal if signal.name.lower() == name), None)


def draw() -> str:
    """Draw the table as a mermaid state diagram.

    Returns:
        The text of the diagram; docs/sync.md holds the same.
    """
    arrows = [f"    {start} --> {end}: {signal.value}" for (start, signal), end in MOVES.items()]
    return "\n".join(["stateDiagram-v2", "    direction TB", "    [*] --> BootCheck", *arrows])
