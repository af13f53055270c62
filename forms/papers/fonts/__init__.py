"""The bundled face, Liberation Serif (SIL OFL 1.1, LICENSE-Liberation.txt): metrics of Times New Roman.

Here: registering it once, and asking whether it has a glyph. Not here: sizes and places (`pdf`).
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from io import BytesIO
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FACE: Final = "MotCuaSerif"
BOLD: Final = f"{FACE}-Bold"
ITALIC: Final = f"{FACE}-Italic"
BOLD_ITALIC: Final = f"{FACE}-BoldItalic"
_FILES: Final = {FACE: "Regular", BOLD: "Bold", ITALIC: "Italic", BOLD_ITALIC: "BoldItalic"}


@cache
def register() -> None:
    """Hand the four cuts to the drawing library, once."""
    folder = resources.files("forms.papers.fonts")
    for name, cut in _FILES.items():
        raw = (folder / f"LiberationSerif-{cut}.ttf").read_bytes()
        pdfmetrics.registerFont(TTFont(name, BytesIO(raw)))
    pdfmetrics.registerFontFamily(FACE, FACE, BOLD, ITALIC, BOLD_ITALIC)


def missing(text: str) -> list[str]:
    """Return the characters of a text that some cut has no glyph for, e.g. an emoji."""
    register()
    cuts = [pdfmetrics.getFont(name).face.charToGlyph for name in _FILES]
    return sorted({letter for letter in text if any(ord(letter) not in cut for cut in cuts)})


def width(text: str, size: float, face: str = FACE) -> float:
    """Return the width of a text in points."""
    register()
    return float(pdfmetrics.stringWidth(text, face, size))
