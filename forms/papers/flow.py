"""Blocks → what the page layout takes: styles after NĐ 30/2020, places, roles for readers by ear.

Here: how each block looks. Not here: what it says, pages and files (`pdf`), marks on the page (`tagged`).
"""

from __future__ import annotations

from functools import singledispatchmethod
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from forms.codes.bar_code import NARROWEST_MM
from forms.papers import fonts
from forms.papers.content import (
    Block,
    Field,
    Grid,
    Head,
    Note,
    Numbered,
    Prose,
    Signature,
    Signatures,
    Squares,
    Title,
)
from forms.papers.markup import safe, visible
from forms.papers.tagged import Bars, Path, Picture, Rule, Ruled, Text

SQUARES_SIDE: Final = 31 * mm
_BAR_HEIGHT: Final = 9 * mm
_BAR_MODULE: Final = NARROWEST_MM * mm
_GAP: Final = "&nbsp;" * 8
_SIGN_SPACE: Final = 20 * mm
_CELL: Final = 10
_CELL_PAD: Final = 3
_CELL_LONG: Final = 200
"""A row with more letters in a cell may be torn over pages: it might not fit on one."""


def _style(size: float, face: str = fonts.FACE, alignment: int = TA_LEFT, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(face, fontName=face, fontSize=size, leading=size * 1.2, alignment=alignment, **more)


_BODY: Final = _style(13, alignment=TA_JUSTIFY, spaceBefore=3, spaceAfter=3)
_PROSE: Final = _style(13, alignment=TA_JUSTIFY, spaceBefore=3, spaceAfter=3, firstLineIndent=10 * mm)
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
_ALIGNED: Final = {"left": TA_LEFT, "centre": TA_CENTER, "right": TA_RIGHT}
_CELLS: Final = {name: _style(_CELL, alignment=side) for name, side in _ALIGNED.items()}
_TOTALS: Final = {name: _style(_CELL, fonts.BOLD, side) for name, side in _ALIGNED.items()}
_COLUMN_HEAD: Final = _style(_CELL, fonts.BOLD, TA_CENTER)


class Flow:
    """Turns the blocks of one paper into flowables, in order.

    Args:
        width: Points between the margins.
        roots: The path of the paper within its document.
    """

    def __init__(self, width: float, roots: Path = ()) -> None:
        self._width, self._roots = width, roots
        self._count = 0

    def of(self, blocks: tuple[Block, ...]) -> list[Flowable]:
        """Return the flowables of all blocks."""
        return [flowable for block in blocks for flowable in self._flow(block)]

    def _path(self, role: str) -> Path:
        self._count += 1
        return (*self._roots, (role, self._count))

    def _text(self, markup: str, style: ParagraphStyle, role: str = "P") -> Text:
        return Text(markup, style, path=self._path(role)) if markup else Text("", style)

    @singledispatchmethod
    def _flow(self, block: Block) -> list[Flowable]:
        raise TypeError(f"no drawing for {type(block).__name__}")

    @_flow.register
    def _(self, block: Head) -> list[Flowable]:
        republic, motto = block.motto
        right_width = fonts.width(republic, 12, fonts.BOLD) + 2 * mm
        left_width = min(self._width - right_width, 0.5 * self._width)
        room = left_width - 5 * mm
        left = [
            self._text(_balanced(block.parent, 12, fonts.FACE, room), _HEAD),
            self._text(_balanced(block.office, 12, fonts.BOLD, room), _HEAD_BOLD),
            Rule(left_width / 3),
        ]
        right = [
            self._text(republic, _HEAD_BOLD),
            self._text(motto, _MOTTO),
            Rule(fonts.width(motto, 13, fonts.BOLD)),
        ]
        below = [
            self._text(safe(block.number), _NUMBER),
            self._text(safe(block.place_and_date), _PLACE),
        ]
        return [_bare_table([[left, right], below], [left_width, self._width - left_width], row_gap=4)]

    @_flow.register
    def _(self, block: Title) -> list[Flowable]:
        below = [self._text(safe(block.below), _UNDER_TITLE)] if block.below else []
        return [self._text(safe(block.text), _TITLE, "H1"), *below, Spacer(0, 8)]

    @_flow.register
    def _(self, block: Field) -> list[Flowable]:
        return [self._field(block, _BODY)]

    @_flow.register
    def _(self, block: Note) -> list[Flowable]:
        return [self._text(safe(block.text), _NOTE)]

    @_flow.register
    def _(self, block: Prose) -> list[Flowable]:
        return [self._text(safe(block.text), _PROSE)]

    @_flow.register
    def _(self, block: Numbered) -> list[Flowable]:
        heading = self._text(f"{safe(block.heading)}:", _BODY)
        rows = [self._text(f"{n}. {safe(row)}", _ITEM) for n, row in enumerate(block.rows, start=1)]
        return [KeepTogether([heading, *rows[:1]]), *rows[1:]]

    @_flow.register
    def _(self, block: Signatures) -> list[Flowable]:
        half = self._width / 2
        left = self._signature(block.left) if block.left else []
        row = [left, self._signature(block.right)]
        return [KeepTogether([Spacer(0, 10), _bare_table([row], [half, half])])]

    @_flow.register
    def _(self, block: Squares) -> list[Flowable]:
        gap = 4 * mm
        beside: list[Flowable] = []
        if block.bars:
            beside.append(Bars(block.bars, _BAR_HEIGHT, _BAR_MODULE, self._path("Figure")))
        for line in block.beside:
            beside += [self._field(line, _BESIDE)] if isinstance(line, Field) else self._flow(line)
        code = [
            Picture(block.code, SQUARES_SIDE, self._path("Figure"), f"Mã QR: {block.caption}"),
            self._text(safe(block.caption), _CAPTION),
        ]
        return [_bare_table([[beside, code]], [self._width - SQUARES_SIDE - gap, SQUARES_SIDE + gap])]

    @_flow.register
    def _(self, block: Grid) -> list[Flowable]:
        table = self._path("Table")
        shares = sum(column.share for column in block.columns)
        widths = [self._width * column.share / shares for column in block.columns]
        heads = _heads(block, table)
        rows = [_row(cells, block, _CELLS, (*table, ("TR", n))) for n, cells in enumerate(block.rows, 10)]
        if block.total:
            rows.append(_row(block.total, block, _TOTALS, (*table, ("TR", len(block.rows) + 10))))
        style = [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, len(heads) - 1), "MIDDLE"),
            ("FONTNAME", (0, 0), (-1, -1), fonts.FACE),
            *((side, (0, 0), (-1, -1), _CELL_PAD) for side in ("LEFTPADDING", "RIGHTPADDING")),
            *((side, (0, 0), (-1, -1), 2) for side in ("TOPPADDING", "BOTTOMPADDING")),
            *_spans(block),
        ]
        least = block.row_height * mm
        made = Ruled(
            [*heads, *rows],
            colWidths=widths,
            minRowHeights=[0.0] * len(heads) + [least] * len(rows) if least else None,
            style=style,
            repeatRows=len(heads),
            splitInRow=any(len(text) > _CELL_LONG for row in block.rows for text in row),
        )
        return [Spacer(0, 4), made, Spacer(0, 4)]

    def _field(self, block: Field, style: ParagraphStyle) -> Text:
        pairs = [_pair(label, value, is_strong=block.is_strong) for label, value in block.pairs()]
        return self._text(_GAP.join(pairs), style)

    def _signature(self, signature: Signature) -> list[Flowable]:
        return [
            self._text(safe(signature.role), _ROLE),
            self._text(safe(signature.how), _HOW),
            Spacer(0, _SIGN_SPACE),
            self._text(safe(signature.name), _ROLE),
        ]


