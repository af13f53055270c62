"""A paper, drawn: the same content gives the same bytes every time.

Here: layout after NĐ 30/2020 (A4, margins, sizes, page number), and the one function that makes foreign
text safe. Not here: what a paper says (`receipt`), the face (`fonts`), the squares' matrix (`qr`).
"""

from __future__ import annotations

import re
from functools import singledispatch
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from forms.errors import Faults, RuleError
from forms.papers import fonts
from forms.papers.content import (
    Block,
    Field,
    Head,
    Note,
    Numbered,
    Paper,
    Signature,
    Signatures,
    Squares,
    Title,
)
from forms.papers.qr import squares
from forms.text.fold import nfc

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 17 * mm
WIDTH: Final = A4[0] - LEFT - RIGHT
TEXT_MAX: Final = 5_000
WORD_MAX: Final = 60
SQUARES_SIDE: Final = 31 * mm
_QUIET: Final = 4  # modules of white that a reader needs around the squares
_RULE_HEIGHT: Final = 5
_GAP: Final = "&nbsp;" * 8
_SIGN_SPACE: Final = 20 * mm
_STACKED: Final = re.compile("([ÊêÔôƠơƯư])\u0306")
_RISE_SMALL, _RISE_CAPITAL = 2.2, 4.6
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_LONG_WORD: Final = re.compile(rf"(\S{{{WORD_MAX}}})(?=\S)")


def _style(size: float, face: str = fonts.FACE, alignment: int = TA_LEFT, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(face, fontName=face, fontSize=size, leading=size * 1.2, alignment=alignment, **more)


_BODY: Final = _style(13, alignment=TA_JUSTIFY, spaceBefore=3, spaceAfter=3)
_BESIDE: Final = _style(13, spaceBefore=2, spaceAfter=2)
_ITEM: Final = _style(13, alignment=TA_JUSTIFY, leftIndent=10 * mm, firstLineIndent=-6 * mm, spaceAfter=2)
_NOTE: Final = _style(12, fonts.ITALIC, TA_JUSTIFY, spaceBefore=2, spaceAfter=2)
_HEAD: Final = _style(12, alignment=TA_CENTER)
_HEAD_BOLD: Final = _style(12, fonts.BOLD, TA_CENTER)
_MOTTO: Final = _style(13, fonts.BOLD, TA_CENTER)
_NUMBER: Final = _style(13, alignment=TA_CENTER)
_PLACE: Final = _style(13, fonts.ITALIC, TA_CENTER)
_TITLE: Final = _style(14, fonts.BOLD, TA_CENTER, spaceBefore=14)
_UNDER_TITLE: Final = _style(12, fonts.ITALIC, TA_CENTER)
_CAPTION: Final = _style(9, fonts.ITALIC, TA_CENTER)
_ROLE: Final = _style(13, fonts.BOLD, TA_CENTER)
_HOW: Final = _style(12, fonts.ITALIC, TA_CENTER)


def draw(paper: Paper, *, title: str) -> bytes:
    """Draw a paper as PDF.

    Args:
        paper: What it says.
        title: The file's title; it stands in the clear in the file, so no personal data.

    Returns:
        The file; equal papers give equal bytes.

    Raises:
        RuleError: A character has no glyph in the bundled face; `where` names its code point.
    """
    lacking = fonts.missing(_visible(paper.text()))
    if lacking:
        raise RuleError(Faults.NO_GLYPH.value, character=f"U+{ord(lacking[0]):04X}")
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        title=_visible(title),
        author="Một Cửa",
        subject=paper.name,
        lang="vi-VN",
        invariant=1,
        initialFontName=fonts.FACE,  # else the library names a face that is not embedded
    )
    frame = Frame(
        LEFT,
        BOTTOM,
        WIDTH,
        A4[1] - TOP - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_page_number))
    document.build([flowable for block in paper.blocks for flowable in _flow(block)])
    return target.getvalue()


def safe(text: str) -> str:
    """Make foreign text safe for the drawing library's markup (rule INP-8).

    NFC, no control or direction marks, at most 5,000 characters, words broken at 60, markup escaped. No
    other function of this house hands text to it.
    """
    plain = escape(_LONG_WORD.sub(r"\1 ", _visible(text)[:TEXT_MAX]))
    return _STACKED.sub(_raised, plain)


def _raised(stacked: re.Match[str]) -> str:
    """Lift the breve of ê̆ ô̆ ơ̆ ư̆ above its letter: the drawing library does not place marks itself."""
    rise = _RISE_CAPITAL if stacked[1].isupper() else _RISE_SMALL
    return f'{stacked[1]}<super rise="{rise}" size="13">\u0306</super>'


def _visible(text: str) -> str:
    return _CONTROLS.sub(" ", nfc(text))


def _page_number(canvas: Canvas, document: BaseDocTemplate) -> None:
    """Number the pages from the second on, centred in the top margin."""
    if document.page > 1:
        canvas.setFont(fonts.FACE, 13)
        canvas.drawCentredString(LEFT + WIDTH / 2, A4[1] - TOP / 2 - 2 * mm, str(document.page))


@singledispatch
def _flow(block: Block) -> list[Flowable]:
    raise TypeError(f"no drawing for {type(block).__name__}")


