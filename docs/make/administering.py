"""Pictures of the administrator's screens: the real window and verbs, a store of dicts, an invented export.

Run as a program: a window needs a process of its own.
"""

import json
import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

os.environ["KIVY_GL_BACKEND"] = "sdl2"

from tests.support.kivy_harness import Harness  # isort: skip - before anybody imports the toolkit

from desktop_app.ui.app import MotCuaApp  # isort: skip
from desktop_app.ui.player import photograph  # isort: skip
from desktop_app.ui.widgets.toast import Toast  # isort: skip
from tests.forms.catalogue.test_traps import PLANTED  # isort: skip
from tests.support.fake_office import PASSPHRASE, FakeGate, FakeOffice, Now  # isort: skip
from tests.support.fakes import A_MORNING  # isort: skip

DAY = ("25/11/2026", "Nghỉ theo thông báo", "TB 01/TB-THU")


def main(pictures: Path) -> None:
    """Answer, exchange a day, publish, review; photograph each."""
    office = FakeOffice()
    office.store.kept.docs[UUID(int=1)] = {
        "number": "T24184-K7Q2-000001", "status": "received", "procedure": "1.004873",
        "received_at": A_MORNING.isoformat(), "due_at": (A_MORNING + timedelta(days=6)).isoformat(),
    }  # fmt: skip
    window = Harness(MotCuaApp(FakeGate(office), Now(), Now()))
    window.type(PASSPHRASE)
    window.key("enter")
    window.until(lambda: window.page.scope == "dossiers")
    office.user = "quantri"
    _rules(window, pictures)
    with tempfile.TemporaryDirectory(prefix="motcua-") as folder:
        _review(window, Path(folder), pictures)
    window.close()


def _rules(window: Harness, pictures: Path) -> None:
    window.key("ctrl+q")
    window.until(lambda: window.page.scope == "rules" and window.page.ids.table.rows)
    _shot(window, pictures, "rules-unverified")
    window.key("enter")
    _shot(window, pictures, "rules-answer")
    window.key("escape", "alt+right", "f6")
    for text in DAY:
        window.type(text)
        window.key("tab")
    window.type("28/11/2026")
    window.key("ctrl+enter")
    _shot(window, pictures, "rules-day-moves")
    window.key("ctrl+enter")
    _shot(window, pictures, "rules-days")


def _review(window: Harness, folder: Path, pictures: Path) -> None:
    export = folder / "danh-muc-tinh.json"
    rows = [
        {**row, "code": f"9.{n:06d}", "name": f"Thủ tục thử nghiệm số {n}", "source_url": f"https://thu.example/{n}"}
        for n, row in enumerate((*PLANTED.values(), *PLANTED.values()), 1)
    ]  # fmt: skip
    export.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    window.app._go("review", str(export))  # noqa: SLF001 - from the rules, a dropped file is a package
    window.until(lambda: window.page.scope == "review" and window.page.ids.table.rows)
    Toast.hide()  # it names a folder of this moment
    window.key("down", "enter", "spacebar")
    _shot(window, pictures, "review-answer")
    window.key("tab")
    window.type("QĐ 1/QĐ-THU")
    window.key("ctrl+enter")
    window.frames(4)
    _shot(window, pictures, "review")
    window.key("alt+right", "alt+right")
    _shot(window, pictures, "review-kinds")


def _shot(window: Harness, pictures: Path, name: str) -> None:
    window.frames(6)
    photograph(pictures / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
