"""A QR code drawn in the window: dark squares on white, with the quiet zone that scanners need."""

from typing import Any, Final

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from desktop_app.ui.theme import T

_QUIET: Final = 4
"""Empty squares around the code, by its standard."""


class Squares(Widget):
    """Draws ``rows`` as large as fits; each square is whole pixels wide, so that edges are sharp."""

    def __init__(self, rows: tuple[tuple[bool, ...], ...], **properties: Any) -> None:
        """Draw rows of squares, True for dark."""
        super().__init__(**properties)
        self._rows = rows
        self.bind(pos=self._draw, size=self._draw)

    def _draw(self, *_: object) -> None:
        count = len(self._rows) + 2 * _QUIET
        side = max(1, int(min(self.size) // count))
        left = int(self.center_x - side * count / 2)
        top = int(self.center_y + side * count / 2)
        self.canvas.clear()
        with self.canvas:
            Color(rgba=T.code_paper)
            Rectangle(pos=(left, top - side * count), size=(side * count, side * count))
            Color(rgba=T.code_ink)
            for down, row in enumerate(self._rows, start=_QUIET):
                for start, length in runs(row):
                    at = (left + (_QUIET + start) * side, top - (down + 1) * side)
                    Rectangle(pos=at, size=(length * side, side))


def runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Return where dark squares stand side by side in a row: the first of them, and how many."""
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((place, 1))
    return found