@_flow.register
def _(block: Head) -> list[Flowable]:
    republic, motto = block.motto
    right_width = fonts.width(republic, 12, fonts.BOLD) + 2 * mm
    left_width = WIDTH - right_width
    room = left_width - 5 * mm
    left = [
        Paragraph(_balanced(block.parent, 12, fonts.FACE, room), _HEAD),
        Paragraph(_balanced(block.office, 12, fonts.BOLD, room), _HEAD_BOLD),
        _Rule(left_width / 3),
    ]
    right = [
        Paragraph(republic, _HEAD_BOLD),
        Paragraph(motto, _MOTTO),
        _Rule(fonts.width(motto, 13, fonts.BOLD)),
    ]
    below = [Paragraph(safe(block.number), _NUMBER), Paragraph(safe(block.place_and_date), _PLACE)]
    return [_bare_table([[left, right], below], [left_width, right_width], row_gap=4)]


@_flow.register
def _(block: Title) -> list[Flowable]:
    below = [Paragraph(safe(block.below), _UNDER_TITLE)] if block.below else []
    return [Paragraph(safe(block.text), _TITLE), *below, Spacer(0, 8)]


@_flow.register
def _(block: Field) -> list[Flowable]:
    return _field(block, _BODY)


@_flow.register
def _(block: Note) -> list[Flowable]:
    return [Paragraph(safe(block.text), _NOTE)]


@_flow.register
def _(block: Numbered) -> list[Flowable]:
    rows = [Paragraph(f"{n}. {safe(row)}", _ITEM) for n, row in enumerate(block.rows, start=1)]
    heading = Paragraph(f"{safe(block.heading)}:", _BODY)
    return [KeepTogether([heading, *rows[:1]]), *rows[1:]]


@_flow.register
def _(block: Signatures) -> list[Flowable]:
    half = WIDTH / 2
    row = [_signature(block.left), _signature(block.right)]
    return [KeepTogether([Spacer(0, 10), _bare_table([row], [half, half])])]


@_flow.register
def _(block: Squares) -> list[Flowable]:
    beside = [
        flowable
        for line in block.beside
        for flowable in (_field(line, _BESIDE) if isinstance(line, Field) else _flow(line))
    ]
    code = [_Squares(block.code), Paragraph(safe(block.caption), _CAPTION)]
    gap = 4 * mm
    return [_bare_table([[beside, code]], [WIDTH - SQUARES_SIDE - gap, SQUARES_SIDE + gap])]


def _field(block: Field, style: ParagraphStyle) -> list[Flowable]:
    pairs = [_pair(label, value, is_strong=block.is_strong) for label, value in block.pairs()]
    return [Paragraph(_GAP.join(pairs), style)]


def _balanced(text: str, size: float, face: str, room: float) -> str:
    """Break a heading that is too wide: where its writer allows it, else into two nearly equal lines."""
    words = _visible(text).split()
    if fonts.width(" ".join(words), size, face) <= room:
        return safe(" ".join(words))
    if "\n" in text:
        return "<br/>".join(safe(line) for line in text.splitlines())
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    best = min(splits, key=lambda pair: max(fonts.width(line, size, face) for line in pair), default=(text,))
    return "<br/>".join(safe(line) for line in best)


def _pair(label: str, value: str, *, is_strong: bool) -> str:
    if not value:
        return safe(label)
    said = f"<b>{safe(value)}</b>" if is_strong else safe(value)
    return f"{safe(label)}: {said}"


def _signature(signature: Signature) -> list[Flowable]:
    return [
        Paragraph(safe(signature.role), _ROLE),
        Paragraph(safe(signature.how), _HOW),
        Spacer(0, _SIGN_SPACE),
        Paragraph(safe(signature.name), _ROLE),
    ]


def _bare_table(rows: list[list[Any]], widths: list[float], row_gap: float = 0) -> Table:
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("FONTNAME", (0, 0), (-1, -1), fonts.FACE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), row_gap),
    ]
    return Table(rows, colWidths=widths, style=style)


class _Rule(Flowable):  # type: ignore[misc]  # the library has no types
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
        self.canv.setLineWidth(0.7)
        self.canv.line(start, _RULE_HEIGHT / 2, start + self.length, _RULE_HEIGHT / 2)


class _Squares(Flowable):  # type: ignore[misc]  # the library has no types
    """A QR as black rectangles: sharp at every size, readable from paper."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.rows = squares(code)
        self.width = self.height = SQUARES_SIDE
        self.hAlign = "RIGHT"

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Tell the layout how much place is needed, in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw each run of dark cells as one rectangle."""
        cell = SQUARES_SIDE / (len(self.rows) + 2 * _QUIET)
        self.canv.setFillGray(0)
        for n, row in enumerate(self.rows):
            y = SQUARES_SIDE - (n + 1 + _QUIET) * cell
            for start, end in _runs(row):
                self.canv.rect((start + _QUIET) * cell, y, (end - start) * cell, cell, stroke=0, fill=1)


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    edges = [
        n for n, (left, right) in enumerate(zip((False, *row), (*row, False), strict=True)) if left != right
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))
