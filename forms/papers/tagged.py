"""A canvas that remembers the role of what is drawn, and what draws itself on it with a role.

Here: marked content (ISO 32000-1, 14.6), text, rules, squares, bars, tables. Not here: the tree of roles
(`archive`), styles and places (`flow`).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

from forms.papers.qr import squares

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Path = tuple[tuple[str, int], ...]
"""From the document down: role and a number that tells neighbours apart, e.g. `(("Table", 4), ("TR", 0))`."""
_QUIET: Final = 4  # modules of white that a reader needs around the squares
_RULE_HEIGHT: Final = 5
_BAR_QUIET: Final = 3 * mm


class Marked(NamedTuple):
    """A stretch of marked content: path of its role, page from 0, number in the page, words for a picture."""

    path: Path
    page: int
    mcid: int
    alt: str


class TaggedCanvas(Canvas):  # type: ignore[misc]  # the library has no types
    """Counts marked content by page.

    Attributes:
        marks: Everything drawn with a role, in reading order.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.marks: list[Marked] = []
        self._page, self._next = 0, 0
        self._begun: dict[Path, int] = {}

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Begin a page: its marked content counts from nought."""
        super().showPage()
        self._page, self._next = self._page + 1, 0

    @contextmanager
    def role(self, path: Path, alt: str = "") -> Iterator[None]:
        """Mark what is drawn within: it is this part of the document."""
        self._code.append(f"/{path[-1][0]} <</MCID {self._next}>> BDC")
        self.marks.append(Marked(path, self._page, self._next, alt))
        self._next += 1
        self._begun.setdefault(path, self._page)
        yield
        self._code.append("EMC")

    def is_repeated(self, path: Path) -> bool:
        """Tell whether this is a head of a table that stood on an earlier page already."""
        return path[-1][0] == "TH" and self._begun.get(path, self._page) < self._page

    def draw_cells(self, rectangles: Iterable[str]) -> None:
        """Fill rectangles, each spelt as the file wants it, all at once."""
        self._code.append(" ".join([*rectangles, "f"]))

    @contextmanager
    def ornament(self) -> Iterator[None]:
        """Mark what is drawn within as no part of the content: rules, page numbers, repeated heads."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")


class Text(Paragraph):  # type: ignore[misc]  # the library has no types
    """A paragraph with its role; its parts keep it over a page break."""

    def __init__(self, text: str | None, style: Any, *args: Any, path: Path = (), **options: Any) -> None:
        super().__init__(text, style, *args, **options)
        self.path = path

    def split(self, width: float, height: float) -> list[Text]:
        """Split where the page ends."""
        parts: list[Text] = super().split(width, height)
        for part in parts:
            part.path = self.path
        return parts

    def draw(self) -> None:
        """Draw the text; a head that a table repeats on a later page is an ornament there."""
        canvas = self.canv
        is_ornament = not self.path or canvas.is_repeated(self.path)
        with canvas.ornament() if is_ornament else canvas.role(self.path):
            super().draw()


class Ruled(Table):  # type: ignore[misc]  # the library has no types
    """A table whose lines are ornaments."""

    def _drawLines(self) -> None:  # noqa: N802 - the library's name
        with self.canv.ornament():
            super()._drawLines()


class Rule(Flowable):  # type: ignore[misc]  # the library has no types
    """A thin line of its own length, centred in its place."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self.length = length

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Tell the layout how much place is needed, in points."""
        self.width = width
        return width, _RULE_HEIGHT

    def draw(self) -> None:
        """Draw the line."""
        start = (self.width - self.length) / 2
        with self.canv.ornament():
            self.canv.setLineWidth(0.7)
            self.canv.line(start, _RULE_HEIGHT / 2, start + self.length, _RULE_HEIGHT / 2)


class Picture(Flowable):  # type: ignore[misc]  # the library has no types
    """A QR as black rectangles: sharp at every size, readable from paper."""

    def __init__(self, code: str, side: float, path: Path, alt: str) -> None:
        super().__init__()
        self.rows = squares(code)
        self.width = self.height = side
        self.path, self.alt = path, alt
        self.hAlign = "RIGHT"

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Tell the layout how much place is needed, in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw each run of dark cells as one rectangle, all of them filled at once."""
        side = self.width
        cell = side / (len(self.rows) + 2 * _QUIET)
        with self.canv.role(self.path, self.alt):
            self.canv.saveState()
            self.canv.setFillGray(0)
            self.canv.transform(cell, 0, 0, -cell, _QUIET * cell, side - _QUIET * cell)
            self.canv.draw_cells(
                f"{start} {n} {end - start} 1 re"  # whole numbers of cells, spelt here: five times as fast
                for n, row in enumerate(self.rows)
                for start, end in _runs(row)
            )
            self.canv.restoreState()


class Bars(Flowable):  # type: ignore[misc]  # the library has no types
    """A Code 128 with a quiet zone at both ends."""

    def __init__(self, text: str, height: float, module: float, path: Path) -> None:
        super().__init__()
        bars = Code128(text, barWidth=module, barHeight=height, quiet=False)
        self.width, self.height = bars.width + 2 * _BAR_QUIET, height
        self.runs, self.module = bars.decomposed, module
        self.path, self.text = path, text

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Tell the layout how much place is needed, in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the bars."""
        with self.canv.role(self.path, f"Mã vạch {self.text}"):
            self.canv.saveState()
            self.canv.setFillGray(0)
            self.canv.transform(self.module, 0, 0, self.height, _BAR_QUIET, 0)
            self.canv.draw_cells(_dark(self.runs))
            self.canv.restoreState()


def _dark(runs: str) -> Iterator[str]:
    """Yield the bars of a Code 128 as the library spells it: capitals dark, small letters light, a = 1."""
    at = 0
    for letter in runs:
        wide = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            yield f"{at} 0 {wide} 1 re"
        at += wide


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    edges = [
        n for n, (left, right) in enumerate(zip((False, *row), (*row, False), strict=True)) if left != right
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))
