"""The squares on our receipt: dossier id, provisional number, the device's signature.

Here: the text's shape. Not here: drawing it (`papers.qr`), the key, finding the dossier.
Source: settled shape `MC1.` base32(16 B id) `.` base32(number) `.` base32(64 B Ed25519 over `MC1`, id,
number).
"""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH_MAX: Final = 300
_SHAPE: Final = re.compile(r"MC1\.([A-Z2-7]{26})\.([A-Z2-7]{1,100})\.([A-Z2-7]{103})")
_PREFIX: Final = "MC1"


class ReceiptCode(NamedTuple):
    """What stands in the squares; the signature is not yet verified."""

    dossier_id: UUID
    number: str
    signature: bytes


def signed_part(dossier_id: UUID, number: str) -> bytes:
    """Return the bytes under the signature: `MC1`, 16 bytes id, the number in ASCII."""
    return _PREFIX.encode() + dossier_id.bytes + number.encode("ascii")


def receipt_text(dossier_id: UUID, number: str, sign: Callable[[bytes], bytes]) -> str:
    """Return the text for the receipt's QR, about 180 characters of QR's dense alphabet.

    Args:
        dossier_id: The dossier.
        number: Its provisional number, ASCII.
        sign: The device key: bytes to a 64-byte Ed25519 signature.
    """
    signature = sign(signed_part(dossier_id, number))
    return ".".join((_PREFIX, _b32(dossier_id.bytes), _b32(number.encode("ascii")), _b32(signature)))


def read_receipt(text: str) -> ReceiptCode:
    """Read the text of a receipt's QR (rule INP-16: at most 300 bytes, one shape, no address is opened).

    Raises:
        RuleError: Not one of ours.
    """
    match = _SHAPE.fullmatch(text) if len(text) <= LENGTH_MAX else None
    if match is None:
        raise RuleError(Faults.RECEIPT_CODE.value)
    try:
        identity, number, signature = (_unb32(part) for part in match.groups())
        code = ReceiptCode(UUID(bytes=identity), number.decode("ascii"), signature)
    except ValueError:
        raise RuleError(Faults.RECEIPT_CODE.value) from None
    if text != ".".join((_PREFIX, *map(_b32, (identity, number, signature)))):
        raise RuleError(Faults.RECEIPT_CODE.value)  # spare bits set: a second spelling of one code
    return code


def _b32(raw: bytes) -> str:
    return b32encode(raw).decode("ascii").rstrip("=")


def _unb32(text: str) -> bytes:
    return b32decode(text + "=" * (-len(text) % 8))
