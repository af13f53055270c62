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
    from sync.province.registry import Office, OpenRegister

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
        next_serial: gives the next certificate number (the ledger's, so that a restore brings none twice).
    """

    signer: Signer
    seal: bytes
    chance: Callable[[int], bytes]
    next_serial: Callable[[], int]


def enrol_device(raw: bytes, now: datetime, enroller: Enroller, open_register: OpenRegister) -> bytes:
    """Answer one enrolment request.

    A code is used up only together with the device it made: a request that fails leaves it good. While the
    code lives, the same keys hear the same answer again: the first one may have been lost on its way.

    Args:
        raw: body of `POST /v1/enrol`.
        now: the present instant.
        enroller: the province's keys, dice and serials.
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
    code = code_digest(request.code)
    with open_register() as register:
        made = register.enrolled(code, now)
        if made is not None and (made.sign, made.seal) == (request.sign, request.seal):
            return sign_certificate(made, enroller.signer)
        commune = register.take_code(code, now)
        office = register.office(commune) if commune else None
        if office is None:
            raise RuleError(Faults.CODE_NOT_VALID.value)
        certificate = _certificate(request, office, now, enroller, register.tags(office.commune))
        register.add_device(certificate, code)
        return sign_certificate(certificate, enroller.signer)


def _certificate(
    request: EnrolRequest, office: Office, now: datetime, enroller: Enroller, tags: frozenset[str]
) -> Certificate:
    return Certificate(
        dev=enroller.chance(DEVICE_BYTES),
        epoch=request.epoch,
        tag=_fresh_tag(enroller.chance, tags),
        scope=office.scope,
        office=office.name,
        serial=enroller.next_serial(),
        issued_at=now.isoformat(timespec="seconds"),
        not_after=(now + CERTIFICATE_LIFE).isoformat(timespec="seconds"),
        sign=request.sign,
        seal=request.seal,
        province_sign=enroller.signer.public,
        province_seal=enroller.seal,
    )


def _fresh_tag(chance: Callable[[int], bytes], taken: frozenset[str]) -> str:
    """Draw four letters that no device of the commune has ever had (sync.md section 3)."""
    while True:
        tag = "".join(TAG_LETTERS[byte % 32] for byte in chance(4))
        if tag not in taken:
            return tag
