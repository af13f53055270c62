"""A paper, drawn: the same content gives the same bytes every time.

Here: sheets, margins, page numbers (NĐ 30/2020), and the file. Not here: what a paper says (`receipt` and its
neighbours), how a block looks (`flow`), the face (`fonts`), what makes it last (`archive`).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from forms.errors import Faults, RuleError
from forms.papers import fonts
from forms.papers.archive import ArchiveCanvas
from forms.papers.content import Paper, Sheet
from forms.papers.flow import Flow
from forms.papers.markup import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 17 * mm
_HALF_TOP: Final = 12 * mm
"""Half a sheet has less to give: TT 01/2018 prints it so, NĐ 30/2020 is silent on it."""


def draw(paper: Paper, *, title: str) -> bytes:
    """Draw a paper as PDF/A-2b.

    Args:
        paper: What it says.
        title: The file's title; it stands in the clear in the file, so no personal data.

    Returns:
        The file; equal papers give equal bytes.

    Raises:
        RuleError: A character has no glyph in the bundled face; `where` names its code point.
    """
    return draw_all([paper], title=title)


def draw_all(papers: Sequence[Paper], *, title: str) -> bytes:
    """Draw papers one after the other into one file; each begins a page and counts its own pages.

    Args:
        papers: At least one; what each says.
        title: As for `draw`.

    Raises:
        RuleError: As for `draw`.
    """
    lacking = fonts.missing("".join(visible(paper.text()) for paper in papers))
    if lacking:
        raise RuleError(Faults.NO_GLYPH.value, character=f"U+{ord(lacking[0]):04X}")
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        title=visible(title),
        author="Một Cửa",
        creator="Một Cửa",
        subject=papers[0].name,
        lang="vi-VN",
        invariant=1,
        initialFontName=fonts.FACE,  # else the library names a face that is not embedded
    )
    numbers = _PageNumbers()
    story: list[Flowable] = []
    for n, paper in enumerate(papers):
        document.addPageTemplates(_Page(f"{n}", paper.sheet, numbers))
        story += [NextPageTemplate(f"{n}"), PageBreak()] if n else []
        roots = (("Sect", n),) if len(papers) > 1 else ()
        story += Flow(_width(paper.sheet), roots).of(paper.blocks)
    document.build(story, canvasmaker=ArchiveCanvas)
    return target.getvalue()


class _PageNumbers:
    """Counts the pages of each paper."""

    def __init__(self) -> None:
        self._paper, self._first = "", 1

    def number(self, paper: str, page: int) -> int:
        """Return the number of a page of the file within its paper."""
        if paper != self._paper:
            self._paper, self._first = paper, page
        return page - self._first + 1


class _Page(PageTemplate):  # type: ignore[misc]  # the library has no types
    """The pages of one paper: one frame, the number centred in the top margin from the second on."""

    def __init__(self, name: str, sheet: Sheet, numbers: _PageNumbers) -> None:
        width, height = sheet.value[0] * mm, sheet.value[1] * mm
        top, bottom = (_HALF_TOP, _HALF_TOP) if sheet is Sheet.A5 else (TOP, BOTTOM)
        frame = Frame(
            LEFT,
            bottom,
            _width(sheet),
            height - top - bottom,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        super().__init__(id=name, frames=[frame], onPage=self._write_number, pagesize=(width, height))
        self._numbers = numbers
        self._at = LEFT + _width(sheet) / 2, height - top / 2 - 2 * mm

    def _write_number(self, canvas: ArchiveCanvas, document: BaseDocTemplate) -> None:
        """Write the number; NĐ 30/2020 leaves it out on the first page."""
        number = self._numbers.number(self.id, document.page)
        if number > 1:
            with canvas.ornament():
                canvas.setFont(fonts.FACE, 13)
                canvas.drawCentredString(*self._at, str(number))


def _width(sheet: Sheet) -> float:
    return float(sheet.value[0] * mm - LEFT - RIGHT)
