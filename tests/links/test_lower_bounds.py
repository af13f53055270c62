"""N1, N4, N6, N7, I12 on the runner: what the province asks for binds, what waits is always tried again."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.errors import Offline
from sync.core.frames import FrameReader, FrameType, Seal, write_frame
from sync.core.messages import Answer
from sync.core.pacing import CEILING_S, SPREAD_S, STEADY_S, Pace
from sync.core.phases import Phase
from sync.core.verdict import Word
from sync.runner import run_round
from tests.simulation.world import Weather, World


@pytest.fixture
def world():
    made = World(7, Weather(real=True))
    for machine in made.machines:
        machine.road.good = True
    return made


def go(machine, **means):
    return run_round(machine.replica, machine.road, replace(machine.means, **means), machine.pace)


def changed(world, machine, **members):
    """Let the province's next answers say something more."""
    honest, house = machine.road._sent, world.province.house

    def sent(request, frames):
        first, *rest = FrameReader().feed(honest(request, frames))
        answer = replace(Answer.read(first.plain(house.codec)), **members)
        seal = Seal(house.signer, answer.address)
        again = [write_frame(FrameType(frame.kind), frame.plain(house.codec), seal=seal) for frame in rest]
        return write_frame(FrameType.ANSWER, answer.to_bytes(), seal=seal) + b"".join(again)

    machine.road._sent = sent


def busy(seconds):
    def exchange(_frames, _patience_s, _leaving):
        raise Offline("no answer: HTTP 503, busy", retry_after_s=seconds)

    return exchange


def test_retry_after_is_a_lower_bound_of_the_next_try(world):
    machine = world.machines[0]
    machine.road.exchange = busy(700.0)
    for _ in range(5):
        report = go(machine)
        machine.pace = report.pace
        assert report.phase is Phase.BACKOFF
        assert report.next_try_s >= 700.0


def test_what_a_signed_answer_asks_for_is_a_lower_bound_and_ends_the_round(world):
    machine = world.machines[0]
    for _ in range(400):
        machine.desk._receive()
    changed(world, machine, next_s=300)
    report = go(machine)
    assert report.round_trips == 1, "however much waits"
    assert report.still_waiting > 0
    assert report.next_try_s >= 300


def test_when_every_lane_of_files_is_shed_events_arrive_and_files_wait(world):
    machine = world.machines[0]
    machine.desk._receive()
    machine.replica.keep_file(Random(3).randbytes(40_000))
    honest = machine.road._sent
    changed(world, machine, lanes={"P2": 0, "P3": 0, "P4": 0})
    report = go(machine)
    assert (report.still_waiting, report.blobs_sent) == (0, 0)
    machine.road._sent = honest
    assert go(machine).blobs_sent == 1


def test_an_open_lane_is_enough_for_files(world):
    machine = world.machines[0]
    machine.replica.keep_file(Random(3).randbytes(40_000))
    changed(world, machine, lanes={"P2": 1, "P3": 1, "P4": 0})
    assert go(machine).blobs_sent == 1


def test_one_poison_among_five_hundred_delays_no_other(world):
    machine = world.machines[0]
    for number in range(250):
        machine.desk._receive()
        if number == 120:
            machine.desk._poison()
    waiting = machine.replica.last_seq()
    assert waiting >= 500
    report = go(machine)
    words = [machine.replica.verdicts[row.eid].word for row in machine.replica.out]
    assert report.still_waiting == 0
    assert words.count(Word.QUARANTINED) == 1
    assert len(words) == waiting, "499 and more arrived in the same round, and each has its verdict"


@given(
    outcomes=st.lists(st.tuples(st.booleans(), st.floats(0, 5000)), max_size=40),
    dice=st.floats(0, 1),
    asked=st.floats(0, 3600),
)
def test_whatever_happened_there_is_a_next_try_within_bounds(outcomes, dice, asked):
    pace = Pace()
    for good, seconds in outcomes:
        pace = pace.succeeded(1000, seconds) if good else pace.failed(seconds)
        wait = pace.next_try_s(lambda low, high: low + dice * (high - low), asked)
        assert asked <= wait <= max(asked, CEILING_S, STEADY_S * 1.5)
        pace = pace.rested(wait)


def test_after_a_long_outage_all_desks_of_a_province_do_not_come_at_once():
    rng, pace = Random(3), replace(Pace(), failures=1, silent_s=601.0)
    waits = sorted(pace.next_try_s(rng.uniform) for _ in range(500))
    assert waits[-1] > SPREAD_S / 2
    assert waits[250] > 30, "an early failure alone would send half of them within five seconds"


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), bad=st.integers(1, 12))
def test_what_waits_is_drained_once_a_line_is_good(seed, bad):
    world = World(seed, Weather(restores=False, clones=False, set_backs=False, floors=False))
    machine = world.machines[0]
    honest = machine.road.exchange
    machine.road.exchange = busy(0.0)
    for _ in range(bad):
        machine.desk._receive()
        report = go(machine)
        machine.pace = report.pace
        assert report.still_waiting > 0
        assert 0 <= report.next_try_s <= CEILING_S, "while something waits, a next try is planned"
    machine.road.exchange, machine.road.good = honest, True
    assert go(machine).still_waiting == 0
