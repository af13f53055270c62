"""Posed pictures of deeds and their dialogs, the code to pay by, a PIN, look-ups: the window, a fake office.

Run as a program with the folder of the pictures: a window needs a process of its own.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

os.environ["KIVY_GL_BACKEND"] = "sdl2"

from tests.support.kivy_harness import Harness  # isort: skip - before anybody imports the toolkit

from desktop_app.ui.app import MotCuaApp  # isort: skip
from desktop_app.ui.player import photograph  # isort: skip
from desktop_app.ui.ports import LookupRow, Lookups  # isort: skip
from desktop_app.ui.signing_ports import SigningPlace  # isort: skip
from tests.support.fake_office import NOW, PASSPHRASE, FakeGate, FakeOffice, Now, view  # isort: skip

PAPERS = {"print_paper", "list_papers"}
MAY = PAPERS | {"ask_supplement", "apologise_late", "hand_over_dossiers", "withdraw_dossier"}
MONEY = {"ask_payment", "show_payment_code", "take_fee"}
DOC = {
    "applicant": {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001", "phone": "0905000001"},
    "received_at": NOW.isoformat(),
    "papers": [{"name": "Dự thảo di chúc", "originals": 1, "copies": 0, "handed_in": 1}],
}

LOOKUPS = Lookups(
    (
        LookupRow("Giấy chứng nhận quyền sử dụng đất", "not_found", "Không có dữ liệu", is_open=True),
        LookupRow("Giấy khai sinh", "pending", "Chờ tra cứu", is_open=True),
    ),
    NOW + timedelta(hours=5),
    items=("Giấy chứng nhận quyền sử dụng đất: cơ sở dữ liệu không có; nộp giấy tờ và cập nhật dữ liệu.",),
)


def main(folder: Path) -> None:
    """Open a dossier, its menu, a dialog with a date that is not lawful, the code to pay by."""
    office = FakeOffice(60)
    office.place = SigningPlace("", "/usr/lib/token.so")
    may = frozenset(MAY | MONEY)
    office.views["d"] = view("d", DOC, "Chứng thực di chúc", status="processing", may=may, owed=8_000)
    window = Harness(MotCuaApp(FakeGate(office), Now(), Now()))
    window.type(PASSPHRASE)
    window.key("enter")
    window.until(lambda: window.page.scope == "dossiers")
    window.key("enter", "spacebar", "down", "down", "spacebar")
    window.frames(6)
    photograph(folder / "marked.png")
    window.app._go("dossier", "d")  # noqa: SLF001 - no row of the fake's list leads to it
    window.frames(6)
    window.key("ctrl+k")
    window.frames(6)
    photograph(folder / "deeds.png")
    window.key("2")
    window.type("Chờ cơ quan khác trả lời xác minh")
    window.key("tab")
    window.type("19112026")
    window.frames(6)
    photograph(folder / "deed-refused.png")
    window.key("escape", "ctrl+k", "6")
    window.frames(6)
    photograph(folder / "payment-code.png")
    window.key("escape", "ctrl+i", "3")
    window.key("tab", "tab")
    window.type("135790")
    window.frames(6)
    photograph(folder / "sign-paper.png")
    window.key("escape")
    office.lookups["d"] = LOOKUPS
    window.app._go("dossier", "d")  # noqa: SLF001 - as above
    window.frames(6)
    photograph(folder / "lookups.png")
    window.key("ctrl+k", "2", "tab", "tab")
    window.frames(6)
    photograph(folder / "lookup-asked.png")
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
