"""A process that nobody may read, and how it starts anew so that nothing of the unlocked time is kept in it.

Saving drafts, closing the store and wiping keys happen before, by the office itself (LOCK-2).
"""

import ctypes
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

_PR_SET_DUMPABLE: Final = 4


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
