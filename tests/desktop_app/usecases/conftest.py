"""A store of dicts that belongs to an enrolled machine."""

import pytest

from sync.core.certificate import sign_certificate
from sync.core.signing import Ed25519Signer
from tests.support.fakes import MemoryStore, a_desk
from tests.support.office import PROVINCE, a_certificate


@pytest.fixture
def store() -> MemoryStore:
    kept = MemoryStore()
    with kept.open_work(a_desk())() as work:
        signer = Ed25519Signer(work.device.seed())
        work.device.enrol(sign_certificate(a_certificate(signer.public, work.device.seal_public()), PROVINCE))
        work.commit()
    return kept
