"""Each safeguard is switched off, and the simulator must notice: a net without a hole proves the fish is in it."""

import re
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace

import pytest

from sync.core.have import judge
from sync.core.intake import GAP, Intake, take_in
from sync.core.messages import Answer
from sync.province import projection
from sync.province.usecases import answer_request as answering
from sync.province.usecases.answer_request import answer_request
from sync.runner.repair import Repairs
from sync.runner.request import believe
from sync.runner.round import _Runner
from tests.simulation import parts
from tests.simulation.invariants import Violation
from tests.simulation.roads import Road
from tests.simulation.weather import live
from tests.support.province_fakes import MemoryLedger, MemoryStore, MemoryTransaction
from tests.support.replica import MemoryReplica

SEEDS = 120
pytestmark = pytest.mark.slow
BROKEN = r"Violation: (I\d+|D/I8|B|T|G|M1|the log)"
"""An invariant must be named within the seeds; a mistake in the switch itself shows only other exceptions."""
ACCEPT = "sync.province.usecases.accept_frame"


def _gap_stop(patch):
    """A frame beyond the next number is taken as if it followed on."""

    def taken(have, chain_at, header, raws):
        found = take_in(have, chain_at, header, raws)
        if not found.gap:
            return found
        before = replace(header, prev=chain_at(have)[:16], first=have + 1)
        return take_in(have, chain_at, before, raws)

    patch.setattr(f"{ACCEPT}.take_in", taken)


def _seen_numbers_are_skipped(patch):
    """What was taken before is taken again, and known ids count anew."""

    def taken(have, chain_at, header, raws):
        known = {header.first - 1: header.prev + bytes(16)}
        return take_in(header.first - 1, known.get, header, raws)

    patch.setattr(f"{ACCEPT}.take_in", taken)
    patch.setattr(MemoryTransaction, "put_stamp", lambda tx, d, e, s, eid, c: tx._put(tx._of.stamps, (d, e, s), (eid, c)))


def _ids_are_compared(patch):
    """An event that comes again under another number counts again."""
    patch.setattr(projection.Book, "_again", _taken_again)
    patch.setattr(MemoryTransaction, "put_event", lambda tx, e: tx._put(tx._of.events, e.eid, e))


def _taken_again(book, known, arrived, dev):
    book._log(replace(known, raw=arrived.raw), None, None)
    return known.verdict, known.rev


def _commit_before_ack(patch):
    """The answer is made inside a transaction whose commit may still fail: a disk that only says it wrote."""

    def handled(self, asked, frames, *, whole):
        house = self.house
        before = house.store.before_commit
        house.store.before_commit = lambda: None
        undo = house.store.begin
        kept = []

        @contextmanager
        def open_ended(scope):
            tx = MemoryTransaction(house.store.communes[scope])
            kept.append(tx)
            yield tx

        house.store.begin = open_ended
        try:
            taken = [parts.accept_frame(frame, asked, house) for frame in frames if frame.kind == 2]
            reply = b"".join(answer_request(asked, taken, house)) if whole else None
        finally:
            house.store.begin, house.store.before_commit = undo, before
        if self.house.dice.rng.random() < 0.1:
            for tx in reversed(kept):
                tx.roll_back()
        return reply

    patch.setattr(parts.Province, "_answered", handled)


def _nonce(patch):
    """Any signed answer will do, also an old one."""

    def believed(frame, request, addresses, means):
        body = frame.plain(means.codec)
        if frame.kind == 4 and frame.holds(addresses.province, addresses.down, means.check):
            request = replace(request, nonce=Answer.read(body).nonce)
        return believe(frame, request, addresses, means)

    patch.setattr("sync.runner.round.believe", believed)


def _signature_of_frames(patch):
    """Nobody checks who signed."""
    patch.setattr("sync.core.frames.Frame.holds", lambda *_args: True)


def _rows_and_cursor_in_one_transaction(patch):
    """The cursor is written, the rows are not: power was cut in between (S2)."""
    honest = MemoryReplica.apply_slice

    def torn(self, part, timeline):
        if len(self.out) % 7 == 3:
            before = dict(self.confirmed), self.counted
            honest(self, part, timeline)
            self.confirmed, self.counted = before
            raise parts.Crash
        honest(self, part, timeline)

    patch.setattr(MemoryReplica, "apply_slice", torn)
    _tally(patch)


def _cursor_from_rows_only(patch):
    """The cursor is taken from the answer's newest number, whatever rows came (W10)."""
    honest = MemoryReplica._take

    def skipping(self, row):
        if row.meta.s % 17:
            honest(self, row)

    patch.setattr(MemoryReplica, "_take", skipping)
    _tally(patch)


