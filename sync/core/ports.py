"""What the road asks of the house it runs in: a replica, a line, a clock, dice, a signer.

Only shapes live here. The desk's store implements `Replica`, `sync.transport.http` implements `Line`; the
simulator has its own of each, and the same tests run on both.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sync.core.conflict import Finding
from sync.core.feed import Cursor, Slice
from sync.core.messages import Mark, Offer
from sync.core.phases import Phase
from sync.core.replica import Acked, Identity, OutRow, Settled, Snapshot, Upload
from sync.core.signing import Signer
from sync.core.tally import Tally

__all__ = [
    "Acked",
    "Clock",
    "Dice",
    "Identity",
    "Line",
    "OutRow",
    "Replica",
    "Settled",
    "Signer",
    "Snapshot",
    "Upload",
]


class Clock(Protocol):
    """Time, given from outside."""

    def now(self) -> datetime:
        """Return the present instant, timezone-aware."""

    def monotonic(self) -> float:
        """Return seconds that only grow, from an arbitrary start."""


class Dice(Protocol):
    """Randomness, given from outside."""

    def bytes(self, count: int) -> bytes:
        """Return `count` random bytes."""

    def uniform(self, low: float, high: float) -> float:
        """Return a number between `low` and `high`."""


class Replica(Protocol):
    """The device's store as the road sees it. Each call is one short transaction, durable when it returns."""

    def identity(self) -> Identity:
        """Return who this device is."""

    def phase(self) -> Phase:
        """Return the stored phase; Idle in a new store."""

    def enter(self, phase: Phase, reason: str = "") -> None:
        """Store a phase; Suspicious and Halted stay until a person decides. Deletes nothing.

        Args:
            phase: the phase.
            reason: technical words for the log and the screen's detail line.
        """

    def witness_agrees(self) -> bool:
        """Tell whether the store is at or beyond its side file; false after a restore (S6)."""

    def last_seq(self) -> int:
        """Return the number of the newest own event of this epoch, 0 for none."""

    def acked(self) -> int:
        """Return the highest own event the province has confirmed, 0 for none."""

    def chain_at(self, seq: int) -> bytes | None:
        """Return the whole chain value at an own number (0: the chain's start), None when we have no such."""

    def pending(self, after: int, limit: int) -> Sequence[OutRow]:
        """Return own events in order.

        Args:
            after: those with a higher number than this.
            limit: at most so many.
        """

    def pending_bytes(self) -> int:
        """Return the raw bytes of all own events that the province has not confirmed."""

    def mark_sent(self, through: int, req_n: int) -> None:
        """Remember, as its first byte leaves, that the province may now know events up to a number.

        Args:
            through: the highest number in the request; never lowers what is remembered.
            req_n: the request, so that "sending" and "unknown" can be told apart.
        """

    def next_req_n(self) -> int:
        """Return a request number that was never used, and remember it."""

    def audit_head(self) -> Mark:
        """Return number and short head of the audit chain."""

    def skip_req_n(self, seen: int) -> None:
        """Remember that numbers up to `seen` were used, by a copy of this store that was lost."""

    def timeline(self) -> int:
        """Return the highest timeline of the province seen, 0 for none; the ack was won under it."""

    def restamp(self, epoch: bytes, why: Finding, detail: str) -> None:
        """Begin a new line: own events stamped anew in the order they were written, ack and requests at 0.

        One transaction with the finding; the side file follows at `settle`. Bodies stay as they are.

        Args:
            epoch: 8 fresh bytes.
            why: FORKED or SET_BACK.
            detail: technical words.
        """

    def cursor_timeline(self, scope: str) -> int:
        """Return the timeline under which the cursor of a scope was won, 0 at first.

        Below 0 after a person let rounds go on: the next answer may then take back whatever it says.
        """

    def feed_hash(self, scope: str, seq: int) -> bytes | None:
        """Return the whole feed hash after a row we hold (`feed_start` for 0), None for one we do not."""

    def rewind(self, to: Cursor, timeline: int, detail: str) -> None:
        """Take rows back: the feed goes on from `to` under a new timeline; one transaction.

        Confirmed images of the touched dossiers are built again from the rows up to there; own events of the
        withdrawn rows have no verdict again; no event and no code is deleted. PROVINCE_RESTORED is found.

        Args:
            to: a cursor whose hash `feed_hash` gave.
            timeline: the province's.
            detail: technical words.
        """

    def rebase(self, snapshot: Snapshot, timeline: int, why: Finding) -> Sequence[UUID]:
        """Put a snapshot in the place of what the feed had said; pending events stay on top; one transaction.

        Own events of the lines the snapshot names, where their chain is ours, have a verdict afterwards: the
        objection's, else `ok`.
        Dossiers that the snapshot does not hold have no confirmed image any more; what the desk shows of them
        stays, and the finding names them.

        Args:
            snapshot: checked page by page.
            timeline: the province's.
            why: TOO_OLD or DIFFERENT.

        Returns:
            Dossiers whose confirmed image was another one.
        """

    def tally(self, scope: str) -> Tally:
        """Return count and digest of the confirmed images of a scope, as kept with each change."""

    def codes_of(self, eids: Iterable[UUID]) -> Mapping[UUID, str]:
        """Return official codes ever learnt of the dossiers that these own events submit; never forgotten.

        Args:
            eids: own events.

        Returns:
            Dossier → code.
        """

    def unsettled(self, limit: int) -> Sequence[UUID]:
        """Return own confirmed events without a verdict, once a snapshot took the place of rows; else none.

        Args:
            limit: at most so many.
        """

    def wants_digest(self, now: datetime) -> bool:
        """Tell whether a day has passed since tallies were last compared and equal (W16)."""

    def wants_audit(self, now: datetime) -> bool:
        """Tell whether a week has passed since the stored documents were last counted."""

    def recount(self, scope: str, now: datetime) -> Tally:
        """Count the stored confirmed images of a scope anew: the tally from now on; remember when."""

    def repaired_lately(self, now: datetime) -> bool:
        """Tell whether a snapshot was taken in for a difference within the day."""

    def apply_answer(self, acked: Acked) -> None:
        """Take a signed answer in: ack, early verdicts, timeline, contact, blobs; one transaction.

        Under a higher timeline every file is offered again: the province may have lost it.

        Args:
            acked: the answer's part about us, already judged.
        """

    def cursors(self) -> Sequence[Cursor]:
        """Return the scopes this device follows, each with its cursor (`feed.feed_start` at first)."""

    def body_hash(self, eid: UUID) -> bytes | None:
        """Return SHA-256 of an own event's raw bytes, None when it is not ours."""

    def apply_slice(self, part: Slice, timeline: int) -> None:
        """Take checked feed rows in: verdicts, projection, tally, cursor; one transaction (S2, S3).

        Args:
            part: rows that continue the stored cursor.
            timeline: the province's; the cursor is won under it.

        Raises:
            Corrupt: the stored cursor is not `part.start`; nothing is changed.
        """

    def offers(self, limit: int, shut: Collection[str] = ()) -> Sequence[Offer]:
        """Return files not yet known to be at the province: by lane, oldest due date first.

        Args:
            limit: at most so many.
            shut: lanes that the province takes no files in now.
        """

    def uploads(self) -> Sequence[Upload]:
        """Return the files that the province wants, in the order of `offers`."""

    def upload_moved(self, upload: Upload) -> None:
        """Remember an upload's URL and the server's offset, even if it went back (U6).

        Args:
            upload: as it now stands; complete when the offset equals the size.
        """

    def upload_anew(self, sha256: bytes, *, wrong: bool) -> None:
        """Remember that an upload's URL is worth nothing; the file is offered again.

        Args:
            sha256: which file.
            wrong: the file itself was at fault; the third time it waits for a person (U8, C9).
        """

    def read_blob(self, sha256: bytes, offset: int, size: int) -> bytes:
        """Return plain bytes of a file.

        Args:
            sha256: which file.
            offset: from where.
            size: at most so many bytes.

        Raises:
            Mismatched: it cannot be read here.
        """

    def settle(self, settled: Settled) -> None:
        """End a round: facts for the status strip, and the side file with (epoch, last seq, chain) fsynced.

        Args:
            settled: the facts.
        """


