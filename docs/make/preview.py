"""The picture of `motcua form preview`: a form in the desk's own view, beside what to know of it.

Run as a program with the folder of the pictures: a window needs a process of its own.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["KIVY_GL_BACKEND"] = "sdl2"

from tests.support.kivy_harness import Harness  # isort: skip - before anybody imports the toolkit

from desktop_app.bootstrap.author_desk import AuthorDesk  # isort: skip
from desktop_app.runtime.clock import SystemClock, SystemDice  # isort: skip
from desktop_app.ui.author import AuthorApp  # isort: skip
from desktop_app.ui.player import photograph  # isort: skip
from tests.forms.authoring.books import book  # isort: skip
from tests.support.fake_office import Now  # isort: skip

SURVEY = [
    ("text", "ten", "Tên giấy tờ cần chứng thực"),
    ("integer", "so_trang", "Số trang", None, ". > 0"),
    ("integer", "so_ban", "Số bản cần chứng thực", None, ". <= 50"),
    ("image", "anh_chup", "Ảnh chụp trang đầu", "${so_trang} > 20"),
    ("geopoint", "noi_chup", "Nơi chụp", "${so_trang} > 20"),
    ("acknowledge", "cam_doan", "Tôi cam đoan bản chính không bị sửa chữa"),
    ("audit", "audit", ""),
]


def main(picture: Path) -> None:
    """Open a form, answer it against its rule, photograph it."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "chung-thuc.xlsx"
        settings = {"form_id": "9.000001", "version": "2", "form_title": "Đề nghị chứng thực bản sao"}
        file.write_bytes(book(SURVEY, settings=settings))
        window = Harness(AuthorApp(AuthorDesk(SystemClock(), SystemDice()), Now(), str(file)))
        window.app.page.entered()
        window.frames(6)
        window.key("tab")
        window.type("Giấy khai sinh")
        window.key("tab")
        window.type("24")
        window.key("tab")
        window.type("60")
        window.key("tab")
        window.frames(6)
        photograph(picture)
        window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
