"""What a contradiction between the two sides leads to: a new line, a cursor moved back, a snapshot taken in.

Which of them is decided from the signed answer alone (sync.md section 10, docs/adr/0006). Each is one call of
the replica; a crash before it finds the same contradiction again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sync.core.conflict import Finding
from sync.core.errors import Unreadable
from sync.core.feed import Cursor, Meta
from sync.core.frames import FrameReader, FrameType
from sync.core.have import Have, Mismatch, Ours, judge
from sync.core.messages import Answer, FeedNotice, Rebase
from sync.core.phases import Signal
from sync.core.ports import Line, Replica, Snapshot
from sync.core.snapshot import SnapDossier, SnapItem, SnapLine, SnapObjection, read_page
from sync.core.stamp import EPOCH_BYTES, SHORT
from sync.runner.report import Means


@dataclass(frozen=True, slots=True)
class _Rewind:
    """Where to go back to, under which timeline."""

    to: Cursor
    timeline: int
    reason: str


class Repairs:
    """The repairs of one round."""

    def __init__(self, replica: Replica, line: Line, means: Means) -> None:
        self._replica, self._line, self._means = replica, line, means
        self._rewind: _Rewind | None = None
        self._rebase: tuple[Rebase, int, str] | None = None
        self._restamp: Mismatch | None = None
        self._restamped = False
        self.wants_snapshot = False

    def check_own_count(self) -> None:
        """Once a week: count the stored documents anew; ask for a snapshot when they differ.

        When this round breaks off before it came, the next comparison with the province's tally asks again.
        """
        now = self._means.clock.now()
        if self._replica.wants_audit(now):
            scope = self._replica.identity().scope
            kept = self._replica.tally(scope)
            self.wants_snapshot = self._replica.recount(scope, now) != kept

    def judge_line(self, answer: Answer) -> Mismatch | None:
        """Compare our line with what the province has of it.

        Args:
            answer: signed, to the current nonce.

        Returns:
            None when it continues ours; a second new line in one round is not begun.
        """
        replica = self._replica
        found = judge(
            Have(answer.have, answer.have_hash, answer.fork, answer.timeline),
            Ours(replica.last_seq(), replica.acked(), replica.timeline(), replica.chain_at),
        )
        if found is not None and found.signal is Signal.FORK:
            if self._restamped:
                return Mismatch(Signal.STILL_FORKED, found.reason)
            self._restamp = found
        return found

    def judge_feeds(self, answer: Answer) -> Mismatch | None:
        """Compare our cursors with the feeds, and plan the way back or the snapshot.

        Args:
            answer: whose line was found good.

        Returns:
            None when the rows that follow continue what we hold.
        """
        for notice in answer.feeds:
            found = self._unknown(notice, answer.timeline) if not notice.known else None
            if found is not None:
                return found
        if answer.rebase is None:
            return None
        if answer.rebase.at.seq < self._cursor(answer.rebase.at.scope).seq:
            return Mismatch(Signal.CUT, "a snapshot older than what we hold")
        self._rebase = answer.rebase, answer.timeline, answer.blob_token
        return Mismatch(Signal.BELOW_FLOOR, "a snapshot takes the place of the feed")

    def compare(self, answer: Answer) -> bool:
        """Compare tallies at the feed's end (W16).

        Args:
            answer: all of whose rows were taken in.

        Returns:
            True when one was compared and equal. A difference asks for a snapshot, once a day: two programs
            that spell a document differently would exchange the whole commune for ever.
        """
        told = [notice for notice in answer.feeds if notice.tally is not None]
        equal = all(self._replica.tally(notice.scope) == notice.tally for notice in told)
        if not equal and not self._replica.repaired_lately(self._means.clock.now()):
            self.wants_snapshot = True
        return bool(told) and equal

    def restamp(self) -> Signal:
        """Begin a new line with all own events."""
        behind = Mismatch(Signal.BEHIND, "the store is behind its side file", Finding.SET_BACK)
        found = self._restamp or behind
        self._replica.restamp(self._means.dice.bytes(EPOCH_BYTES), found.finding, found.reason)
        self._restamped = True
        return Signal.RESTAMPED

    def rewind(self) -> Signal:
        """Move the cursor back to where both feeds are one."""
        if self._rewind is not None:
            self._replica.rewind(self._rewind.to, self._rewind.timeline, self._rewind.reason)
        return Signal.MOVED

    def rebase(self) -> Signal:
        """Fetch the snapshot, check it page by page, and put it in the place of the feed.

        Raises:
            Offline: no answer.
            Refused: the snapshot is no longer there.
            Unreadable: a page is not what the province signed for.
        """
        if self._rebase is not None:
            rebase, timeline, token = self._rebase
            pages = tuple(self._pages(rebase, token))
            why = Finding.DIFFERENT if self.wants_snapshot else Finding.TOO_OLD
            self._replica.rebase(self._snapshot(rebase, pages), timeline, why)
            self.wants_snapshot = False
        return Signal.MOVED

    def _unknown(self, notice: FeedNotice, timeline: int) -> Mismatch | None:
        """A cursor that the feed does not know: the province was set back, or contradicts what it signed."""
        cursor = self._cursor(notice.scope)
        won_under = self._replica.cursor_timeline(notice.scope)
        if not notice.end and cursor.seq and won_under >= 0:
            return Mismatch(Signal.SHRUNK, f"the feed is empty where we hold {cursor.seq} rows")
        if timeline <= won_under:
            return Mismatch(Signal.SHRUNK, f"the feed is another one at {cursor.seq}")
        for mark in notice.marks:
            held = self._replica.feed_hash(notice.scope, mark.n) if mark.n <= cursor.seq else None
            if held is not None and held[:SHORT] == mark.h:
                reason = f"rows above {mark.n} of {cursor.seq} are other ones"
                self._rewind = _Rewind(Cursor(notice.scope, mark.n, held), timeline, reason)
                return Mismatch(Signal.FEED_DIFFERS, reason)
        return Mismatch(Signal.CUT, "no mark of the feed is one of ours")

    def _pages(self, rebase: Rebase, token: str) -> Iterator[bytes]:
        for number, expected in enumerate(rebase.pages):
            page = self._line.snapshot_page(rebase.at.scope, rebase.at.seq, number, token)
            if sha256(page).digest() != expected:
                raise Unreadable(f"page {number} of the snapshot is not the one that was signed")
            yield page

    def _snapshot(self, rebase: Rebase, pages: Sequence[bytes]) -> Snapshot:
        """Dossiers are read when they are asked for: a commune need not fit twice into memory."""
        rest = [item for page in pages for item in self._items(page) if not isinstance(item, SnapDossier)]
        dev = self._replica.identity().dev
        return Snapshot(
            at=rebase.at,
            tally=rebase.tally,
            dossiers=(item for page in pages for item in self._items(page) if isinstance(item, SnapDossier)),
            objections=tuple(Meta.read(item.meta) for item in rest if isinstance(item, SnapObjection)),
            lines=tuple(item for item in rest if isinstance(item, SnapLine) and item.dev == dev),
        )

    def _items(self, page: bytes) -> Iterator[SnapItem]:
        reader = FrameReader()
        for frame in reader.feed(page):
            if frame.kind == FrameType.SNAP:
                yield from read_page(frame.plain(self._means.codec))

    def _cursor(self, scope: str) -> Cursor:
        for cursor in self._replica.cursors():
            if cursor.scope == scope:
                return cursor
        raise Unreadable("a feed that was not asked for")
