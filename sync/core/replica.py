"""What passes between the road and a device's store: identity, rows, answers, snapshots. Values only.

Who asks for them and who gives them stands in `ports`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sync.core.blobs import Lane
from sync.core.feed import Cursor, Meta
from sync.core.messages import BlobReply, EarlyVerdict
from sync.core.snapshot import SnapDossier, SnapLine
from sync.core.tally import Tally


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this device is, from its certificate, and the line it writes now.

    Attributes:
        dev: 16 bytes.
        epoch: 8 bytes; the certificate's at first, a new one after each restamp.
        scope: `c:<commune>`.
        province_sign: the province's Ed25519 public key, 32 bytes.
        certificate: the signed certificate as it came, to show to a province that forgot us.
    """

    dev: bytes
    epoch: bytes
    scope: str
    province_sign: bytes
    certificate: bytes = b""


@dataclass(frozen=True, slots=True)
class OutRow:
    """One event of this device with its stamp: number, id, whole chain value, raw bytes."""

    seq: int
    eid: UUID
    chain: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class Acked:
    """What a signed answer says about our events; applied in one transaction (S2).

    Attributes:
        ack: highest event of this line the province has committed; lower than before only when `timeline` is
            higher than the one the last ack was won under (I9).
        verdicts: early notice of those that are not `ok`; the feed row counts, but a `settled` one is final.
        timeline: the province's timeline.
        at: the province's clock, RFC 3339: the last contact.
        blobs: what it said of our files.
        drift_s: our clock less the province's, in seconds, as far as the answer tells.
        twin: a newer line of this device exists: two machines, or an old copy (C10).
    """

    ack: int
    verdicts: tuple[EarlyVerdict, ...]
    timeline: int
    at: str
    blobs: tuple[BlobReply, ...] = ()
    drift_s: float = 0.0
    twin: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A scope as the province holds it at one row of its feed.

    Attributes:
        at: the cursor it stands at.
        tally: count and digest of its dossiers.
        dossiers: all of them, once through.
        objections: meta lines of all events up to there whose verdict is not `ok`, newest last.
        lines: how far each line of the asking device had come; one whose chain value is not ours
            says nothing of our events.
    """

    at: Cursor
    tally: Tally
    dossiers: Iterable[SnapDossier]
    objections: Sequence[Meta]
    lines: Sequence[SnapLine]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file the province wants from us: whole SHA-256, size, where to go on (no URL: to be made), lane."""

    sha256: bytes
    size: int
    url: str
    offset: int
    lane: Lane = Lane.SMALL


@dataclass(frozen=True, slots=True)
class Settled:
    """What is written down when a round ends, for the status strip and the side file (S6).

    Attributes:
        at: our clock.
        contact: a signed answer came in this round.
        trouble: technical name of what ended it early, or empty.
        next_try_s: seconds to the next try.
        compared: tallies were compared and equal.
    """

    at: datetime
    contact: bool
    trouble: str
    next_try_s: float
    compared: bool = False
