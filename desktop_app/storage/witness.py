"""The side file: how far the store had come, kept beside it, so that a restored disk shows (sync.md S6).

A hint only: the proof is the province's `have_hash`. Authenticated with a key derived from the store key.
"""

import hmac
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from desktop_app.storage.durable import write_durably


@dataclass(frozen=True, slots=True)
class Mark:
    """The store's last known point: epoch (hex), last seq, its chain (hex), last provisional number."""

    epoch: str
    seq: int
    chain: str
    number: int


class Witness:
    """The side file of one store."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def read(self) -> Mark | None:
        """Return the mark; None when there is none, or one that this store did not write."""
        try:
            kept = json.loads(self._path.read_bytes())
            mark = Mark(str(kept["epoch"]), int(kept["seq"]), str(kept["chain"]), int(kept["number"]))
            mac = bytes.fromhex(kept["mac"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return mark if hmac.compare_digest(mac, self._mac(mark)) else None

    def write(self, mark: Mark) -> None:
        """Keep the mark; on return it is on the disk.

        Raises:
            OSError: The older mark then still stands.
        """
        kept = asdict(mark) | {"mac": self._mac(mark).hex()}
        write_durably(self._path, [json.dumps(kept).encode()])

    def _mac(self, mark: Mark) -> bytes:
        message = json.dumps(asdict(mark), sort_keys=True).encode()
        return hmac.digest(self._key, message, sha256)