def _marked_before_it_leaves(patch):
    """What went up is remembered when an answer comes, not when the first byte leaves."""
    honest = Road.exchange

    def late(self, frames, patience_s, leaving):
        pieces = honest(self, frames, patience_s, lambda: None)
        leaving()
        return pieces

    patch.setattr(Road, "exchange", late)


def _have_hash(patch):
    """Nobody compares chains: neither the province what comes under known numbers, nor the desk the answer."""
    _have_hash_at_the_province(patch)
    _have_hash_at_the_desk(patch)


def _have_hash_at_the_province(patch):
    """The province takes what continues its count, whatever came before it."""

    def trusting(have, chain_at, header, raws):
        if header.first - 1 > have:
            return GAP
        skipped = have - header.first + 1
        if skipped >= len(raws):
            return Intake()
        later = replace(header, first=have + 1, prev=chain_at(have)[:16], n=len(raws) - skipped)
        return take_in(have, chain_at, later, raws[skipped:])

    patch.setattr(f"{ACCEPT}.take_in", trusting)


def _have_hash_at_the_desk(patch):
    """The desk believes any count that is not beyond its own, and obeys no fork flag."""

    def trusting(theirs, ours):
        chain = ours.chain_at(min(theirs.n, ours.last))
        return judge(replace(theirs, n=min(theirs.n, ours.last), h=chain[:16], fork=False), ours)

    patch.setattr("sync.runner.repair.judge", trusting)


def _a_new_epoch_on_restamp(patch):
    """The line begins again under its old epoch."""
    honest = MemoryReplica.restamp
    patch.setattr(MemoryReplica, "restamp", lambda self, _e, why, d: honest(self, self.who.epoch, why, d))


def _all_events_on_a_new_line(patch):
    """Only what was not confirmed goes on the new line; the rest is thought to be there."""
    honest = MemoryReplica.restamp

    def tail_only(self, epoch, why, detail):
        self.out = self.out[self.acked() :]
        honest(self, epoch, why, detail)

    patch.setattr(MemoryReplica, "restamp", tail_only)


def _feed_hash(patch):
    """A cursor is a number: nobody compares what was hashed on the way, and no tally is compared either."""
    honest = MemoryTransaction.feed_hash

    def part(tx, mark, head):
        held = honest(tx, mark.seq)
        return checked(tx, mark if held is None else replace(mark, h=held[:16]), head)

    checked = answering.read_part

    patch.setattr("sync.province.usecases.answer_request.read_part", part)
    patch.setattr(_Runner, "_feed_complete", lambda _self, _answer: True)
    taken = _Runner._take_slice

    def any_prev(self, frame):
        return taken(self, replace(frame, prev=self._cursor(frame.scope).h[:16]))

    patch.setattr(_Runner, "_take_slice", any_prev)
    patch.setattr(MemoryReplica, "cursor_timeline", lambda _self, _scope: -1)
    _tally(patch)


def _marks_are_compared(patch):
    """A cursor goes back to the highest mark, without looking whether both hold the same there."""
    patch.setattr(MemoryReplica, "rewind", _to_the_top_mark(MemoryReplica.rewind))
    _tally(patch)


def _to_the_top_mark(honest):
    def rewound(self, to, timeline, detail):
        seq = min(self.cursors()[0].seq, to.seq + 3)
        honest(self, replace(to, seq=seq, h=self.feed_hash(to.scope, seq)), timeline, detail)
        self.base = replace(self.base, h=to.h) if seq == self.base.seq else self.base

    return rewound


def _tally(patch):
    """What both sides count is never compared; a switch that the tally would heal brings this one along."""
    patch.setattr(Repairs, "compare", lambda _self, _answer: False)
    patch.setattr(MemoryReplica, "wants_audit", lambda _self, _now: False)


def _the_ledger_is_never_restored(patch):
    """The ledger lies on the same disk as the store, and is set back with it."""
    honest = parts.Province.backup, parts.Province.restore

    def backup(self):
        return honest[0](self), deepcopy((self.house.ledger.codes, self.house.ledger.counters))

    def restore(self, kept):
        self.house.ledger.codes, self.house.ledger.counters = deepcopy(kept[1])
        honest[1](self, kept[0])

    patch.setattr(parts.Province, "backup", backup)
    patch.setattr(parts.Province, "restore", restore)


