"""The same world driven by Hypothesis, which looks for a short history that breaks an invariant (T3).

Every step carries its own chance, so that a history is shortened step by step.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.simulation.invariants import Violation, Watch
from tests.simulation.people import officer_acts
from tests.simulation.roads import Road
from tests.simulation.world import KINDS, World

pytestmark = pytest.mark.slow
CHANCE = st.integers(0, 999)
DESK = st.integers(0, 4)


class Histories(RuleBasedStateMachine):
    """Two communes, four desks, perhaps a clone, and a province that may be set back."""

    @initialize(seed=st.integers(0, 99))
    def begin(self, seed):
        self.world = World(seed)
        self.watch, self.steps = Watch(self.world), 0

    @rule(desk=DESK, chance=CHANCE)
    def a_desk_does_something(self, desk, chance):
        self._machine(desk, chance).desk.act()

    @rule(desk=DESK, chance=CHANCE)
    def a_desk_talks(self, desk, chance):
        self.world.round(self._machine(desk, chance))

    @rule(desk=DESK, chance=CHANCE)
    def something_late_arrives(self, desk, chance):
        self._machine(desk, chance).road.deliver_late()

    @rule(desk=DESK, chance=CHANCE)
    def an_officer_acts(self, desk, chance):
        machine = self._machine(desk, chance)
        officer_acts(self.world.province, machine.replica.who.scope, self.world.rng)

    @rule(desk=DESK, chance=CHANCE, kind=st.sampled_from(KINDS))
    def a_disaster_happens(self, desk, chance, kind):
        if kind != "clone" or "clone" not in self.world.happened:
            self.world.suffer(kind, self._machine(desk, chance))

    @invariant()
    def what_holds_at_every_moment_holds(self):
        if hasattr(self, "watch"):
            self.watch.each_step()

    def teardown(self):
        if hasattr(self, "watch"):
            self.world.settle()
            self.watch.at_rest()

    def _machine(self, desk, chance):
        self.steps += 1
        self.world.rng.seed(1000 * self.steps + chance)  # no nonce twice
        self.world.clock.step(60)
        return self.world.machines[desk % len(self.world.machines)]


SETTINGS = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
Histories.TestCase.settings = SETTINGS
TestHistories = Histories.TestCase


def test_it_finds_what_is_broken(monkeypatch):
    def late(self, frames, patience_s, leaving):
        pieces = honest(self, frames, patience_s, lambda: None)
        leaving()
        return pieces

    honest = Road.exchange
    monkeypatch.setattr(Road, "exchange", late)
    with pytest.raises(Violation):
        run_state_machine_as_test(Histories, settings=settings(SETTINGS, print_blob=False, phases=[Phase.generate]))
