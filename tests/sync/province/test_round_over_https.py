"""The whole road at once: runner, real keys, HTTPS, tus, and a province that runs as a process."""

from random import Random
from uuid import UUID

import pytest

from sync.core.certificate import EnrolRequest, read_signed
from sync.core.pacing import Pace
from sync.core.phases import Phase
from sync.core.ports import Identity
from sync.core.signing import Ed25519Signer
from sync.runner import Means, run_round
from sync.transport.http import HttpsLine, enrol
from tests.simulation.parts import SimClock, SimDice
from tests.simulation.people import Desk
from tests.support.replica import MemoryReplica


class Machine:
    """An enrolled device with a replica in memory and a line over TLS."""

    def __init__(self, province, seed: int) -> None:
        rng = Random(seed)
        self.signer = Ed25519Signer(rng.randbytes(32))
        request = EnrolRequest.make(province.enrol_code("24184"), self.signer, bytes(32), rng.randbytes(8))
        given = read_signed(enrol(province.url, province.ca_path, request), self.signer.public)
        self.replica = MemoryReplica(Identity(given.dev, given.epoch, given.scope, given.province_sign))
        self.clock = SimClock()
        self.desk = Desk(self.replica, rng, self.clock, given.commune, given.tag)
        self.line = HttpsLine(province.url, province.ca_path)
        self.means = Means(clock=self.clock, dice=SimDice(rng), signer=self.signer)

    def go(self, pace=None):
        return run_round(self.replica, self.line, self.means, pace)


@pytest.fixture
def machine(province):
    made = Machine(province, 11)
    yield made
    made.line.close()


def test_dossiers_and_files_arrive_and_their_codes_come_home(province, machine):
    for _ in range(5):
        machine.desk._receive()
    name = machine.replica.keep_file(Random(3).randbytes(50_000))
    report = machine.go(Pace(good_bps=1))
    assert (report.phase, report.still_waiting, report.blobs_sent) == (Phase.IDLE, 0, 1), report
    assert machine.replica.files[name][1].state == "have"
    codes = [
        doc.get("official_code") for doc in machine.replica.confirmed.values() if doc["status"] == "received"
    ]
    assert codes
    assert all(codes)
    assert len(set(codes)) == len(codes)
    assert machine.go().round_trips == 1


def test_two_desks_of_a_commune_end_with_the_same_documents(province, machine):
    other = Machine(province, 12)
    try:
        machine.go()
        other.desk._receive()
        other.go()
        machine.go()
        other.go()
        mine, theirs = machine.replica.confirmed, other.replica.confirmed
        assert mine == theirs
        assert all(isinstance(record, UUID) for record in mine)
    finally:
        other.line.close()
