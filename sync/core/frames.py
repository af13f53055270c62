"""Frames: length, type, flags, dictionary, body, signature; what a hostile one may cost (sync.md section 6).

Sans I/O: bytes in, frames out. How a body is packed is the business of `codec`, what stands in it that of
`messages`.
"""

import struct
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Final, TypeVar

from sync.core.codec import PLAIN, PLAIN_MAX, BadFrame, Codec
from sync.core.signing import SIGNATURE_BYTES, Address, Signer, Verify, signature_input, verify

SIGNED: Final = 1
ZSTD: Final = 2
TOTAL_MAX: Final = 8 << 20
FRAMES_MAX: Final = 4096
ITEMS_MAX: Final = 64
SENT_MAX: Final = 7 << 10
PACKED_MAX: Final = PLAIN_MAX // 2
"""Plain bytes that are packed together: text that shrinks to nothing must still open at the other end."""
_SHRINKS: Final = 8
"""How much smaller we expect lines to become before the first frame has shown it."""
_HEAD: Final = struct.Struct(">BBI")
_LENGTH: Final = struct.Struct(">I")
_TOO_MUCH: Final = "more bytes or frames than one message may hold"
_LENGTH_MAX: Final = _HEAD.size + PLAIN_MAX + SIGNATURE_BYTES
_Item = TypeVar("_Item")


class FrameType(IntEnum):
    """What a frame holds."""

    HEAD = 1
    EVENTS = 2
    BLOB = 3
    ANSWER = 4
    FEED = 5
    BOARD = 6
    RECEIPT = 7
    SNAP = 8
    REFUSE = 9


@dataclass(frozen=True, slots=True)
class Seal:
    """Who signs, and to what address the signature is bound."""

    signer: Signer
    address: Address


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as it travelled.

    Attributes:
        kind: see `FrameType`; an unknown number stays a number.
        flags: bit 0 signed, bit 1 zstd.
        dict_id: number of the dictionary, 0 for none.
        body: as sent.
        signature: 64 bytes, or empty.
    """

    kind: int
    flags: int
    dict_id: int
    body: bytes
    signature: bytes

    def holds(self, public: bytes, address: Address, check: Verify = verify) -> bool:
        """Tell whether the frame is signed by a key, for this address.

        Args:
            public: the key that should have signed.
            address: device, epoch and recipient of the message.
            check: how signatures are checked.

        Returns:
            True only for a signature that holds.
        """
        if not self.flags & SIGNED:
            return False
        signed = signature_input(self.kind, self.flags, self.dict_id, address, sha256(self.body).digest())
        return check(public, signed, self.signature)

    def plain(self, codec: Codec) -> bytes:
        """Give the plain body.

        Args:
            codec: the decompressor.

        Returns:
            At most 1 MiB.

        Raises:
            BadFrame: an unknown dictionary or flag, or the codec refuses.
        """
        if self.flags & ~(SIGNED | ZSTD) or (self.dict_id and not self.flags & ZSTD):
            raise BadFrame("an unknown flag, or a dictionary for nothing")
        plain = codec.decompress(self.body, self.dict_id) if self.flags & ZSTD else self.body
        if len(plain) > PLAIN_MAX:
            raise BadFrame("a frame of more than 1 MiB")
        return plain


def write_frame(
    kind: FrameType,
    plain: bytes,
    *,
    seal: Seal | None = None,
    codec: Codec | None = None,
    known: Collection[int] = (),
) -> bytes:
    """Encode a frame.

    Args:
        kind: its type.
        plain: the plain body.
        seal: who signs; None leaves it unsigned.
        codec: compresses when that makes it smaller; None sends it plain.
        known: ids of the dictionaries the reader knows; the newest that we hold, too, is used.

    Returns:
        Length, head, body and signature.
    """
    dict_id = PLAIN if codec is None else max((one for one in codec.dicts if one in known), default=PLAIN)
    packed = plain if codec is None else codec.compress(plain, dict_id)
    body, zipped = (packed, ZSTD) if len(packed) < len(plain) else (plain, 0)
    dict_id = dict_id if zipped else PLAIN
    flags = zipped | (SIGNED if seal else 0)
    signature = b""
    if seal is not None:
        signed = signature_input(kind, flags, dict_id, seal.address, sha256(body).digest())
        signature = seal.signer.sign(signed)
    head = _HEAD.pack(kind, flags, dict_id)
    return b"".join((_LENGTH.pack(len(head) + len(body) + len(signature)), head, body, signature))


class FrameReader:
    """Cuts a stream into frames, however the pieces fall (W14)."""

    def __init__(self, *, total_max: int = TOTAL_MAX, frames_max: int = FRAMES_MAX) -> None:
        self._left, self._frames_left = total_max, frames_max
        self._held = bytearray()

    def feed(self, piece: bytes) -> list[Frame]:
        """Take the next piece of the stream.

        Args:
            piece: any number of bytes.

        Returns:
            The frames completed by it.

        Raises:
            BadFrame: a length that no frame has, or more bytes or frames than one message may hold.
        """
        self._left -= len(piece)
        if self._left < 0:
            raise BadFrame(_TOO_MUCH)
        self._held += piece
        return list(self._cut())

    @property
    def between_frames(self) -> bool:
        """True when no frame is half read."""
        return not self._held

    def _cut(self) -> Iterator[Frame]:
        while len(self._held) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._held)
            if not _HEAD.size <= length <= _LENGTH_MAX:
                raise BadFrame("a length that no frame has")
            end = _LENGTH.size + length
            if len(self._held) < end:
                return
            whole = bytes(self._held[_LENGTH.size : end])
            del self._held[:end]
            self._frames_left -= 1
            if self._frames_left < 0:
                raise BadFrame(_TOO_MUCH)
            yield _read(whole)


def _read(whole: bytes) -> Frame:
    kind, flags, dict_id = _HEAD.unpack_from(whole)
    end = len(whole) - (SIGNATURE_BYTES if flags & SIGNED else 0)
    if end < _HEAD.size:
        raise BadFrame("a frame shorter than its signature")
    return Frame(kind, flags, dict_id, whole[_HEAD.size : end], whole[end:])


def fill_frames(
    items: Sequence[_Item], weigh: Callable[[_Item], int], write: Callable[[Sequence[_Item]], bytes]
) -> Iterator[tuple[Sequence[_Item], bytes]]:
    """Share items out over frames: at most 64 and half a MiB each, at most 7 KiB as sent.

    One item alone may be larger.

    Args:
        items: what is to be sent, in order.
        weigh: gives the plain bytes of one of them.
        write: encodes some of them as one frame.

    Returns:
        Each frame with the items in it.
    """
    done, room = 0, SENT_MAX * _SHRINKS
    while done < len(items):
        some = items[done : done + _fitting(items[done : done + ITEMS_MAX], weigh, room)]
        frame = write(some)
        # what was learnt of these bytes, a little less, so that the next frame need not be packed twice
        room = min(PACKED_MAX, sum(map(weigh, some)) * SENT_MAX // len(frame) * 31 // 32)
        if len(frame) > SENT_MAX and len(some) > 1:
            continue
        yield some, frame
        done += len(some)


def _fitting(items: Sequence[_Item], weigh: Callable[[_Item], int], room: int) -> int:
    left = room
    for count, item in enumerate(items):
        left -= weigh(item)
        if left < 0:
            return max(1, count)
    return len(items)
