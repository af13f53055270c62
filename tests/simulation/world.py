"""One simulated history: communes of two desks, one province, a line in bad weather and disks set back, from one seed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from sync.core.certificate import Certificate, sign_certificate
from sync.core.pacing import Pace
from sync.core.phases import STOPPED
from sync.core.ports import Identity
from sync.core.signing import Ed25519Signer, verify
from sync.core.stamp import chain_start
from sync.province.ports import Device
from sync.province.usecases.compact_scope import compact_scope
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
from tests.simulation.people import Desk, officer_acts, officer_requeues
from tests.simulation.roads import Road
from tests.support.province_fakes import Commune
from tests.support.replica import MemoryReplica

COMMUNES = ("24184", "24187")
DESKS = 2
KINDS = ("copy", "restore", "clone", "backup", "set_back", "floor", "rot", "revoke")


class Fused:
    """A replica whose machine may lose power before or after any of its transactions."""

    def __init__(self, replica: MemoryReplica, fuse: Fuse) -> None:
        self._replica, self._fuse = replica, fuse

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            self._fuse.burn()
            value = getattr(self._replica, name)(*args, **named)
            self._fuse.burn()
            return value

        return call


@dataclass
class Machine:
    """One device: its store, its people, its line, an older copy of its disk, what it has learnt of the line."""

    desk: Desk
    road: Road
    means: Means
    commune: Callable[[], Commune]
    pace: Pace = field(default_factory=Pace)
    copy: MemoryReplica | None = None

    @property
    def replica(self) -> MemoryReplica:
        return self.desk.replica


@dataclass(frozen=True)
class Weather:
    """What may happen in a history besides the line's faults.

    Attributes:
        restores: disks of desks are set back to an older copy, with or without the side file.
        clones: a disk is copied into a second machine, once.
        set_backs: the province's store is set back to a backup; its ledger never is.
        floors: the province replaces history by a snapshot.
        rot: a stored document of a desk changes by itself.
        revokes: a device is revoked while it works, and used again later.
        real: Ed25519 and zstd 19 instead of their cheap stand-ins.
    """

    restores: bool = True
    clones: bool = True
    set_backs: bool = True
    floors: bool = True
    rot: bool = True
    revokes: bool = True
    real: bool = False


class World:
    """A history that can be stepped; `trace` tells it again."""

    def __init__(self, seed: int, weather: Weather | None = None) -> None:
        self.seed, self.rng, self.clock = seed, Random(seed), SimClock(START)
        self.weather = weather or Weather()
        self.trace: list[str] = []
        self.happened: set[str] = set()
        self.province = Province.build(self.rng, self.clock, real=self.weather.real)
        self.machines = list[Machine]()
        for commune in COMMUNES:
            for n in range(DESKS):
                self._kept = self.province.backup()  # the last desk enrols after it: a restore forgets it
                self.machines.append(self._machine(commune, n))
            self.machines[-DESKS].desk.name_staff()

    def step(self) -> None:
        """Let one thing happen."""
        draw, machine = self.rng.random(), self.rng.choice(self.machines)
        self.clock.step(self.rng.choice((1, 20, 600)))
        if draw < 0.5:
            self._tell(machine, machine.desk.act())
        elif draw < 0.82:
            self._tell(machine, self.round(machine))
        elif draw < 0.90:
            self.trace.append(officer_acts(self.province, machine.replica.who.scope, self.rng))
        elif draw < 0.96:
            machine.road.deliver_late()
            self._tell(machine, "something late arrives")
        else:
            self._tell(machine, self._disaster(machine))

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

    def settle(self, rounds: int = 16) -> None:
        """The weather clears, a week goes by: everything late arrives, people let stopped desks go on, all talk."""
        self.clock.step(8 * 86_400)
        for commune in self.province.house.store.communes.values():
            commune.certified = {dev: replace(one, revoked=False) for dev, one in commune.certified.items()}
            self.trace.append(officer_requeues(self.province, commune.scope))
        for machine in self.machines:
            while machine.road.late:
                machine.road.deliver_late()
            machine.road.good = True
        for _ in range(rounds):
            for machine in self.machines:
                if machine.replica.phase() in STOPPED:
                    self._tell(machine, f"a person lets it go on: {machine.replica.reason}")
                    machine.replica.resume()
                self.trace.append(f"settling {self.machines.index(machine)}: {self.round(machine)}")
            if all(self.at_rest(machine) for machine in self.machines):
                return

    def at_rest(self, machine: Machine) -> bool:
        """Nothing waits, the feed is followed to its end, nothing is stopped."""
        replica = machine.replica
        drained = replica.acked() == replica.last_seq() and replica.cursors()[0].seq == len(machine.commune().feed)
        return drained and not replica.offers(1) and replica.phase() not in STOPPED

    @property
    def has_two_disks_of_one(self) -> bool:
        """True when two disks, now or one after the other, wrote one line: neither can know what the other sent."""
        return not self.happened.isdisjoint({"clone", "restore"})

    def _disaster(self, machine: Machine) -> str:
        kinds = [kind for kind in KINDS if self._may(kind)]
        if not kinds:
            return "nothing"
        return self.suffer(self.rng.choice(kinds), machine)

    def suffer(self, kind: str, machine: Machine) -> str:
        """Let one of `KINDS` happen; returns what, for the trace."""
        self.happened.add(kind)
        return str(getattr(self, f"_{kind}")(machine))

    def _may(self, kind: str) -> bool:
        weather = self.weather
        return {
            "copy": weather.restores, "restore": weather.restores, "floor": weather.floors,
            "clone": weather.clones and "clone" not in self.happened,
            "backup": weather.set_backs, "set_back": weather.set_backs, "rot": weather.rot,
            "revoke": weather.revokes,
        }[kind]  # fmt: skip

    def _copy(self, machine: Machine) -> str:
        machine.copy = machine.replica.clone()
        return "its disk is copied"

    def _restore(self, machine: Machine) -> str:
        if machine.copy is None:
            return "no copy to restore"
        side_file = machine.replica.witness
        machine.desk.replica = machine.copy.clone()
        if self.rng.random() < 0.5:
            machine.replica.witness = side_file
        machine.pace = Pace()
        return "its disk is set back"

    def _clone(self, machine: Machine) -> str:
        commune = machine.replica.who.scope.removeprefix("c:")
        desk = Desk(machine.replica.clone(), self.rng, self.clock, commune, "K7QC")
        self.machines.append(Machine(desk, Road(self.rng, self.province), machine.means, machine.commune))
        return "its disk is put into a second machine"

    def _backup(self, _machine: Machine) -> str:
        self._kept = self.province.backup()
        return "the province is backed up"

    def _set_back(self, _machine: Machine) -> str:
        self.province.restore(self._kept)
        return f"the province is set back, timeline {self.province.house.ledger.timeline()}"

    def _floor(self, machine: Machine) -> str:
        note = compact_scope(machine.replica.who.scope, self.province.house)
        return f"history up to {note.at.seq} becomes a snapshot"

    def _revoke(self, machine: Machine) -> str:
        certified, dev = machine.commune().certified, machine.replica.who.dev
        if dev in certified:
            certified[dev] = replace(certified[dev], revoked=not certified[dev].revoked)
        return "it is revoked, or used again"

    def _rot(self, machine: Machine) -> str:
        replica = machine.replica
        for record in sorted(replica.confirmed)[:1]:
            replica.confirmed[record] = {**replica.confirmed[record], "sets": 9}
        return "a stored document changes by itself"

    def _machine(self, commune: str, n: int) -> Machine:
        rng, house, scope = self.rng, self.province.house, f"c:{commune}"
        seed, dev, epoch = rng.randbytes(32), rng.randbytes(16), rng.randbytes(8)
        signer = Ed25519Signer(seed) if self.weather.real else KeyedSigner(seed)
        until = START + timedelta(days=700)
        house.store.add(Device(scope, dev, epoch, signer.public, until, 0, chain_start(dev, epoch)), _unit(commune))
        certificate = Certificate(
            dev=dev, epoch=epoch, tag=f"K7Q{n}", scope=scope, office="UBND xã thử", serial=n + 1,
            issued_at=START.isoformat(), not_after=until.isoformat(), sign=signer.public, seal=bytes(32),
            province_sign=house.signer.public, province_seal=bytes(32),
        )  # fmt: skip
        shown = sign_certificate(certificate, house.signer)
        replica = MemoryReplica(Identity(dev, epoch, scope, house.signer.public, shown))
        means = Means(
            clock=self.clock, dice=SimDice(rng), signer=signer,
            codec=codec(19 if self.weather.real else 1), check=verify if self.weather.real else keyed_check,
        )  # fmt: skip
        desk = Desk(replica, rng, self.clock, commune, f"K7Q{n}")
        return Machine(desk, Road(rng, self.province), means, lambda: house.store.communes[scope])

    def _tell(self, machine: Machine, what: str) -> None:
        self.trace.append(f"desk {self.machines.index(machine)}: {what}")


def _unit(commune: str) -> str:
    return f"H15.99.{commune[-2:]}"
