"""The seeded simulator within `make test`: 3,000 histories with cheap keys, 50 with the real ones."""

from collections import Counter

import pytest

from sync.core.conflict import Finding
from tests.simulation.roads import FAULTS
from tests.simulation.weather import live
from tests.simulation.world import KINDS, Weather

CHUNK = 100
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("first", range(0, 3000, CHUNK))
def test_whatever_happens_every_event_arrives_once_and_in_order(first):
    for seed in range(first, first + CHUNK):
        live(seed)


@pytest.mark.parametrize("first", range(0, 50, 10))
def test_the_same_holds_with_real_keys_and_the_real_compressor(first):
    for seed in range(first, first + 10):
        live(seed, weather=Weather(real=True))


@pytest.mark.parametrize("first", range(0, 200, CHUNK))
def test_on_whole_disks_nothing_is_ever_marked_waiting_that_arrived(first):
    """Without restores and clones the promise about "waiting" and the numbers on receipts hold in full."""
    for seed in range(first, first + CHUNK):
        live(seed, weather=Weather(restores=False, clones=False))


def test_the_weather_is_bad_enough_to_prove_something():
    verdicts, said, findings, happened = Counter(), Counter(), Counter(), Counter()
    for seed in range(120):
        world = live(seed)
        happened.update(world.happened)
        for commune in world.province.house.store.communes.values():
            verdicts.update(event.verdict.word.value for event in commune.events.values())
        for machine in world.machines:
            findings.update({finding.value for finding, _ in machine.replica.findings})
        said.update(word for line in world.trace for word in FAULTS if f"round {word}:" in line)
        said.update("power cut" for line in world.trace if line.endswith("power cut"))
        said.update("a person" for line in world.trace if "a person lets it go on" in line)
    assert set(verdicts) >= {"ok", "conflict", "rejected", "quarantined"}
    assert set(said) == {*FAULTS, "power cut", "a person"}
    assert set(findings) == {finding.value for finding in Finding}
    assert set(happened) == set(KINDS)
    assert min(*said.values(), *happened.values()) > 5
