"""What a round is given, and what it tells afterwards. Values only."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sync.core.codec import Codec, with_dictionary
from sync.core.pacing import Pace
from sync.core.phases import Phase
from sync.core.ports import Clock, Dice, Signer
from sync.core.signing import Verify, verify


def _nobody(_phase: Phase) -> None:
    """Tell nobody."""


def _never() -> bool:
    """Say that nobody wants the round to end."""
    return False


@dataclass(frozen=True, slots=True)
class Means:
    """What a round works with.

    Attributes:
        clock: the device's clock.
        dice: its dice.
        signer: its signing key.
        codec: the compressor.
        check: how signatures are checked.
        app: version of the program, for HEAD.
        progress: told of each phase as it begins.
        cancelled: asked before each request; True ends the round as a cut line would.
    """

    clock: Clock
    dice: Dice
    signer: Signer
    codec: Codec = field(default_factory=with_dictionary)
    check: Verify = verify
    app: str = ""
    progress: Callable[[Phase], None] = _nobody
    cancelled: Callable[[], bool] = _never


@dataclass(slots=True)
class RoundReport:
    """What one round did.

    Attributes:
        contact: a signed answer came.
        sent: own events that went up, for the first or another time.
        accepted: own events whose verdict `ok` came down the feed.
        refused: own events rejected or quarantined.
        conflicts: own events of which something was kept aside.
        pulled: events of others that came down.
        bytes_up: bytes sent, as the line counts them.
        bytes_down: bytes received, as the line counts them.
        round_trips: requests that were answered.
        seconds: how long it took.
        still_waiting: own events not yet confirmed.
        blobs_sent: files that arrived whole.
        phase: where it ended.
        trouble: what ended it early, in technical words, or empty.
        said: the same for a person, in Vietnamese with what to do, where the line knows it; or empty.
        next_try_s: seconds to the next try.
        at_least_s: seconds of them that the province asked for; a person cannot bypass those (N4).
        pace: what was learnt of the line; to be handed to the next round.
    """

    contact: bool = False
    sent: int = 0
    accepted: int = 0
    refused: int = 0
    conflicts: int = 0
    pulled: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0
    seconds: float = 0.0
    still_waiting: int = 0
    blobs_sent: int = 0
    phase: Phase = Phase.IDLE
    trouble: str = ""
    said: str = ""
    next_try_s: float = 0.0
    at_least_s: float = 0.0
    pace: Pace = field(default_factory=Pace)
