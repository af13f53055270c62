"""Đăng ký máy: a one-time code and fresh keys become a certificate (sync.md K1, NET-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from forms.errors import RuleError
from sync.core.certificate import Certificate, EnrolRequest, sign_certificate
from sync.core.errors import Unreadable
from sync.province.faults import Faults
from sync.province.registry import code_digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sync.core.signing import Signer
    from sync.province.registry import OpenRegister

CERTIFICATE_LIFE: Final = timedelta(days=730)
DEVICE_BYTES: Final = 16
TAG_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: nothing that looks like something else."""


@dataclass(frozen=True, slots=True)
class Enroller:
    """What the province enrols with.

    Attributes:
        signer: the province's signing key.
        seal: its X25519 public key.
        chance: gives random bytes.
    """

    signer: Signer
    seal: bytes
    chance: Callable[[int], bytes]


def enrol_device(raw: bytes, now: datetime, enroller: Enroller, open_register: OpenRegister) -> bytes:
    """Answer one enrolment request.

    A code is used up only together with the device it made: a request that fails leaves it good.

    Args:
        raw: body of `POST /v1/enrol`.
        now: the present instant.
        enroller: the province's keys and dice.
        open_register: opens the transaction.

    Returns:
        The signed certificate, as `sync.core.certificate.read_signed` reads it.

    Raises:
        RuleError: not a request, a proof that does not hold, or a code that is unknown, used or too old.
    """
    try:
        request = EnrolRequest.read(raw)
    except Unreadable as fault:
        raise RuleError(Faults.NOT_A_REQUEST.value) from fault
    if not request.holds():
        raise RuleError(Faults.NOT_A_REQUEST.value)
    with open_register() as register:
        commune = register.take_code(code_digest(request.code), now)
        office = register.office(commune) if commune else None
        if office is None:
            raise RuleError(Faults.CODE_NOT_VALID.value)
        certificate = Certificate(
            dev=enroller.chance(DEVICE_BYTES),
            epoch=request.epoch,
            tag=_fresh_tag(enroller.chance, register.tags(office.commune)),
            scope=office.scope,
            office=office.name,
            serial=register.next_serial(),
            issued_at=now.isoformat(timespec="seconds"),
            not_after=(now + CERTIFICATE_LIFE).isoformat(timespec="seconds"),
            sign=request.sign,
            seal=request.seal,
            province_sign=enroller.signer.public,
            province_seal=enroller.seal,
        )
        register.add_device(certificate)
        return sign_certificate(certificate, enroller.signer)


def _fresh_tag(chance: Callable[[int], bytes], taken: frozenset[str]) -> str:
    """Draw four letters that no device of the commune has ever had (sync.md section 3)."""
    while True:
        tag = "".join(TAG_LETTERS[byte % 32] for byte in chance(4))
        if tag not in taken:
            return tag
