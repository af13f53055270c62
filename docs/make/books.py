"""Pictures of the commune's books: the list, a volume taken after a loss. The window, a fake office.

Run as a program with the folder of the pictures: a window needs a process of its own.
"""

import os
import sys
from pathlib import Path

os.environ["KIVY_GL_BACKEND"] = "sdl2"

from tests.support.kivy_harness import Harness  # isort: skip - before anybody imports the toolkit

from desktop_app.ui.app import MotCuaApp  # isort: skip
from desktop_app.ui.player import photograph  # isort: skip
from tests.support.fake_office import PASSPHRASE, FakeGate, FakeOffice, Now  # isort: skip


def main(folder: Path) -> None:
    """Open the books as a supervisor, then take a volume of another machine."""
    office = FakeOffice()
    window = Harness(MotCuaApp(FakeGate(office), Now(), Now()))
    window.type(PASSPHRASE)
    window.key("enter")
    window.until(lambda: window.page.scope == "dossiers")
    office.user = "phu"
    window.key("ctrl+j", "down", "down")
    window.frames(6)
    photograph(folder / "books.png")
    window.key("ctrl+t", "ctrl+a")
    window.type("90")
    window.key("tab")
    window.type("Máy cháy ổ đĩa, không khởi động được")
    window.frames(6)
    photograph(folder / "book-lost.png")
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