class Line(Protocol):
    """A road to the province. Every method raises `Offline` when no well-formed answer came."""

    bytes_up: int
    bytes_down: int
    round_trips: int

    def exchange(
        self, frames: Sequence[bytes], patience_s: float, leaving: Callable[[], None]
    ) -> Iterator[bytes]:
        """Connect if need be, send one request and give the reply in pieces as they come.

        Args:
            frames: the encoded frames of the request, in order.
            patience_s: the longest silence to wait through, in seconds.
            leaving: called once, when the line stands and before the first byte goes; never when the line
                did not stand. What it raises passes through, and nothing is sent.

        Returns:
            Pieces of the reply; a cut reply raises after its last piece.

        Raises:
            Offline: no route, another CA, a page instead of frames, a cut.
        """

    def snapshot_page(self, scope: str, seq: int, page: int, token: str) -> bytes:
        """Fetch one page of a snapshot, as its bytes; whoever asks checks them against the signed hash.

        Args:
            scope: the scope.
            seq: the row it stands at.
            page: from 0.
            token: `blob_token` of the signed answer.

        Raises:
            Offline: no answer.
            Refused: it is no longer there; ask for a new one.
        """

    def create_upload(self, sha256: bytes, size: int, token: str) -> str:
        """Ask for an upload (tus creation).

        Args:
            sha256: of the whole file.
            size: of the whole file, in bytes.
            token: `blob_token` of a signed answer.

        Returns:
            The upload's URL, relative to the province.

        Raises:
            Offline: no answer.
            Refused: the province does not want it.
        """

    def append(self, url: str, offset: int, piece: bytes) -> int:
        """Send one piece of a file (tus PATCH with checksum).

        Args:
            url: the upload.
            offset: where the piece begins.
            piece: the bytes.

        Returns:
            The server's offset afterwards; possibly lower than expected (U6).

        Raises:
            Offline: no answer.
            Gone: the upload's URL writes no more.
            Mismatched: the whole file did not match.
            Refused: the province does not want it.
        """
