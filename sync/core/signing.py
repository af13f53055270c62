"""Ed25519 over bytes: what exactly is under a signature, who signs, who checks.

Keys are handed in as bytes; where they are kept is the business of the desk's store and the province's key
files.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

SIGNATURE_BYTES: Final = 64
KEY_ID_BYTES: Final = 8
Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, message, signature) → does it hold?"""


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a signature is bound to: the device in question, its epoch, and the recipient's key id.

    In both directions `dev` and `epoch` are the device's; `to` is the key id of who shall read.
    """

    dev: bytes
    epoch: bytes
    to: bytes


class Signer(Protocol):
    """Something that can sign; the private key stays behind it."""

    @property
    def public(self) -> bytes:
        """The 32-byte public key."""

    def sign(self, message: bytes) -> bytes:
        """Sign.

        Args:
            message: the signature input.

        Returns:
            64 bytes.
        """


class Ed25519Signer:
    """The real signer, from a 32-byte seed."""

    def __init__(self, seed: bytes) -> None:
        self._key = SigningKey(seed)

    @property
    def public(self) -> bytes:
        """The 32-byte public key."""
        return bytes(self._key.verify_key)

    def sign(self, message: bytes) -> bytes:
        """Sign.

        Args:
            message: the signature input.

        Returns:
            64 bytes.
        """
        return self._key.sign(message).signature


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature holds.

    Args:
        public: the 32-byte public key.
        message: the signature input.
        signature: what came; any length.

    Returns:
        True only for a good signature.
    """
    if len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(public).verify(message, signature)
    except BadSignatureError:
        return False
    return True


def key_id(public: bytes) -> bytes:
    """Name a key: the first 8 bytes of SHA-256(public key).

    Args:
        public: the 32-byte Ed25519 public key.

    Returns:
        8 bytes.
    """
    return sha256(public).digest()[:KEY_ID_BYTES]


def signature_input(kind: int, flags: int, dict_id: int, address: Address, body_hash: bytes) -> bytes:
    """Lay out what is signed (sync.md section 6, docs/adr/0002).

    Args:
        kind: type of the frame, or of the other signed object.
        flags: the frame's flags, as sent.
        dict_id: the dictionary's number, 0 for none.
        address: device, epoch, recipient.
        body_hash: SHA-256 of the body as sent.

    Returns:
        74 bytes: `MCS1`, u8, u8, u32 big-endian, 16, 8, 8, 32.
    """
    return struct.pack(
        ">4sBBI16s8s8s32s", b"MCS1", kind, flags, dict_id, address.dev, address.epoch, address.to, body_hash
    )
