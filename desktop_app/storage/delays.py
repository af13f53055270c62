"""How long a person waits after wrong passphrases, kept across restarts (KEY-5); never locked for good.

Only user ids and counts are kept.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from desktop_app.storage.durable import write_durably

SECONDS: Final = (0, 0, 0, 1, 2, 4, 8, 16, 32, 60)
"""Delay before the next try, by number of failures; the last one stays."""


class Delays:
    """The file with the failures since each person's last good passphrase."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def failures(self, user: str) -> int:
        """Return how many tries failed since the last good one."""
        return int(self._read().get(user, {}).get("n", 0))

    def wait_s(self, user: str, now: datetime) -> float:
        """Return the seconds still to wait; a clock set back never makes it longer than the delay itself."""
        found = self._read().get(user)
        if found is None:
            return 0.0
        delay = SECONDS[min(int(found["n"]), len(SECONDS) - 1)]
        passed = (now - datetime.fromisoformat(found["at"])).total_seconds()
        return float(min(delay, max(0.0, delay - passed)))

    def failed(self, user: str, now: datetime) -> None:
        """Count a failure, durably, before the person is told."""
        kept = self._read()
        kept[user] = {"n": int(kept.get(user, {}).get("n", 0)) + 1, "at": now.isoformat()}
        write_durably(self._path, [json.dumps(kept).encode()])

    def passed(self, user: str) -> None:
        """Forget the failures after a good passphrase."""
        kept = self._read()
        if kept.pop(user, None) is not None:
            write_durably(self._path, [json.dumps(kept).encode()])

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}  # a missing or torn file costs a delay, never an entry
        if not isinstance(kept, dict):
            return {}
        return {user: one for user, one in kept.items() if isinstance(one, dict) and _reads(one)}


def _reads(one: Mapping[str, Any]) -> bool:
    try:
        return int(one["n"]) >= 0 and datetime.fromisoformat(one["at"]).tzinfo is not None
    except (KeyError, TypeError, ValueError):
        return False
