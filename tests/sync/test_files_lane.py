"""Files in a round: what is durable is never sent again, no file holds up another, previews go first."""

from itertools import count
from random import Random

import pytest

from sync.core.blobs import Mismatched
from sync.core.errors import Offline
from sync.core.pacing import Pace
from sync.core.phases import Phase
from sync.core.stamp import SHORT
from tests.simulation.world import World

STEP = 16 << 10
SLOW = Pace(good_bps=1)
"""A line so slow that appends are 16 KiB."""


@pytest.fixture
def machine():
    world = World(5)
    made = world.machines[0]
    made.road.good = True
    made.shelf = world.province.house.shelf
    return made


def go(machine):
    from sync.runner import run_round

    return run_round(machine.replica, machine.road, machine.means, SLOW)


def watched(machine, before=lambda n: None):
    """Keep what is appended, as (first bytes of the name, offset); `before` may break the n-th append."""
    sent, append, calls = [], machine.road.append, count(1)

    def seen(url, offset, piece):
        before(next(calls))
        sent.append((url.rpartition("/")[2][:8], offset))
        return append(url, offset, piece)

    machine.road.append = seen
    return sent


def test_an_answer_that_was_lost_costs_no_byte_of_a_file(machine):
    content = Random(1).randbytes(5 * STEP)
    name = machine.replica.keep_file(content)

    def cut(n):
        if n == 3:
            raise Offline("cut")

    sent = watched(machine, cut)
    assert go(machine).phase is Phase.BACKOFF
    machine.shelf.replies("c:24184", machine.replica.identity().dev, machine.replica.offers(1))  # a URL nobody read
    assert go(machine).blobs_sent == 1
    assert [offset for _, offset in sent] == [0, STEP, 2 * STEP, 3 * STEP, 4 * STEP]
    assert machine.shelf.here[name[:SHORT]] == content


def test_a_newer_url_within_a_round_is_asked_for_at_once_and_nothing_begins_anew(machine):
    content = Random(2).randbytes(4 * STEP)
    machine.replica.keep_file(content)

    def fence(n):
        if n == 3:
            machine.shelf.replies("c:24184", machine.replica.identity().dev, machine.replica.offers(1))

    sent = watched(machine, fence)
    report = go(machine)
    assert (report.phase, report.blobs_sent) == (Phase.IDLE, 1)
    assert [offset for _, offset in sent] == [0, STEP, 2 * STEP, 2 * STEP, 3 * STEP], "one append in vain, no more"


def test_two_machines_of_one_identity_do_not_chase_each_other_for_ever(machine):
    machine.replica.keep_file(Random(3).randbytes(4 * STEP))

    def fence(_n):
        machine.shelf.replies("c:24184", machine.replica.identity().dev, machine.replica.offers(1))

    sent = watched(machine, fence)
    report = go(machine)
    assert (report.phase, report.blobs_sent, len(sent)) == (Phase.IDLE, 0, 3)


@pytest.mark.parametrize("harm", ["unreadable", "short", "another"])
def test_a_file_that_is_wrong_holds_up_no_other_and_waits_for_a_person_after_three_times(machine, harm):
    bad, good = machine.replica.keep_file(bytes(STEP + 1)), machine.replica.keep_file(Random(4).randbytes(STEP))
    read = machine.replica.read_blob

    def broken(name, offset, size):
        if name != bad:
            return read(name, offset, size)
        if harm == "unreadable":
            raise Mismatched("damaged")
        return b"" if harm == "short" else bytes([1]) * len(read(name, offset, size))

    machine.replica.read_blob = broken
    for _ in range(3):
        go(machine)
    assert machine.replica.files[good][1].state == "have"
    assert machine.replica.files[bad][1].troubles == 3
    sent = watched(machine)
    assert go(machine).phase is Phase.IDLE
    assert (sent, list(machine.replica.offers(9))) == ([], []), "not offered again by itself"


def test_a_preview_arrives_before_the_originals_and_a_large_one_is_not_starved(machine):
    rng = Random(5)
    large = machine.replica.keep_file(rng.randbytes((1 << 20) + 1))
    small = machine.replica.keep_file(rng.randbytes(10 * STEP))
    preview = machine.replica.keep_file(rng.randbytes(2 * STEP), preview=True)
    sent = watched(machine)
    assert go(machine).blobs_sent == 3
    lanes = {large.hex()[:8]: "P4", small.hex()[:8]: "P3", preview.hex()[:8]: "P2"}
    assert [lanes[short] for short, _ in sent[:6]] == ["P2", "P3", "P4", "P2", "P3", "P4"]


def test_a_lane_that_is_shut_is_neither_sent_nor_offered(machine):
    machine.replica.keep_file(bytes(STEP))
    assert machine.replica.offers(9, ("P4",)) != []
    assert machine.replica.offers(9, ("P3",)) == []
    pace = SLOW.shed({"P3": 0, "P4": 1})
    assert pace.shut == ("P3",)
    from sync.runner import run_round

    sent = watched(machine)
    machine.shelf.replies = lambda _scope, _dev, offers: _none_of(offers)
    run_round(machine.replica, machine.road, machine.means, pace)
    assert sent == []


def _none_of(offers):
    assert not offers
    return ()
