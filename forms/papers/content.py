"""What a paper says, without a thought for how it looks.

Here: the blocks of a paper, and its text. Not here: drawing (`pdf`), the wording of one paper (`receipt`).
"""

from __future__ import annotations

from dataclasses import dataclass


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
    """Two who sign, side by side; never torn from each other."""

    left: Signature
    right: Signature

    def lines(self) -> list[str]:
        """Return the block as lines of text."""
        return [
            self.left.role,
            self.left.how,
            self.left.name,
            self.right.role,
            self.right.how,
            self.right.name,
        ]


@dataclass(frozen=True, slots=True)
class Squares:
    """A QR beside the lines it belongs to."""

    code: str
    caption: str
    beside: tuple[Field | Note, ...]

    def lines(self) -> list[str]:
        """Return the lines beside, then the caption; the code itself is not text."""
        return [*(line for block in self.beside for line in block.lines()), self.caption]


Block = Head | Title | Field | Note | Numbered | Signatures | Squares


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    Attributes:
        name: Its name, for the file's title; no personal data.
        blocks: What it says, top to bottom.
    """

    name: str
    blocks: tuple[Block, ...]

    def text(self) -> str:
        """Return the whole paper as plain text, one fact a line."""
        return "\n".join(line for block in self.blocks for line in block.lines()) + "\n"
