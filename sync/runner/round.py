"""The round itself: the machine's steps carried out one after the other until it rests.

A crash at any point leaves a store from which the next round goes on; every change of it is one call of the
replica.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from sync.core.errors import Offline, Refused, Unreadable
from sync.core.feed import Cursor, FeedBroken, Slice, follow
from sync.core.machine import EXCHANGES_MAX, Round, Step, advance
from sync.core.messages import Answer, FeedFrame
from sync.core.pacing import Pace
from sync.core.phases import STOPPED, Signal, why_stopped
from sync.core.ports import Acked, Line, Replica, Settled
from sync.core.stamp import SHORT
from sync.core.verdict import Word
from sync.runner.repair import Repairs
from sync.runner.report import Means, RoundReport
from sync.runner.request import (
    FAST_BPS,
    Addresses,
    Ask,
    Request,
    believe,
    believe_feed,
    build_request,
    read_frames,
)
from sync.runner.uploads import Uploads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sync.core.frames import Frame

UNKNOWN_DEVICE: Final = "unknown_device"
_ENDS: Final = frozenset({Step.REST, Step.STOP})


def run_round(replica: Replica, line: Line, means: Means, pace: Pace | None = None) -> RoundReport:
    """Run one round to its end: push, acknowledgement, pull, files.

    Args:
        replica: the device's store.
        line: the road.
        means: clock, dice, key, compressor, and whom to tell.
        pace: what the round before learnt.

    Returns:
        What it did. A lost line is in the report, not an exception.

    Raises:
        Corrupt: the store contradicts itself; nothing more was changed.
    """
    return _Runner(replica, line, means, pace or Pace()).run()


class _Runner:
    """One round; its methods are the machine's steps, each saying what happened."""

    def __init__(self, replica: Replica, line: Line, means: Means, pace: Pace) -> None:
        self._replica, self._line, self._means = replica, line, means
        self._addresses = Addresses(replica.identity(), means.signer.public)
        self._report = RoundReport(pace=pace)
        self._uploads = Uploads(replica, line, self._report)
        self._repairs = Repairs(replica, line, means)
        self._frames: Iterator[Frame] = iter(())
        self._request: Request
        self._answer: Answer
        self._plain = self._settled = self._shows_certificate = self._jumped = self._compared = False
        self._asked_snapshot = False
        self._asked_at = self._at_least = 0.0
        self._through = line.bytes_up  # what went up of it all with an answer
        self._steps: dict[Step, Callable[[], Signal]] = {
            Step.WAIT: lambda: Signal.WANTED,
            Step.TAKE_LINE: lambda: Signal.GRANTED,
            Step.DIAL: lambda: Signal.CONNECTED,  # the line connects with its first request: see `_send`
            Step.SEND: self._send,
            Step.LISTEN: self._listen,
            Step.TAKE_IN: self._take_in,
            Step.REWIND: self._repairs.rewind,
            Step.REBASE: self._rebase,
            Step.RESTAMP: self._restamp,
            Step.UPLOAD: self._upload,
            Step.WRITE_DOWN: self._write_down,
        }

    def run(self) -> RoundReport:
        """Walk the machine from the boot check to rest."""
        report, clock = self._report, self._means.clock
        began, before = clock.monotonic(), _counted(self._line)
        stored = self._replica.phase()
        now, step = Round(stored), Step.STOP
        if stored not in STOPPED:
            agrees = self._replica.witness_agrees()
            report.trouble = "" if agrees else "the store is behind its side file"
            self._repairs.check_own_count()
            now, step = self._go(Round(), Signal.AGREES if agrees else Signal.BEHIND)
        while step not in _ENDS and not self._settled:
            self._means.progress(now.phase)
            now, step = self._go(now, self._steps[step]())
        report.phase, report.seconds = now.phase, clock.monotonic() - began
        self._finish(now, step, known=stored in STOPPED)
        after = _counted(self._line)
        report.bytes_up, report.bytes_down, report.round_trips = (
            late - early for late, early in zip(after, before, strict=True)
        )
        return report

    def _go(self, now: Round, signal: Signal) -> tuple[Round, Step]:
        there, step = advance(now, signal)
        if step is Step.STOP:
            self._report.trouble = why_stopped(signal, self._report.trouble)
        return there, step

    def _send(self) -> Signal:
        """Push: HEAD and EVENTS, over a line that connects now if it does not stand yet.

        They are remembered when the first byte is about to leave: what may have arrived is never shown as
        "waiting", and what never left is never shown as "unknown".
        """
        if self._means.cancelled():
            return self._cut("cancelled")
        pace = self._report.pace
        self._report.trouble = ""
        wary = pace.failures > 0
        fast = pace.good_bps > FAST_BPS
        ask = Ask(self._plain, self._shows_certificate, self._repairs.wants_snapshot, wary, pace.shut, fast)
        self._request = build_request(self._replica, self._means, self._addresses, pace.batch_bytes(), ask)
        self._asked_at, self._through = self._means.clock.monotonic(), self._line.bytes_up
        try:
            pieces = self._line.exchange(
                self._request.frames, pace.patience_s(self._request.size), self._leaving
            )
        except Offline as error:
            return self._lost(error)
        self._frames = read_frames(pieces)
        return Signal.SENT

    def _leaving(self) -> None:
        if self._request.through:
            self._replica.mark_sent(self._request.through, self._request.req_n)
        self._report.sent += self._request.sent

    def _listen(self) -> Signal:
        """Await: only a signed word on this request changes anything."""
        try:
            frame = next(self._frames, None)
            if frame is None:
                return self._cut("an empty reply", Signal.UNANSWERED)
            word = believe(frame, self._request, self._addresses, self._means)
        except (Offline, Unreadable) as error:
            return self._lost(error, Signal.UNANSWERED)
        if not isinstance(word, Answer):
            return self._refused(word.why)
        self._answer, self._report.contact = word, True
        return Signal.ANSWERED

    def _refused(self, why: str) -> Signal:
        """A province that was set back may have forgotten us: once a round we show the certificate."""
        if why != UNKNOWN_DEVICE or self._shows_certificate or not self._replica.identity().certificate:
            return self._cut(why, Signal.REFUSED)
        self._shows_certificate = True
        return Signal.FORGOTTEN

    def _take_in(self) -> Signal:
        """Apply: the ack moves here and nowhere else, then the feed, slice by slice."""
        answer, acked_before = self._answer, self._replica.acked()
        mismatch = self._repairs.judge_line(answer)
        if mismatch is not None:
            return self._cut(mismatch.reason, mismatch.signal)
        self._replica.apply_answer(self._acked(answer))
        mismatch = self._repairs.judge_feeds(answer)
        if mismatch is not None:
            return self._cut(mismatch.reason, mismatch.signal)
        pulled = 0
        try:
            for frame in self._frames:
                pulled += self._take_slice(believe_feed(frame, self._addresses, self._means))
        except FeedBroken as error:
            return self._cut(str(error))
        except (Offline, Unreadable) as error:
            return self._lost(error)
        if not self._feed_complete(answer):
            return self._cut("the reply ended before its last row")
        self._learn(self._asked_at)
        self._report.pace = self._report.pace.shed(answer.lanes)
        self._compared = self._repairs.compare(answer) or self._compared
        self._uploads.token = answer.blob_token or self._uploads.token
        return self._next(answer, moved=answer.have > acked_before or pulled > 0)

    def _next(self, answer: Answer, *, moved: bool) -> Signal:
        """Go on while there is more and something moves; a province that takes nothing is asked later."""
        asked_plain, self._plain = self._plain, bool(answer.resend)
        self._at_least = max(self._at_least, float(answer.next_s))
        waiting = self._waiting() > 0
        more = any(notice.more for notice in answer.feeds)
        if answer.next_s:  # a lower bound always, whatever waits (N4)
            if waiting or more:
                self._report.trouble = "the province asks to be left alone for a while"
            return Signal.DONE
        if self._repairs.wants_snapshot and not self._asked_snapshot:
            self._asked_snapshot = True
            return Signal.MORE
        if any(early.settled for early in answer.verdicts) and self._replica.unsettled(1):
            return Signal.MORE
        if answer.seen and not self._jumped:
            self._jumped = True
            self._replica.skip_req_n(answer.seen)
            return Signal.MORE
        asked_only = not self._request.through
        if (moved and (waiting or more)) or (waiting and (asked_only or (self._plain and not asked_plain))):
            return Signal.MORE
        if waiting:
            self._report.trouble = "the province takes no more events now"
        self._uploads.lanes = answer.lanes
        return Signal.DRAINED if self._uploads.wanted() else Signal.DONE

    def _acked(self, answer: Answer) -> Acked:
        try:
            drift = (self._means.clock.now() - datetime.fromisoformat(answer.now)).total_seconds()
        except (TypeError, ValueError):
            drift = 0.0
        return Acked(
            answer.have, answer.verdicts, answer.timeline, answer.now, answer.blobs, drift, answer.twin
        )

    def _restamp(self) -> Signal:
        signal = self._repairs.restamp()
        self._addresses = Addresses(self._replica.identity(), self._means.signer.public)
        return signal

    def _rebase(self) -> Signal:
        if self._means.cancelled():
            return self._cut("cancelled")
        try:
            return self._repairs.rebase()
        except (Offline, Refused, Unreadable) as error:
            return self._lost(error)

    def _take_slice(self, frame: FeedFrame) -> int:
        cursor = self._cursor(frame.scope)
        if frame.start != cursor.seq:
            raise Unreadable(
                "feed rows that do not follow on"
            )  # lost or repeated on the way, not another feed
        if frame.prev != cursor.h[:SHORT]:
            raise FeedBroken(f"the feed is another one at {cursor.seq}")
        part = follow(cursor, frame.rows, self._replica.body_hash)
        self._replica.apply_slice(part, self._answer.timeline)
        self._count(part)
        return len(part.rows)

    def _count(self, part: Slice) -> None:
        for row in part.rows:
            word = row.meta.verdict.word
            # a bare row without a hash of its own was followed by that of an event of ours
            held = row.meta.body_hash is not None
            if row.raw or (held and self._replica.body_hash(row.meta.eid) is None):
                self._report.pulled += 1
            elif word is Word.CONFLICT:
                self._report.conflicts += 1
            elif word in (Word.REJECTED, Word.QUARANTINED):
                self._report.refused += 1
            else:
                self._report.accepted += 1

    def _feed_complete(self, answer: Answer) -> bool:
        for notice in answer.feeds:
            cursor = self._cursor(notice.scope)
            if (cursor.seq, cursor.h[:SHORT]) != (notice.end, notice.h):
                return False
        return True

    def _cursor(self, scope: str) -> Cursor:
        for cursor in self._replica.cursors():
            if cursor.scope == scope:
                return cursor
        raise Unreadable("a feed that was not asked for")

    def _upload(self) -> Signal:
        """Blobs: one append a step, and events go first whenever there are any (U11)."""
        if self._means.cancelled():
            return self._cut("cancelled")
        if self._waiting():
            return Signal.DATA_WAITS
        began, self._through = self._means.clock.monotonic(), self._line.bytes_up
        try:
            signal = self._uploads.append(self._report.pace.append_bytes())
        except Offline as error:
            return self._lost(error)
        except Refused as error:
            self._report.trouble = error.english
            return Signal.DONE
        self._learn(began)
        return signal

    def _write_down(self) -> Signal:
        self._settled = True
        return Signal.SETTLED

    def _finish(self, now: Round, step: Step, *, known: bool) -> None:
        """Plan the next try, write the facts down; store a phase that only a person leaves."""
        report = self._report
        if step is Step.REST:
            report.pace = report.pace.failed(report.seconds, self._line.bytes_up - self._through)
        if step is Step.STOP and not known:
            self._replica.enter(now.phase, report.trouble)
        report.at_least_s = self._at_least
        pause_s = report.pace.next_try_s(self._means.dice.uniform, self._at_least)
        is_cut_short = now.exchanges >= EXCHANGES_MAX and step is not Step.REST
        report.next_try_s = self._at_least if is_cut_short else pause_s
        report.pace = report.pace.rested(report.next_try_s)
        report.still_waiting = self._waiting()
        at = self._means.clock.now()
        self._replica.settle(Settled(at, report.contact, report.trouble, report.next_try_s, self._compared))

    def _learn(self, began: float) -> None:
        seconds, moved = self._means.clock.monotonic() - began, self._line.bytes_up - self._through
        self._report.pace, self._through = self._report.pace.succeeded(moved, seconds), self._line.bytes_up

    def _waiting(self) -> int:
        return self._replica.last_seq() - self._replica.acked()

    def _lost(self, error: Offline | Refused | Unreadable, signal: Signal = Signal.CUT) -> Signal:
        if isinstance(error, Offline):
            self._report.said = f"{error.sentence} {error.remedy}"
            self._at_least = max(self._at_least, error.retry_after_s)
        return self._cut(str(error), signal)

    def _cut(self, why: str, signal: Signal = Signal.CUT) -> Signal:
        self._report.trouble = why
        return signal


def _counted(line: Line) -> tuple[int, int, int]:
    return line.bytes_up, line.bytes_down, line.round_trips
