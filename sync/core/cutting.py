"""Ids, hashes and salts cut out of JSON lines before they are packed, and put back afterwards.

Chance does not compress, and written in hex it costs a fifth more than it is, even packed. So what stands for
chance travels raw beside the text. In the text one control byte, which JSON cannot hold, keeps each place:

| byte | stands for | raw |
|---|---|---|
| 1 | the last four groups of an id, `-hhhh-hhhh-hhhh-hhhhhhhhhhhh` | 12 |
| 2, 3, 4, 5 | hex between quotes, of 16, 32, 64, 128 digits | 8, 16, 32, 64 |
| 6 and 32 + n | the same as the n-th before it (1 to 90) | – |
| 7 and a byte | that byte of 1 to 7 itself | – |

Part of what `dict_id` 1 means: it never changes (docs/adr/0006).
"""

import re
from typing import Final

from sync.core.errors import Unreadable

_SIZES: Final = {1: 12, 2: 8, 3: 16, 4: 32, 5: 64}
_DIGITS: Final = {16: 2, 32: 3, 64: 4, 128: 5}
_AGAIN, _ITSELF = 6, 7
_BACK: Final = 90
_FROM: Final = 32
_CHANCE: Final = re.compile(
    rb"-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    rb'|"(?:[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{128})"'
    rb"|[\x01-\x07]"
)
_PLACE: Final = re.compile(rb"[\x01-\x05]|[\x06\x07].", re.DOTALL)


def cut_out(plain: bytes) -> tuple[bytes, bytes]:
    """Cut what is chance out of lines of JSON.

    Args:
        plain: any bytes.

    Returns:
        The text with its places, and the raw bytes in order.
    """
    pool: list[bytes] = []
    seen: dict[bytes, int] = {}

    def place(found: re.Match[bytes]) -> bytes:
        whole = found[0]
        if len(whole) == 1:
            return bytes((_ITSELF, whole[0]))
        quote = b'"' if whole[:1] == b'"' else b""
        raw = bytes.fromhex(whole.strip(b'"').replace(b"-", b"").decode())
        back = len(pool) - seen.get(raw, ~_BACK)
        if back <= _BACK:
            return quote + bytes((_AGAIN, _FROM + back)) + quote
        seen[raw] = len(pool)
        pool.append(raw)
        return quote + bytes((_DIGITS[2 * len(raw)] if quote else 1,)) + quote

    return _CHANCE.sub(place, plain), b"".join(pool)


def put_back(text: bytes, raw: bytes, ceiling: int) -> bytes:
    """Put what was cut out back into its places.

    Args:
        text: as `cut_out` gave it.
        raw: likewise.
        ceiling: the most bytes of the result.

    Returns:
        The bytes as they were, hash for hash.

    Raises:
        Unreadable: the places and the raw bytes do not belong together, or the result would be too long.
    """
    pieces: list[bytes] = []
    pool: list[bytes] = []
    begin = at = size = 0
    for found in _PLACE.finditer(text):
        what = found[0]
        if what[0] == _ITSELF:
            put = what[1:]
        elif what[0] == _AGAIN:
            back = what[1] - _FROM
            if not 1 <= back <= len(pool):
                raise Unreadable("a place that points nowhere")
            put = pool[-back]
        else:
            piece = raw[at : at + _SIZES[what[0]]]
            at += _SIZES[what[0]]
            put = _spelled(piece)
            pool.append(put)
        pieces += (text[begin : found.start()], put)
        size += found.start() - begin + len(put)
        begin = found.end()
        if size > ceiling or at > len(raw):
            break
    pieces.append(text[begin:])
    if at != len(raw) or size + len(pieces[-1]) > ceiling:
        raise Unreadable("places and raw bytes that do not belong together")
    return b"".join(pieces)


def _spelled(raw: bytes) -> bytes:
    digits = raw.hex().encode()
    if len(raw) == _SIZES[1]:
        return b"-%b-%b-%b-%b" % (digits[:4], digits[4:8], digits[8:12], digits[12:])
    return digits
