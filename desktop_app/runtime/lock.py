"""When the desk locks itself, and how it starts anew so that nothing of the unlocked time stays in memory.

Saving drafts, closing the store and wiping keys happen before, by the office itself (LOCK-2).
"""

import ctypes
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

IDLE_SECONDS: Final = 5 * 60
SHIFT_SECONDS: Final = 12 * 3600
_PR_SET_DUMPABLE: Final = 4


@dataclass(frozen=True, slots=True)
class Watch:
    """Since when, in monotonic seconds, the desk is open and untouched (LOCK-1)."""

    opened_s: float
    touched_s: float

    def touched(self, now_s: float) -> "Watch":
        """Return the watch after a key, a click or a scan."""
        return Watch(self.opened_s, now_s)

    def must_lock(self, now_s: float) -> bool:
        """Tell whether five idle minutes or twelve open hours have passed."""
        return now_s - self.touched_s >= IDLE_SECONDS or now_s - self.opened_s >= SHIFT_SECONDS

    def left_s(self, now_s: float) -> float:
        """Return the seconds until it locks if nobody touches it."""
        return max(0.0, min(self.touched_s + IDLE_SECONDS, self.opened_s + SHIFT_SECONDS) - now_s)


def harden() -> None:
    """Forbid core dumps and reading this process's memory (LOCK-3); at every start, as exec resets the first.

    Systems without these calls are left as they are: their means stand in the manual.
    """
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - exists on this system only

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def start_anew(arguments: Sequence[str] = ()) -> NoReturn:
    """Replace this process by a fresh one, locked: after it no key and no citizen's text is in memory.

    Args:
        arguments: Of the new process; those of this one when empty.
    """
    words = list(arguments) or [sys.executable, *sys.orig_argv[1:]]
    os.execv(words[0], words)  # noqa: S606 - our own program, no shell
