"""A scanner that types: tells a scanned card from a person's keys by their pace, and gives the whole line.

What the line says is `forms.codes.citizen_card`'s business; instants are given, in seconds.
"""

from dataclasses import dataclass, field
from typing import Final

GAP_SECONDS_MAX: Final = 0.05
"""A keyboard wedge sends a letter every 1 to 20 ms; a quick typist one every 80."""
LETTERS_MIN: Final = 16
"""Shorter bursts are somebody's two-finger shortcut, not a card."""


@dataclass(slots=True)
class Wedge:
    """The letters of one burst, so far. A serial or pasted text goes to the reader of cards directly."""

    _letters: list[str] = field(default_factory=list)
    _last_s: float = 0.0

    def key(self, text: str, at_s: float) -> str | None:
        """Take what a key typed.

        Args:
            text: One letter, or a line end.
            at_s: Monotonic seconds.

        Returns:
            The scanned line when a burst has just ended with a line end; else None.
        """
        if at_s - self._last_s > GAP_SECONDS_MAX:
            self._letters.clear()
        self._last_s = at_s
        if text not in ("\r", "\n"):
            self._letters.append(text)
            return None
        line = "".join(self._letters)
        self._letters.clear()
        return line if len(line) >= LETTERS_MIN else None

    @property
    def scanning(self) -> bool:
        """True while a burst is long enough to be a scan: the keys should then reach no field."""
        return len(self._letters) >= LETTERS_MIN
