"""The wait between rounds, kept in a small file: a restart is no way around what the province asked for.

Nothing of it is needed to find the truth; a lost or damaged file only makes the next try come at once.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from desktop_app.runtime.clock import SystemClock
from desktop_app.storage.durable import write_durably
from sync.runner import Rest

FILE: Final = "pace.json"


@dataclass(frozen=True, slots=True)
class RestFile:
    """`pace.json` of one data folder."""

    home: Path
    clock: SystemClock

    def read(self) -> Rest:
        """Return where the device stands now."""
        try:
            kept: Any = json.loads((self.home / FILE).read_bytes())
            since = (self.clock.now() - datetime.fromisoformat(kept["at"])).total_seconds()
        except (OSError, ValueError, TypeError, KeyError):
            return Rest()
        return Rest.read(kept).passed(since)

    def keep(self, rest: Rest) -> None:
        """Write it down; a disk that does not take it costs patience, no more."""
        text = json.dumps({"at": self.clock.now().isoformat(), **rest.to_json()})
        with suppress(OSError):
            write_durably(self.home / FILE, [text.encode()])
