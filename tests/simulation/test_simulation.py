"""The seeded simulator within `make test`: 2,000 histories with cheap keys, 50 with the real ones, clones apart."""

from collections import Counter

import pytest

from sync.core.phases import Phase
from tests.simulation.roads import FAULTS
from tests.simulation.weather import live

CHUNK = 100
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("first", range(0, 2000, CHUNK))
def test_whatever_the_weather_every_event_arrives_once_and_in_order(first):
    for seed in range(first, first + CHUNK):
        live(seed)


@pytest.mark.parametrize("first", range(0, 50, 10))
def test_the_same_holds_with_real_keys_and_the_real_compressor(first):
    for seed in range(first, first + 10):
        live(seed, real=True)


@pytest.mark.parametrize("first", range(0, 200, CHUNK))
def test_a_cloned_disk_ends_in_suspicion_and_loses_nothing(first):
    stopped = 0
    for seed in range(first, first + CHUNK):
        world = live(seed, clones=True)
        for machine in world.machines:
            replica = machine.replica
            stopped += replica.phase() is Phase.SUSPICIOUS
            assert replica.last_seq() == len(replica.out), "nothing is deleted"
    assert stopped > CHUNK // 2


def test_the_weather_is_bad_enough_to_prove_something():
    verdicts, said = Counter(), Counter()
    for seed in range(40):
        world = live(seed)
        verdicts.update(event.verdict.word.value for event in world.commune.events.values())
        said.update(word for line in world.trace for word in FAULTS if f"round {word}:" in line)
        said.update("power cut" for line in world.trace if line.endswith("power cut"))
    assert set(verdicts) >= {"ok", "conflict", "rejected", "quarantined"}
    assert set(said) == {*FAULTS, "power cut"}
    assert min(said.values()) > 10