def _balanced(text: str, size: float, face: str, room: float) -> str:
    """Break a heading that is too wide: where its writer allows it, else into two nearly equal lines."""
    words = visible(text).split()
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


def _row(cells: tuple[str, ...], block: Grid, styles: dict[str, ParagraphStyle], path: Path) -> list[Any]:
    return [
        _cell(text, styles[column.align], (*path, ("TD", n)))
        for n, (text, column) in enumerate(zip(cells, block.columns, strict=True))
    ]


def _cell(text: str, style: ParagraphStyle, path: Path) -> Text | str:
    lines = "<br/>".join(safe(line, _CELL) for line in text.splitlines())
    return Text(lines, style, path=path) if lines else ""


def _heads(block: Grid, table: Path) -> list[list[Any]]:
    """Return the rows of heads: one, or two where columns stand in groups."""

    def head(text: str, row: int, at: int) -> Text | str:
        return _cell(text, _COLUMN_HEAD, (*table, ("TR", row), ("TH", at)))

    titles = [head(column.title, 1, n) for n, column in enumerate(block.columns)]
    if not block.has_groups:
        return [titles]
    above: list[Any] = []
    for n, column in enumerate(block.columns):
        is_first = n == 0 or block.columns[n - 1].group != column.group
        above.append(head(column.group or column.title, 0, n) if is_first or not column.group else "")
    return [above, [title if c.group else "" for title, c in zip(titles, block.columns, strict=True)]]


def _spans(block: Grid) -> list[tuple[Any, ...]]:
    if not block.has_groups:
        return []
    spans: list[tuple[Any, ...]] = []
    for n, column in enumerate(block.columns):
        if not column.group:
            spans.append(("SPAN", (n, 0), (n, 1)))
        elif n == 0 or block.columns[n - 1].group != column.group:
            last = n + sum(1 for other in block.columns[n:] if other.group == column.group) - 1
            spans.append(("SPAN", (n, 0), (last, 0)))
    return spans


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
