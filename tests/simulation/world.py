"""One simulated history: two desks of a commune, one province, a line in bad weather, all of it from one seed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from sync.core.pacing import Pace
from sync.core.phases import STOPPED
from sync.core.ports import Identity
from sync.core.signing import Ed25519Signer, verify
from sync.core.stamp import chain_start
from sync.province.ports import Device
from sync.runner import Means, run_round
from tests.simulation.parts import (
    START,
    Crash,
    Fuse,
    KeyedSigner,
    Province,
    SimClock,
    SimDice,
    codec,
    keyed_check,
)
from tests.simulation.people import Desk, officer_acts
from tests.simulation.roads import Road
from tests.support.replica import MemoryReplica

COMMUNE = "24184"
SCOPE = f"c:{COMMUNE}"


class Fused:
    """A replica whose machine may lose power before or after any of its transactions."""

    def __init__(self, replica: MemoryReplica, fuse: Fuse) -> None:
        self._replica, self._fuse = replica, fuse

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            self._fuse.burn()
            value = getattr(self._replica, name)(*args)
            self._fuse.burn()
            return value

        return call


@dataclass
class Machine:
    """One device: its store, its people, its line, and what it has learnt of the line."""

    desk: Desk
    road: Road
    means: Means
    pace: Pace = field(default_factory=Pace)

    @property
    def replica(self) -> MemoryReplica:
        return self.desk.replica


class World:
    """A history that can be stepped; `trace` tells it again."""

    def __init__(self, seed: int, *, real: bool = False, clones: bool = False) -> None:
        self.seed, self.rng, self.clock = seed, Random(seed), SimClock(START)
        self.trace: list[str] = []
        self._real, self._clones = real, clones
        self.is_cloned = False
        self.province = Province.build(self.rng, self.clock, real=real)
        self.machines = [self._machine(n) for n in range(2)]
        self.machines[0].desk.name_staff()

    def step(self) -> None:
        """Let one thing happen."""
        draw, machine = self.rng.random(), self.rng.choice(self.machines)
        n = self.machines.index(machine)
        self.clock.step(self.rng.choice((1, 20, 600)))
        if draw < 0.5:
            self.trace.append(f"desk {n}: {machine.desk.act()}")
        elif draw < 0.82:
            self.trace.append(f"desk {n}: {self.round(machine)}")
        elif draw < 0.92:
            self.trace.append(officer_acts(self.province, SCOPE, self.rng))
        elif self._clones and len(self.machines) < 3:
            self.trace.append(f"desk {n}: {self._clone(machine)}")
        else:
            machine.road.deliver_late()
            self.trace.append(f"desk {n}: something late arrives")

    def round(self, machine: Machine) -> str:
        """One round, perhaps with a power cut at either end."""
        fuse = Fuse(self.rng.randrange(1, 60) if not machine.road.good and self.rng.random() < 0.15 else -1)
        cut_there = not machine.road.good and self.rng.random() < 0.15
        self.province.fuse.left = self.rng.randrange(1, 14) if cut_there else -1
        try:
            report = run_round(Fused(machine.replica, fuse), machine.road, machine.means, machine.pace)
            machine.pace = report.pace
            said = f"round {machine.road.fault}: {report.phase} {report.trouble}"
        except Crash:
            machine.pace, said = Pace(), f"round {machine.road.fault}: power cut"
        self.province.fuse.left = -1
        return said

    def settle(self, rounds: int = 12) -> None:
        """The weather clears: everything late arrives, then every machine talks until it is at rest."""
        for machine in self.machines:
            while machine.road.late:
                machine.road.deliver_late()
            machine.road.good = True
        for _ in range(rounds):
            for machine in self.machines:
                self.trace.append(f"settling: {self.round(machine)}")
            if all(self.at_rest(machine) for machine in self.machines):
                return

    def at_rest(self, machine: Machine) -> bool:
        """Nothing waits and the feed is followed to its end, or a person must decide."""
        replica = machine.replica
        head = self.commune.feed
        drained = replica.acked() == replica.last_seq() and len(replica.rows) == len(head)
        return replica.phase() in STOPPED or (drained and not replica.offers(1))

    @property
    def commune(self):
        """The province's tables of the one commune."""
        return self.province.house.store.communes[SCOPE]

    def _machine(self, n: int) -> Machine:
        rng = self.rng
        seed, dev, epoch = rng.randbytes(32), rng.randbytes(16), rng.randbytes(8)
        signer = Ed25519Signer(seed) if self._real else KeyedSigner(seed)
        house = self.province.house
        house.store.add(
            Device(SCOPE, dev, epoch, signer.public, START + timedelta(days=700), 0, chain_start(dev, epoch))
        )
        replica = MemoryReplica(Identity(dev, epoch, SCOPE, house.signer.public))
        means = Means(
            clock=self.clock, dice=SimDice(rng), signer=signer,
            codec=codec(19 if self._real else 1), check=verify if self._real else keyed_check,
        )  # fmt: skip
        desk = Desk(replica, rng, self.clock, COMMUNE, f"K7Q{n}")
        return Machine(desk, Road(rng, self.province), means)

    def _clone(self, machine: Machine) -> str:
        """A disk image goes into a second machine: two stores with one identity."""
        desk = Desk(machine.replica.clone(), self.rng, self.clock, COMMUNE, "K7QC")
        self.machines.append(Machine(desk, Road(self.rng, self.province), machine.means))
        self.is_cloned = True
        return "cloned"
