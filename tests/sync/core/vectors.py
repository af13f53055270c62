"""The worked example of docs/adr/0002: fixed inputs, and every hash and signature that follows from them."""

from hashlib import sha256
from uuid import UUID

from sync.core.certificate import Certificate, EnrolRequest, sign_certificate
from sync.core.event import compose
from sync.core.feed import Meta, feed_next, feed_start
from sync.core.frames import FrameType, Seal, write_frame
from sync.core.ids import uuid7
from sync.core.signing import Address, Ed25519Signer, key_id, signature_input
from sync.core.stamp import chain_next, chain_start
from sync.core.verdict import OK

DEVICE = Ed25519Signer(bytes(range(32)))
PROVINCE = Ed25519Signer(bytes(range(32, 64)))
DEV, EPOCH = bytes(range(0x10, 0x20)), bytes(range(0xA0, 0xA8))
SCOPE = "c:24184"


def vectors() -> dict[str, str]:
    """Every value of the page, by the name it has there."""
    eid = uuid7(1_772_413_200_000, bytes(range(10)))
    event = compose(
        eid=eid, record=UUID("019caa00-0000-7000-8000-000000000001"), kind="note", base=2, after=None,
        payload={"text": "Đã gọi điện"}, actor="can-bo-1", at="2026-03-02T08:00:00+07:00", salt=bytes(16),
    )  # fmt: skip
    chain_0 = chain_start(DEV, EPOCH)
    up = Address(DEV, EPOCH, key_id(PROVINCE.public))
    down = Address(DEV, EPOCH, key_id(DEVICE.public))
    start = feed_start(SCOPE)
    meta = Meta(1, eid, 3, "2026-03-02T01:00:05+00:00", OK).to_bytes()
    body = b'{"first":1}'
    signed = signature_input(FrameType.EVENTS, 1, 0, up, sha256(body).digest())
    request = EnrolRequest.make("ABCD-EFGH", DEVICE, bytes(32), EPOCH)
    certificate = Certificate(
        dev=DEV, epoch=EPOCH, tag="K7Q2", scope=SCOPE, office="UBND xã Thử", serial=1,
        issued_at="2026-03-01T00:00:00+00:00", not_after="2028-03-01T00:00:00+00:00",
        sign=DEVICE.public, seal=bytes(32), province_sign=PROVINCE.public, province_seal=bytes(32),
    )  # fmt: skip
    return {
        "device public": DEVICE.public.hex(),
        "device key id": key_id(DEVICE.public).hex(),
        "province key id": key_id(PROVINCE.public).hex(),
        "eid": str(eid),
        "event": event.raw.decode(),
        "event hash": event.hash.hex(),
        "chain_0": chain_0.hex(),
        "chain_1": chain_next(chain_0, eid, event.hash).hex(),
        "feed_h_0": start.h.hex(),
        "meta line": meta.decode(),
        "feed_h_1": feed_next(start.h, meta, event.hash).hex(),
        "signature input": signed.hex(),
        "signature": DEVICE.sign(signed).hex(),
        "frame": write_frame(FrameType.EVENTS, body, seal=Seal(DEVICE, up)).hex(),
        "down address": (down.dev + down.epoch + down.to).hex(),
        "enrolment proof": request.proof.hex(),
        "certificate answer hash": sha256(sign_certificate(certificate, PROVINCE)).hexdigest(),
    }
