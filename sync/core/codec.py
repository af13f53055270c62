"""The compressor of frames: zstd, its ceilings, and the dictionary both sides know beforehand.

A dictionary makes a frame of one dossier as small as a batch of many (sync.md section 9). Its number names
the whole way of packing: u16 count of raw bytes, the raw bytes that `cutting` took out, the text packed with
the dictionary. A number never changes its meaning. How one is made stands in `docs/make/dictionary.py`.
"""

import struct
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, Protocol

import zstandard

from sync.core.cutting import cut_out, put_back
from sync.core.errors import Unreadable

PLAIN_MAX: Final = 1 << 20
WINDOW_MAX: Final = 8 << 20
LEVEL: Final = 19
HURRIED: Final = 9
"""Level 19 packs a tenth better than 9 and takes sixteen times as long: for slow lines and few bytes."""
PLAIN: Final = 0
"""`dict_id` of a frame without a dictionary; every side reads it."""
_COUNT: Final = struct.Struct(">H")
_COUNT_MAX: Final = (1 << 16) - 1
_NONE: Final = MappingProxyType[int, bytes]({})


class BadFrame(Unreadable):
    """Not a frame, or one that asks for more than we give."""


class Codec(Protocol):
    """A compressor that may hold dictionaries."""

    @property
    def dicts(self) -> tuple[int, ...]:
        """Ids of the dictionaries held, ascending; empty for none."""

    @property
    def hurried(self) -> "Codec":
        """The same for much at once, or a line faster than the machine packs; perhaps itself."""

    def compress(self, plain: bytes, dict_id: int = PLAIN) -> bytes:
        """Return the bytes, smaller if possible.

        Args:
            plain: the bytes.
            dict_id: one of `dicts`, or 0.
        """

    def decompress(self, packed: bytes, dict_id: int = PLAIN) -> bytes:
        """Return the plain bytes; raise `BadFrame` for an unknown dictionary or beyond a ceiling.

        Args:
            packed: the bytes as sent.
            dict_id: the dictionary its sender used.
        """


class Zstd:
    """zstd within INP-2: 1 MiB of plain bytes, an 8 MiB window, the size declared, nothing after the end.

    Args:
        level: 1 to 22.
        dictionaries: content by id; see `with_dictionary` for the one that ships.
    """

    def __init__(self, level: int = LEVEL, dictionaries: Mapping[int, bytes] = _NONE) -> None:
        self.dicts = tuple(sorted(dictionaries))
        self.hurried = self
        read = {number: zstandard.ZstdCompressionDict(content) for number, content in dictionaries.items()}
        for one in read.values():
            one.precompute_compress(level=level)
        self._out = {
            number: zstandard.ZstdCompressor(level=level, dict_data=one, write_dict_id=False)
            for number, one in ({PLAIN: None} | read).items()
        }
        self._in = {
            number: zstandard.ZstdDecompressor(dict_data=one, max_window_size=WINDOW_MAX)
            for number, one in ({PLAIN: None} | read).items()
        }

    def compress(self, plain: bytes, dict_id: int = PLAIN) -> bytes:
        """Compress.

        Args:
            plain: the bytes.
            dict_id: one of `dicts`, or 0.

        Returns:
            Without a dictionary one zstd frame; with one, as the head of this file says. Where more than
            64 KiB would have to be cut out, the bytes as they are.
        """
        if dict_id == PLAIN:
            return self._out[PLAIN].compress(plain)
        text, raw = cut_out(plain)
        if len(raw) > _COUNT_MAX:
            return plain
        return _COUNT.pack(len(raw)) + raw + self._out[dict_id].compress(text)

    def decompress(self, packed: bytes, dict_id: int = PLAIN) -> bytes:
        """Decompress what `compress` made.

        Args:
            packed: exactly that.
            dict_id: the dictionary its sender used.

        Returns:
            At most 1 MiB.

        Raises:
            BadFrame: broken, too large, of undeclared size, followed by something, of an unknown dictionary.
        """
        if dict_id not in self._in:
            raise BadFrame("an unknown dictionary")
        if dict_id == PLAIN:
            return self._text(packed, PLAIN)
        if len(packed) < _COUNT.size:
            raise BadFrame("shorter than its count")
        begin = _COUNT.size + _COUNT.unpack_from(packed)[0]
        try:
            return put_back(self._text(packed[begin:], dict_id), packed[_COUNT.size : begin], PLAIN_MAX)
        except Unreadable as error:
            raise BadFrame(str(error)) from error

    def _text(self, packed: bytes, dict_id: int) -> bytes:
        try:
            declared = zstandard.get_frame_parameters(packed)
            if declared.content_size > PLAIN_MAX or declared.window_size > WINDOW_MAX:
                raise BadFrame("a frame of more than 1 MiB, or of unknown size")
            return self._in[dict_id].decompress(packed, max_output_size=PLAIN_MAX, allow_extra_data=False)
        except zstandard.ZstdError as error:
            raise BadFrame("not a zstd frame") from error


@cache
def with_dictionary(level: int = LEVEL) -> Zstd:
    """Return the compressor both sides use, with every dictionary that ships; made once per level.

    Args:
        level: 1 to 22.

    Returns:
        The compressor.
    """
    made = Zstd(level, shipped())
    if level > HURRIED:
        made.hurried = with_dictionary(HURRIED)
    return made


def shipped() -> dict[int, bytes]:
    """Return the dictionaries that ship with the program, by id.

    Returns:
        `{1: content}`.
    """
    return {1: (resources.files("sync.core") / "dictionary-1.zdict").read_bytes()}
