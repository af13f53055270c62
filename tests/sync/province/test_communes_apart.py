"""NET-11: whatever two communes send, no row of one reaches the other; the store is the real one, without a socket."""

import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from sync.core.certificate import Certificate
from sync.core.codec import Zstd
from sync.core.feed import feed_start
from sync.core.frames import FrameReader, FrameType
from sync.core.signing import Ed25519Signer
from sync.core.stamp import chain_start
from sync.province.clock import SystemClock, SystemDice
from sync.province.exchange import House
from sync.province.registry import Office
from sync.province.stores.sqlite import SqliteStore
from sync.province.usecases.accept_frame import accept_frame
from sync.province.usecases.answer_request import answer_request
from sync.province.usecases.open_request import open_request
from tests.support.device import WireDevice
from tests.support.province_fakes import MemoryLedger, MemoryShelf

COMMUNES = ("24184", "24190")


class NearDevice(WireDevice):
    """A device whose requests go straight into the verbs."""

    house: House

    def post(self, data):
        head, *events = FrameReader().feed(data)
        asked = open_request(head, self.house)
        taken = [accept_frame(frame, asked, self.house) for frame in events if frame.kind == FrameType.EVENTS]
        return SimpleNamespace(status_code=200, content=b"".join(answer_request(asked, taken, self.house)))


@pytest.fixture
def house(tmp_path):
    store = SqliteStore(tmp_path / "province.sqlite", create=True)
    with store.register() as register:
        for commune in COMMUNES:
            register.add_office(Office(commune, f"Xã {commune}", f"H15.{commune[:2]}.{commune[2:]}"))
    province = Ed25519Signer(b"p" * 32)
    yield House(
        store, MemoryLedger(), province, SystemClock(), SystemDice(), Zstd(1), MemoryShelf(),
        enlist=lambda _certificate: None,
    )  # fmt: skip
    store.close()


def _device(house, commune, serial):
    signer, now = Ed25519Signer(os.urandom(32)), datetime(2026, 11, 21, tzinfo=UTC)
    certificate = Certificate(
        dev=os.urandom(16), epoch=os.urandom(8), tag=f"K7Q{serial}", scope=f"c:{commune}", office="Xã", serial=serial,
        issued_at=now.isoformat(), not_after=(now + timedelta(days=3000)).isoformat(), sign=signer.public,
        seal=bytes(32), province_sign=house.signer.public, province_seal=bytes(32),
    )
    with house.store.register() as register:
        register.add_device(certificate)
    device = NearDevice("", None, signer, certificate)
    device.house, device.cursor = house, feed_start(certificate.scope)
    device.chains.append(chain_start(certificate.dev, certificate.epoch))
    return device


@pytest.mark.parametrize("seed", range(6))
def test_no_row_crosses_between_communes(house, seed):
    dice = random.Random(seed)
    devices = [_device(house, COMMUNES[n % 2], n) for n in range(4)]
    born = {commune: [] for commune in COMMUNES}
    for _ in range(60):
        device = dice.choice(devices)
        commune = device.certificate.commune
        other = COMMUNES[1 - COMMUNES.index(commune)]
        match dice.randrange(5):
            case 0 | 1:
                born[commune].append(device.receive(name=f"Thử {dice.random()}"))
            case 2 if born[other]:
                device.book(dice.choice(born[other]), "note", {"text": "người lạ"})
            case 3 if born[other]:
                foreign = {"office": other, "procedure": "1.004873", "number": "T", "received_at": "x", "received_by": "y"}
                device.book(dice.choice(born[other]), "dossier.new", {"doc": foreign})
            case _:
                device.exchange(push=dice.random() < 0.8)
    for device in devices:
        device.exchange()
    for commune in COMMUNES:
        theirs = {event.eid for device in devices if device.certificate.commune == commune for event in device.events}
        with house.store.begin(f"c:{commune}") as tx:
            rows = tx.feed(0, 10_000)
            foreign = [row for row in rows if row.dev and row.dev not in {
                device.certificate.dev for device in devices if device.certificate.commune == commune
            }]
            assert foreign == []
            own = [tx.event(eid) for eid in theirs]
            assert all(own)
            for record in born[commune]:
                assert "người lạ" not in str(tx.dossier(record).doc)
    heads = {}
    for device in devices:
        while device.exchange(push=False).feeds:
            pass
        heads.setdefault(device.certificate.scope, set()).add(device.cursor.h)
    assert all(len(each) == 1 for each in heads.values()), "one feed per commune, the same for each device"


def test_a_device_that_claims_another_device_is_not_believed(house):
    mine, other = _device(house, COMMUNES[0], 1), _device(house, COMMUNES[1], 2)
    mine.certificate = replace(mine.certificate, dev=other.certificate.dev, epoch=other.certificate.epoch)
    head = FrameReader().feed(mine.head())[0]
    turned = open_request(head, house)
    assert (turned.refusal, turned.why) == (b"", "signature")
