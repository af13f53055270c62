"""What a paper says, without a thought for how it looks.

Here: the blocks of a paper, and its text. Not here: drawing (`pdf`), the wording of one paper (`receipt`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Head:
    """The head that all papers share (NĐ 30/2020): office left, motto right, number and place below.

    Attributes:
        parent: The body above the office; a newline says where it may break.
        office: The office, printed bold.
        number: Number and sign, e.g. `Số: 42/2026-TTPVHCC`.
        place_and_date: E.g. `Cư M’gar, ngày 21 tháng 11 năm 2026`.
    """

    parent: str
    office: str
    number: str
    place_and_date: str

    @property
    def motto(self) -> tuple[str, str]:
        """Quốc hiệu and Tiêu ngữ."""
        return ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")

    def lines(self) -> list[str]:
        """Return the head as lines of text."""
        return [self.parent.replace("\n", " "), self.office, *self.motto, self.number, self.place_and_date]


@dataclass(frozen=True, slots=True)
class Title:
    """Name of the paper, in capitals, and a line below it."""

    text: str
    below: str = ""

    def lines(self) -> list[str]:
        """Return the title as lines of text."""
        return [self.text, *([self.below] if self.below else [])]


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands behind it; more pairs share the line."""

    label: str
    value: str
    more: tuple[tuple[str, str], ...] = ()
    is_strong: bool = False

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return all pairs of the line."""
        return ((self.label, self.value), *self.more)

    def lines(self) -> list[str]:
        """Return the line."""
        return ["  ".join(f"{label}: {value}" if value else label for label, value in self.pairs())]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence in italics."""

    text: str

    def lines(self) -> list[str]:
        """Return the sentence."""
        return [self.text]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading and a numbered list; it flows over pages."""

    heading: str
    rows: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return heading and rows."""
        return [f"{self.heading}:", *(f"{n}. {row}" for n, row in enumerate(self.rows, start=1))]


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signs: role, what is asked of them, printed name."""

    role: str
    name: str
    how: str = "(Ký và ghi rõ họ tên)"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs, side by side; never torn from each other. One alone signs at the right."""

    left: Signature | None
    right: Signature

    def lines(self) -> list[str]:
        """Return the block as lines of text."""
        both = (self.left, self.right) if self.left else (self.right,)
        return [line for one in both for line in (one.role, one.how, one.name) if line]


@dataclass(frozen=True, slots=True)
class Squares:
    """A QR beside the lines it belongs to.

    Attributes:
        code: Text of the squares.
        caption: What they are for, printed below.
        beside: The lines at the left.
        bars: Text of a Code 128 above those lines, in ASCII; empty for none.
    """

    code: str
    caption: str
    beside: tuple[Field | Note, ...]
    bars: str = ""

    def lines(self) -> list[str]:
        """Return the lines beside, then the caption; the code itself is not text."""
        return [*(line for block in self.beside for line in block.lines()), self.caption]


@dataclass(frozen=True, slots=True)
class Prose:
    """A sentence of the body, its first line set in."""

    text: str

    def lines(self) -> list[str]:
        """Return the sentence."""
        return [self.text]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: Its head.
        share: Its width as a part of the sum of all shares.
        align: `left`, `centre` or `right`.
        group: A head that spans neighbours of the same group, or empty.
    """

    title: str
    share: float = 1
    align: str = "left"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; it flows over pages and repeats its heads.

    Attributes:
        columns: Left to right.
        rows: One text a cell.
        total: A last row in bold, or empty.
        row_height: Least height of a row in millimetres: room to sign by hand; 0 for what the text needs.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    row_height: float = 0

    @property
    def has_groups(self) -> bool:
        """Whether heads stand in two rows."""
        return any(column.group for column in self.columns)

    def lines(self) -> list[str]:
        """Return heads and rows, the cells of a line parted by a bar."""
        groups = list(dict.fromkeys(column.group for column in self.columns if column.group))
        heads = " | ".join([*groups, *(column.title for column in self.columns)])
        rows = (*self.rows, *([self.total] if self.total else []))
        return [heads, *(" | ".join(row).replace("\n", " ") for row in rows)]


Block = Head | Title | Field | Note | Numbered | Signatures | Squares | Prose | Grid


class Sheet(Enum):
    """The sheet a paper is printed on: width and height in millimetres."""

    A4 = (210, 297)
    A4_ACROSS = (297, 210)
    A5 = (210, 148)
    """Half a sheet of A4, lying across: as wide as A4, so that every line breaks as there."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    Attributes:
        name: Its name, for the file's title; no personal data.
        blocks: What it says, top to bottom.
        sheet: The sheet it is printed on.
    """

    name: str
    blocks: tuple[Block, ...]
    sheet: Sheet = Sheet.A4

    def text(self) -> str:
        """Return the whole paper as plain text, one fact a line."""
        return "\n".join(line for block in self.blocks for line in block.lines()) + "\n"
