"""Keys derived from the store key, one per use (HKDF-SHA256, RFC 5869). No key is made or kept here."""

import hmac
from hashlib import sha256
from typing import Final

_HASH_BYTES: Final = 32


def derive(store_key: bytes | bytearray, use: str) -> bytes:
    """Derive the 32-byte key of one use, `motcua/<use>/1`.

    Args:
        store_key: 32 bytes.
        use: A short word, e.g. `witness`.
    """
    return hkdf_sha256(bytes(store_key), b"", f"motcua/{use}/1".encode(), _HASH_BYTES)


def hkdf_sha256(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """Extract and expand (RFC 5869).

    Args:
        secret: Input keying material.
        salt: May be empty; then 32 zero bytes, as section 2.2 says.
        info: What the key is for.
        length: Bytes wanted, at most 8,160.
    """
    prk = hmac.digest(salt or bytes(_HASH_BYTES), secret, sha256)
    block, made = b"", b""
    for counter in range(1, -(-length // _HASH_BYTES) + 1):
        block = hmac.digest(prk, block + info + bytes([counter]), sha256)
        made += block
    return made[:length]
