"""Where the province keeps what: one folder, named once.

Holds no secret and reads no file; the folder's files are opened by the rooms that own them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The province's data folder and the names in it.

    Attributes:
        root: the folder given by `--home`.
    """

    root: Path

    @property
    def store(self) -> Path:
        """Event log, feeds, officers: everything but numbers."""
        return self.root / "province.sqlite"

    @property
    def ledger(self) -> Path:
        """The ledger of official codes: its own file, never restored backwards (sync.md G6)."""
        return self.root / "ledger.sqlite"

    @property
    def places(self) -> Path:
        """Which databases hold store and ledger, when they are not files of this folder."""
        return self.root / "stores.json"

    @property
    def blobs(self) -> Path:
        """Attachments and unfinished uploads."""
        return self.root / "blobs"

    @property
    def blobs_url(self) -> Path:
        """One line: the bucket of the attachments, empty for the folder `blobs`."""
        return self.root / "blobs.url"

    @property
    def keys(self) -> Path:
        """Private keys; the folder is 0700, each file 0600."""
        return self.root / "keys"

    @property
    def ca(self) -> Path:
        """The certificate every desk pins; handed out with the enrolment code."""
        return self.root / "ca.pem"


MAX_REQUEST = 8 * 1024 * 1024
"""Bytes in one request body (W14, NET-11)."""

MAX_UPLOAD = 50 * 1024 * 1024
"""Bytes in one attachment: `Tus-Max-Size` (U10)."""
