"""The side file: how far the store had come, kept beside it, so that a restored disk shows (sync.md S6).

A hint only: the proof is the province's `have_hash`. Authenticated with a key derived from the store key.

Two slots of one sector each, a page apart, take turns. A mark overwrites the older one in place and is
synced once; when the power goes in the middle of it, its MAC does not fit and the mark before it speaks: that
save had not returned, so nothing was printed of it.
"""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from desktop_app.storage.durable import overwrite_durably, write_durably

SLOT_BYTES: Final = 512
"""One slot: within the smallest sector a disk writes whole."""
SLOTS_AT: Final = (0, 4096)
"""Where they stand: in different sectors of disks with large ones too."""
FILE_BYTES: Final = SLOTS_AT[-1] + SLOT_BYTES


@dataclass(frozen=True, slots=True)
class Mark:
    """The store's last known point: epoch (hex), last seq, its chain (hex), last provisional number."""

    epoch: str
    seq: int
    chain: str
    number: int


class _Slot(NamedTuple):
    """A mark and its turn; the higher turn is the newer mark."""

    turn: int
    mark: Mark


class Witness:
    """The side file of one store."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def read(self) -> Mark | None:
        """Return the newest whole mark; None when there is none, or none that this store wrote."""
        slots = [slot for slot in self._slots(self._bytes()) if slot is not None]
        return max(slots, key=lambda slot: slot.turn).mark if slots else None

    def write(self, mark: Mark) -> None:
        """Keep the mark; on return it is on the disk.

        Raises:
            OSError: The older mark then still stands.
        """
        whole = self._bytes()
        turns = [0 if slot is None else slot.turn for slot in self._slots(whole)]
        piece = self._spell(_Slot(max(turns) + 1, mark))
        if len(whole) == FILE_BYTES:
            overwrite_durably(self._path, SLOTS_AT[turns.index(min(turns))], piece)
        else:
            write_durably(self._path, [piece.ljust(FILE_BYTES)])

    def _bytes(self) -> bytes:
        try:
            return self._path.read_bytes()
        except OSError:
            return b""

    def _slots(self, whole: bytes) -> list[_Slot | None]:
        return [self._understood(whole[at : at + SLOT_BYTES]) for at in SLOTS_AT]

    def _understood(self, piece: bytes) -> _Slot | None:
        """Read one slot; None for an empty, torn or foreign one."""
        try:
            kept = json.loads(piece)
            mac = bytes.fromhex(kept.pop("mac"))
            mark = Mark(str(kept["epoch"]), int(kept["seq"]), str(kept["chain"]), int(kept["number"]))
            slot = _Slot(int(kept["turn"]), mark)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        return slot if hmac.compare_digest(mac, self._mac(_members(slot))) else None

    def _spell(self, slot: _Slot) -> bytes:
        members = _members(slot)
        return json.dumps(members | {"mac": self._mac(members).hex()}).encode().ljust(SLOT_BYTES)

    def _mac(self, members: dict[str, Any]) -> bytes:
        return hmac.digest(self._key, json.dumps(members, sort_keys=True).encode(), sha256)


def _members(slot: _Slot) -> dict[str, Any]:
    mark = slot.mark
    return {
        "turn": slot.turn,
        "epoch": mark.epoch,
        "seq": mark.seq,
        "chain": mark.chain,
        "number": mark.number,
    }
