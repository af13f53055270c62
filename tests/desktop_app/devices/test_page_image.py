"""The small image of a page: readable text, the right way up, 60 KB at most, and never a reason to lose a file."""

from importlib.resources import files
from io import BytesIO
from random import Random

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from desktop_app.devices import page_image
from desktop_app.devices.page_image import BYTES_MAX, shrink

FONT = files("forms.papers").joinpath("fonts", "LiberationSerif-Regular.ttf")
SIZE = (1654, 2339)
"""A4 at 200 dots an inch."""


def page(lines: int = 55, shadow: int = 0, size: tuple[int, int] = SIZE) -> Image.Image:
    """A page of typing, perhaps with a shadow over one side, and the grain of a cheap scanner."""
    paper = Image.new("L", size, 236)
    draw, font = ImageDraw.Draw(paper), ImageFont.truetype(str(FONT), 30)
    for n in range(lines):
        words = "Tờ khai đăng ký hộ tịch của Nguyễn Thị Thử Nghiệm, số 066190000001, dòng thứ"
        draw.text((130, 120 + n * 38), f"{words} {n}", fill=40, font=font)
    if shadow:
        slope = Image.linear_gradient("L").rotate(90).resize(size).point(lambda v: v * shadow // 255)
        paper = ImageChops.subtract(paper, slope)
    grain = Image.effect_noise(size, 12)
    return ImageChops.add(paper, grain, offset=-128).convert("RGB")


def jpeg(image: Image.Image, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=92, **how)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("shadow", [0, 70])
def test_a_page_of_text_becomes_black_on_white_within_sixty_kilobytes(shadow: int) -> None:
    original = jpeg(page(shadow=shadow))
    small = shrink(original)
    assert small is not None
    assert len(small) <= BYTES_MAX < len(original)
    made = opened(small)
    assert (made.format, made.mode) == ("PNG", "1")
    assert max(made.size) >= 1170, "as many dots as one needs to read it"
    black = made.convert("L").histogram()[0] / (made.width * made.height)
    assert 0.02 < black < 0.2, "letters, and neither specks nor a black shadow"


def test_a_photograph_becomes_grey() -> None:
    rng = Random(4)
    photo = Image.frombytes("RGB", (60, 80), rng.randbytes(60 * 80 * 3)).resize((1800, 2400), Image.Resampling.BICUBIC)
    small = shrink(jpeg(photo))
    assert small is not None
    assert len(small) <= BYTES_MAX
    assert (opened(small).format, opened(small).mode) == ("JPEG", "L")


def test_a_page_that_lies_on_its_side_stands_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    small = shrink(jpeg(page(lines=20).rotate(90, expand=True), exif=exif))
    assert small is not None
    made = opened(small)
    assert made.height > made.width
    ink = made.convert("L")
    above, below = (ink.crop((0, y, ink.width, y + ink.height // 2)).histogram()[0] for y in (0, ink.height // 2))
    assert above > 20 * below, "the lines are above, the empty half of the page below"


def test_a_see_through_picture_lies_on_white_paper() -> None:
    layer = Image.new("RGBA", (2000, 2000), (0, 0, 0, 0))
    rng = Random(2)
    for _ in range(4000):
        x, y = rng.randrange(1990), rng.randrange(1990)
        layer.paste((20, 20, 20, 255), (x, y, x + 4, y + 4))
    out = BytesIO()
    layer.save(out, "PNG", compress_level=0)
    small = shrink(out.getvalue())
    assert small is not None
    made = opened(small).convert("L")
    assert made.getextrema() == (0, 255)
    assert made.histogram()[255] > 0.8 * made.width * made.height


def test_what_is_small_already_has_no_preview() -> None:
    assert shrink(jpeg(Image.new("L", (200, 200), 255))) is None


@pytest.mark.parametrize("harm", [lambda c: c[: len(c) // 2], lambda c: c[:20] + bytes(90_000), lambda _: b"%PDF-1.4 " * 9000])
def test_a_file_that_cannot_be_read_as_a_picture_has_none(harm) -> None:
    assert shrink(harm(jpeg(page()))) is None


def test_a_picture_made_to_fill_the_memory_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_image, "PIXELS_MAX", 1_000_000)
    assert shrink(jpeg(page())) is None
