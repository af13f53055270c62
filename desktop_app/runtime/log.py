"""The log: short English facts by an allow-list, masked, in a file of the office's folder (FILE-7).

A record is an event name and named facts; text of exceptions never gets in, nor does anything a citizen said.
"""

import json
import logging
import re
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

ALLOWED: Final = frozenset(
    {
        "event",
        "id",
        "user",
        "verb",
        "phase",
        "count",
        "seconds",
        "bytes_up",
        "bytes_down",
        "error",
        "act",
        "where",
        "code",
    }
)
"""Names of facts that may be written; values are numbers, ids, class names, technical words."""

_DIGITS: Final = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
_PHONE: Final = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
_VALUE_MAX: Final = 120
_LOG_BYTES: Final = 1 << 20


def mask(text: str) -> str:
    """Replace identity numbers (9 or 12 digits) and phone numbers by `#`."""
    return _PHONE.sub("#", _DIGITS.sub("#", text))


class Masked(logging.Filter):
    """Lets through only what came by `Log.note`, and masks it once more."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep a record of ours, masked; drop any other library's: nobody knows what it would say."""
        facts = getattr(record, "facts", None)
        if not isinstance(facts, dict):
            return False
        record.msg = json.dumps(allowed(facts), ensure_ascii=True, sort_keys=True)
        record.args = ()
        record.exc_info = record.exc_text = None
        return True


def allowed(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts that may be written; texts shortened and masked."""
    return {
        name: value if isinstance(value, int | float) else mask(str(value))[:_VALUE_MAX]
        for name, value in facts.items()
        if name in ALLOWED
    }


class Log:
    """The office's log; one per process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "motcua.log", maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8"
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        handler.addFilter(Masked())
        self._logger = logging.getLogger("motcua")
        self._logger.setLevel(logging.INFO)
        self._logger.propagate = False
        self._logger.addHandler(handler)
        self._handler = handler

    def note(self, event: str, **facts: object) -> None:
        """Write one line.

        Args:
            event: What happened, a technical word.
            **facts: Allowed names only; others are dropped.
        """
        self._logger.info("", extra={"facts": {"event": event, **facts}})

    def trouble(self, event: str, error: BaseException, **facts: object) -> None:
        """Write that something failed: the class of the error, never its text."""
        self.note(event, error=type(error).__name__, **facts)

    def close(self) -> None:
        """Let go of the file."""
        self._logger.removeHandler(self._handler)
        self._handler.close()