def _the_ledger_witnesses_the_log(patch):
    """Nobody notices that the store is an older one."""
    patch.setattr(MemoryLedger, "witness", lambda _self, _head: None)


def _the_store_is_checked_at_start(patch):
    """The province is told of a restore by its command only; somebody copies the file by hand."""
    patch.setattr(parts.Province, "start", lambda _self: False)


def _an_ack_may_fall(patch):
    """What was once confirmed is never sent again."""
    honest = MemoryReplica.apply_answer

    def never_down(self, acked):
        honest(self, replace(acked, ack=max(acked.ack, self.acked())))

    patch.setattr(MemoryReplica, "apply_answer", never_down)


def _confirmed_events_are_kept(patch):
    """What is confirmed is forgotten at once."""
    honest = MemoryReplica.apply_answer

    def forgetful(self, acked):
        honest(self, acked)
        self.gone = max(getattr(self, "gone", 0), self.acked())

    def kept(self, after, limit):
        return self.out[max(after, getattr(self, "gone", 0)) :][:limit]

    patch.setattr(MemoryReplica, "apply_answer", forgetful)
    patch.setattr(MemoryReplica, "pending", kept)


def _rewind_keeps_pending_events(patch):
    """Going back throws away what was not yet confirmed."""
    honest = MemoryReplica.rewind

    def clean(self, to, timeline, detail):
        honest(self, to, timeline, detail)
        del self.out[self.acked() :]

    patch.setattr(MemoryReplica, "rewind", clean)


def _rebase_settles_own_events(patch):
    """A snapshot brings documents only, and nobody asks: own events in the rows that never come keep no verdict."""
    _skipped_verdicts_are_asked_for(patch)
    honest = MemoryReplica.rebase
    patch.setattr(
        MemoryReplica, "rebase", lambda self, snap, t, why: honest(self, replace(snap, lines=(), objections=()), t, why)
    )


def _skipped_verdicts_are_asked_for(patch):
    """Nobody asks what became of events whose rows a snapshot skipped."""
    patch.setattr(MemoryReplica, "unsettled", lambda _self, _limit: [])


def _poison_takes_its_number(patch):
    """An event that does not read stops the line behind it (N7)."""

    def stopping(have, chain_at, header, raws):
        found = take_in(have, chain_at, header, raws)
        good = []
        for arrived in found.new:
            if arrived.event is None:
                break
            good.append(arrived)
        return replace(found, new=tuple(good))

    patch.setattr(f"{ACCEPT}.take_in", stopping)


def _the_base_of_an_edit(patch):
    """The last one to arrive wins, whatever he saw."""
    honest = projection.Judge.judge

    def last_wins(self, event, dev):
        state = self.tx.dossier(event.record)
        return honest(self, replace(event, base=state.rev if state else event.base), dev)

    patch.setattr(projection.Judge, "judge", last_wins)


def _a_certificate_lists_again(patch):
    """A device that the province forgot is a stranger."""
    patch.setattr(MemoryStore, "enlist", lambda _self, _certificate: None)


OFF = [
    _gap_stop,
    _seen_numbers_are_skipped,
    _ids_are_compared,
    _commit_before_ack,
    _nonce,
    _signature_of_frames,
    _rows_and_cursor_in_one_transaction,
    _cursor_from_rows_only,
    _marked_before_it_leaves,
    _have_hash,
    _have_hash_at_the_province,
    _have_hash_at_the_desk,
    _a_new_epoch_on_restamp,
    _all_events_on_a_new_line,
    _feed_hash,
    _marks_are_compared,
    _tally,
    _the_ledger_is_never_restored,
    _the_ledger_witnesses_the_log,
    _the_store_is_checked_at_start,
    _an_ack_may_fall,
    _confirmed_events_are_kept,
    _rewind_keeps_pending_events,
    _rebase_settles_own_events,
    _skipped_verdicts_are_asked_for,
    _poison_takes_its_number,
    _the_base_of_an_edit,
    _a_certificate_lists_again,
]


@pytest.mark.parametrize("switch_off", OFF, ids=lambda switch: switch.__name__.strip("_"))
def test_without_this_safeguard_the_simulator_finds_a_broken_history(switch_off, monkeypatch):
    monkeypatch.setattr("sync.core.machine.EXCHANGES_MAX", 12)  # a broken round need not be a long one
    switch_off(monkeypatch)
    assert _is_noticed()


def _is_noticed():
    for seed in range(SEEDS):
        try:
            live(seed)
        except Violation as violation:
            if re.search(BROKEN, str(violation)):
                return True
    return False

