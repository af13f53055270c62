"""Types into a window of the toolkit and notes how long each letter takes to be seen.

Keys are handed in where the toolkit hands in those of the system (after a frame, before the next), about
seven a second and at uneven moments. Counted is the time from there to the end of the flip that shows the
change, the toolkit's own wait for its next frame included.
"""

import itertools
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.start import after_each_flip

LETTERS = 60
NAME = "Nguyễn Thị Thử Nghiệm "
_PATIENCE_S = 30


class Typist:
    """Types into a window and notes how long each letter takes to be seen."""

    def __init__(self, window: Any, way: Iterator[Any]) -> None:
        """Follow a way: None waits a frame, a number so many seconds, a field is typed into."""
        self._window, self._way = window, itertools.chain(way, self._tell())
        self._at, self._typed_at = 0.0, 0.0
        self._dice = random.Random(1)
        self.took: list[tuple[float, float]] = []
        mainloop = window.mainloop

        def heard() -> None:
            mainloop()
            self._step()

        window.mainloop = heard
        after_each_flip(window, self._seen)

    def type_into(self, field: Any) -> Iterator[float]:
        """Type the letters at a quick typist's pace; the field is emptied after each name."""
        for place in range(LETTERS):
            if place % len(NAME) == 0:
                field.text = ""
                yield 0.5
            self._typed_at = time.perf_counter()
            self._window.dispatch("on_textinput", NAME[place % len(NAME)])
            yield self._dice.uniform(0.08, 0.2)

    def _step(self) -> None:
        now = time.perf_counter()
        if now < self._at:
            return
        self._at = now + (next(self._way) or 0)

    def _tell(self) -> Iterator[float]:
        sys.stdout.write(json.dumps(self.took) + "\n")
        sys.stdout.flush()
        yield _PATIENCE_S  # the parent ends this process

    def _seen(self, drawing_ms: float) -> None:
        if self._typed_at:
            self.took.append(((time.perf_counter() - self._typed_at) * 1e3, drawing_ms))
            self._typed_at = 0.0


def until(true: Callable[[], Any]) -> Iterator[None]:
    """Let frames pass until something is true."""
    end = time.perf_counter() + _PATIENCE_S
    while not true():
        if time.perf_counter() > end:
            raise TimeoutError
        yield None
