"""Enrolment: one code, one device; a lost answer is given again; a serial never comes twice."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from forms.errors import RuleError
from sync.core.certificate import EnrolRequest, read_signed
from sync.core.signing import Ed25519Signer
from sync.province.registry import code_digest
from sync.province.usecases.enrol_device import Enroller, enrol_device
from tests.support.province_stores import a_ledger, a_store

NOW = datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC)
CODE = "ABCD-EFGH"
DEVICE = Ed25519Signer(b"d" * 32)


@pytest.fixture(params=["sqlite", "postgres"])
def enrol(request, tmp_path):
    with a_store(request.param, tmp_path) as store, a_ledger(request.param, tmp_path) as ledger:
        with store.register() as register:
            register.put_code(code_digest(CODE), "24184", NOW + timedelta(minutes=10))
            register.put_code(code_digest("ANOTHER"), "24184", NOW + timedelta(minutes=10))
        ledger.next_serial()
        enroller = Enroller(Ed25519Signer(b"p" * 32), b"s" * 32, Random(1).randbytes, ledger.next_serial)

        def ask(code=CODE, signer=DEVICE, seal=b"x" * 32, epoch=b"epoch--1", minutes=0):
            raw = EnrolRequest.make(code, signer, seal, epoch).to_bytes()
            return enrol_device(raw, NOW + timedelta(minutes=minutes), enroller, store.register)

        yield ask


def test_a_lost_answer_is_given_again_byte_for_byte_while_the_code_lives(enrol):
    first = enrol()
    assert enrol(minutes=9) == first
    assert read_signed(first, DEVICE.public).tag == read_signed(enrol(), DEVICE.public).tag
    with pytest.raises(RuleError):
        enrol(minutes=10)


def test_another_machine_gets_nothing_for_a_used_code(enrol):
    enrol()
    for stranger in ({"signer": Ed25519Signer(b"e" * 32)}, {"seal": b"y" * 32}):
        with pytest.raises(RuleError):
            enrol(**stranger)


def test_another_code_makes_another_device_with_a_higher_serial(enrol):
    first = read_signed(enrol(), DEVICE.public)
    second = read_signed(enrol("another"), DEVICE.public)
    assert second.serial > first.serial
    assert len({first.dev, second.dev}) == len({first.tag, second.tag}) == 2
