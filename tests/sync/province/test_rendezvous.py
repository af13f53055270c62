"""The device's own runner against the real listener: what the simulator promises holds over TLS and on disk."""

import os
from datetime import timedelta

import pytest
from nacl.public import PrivateKey

from sync.core.certificate import EnrolRequest, read_signed
from sync.core.codec import Zstd
from sync.core.errors import Offline, Refused
from sync.core.ports import Identity
from sync.core.signing import Ed25519Signer
from sync.province.clock import SystemClock, SystemDice
from sync.runner.report import Means
from sync.runner.round import run_round
from sync.transport.http import HttpsLine, enrol
from tests.support.device import WireDevice
from tests.support.replica import MemoryReplica


class Desk:
    """A replica in memory, a real line, a real key."""

    def __init__(self, province):
        self.signer = Ed25519Signer(os.urandom(32))
        asked = EnrolRequest.make(
            province.enrol_code(), self.signer, bytes(PrivateKey.generate().public_key), os.urandom(8)
        )
        self.certificate = read_signed(enrol(province.url, province.ca_path, asked), self.signer.public)
        self.replica = MemoryReplica(
            Identity(self.certificate.dev, self.certificate.epoch, self.certificate.scope, self.certificate.province_sign)
        )
        self.writer = WireDevice(province.url, province.ca_path, self.signer, self.certificate, chains=[bytes(32)])
        self.line = HttpsLine(province.url, province.ca_path)

    def receive(self, **facts):
        begun = len(self.writer.events)
        record = self.writer.receive(**facts)
        for event in self.writer.events[begun:]:
            self.replica.book(
                record, event.kind, event.payload, eid=event.eid, actor=event.actor, at=event.at, salt=event.salt
            )
        return record

    def round(self):
        return run_round(self.replica, self.line, Means(SystemClock(), SystemDice(), self.signer, Zstd(3)))


@pytest.fixture
def desk(province):
    made = Desk(province)
    yield made
    made.line.close()


def test_a_round_brings_dossiers_up_and_codes_down(desk, province):
    records = [desk.receive(name=f"Người Thử {number}") for number in range(30)]
    report = desk.round()
    assert (report.contact, report.sent, report.still_waiting) == (True, 60, 0)
    assert report.bytes_up > 1000
    codes = {desk.replica.confirmed[record]["official_code"] for record in records}
    assert len(codes) == 30
    for record in records[:3]:
        shown = province.cli("show", str(record))
        assert shown["doc"] == desk.replica.confirmed[record], "both sides hold the same document"


def test_an_officers_word_comes_down(desk, province):
    record = desk.receive()
    desk.round()
    province.cli("accept", str(record), "--as", "thu")
    report = desk.round()
    assert report.pulled >= 1
    assert desk.replica.confirmed[record]["status"] == "processing"
    assert desk.replica.confirmed[record]["officer"] == "Trần Văn Thử"


def test_files_follow_in_their_own_lane(desk):
    for size in (10, 200_000):
        desk.replica.keep_file(os.urandom(size))
    desk.receive()
    for _ in range(6):
        report = desk.round()
        if not desk.replica.offers(10):
            break
    assert report.contact
    assert not desk.replica.offers(10)


def test_a_used_code_and_a_wrong_ca_are_told_apart(province, tmp_path):
    code = province.enrol_code()
    first, asked = (EnrolRequest.make(code, Ed25519Signer(os.urandom(32)), bytes(32), os.urandom(8)) for _ in range(2))
    enrol(province.url, province.ca_path, first)
    with pytest.raises(Refused, match="code"):
        enrol(province.url, province.ca_path, asked)
    foreign = tmp_path / "ca.pem"
    from sync.province.x509 import make_root

    foreign.write_bytes(make_root("khác", SystemClock().now() - timedelta(days=1)).certificate)
    with pytest.raises(Offline):
        enrol(province.url, foreign, asked)
