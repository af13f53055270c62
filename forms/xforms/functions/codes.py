"""Functions of dice, digests and of what the program itself knows."""

import base64
import binascii
import hashlib
from typing import Final

from forms.xforms.functions.arguments import Function, text, whole
from forms.xforms.problem import ExpressionError
from forms.xforms.scope import Scope, Value

_DIGESTS: Final = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384",
                   "SHA-512": "sha512"}
_BASE_36: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
UUID_CHARS_MAX: Final = 1_000


def _digest(scope: Scope, values: list[Value]) -> Value:
    """Return the digest of a text's UTF-8 bytes, in Base64 unless `hex` is asked for."""
    said, algorithm = text(scope, values[0]), text(scope, values[1]).upper()
    encoding = text(scope, values[2]).lower() if len(values) > 2 else "base64"  # noqa: PLR2004 - the third argument
    if algorithm not in _DIGESTS or encoding not in {"base64", "hex"}:
        raise ExpressionError("digest() knows MD5, SHA-1, SHA-256, SHA-384, SHA-512 and base64, hex")
    made = hashlib.new(_DIGESTS[algorithm], said.encode(), usedforsecurity=False)
    return made.hexdigest() if encoding == "hex" else base64.b64encode(made.digest()).decode()


def _extract_signed(scope: Scope, values: list[Value]) -> Value:
    """Return the text behind an Ed25519 signature, both in one Base64; nothing when the key did not sign."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415 - a library few forms need
    from nacl.signing import VerifyKey  # noqa: PLC0415

    try:
        signed, key = (base64.b64decode(text(scope, value)) for value in values)
        return VerifyKey(key).verify(signed).decode()
    except (CryptoError, ValueError, TypeError):
        return ""


def _base64_decode(scope: Scope, values: list[Value]) -> Value:
    """Return the text written in Base64; what is no Base64 or no text gives nothing."""
    try:
        return base64.b64decode(text(scope, values[0]), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


def _uuid(scope: Scope, values: list[Value]) -> Value:
    if not values:
        return scope.world.new_uuid()
    length = whole(scope, values[0])
    if length > UUID_CHARS_MAX:
        raise ExpressionError(f"uuid() of more than {UUID_CHARS_MAX} characters")
    return "".join(_BASE_36[int(scope.world.draw() * 36)] for _ in range(length))


CODES: Final[dict[str, Function]] = {
    "base64-decode": Function(_base64_decode, 1, 1),
    "digest": Function(_digest, 2, 3),
    "extract-signed": Function(_extract_signed, 2, 2),
    "property": Function(lambda scope, values: scope.world.properties.get(text(scope, values[0]), ""), 1, 1),
    "random": Function(lambda scope, _: scope.world.draw(), 0, 0),
    "uuid": Function(_uuid, 0, 1),
    "version": Function(lambda scope, _: scope.world.version, 0, 0),
}
