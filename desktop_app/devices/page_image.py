"""The small image of a scanned page: what it says can be read, and it travels in seconds (sync.md U15).

Text becomes black on white, anything else grey. The original stays as it is; this is never printed and proves
nothing.
"""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageOps

BYTES_MAX: Final = 60_000
PIXELS_MAX: Final = 100_000_000
"""A picture of more is not opened: it may have been made to fill the memory."""
TEXT_SIDES: Final = (1754, 1400, 1170)
"""Pixels of the longer side for text: A4 at 150, 120, 100 dots an inch."""
GREY_SIDES: Final = ((1400, 40), (1170, 35), (900, 30), (700, 25), (500, 20))
"""Pixels of the longer side and JPEG quality for anything else, tried until it is small enough."""
INK_MAX: Final = 0.25
"""A page with more black than this is a picture, not text."""
PAPER_MIN: Final = 0.8
"""A page of text is nearly all paper: so much of it is brighter than half."""
_CONTRAST: Final = 24
_UNREADABLE: Final = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def shrink(content: bytes) -> bytes | None:
    """Make the small image.

    Args:
        content: A JPEG, PNG or TIFF file; of several pages the first is shown.

    Returns:
        A PNG of one bit or a grey JPEG, at most 60,000 bytes; None when the file is that small itself, cannot
        be read, or does not become small enough.
    """
    if len(content) <= BYTES_MAX:
        return None
    with suppress(*_UNREADABLE), Image.open(BytesIO(content)) as page:
        if page.width * page.height > PIXELS_MAX:
            return None
        page.draft("L", (2 * TEXT_SIDES[0], 2 * TEXT_SIDES[0]))
        upright = ImageOps.exif_transpose(page)
        grey = upright.convert("L") if "A" not in upright.getbands() else _on_paper(upright)
        return next((small for small in _tries(grey) if len(small) <= BYTES_MAX), None)
    return None


def _tries(grey: Image.Image) -> Iterator[bytes]:
    if _is_text(grey):
        for side in TEXT_SIDES:
            ink = _ink(_fitted(grey, side))
            if ink.histogram()[0] > INK_MAX * ink.width * ink.height:
                break
            yield _saved(ink.convert("1"), "PNG", optimize=True)
    for side, quality in GREY_SIDES:
        yield _saved(_fitted(grey, side), "JPEG", quality=quality, optimize=True)


def _is_text(grey: Image.Image) -> bool:
    bright = sum(grey.histogram()[128:])
    return bright >= PAPER_MIN * grey.width * grey.height


def _ink(grey: Image.Image) -> Image.Image:
    """Return black where the page is darker than its surroundings: a shadow over the page is no ink."""
    around = grey.filter(ImageFilter.BoxBlur(15))
    return ImageChops.subtract(around, grey).point(lambda darker: 0 if darker > _CONTRAST else 255)


def _fitted(page: Image.Image, side: int) -> Image.Image:
    small = page.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small


def _on_paper(page: Image.Image) -> Image.Image:
    """Lay a see-through picture on white."""
    layer = page.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("L")


def _saved(page: Image.Image, form: str, *, optimize: bool, quality: int = 0) -> bytes:
    out = BytesIO()
    page.save(out, form, optimize=optimize, **({"quality": quality} if quality else {}))
    return out.getvalue()
