"""The round as a machine: what happened goes in, what to do now comes out (sync.md section 6).

It walks `phases.MOVES` and keeps count; it touches no store and no line. `sync.runner` carries out what it
asks.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from sync.core.phases import MOVES, Phase, Signal

EXCHANGES_MAX: Final = 256
"""A round longer than this pauses and goes on in the next one: no loop without an end."""


class Step(StrEnum):
    """What to do in a phase."""

    COMPARE_WITNESS = "compare_witness"
    WAIT = "wait"
    TAKE_LINE = "take_line"
    DIAL = "dial"
    SEND = "send"
    LISTEN = "listen"
    TAKE_IN = "take_in"
    REWIND = "rewind"
    REBASE = "rebase"
    RESTAMP = "restamp"
    UPLOAD = "upload"
    WRITE_DOWN = "write_down"
    REST = "rest"
    STOP = "stop"


STEPS: Final[dict[Phase, Step]] = {
    Phase.BOOT_CHECK: Step.COMPARE_WITNESS,
    Phase.IDLE: Step.WAIT,
    Phase.DUE: Step.TAKE_LINE,
    Phase.CONNECT: Step.DIAL,
    Phase.PUSH: Step.SEND,
    Phase.AWAIT: Step.LISTEN,
    Phase.APPLY: Step.TAKE_IN,
    Phase.REWIND: Step.REWIND,
    Phase.REBASE: Step.REBASE,
    Phase.RESTAMP: Step.RESTAMP,
    Phase.BLOBS: Step.UPLOAD,
    Phase.SETTLE: Step.WRITE_DOWN,
    Phase.BACKOFF: Step.REST,
    Phase.SUSPICIOUS: Step.STOP,
    Phase.HALTED: Step.STOP,
}


class Unlisted(LookupError):  # noqa: N818 - a mistake of ours, not a trouble of the road
    """The table knows no such pair of phase and signal."""


@dataclass(frozen=True, slots=True)
class Round:
    """Where a round stands.

    Attributes:
        phase: the phase.
        exchanges: requests made so far.
    """

    phase: Phase = Phase.BOOT_CHECK
    exchanges: int = 0


def advance(now: Round, signal: Signal) -> tuple[Round, Step]:
    """Move the round on.

    Args:
        now: where it stands.
        signal: what happened.

    Returns:
        Where it stands then, and what to do there.

    Raises:
        Unlisted: the table knows no such pair.
    """
    if signal is Signal.MORE and now.exchanges >= EXCHANGES_MAX:
        signal = Signal.DONE
    phase = MOVES.get((now.phase, signal))
    if phase is None:
        raise Unlisted(f"{now.phase} does not know '{signal}'")
    if phase is Phase.DUE and now.exchanges >= EXCHANGES_MAX:
        phase = Phase.BACKOFF
    exchanges = now.exchanges + (phase is Phase.PUSH)
    return replace(now, phase=phase, exchanges=exchanges), STEPS[phase]
