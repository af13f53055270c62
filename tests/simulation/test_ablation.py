"""Each safeguard is switched off, and the simulator must notice: a net without a hole proves the fish is in it."""

import re
from contextlib import contextmanager
from dataclasses import replace

import pytest

from sync.core import intake as real_intake
from sync.core.intake import take_in
from sync.core.messages import Answer
from sync.province.usecases.answer_request import answer_request
from sync.runner.request import believe
from tests.simulation import parts
from tests.simulation.invariants import Violation
from tests.simulation.roads import Road
from tests.simulation.weather import live
from tests.support.province_fakes import MemoryTransaction
from tests.support.replica import MemoryReplica

SEEDS = 120
pytestmark = pytest.mark.slow
BROKEN = r"Violation: (I\d+|D/I8|B|T|the log)"
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


def _commit_before_ack(patch):
    """The answer is made inside a transaction whose commit may still fail."""

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

    def torn(self, part):
        if len(self.out) % 7 == 3:
            self._cursor = part.end
            raise parts.Crash
        honest(self, part)

    patch.setattr(MemoryReplica, "apply_slice", torn)


def _cursor_from_rows_only(patch):
    """The cursor is taken from the answer's newest number, whatever rows came (W10)."""
    honest = MemoryReplica.apply_slice

    def skipping(self, part):
        honest(self, replace(part, rows=part.rows[:-1]) if len(part.rows) > 5 else part)

    patch.setattr(MemoryReplica, "apply_slice", skipping)


def _marked_before_it_leaves(patch):
    """What went up is remembered when an answer comes, not when the first byte leaves."""
    honest = Road.exchange

    def late(self, frames, patience_s, leaving):
        pieces = honest(self, frames, patience_s, lambda: None)
        leaving()
        return pieces

    patch.setattr(Road, "exchange", late)


OFF = [
    _marked_before_it_leaves,
    _gap_stop,
    _seen_numbers_are_skipped,
    _commit_before_ack,
    _nonce,
    _signature_of_frames,
    _rows_and_cursor_in_one_transaction,
    _cursor_from_rows_only,
]


@pytest.mark.parametrize("switch_off", OFF, ids=lambda switch: switch.__name__.strip("_"))
def test_without_this_safeguard_the_simulator_finds_a_broken_history(switch_off, monkeypatch):
    switch_off(monkeypatch)
    assert _is_noticed()


def test_without_the_hash_at_have_a_cloned_disk_loses_events(monkeypatch):
    """The chain is compared on both sides; with neither, a clone's events are believed confirmed and are not there."""

    def trusting(have, chain_at, header, raws):
        before = header.first - 1
        prev = chain_at(before)
        if prev is None:
            return real_intake.GAP
        return _unforked(have, chain_at, replace(header, prev=prev[:16]), raws)

    monkeypatch.setattr(f"{ACCEPT}.take_in", trusting)
    monkeypatch.setattr("sync.runner.round.judge", lambda _theirs, _ours: None)
    assert _is_noticed(clones=True)


def _is_noticed(**kind):
    for seed in range(SEEDS):
        try:
            live(seed, **kind)
        except Violation as violation:
            if re.search(BROKEN, str(violation)):
                return True
    return False


def _unforked(have, chain_at, header, raws):
    skipped = max(0, have - header.first + 1)
    if skipped >= len(raws):
        return real_intake.Intake()
    prev = chain_at(header.first - 1 + skipped)
    later = replace(header, first=header.first + skipped, prev=prev[:16], n=len(raws) - skipped)
    return take_in(have, chain_at, later, raws[skipped:])
