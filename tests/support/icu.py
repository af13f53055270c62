"""ICU as a judge: the system's own library, asked through its C interface.

Postgres, which the tests of the province need, stands on it; so it is there wherever `make setup` has run.
"""

from __future__ import annotations

import ctypes
import ctypes.util

import pytest

_SPELL_OUT = 5  # UNUM_SPELLOUT
_GRAPHEMES = 0  # UBRK_CHARACTER
_DONE = -1
_PRIMARY, _SECONDARY, _TERTIARY = 0, 1, 2


class Icu:
    """The few functions that the tests ask."""

    def __init__(self, name: str) -> None:
        self.version = name.rpartition(".")[2]
        self._library = ctypes.CDLL(name)
        common = name.replace("icui18n", "icuuc")
        self._common = ctypes.CDLL(common)

    def _call(self, function, *given, pointer=False):
        """Call a function whose last parameter is ICU's error code; negative codes are warnings."""
        library = self._common if function.startswith(("ubrk", "u_")) else self._library
        called = getattr(library, f"{function}_{self.version}")
        called.restype = ctypes.c_void_p if pointer else ctypes.c_int32
        failed = ctypes.c_int(0)
        answer = called(*given, ctypes.byref(failed))
        if failed.value > 0:
            raise RuntimeError(f"{function}: ICU error {failed.value}")
        return answer

    def spelled(self, number: int) -> str:
        """A whole number in Vietnamese words, by ICU's rules."""
        if not hasattr(self, "_speller"):
            self._speller = ctypes.c_void_p(self._call("unum_open", _SPELL_OUT, None, 0, b"vi", None, pointer=True))
        room = (ctypes.c_uint16 * 1000)()
        length = self._call("unum_formatInt64", self._speller, ctypes.c_int64(number), room, 1000, None)
        return bytes(memoryview(room).cast("B")[: 2 * length]).decode("utf-16-le")

    def sort_key(self, text: str) -> bytes:
        """The key by which ICU sorts Vietnamese."""
        if not hasattr(self, "_collator"):
            self._collator = ctypes.c_void_p(self._call("ucol_open", b"vi", pointer=True))
        given = text.encode("utf-16-le")
        room = ctypes.create_string_buffer(20 * len(text) + 100)
        keyed = getattr(self._library, f"ucol_getSortKey_{self.version}")
        length = keyed(self._collator, given, len(given) // 2, room, len(room))
        assert 0 < length <= len(room)
        return room.raw[: length - 1]

    def graphemes(self, text: str) -> int:
        """How many letters a reader sees, by ICU's break iterator."""
        given = ctypes.create_string_buffer(text.encode("utf-16-le"))
        length = (len(given) - 1) // 2
        walker = ctypes.c_void_p(self._call("ubrk_open", _GRAPHEMES, b"vi", given, length, pointer=True))
        forward = getattr(self._common, f"ubrk_next_{self.version}")
        count = 0
        while forward(walker) != _DONE:
            count += 1
        getattr(self._common, f"ubrk_close_{self.version}")(walker)
        return count


def icu() -> Icu:
    """The judge, or a skip that says why."""
    name = ctypes.util.find_library("icui18n")
    if name is None:
        pytest.skip("ICU judges here; no libicui18n on this machine (it comes with PostgreSQL)")
    return Icu(name)
