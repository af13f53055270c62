"""One thing an author must mend, or should know; nothing here finds any."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake or remark, at its place in the author's file.

    Attributes:
        code: Which kind of mistake, a short English word.
        sheet: Sheet of the spreadsheet; empty for an XForm.
        row: Row of the sheet, or line of the XForm, from 1; 0 where it concerns the whole file.
        column: Header of the column, or attribute of the element; may be empty.
        letter: Letter of the column, or number of the character in the line; may be empty.
        sentence: What is wrong, in Vietnamese.
        repair: What to write instead, in Vietnamese.
        english: What is wrong, in English.
        blocks: Whether the form cannot be used before it is mended.
    """

    code: str
    sheet: str
    row: int
    column: str
    letter: str
    sentence: str
    repair: str
    english: str
    blocks: bool = True

    def place(self) -> str:
        """Say the place as an author looks for it: `survey!D7 (relevant)`, or line and character."""
        if not self.row:
            return self.sheet
        if not self.sheet:
            return f"dòng {self.row}" + (f", ký tự {self.letter}" if self.letter else "")
        return f"{self.sheet}!{self.letter}{self.row}" + (f" ({self.column})" if self.column else "")


def nearest(word: str, known: "Iterable[str]") -> str:
    """Return what somebody probably meant, or an empty text."""
    folded = {one.casefold(): one for one in known}
    alike = get_close_matches(word.casefold(), folded, 1, _ALIKE)
    return folded[alike[0]] if alike else ""


def instead(word: str, known: "Iterable[str]", otherwise: str) -> str:
    """Return the repair of a name that is not there: the nearest one, or what else to do."""
    meant = nearest(word, known)
    return f"Viết «{meant}» thay cho «{word}»." if meant else otherwise
