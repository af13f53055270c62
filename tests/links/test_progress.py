"""How far a round is: counted is what the province confirmed, and a remaining time is measured or absent."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from sync.core.pacing import Pace
from sync.core.phases import Phase
from sync.core.ports import Upload
from sync.runner import Gauge, Lane, run_round
from tests.simulation.world import Weather, World


class Store:
    """What is left, as a test says."""

    def __init__(self, data, files):
        self.data, self.files = data, files

    def pending_bytes(self):
        return self.data

    def uploads(self):
        return [Upload(bytes(32), 1000, "", 1000 - self.files)] if self.files else []


def at(*seconds):
    return iter(seconds).__next__


def test_nothing_is_done_and_no_time_is_promised_before_something_was_confirmed():
    gauge = Gauge(Store(4000, 500), at(0, 0, 60))
    assert gauge.step(Phase.PUSH).data == Lane(0, 4000)
    later = gauge.step(Phase.AWAIT)
    assert (later.data, later.rate_bps, later.remaining_s) == (Lane(0, 4000), None, None)


def test_the_remaining_time_is_said_when_both_lanes_were_measured():
    store = Store(4000, 500)
    gauge = Gauge(store, at(0, 0, 10, 10, 30))
    gauge.step(Phase.PUSH)
    store.data = 0
    after_data = gauge.step(Phase.APPLY)
    assert (after_data.data, after_data.rate_bps) == (Lane(4000, 4000), 400.0)
    assert after_data.remaining_s is None, "files go at a rate that nobody knows yet"
    gauge.step(Phase.BLOBS)
    store.files = 300
    after_files = gauge.step(Phase.BLOBS)
    assert after_files.files == Lane(200, 500)
    assert (after_files.rate_bps, after_files.remaining_s) == (10.0, 30.0)


def test_what_a_clerk_books_meanwhile_makes_the_whole_grow_and_takes_nothing_back():
    store = Store(4000, 0)
    gauge = Gauge(store, at(0, 0, 10, 20))
    gauge.step(Phase.PUSH)
    store.data = 1000
    assert gauge.step(Phase.APPLY).data == Lane(3000, 4000)
    store.data = 6000
    assert gauge.step(Phase.PUSH).data == Lane(3000, 9000)


def test_an_upload_that_the_province_takes_back_is_not_counted_twice():
    store = Store(0, 1000)
    gauge = Gauge(store, at(0, 0, 10, 20))
    gauge.step(Phase.BLOBS)
    store.files = 200
    assert gauge.step(Phase.BLOBS).files == Lane(800, 1000)
    store.files = 1000
    lane = gauge.step(Phase.BLOBS).files
    assert (lane.done, lane.left) == (800, 1000)


@pytest.mark.parametrize("dossiers", [1, 40])
def test_a_real_round_ends_with_nothing_left_in_either_lane(dossiers):
    world = World(7, Weather(real=True))
    machine = world.machines[0]
    machine.road.good = True
    for _ in range(dossiers):
        machine.desk._receive()
    machine.replica.keep_file(Random(3).randbytes(40_000))
    steps, gauge = [], Gauge(machine.replica, machine.means.clock.monotonic)
    waited = machine.replica.pending_bytes()
    means = replace(machine.means, progress=lambda phase: steps.append(gauge.step(phase)))
    report = run_round(machine.replica, machine.road, means, Pace())
    assert report.still_waiting == 0
    first, last = steps[0], steps[-1]
    assert first.data == Lane(0, waited)
    assert last.data == Lane(waited, waited)
    assert last.files == Lane(40_000, 40_000)
    assert all(one.data.done <= other.data.done for one, other in pairwise(steps))
