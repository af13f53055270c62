"""The pictures of a desk that was away for three months, while the province made its history short.

Real stores and a real province; the processes of August have a calendar of their own (tests/support/away.py).
"""

import json
from pathlib import Path

from desktop_app.cli.demo.script import key, on, see, text
from docs.make.window import picture, play, unlocked
from tests.support.away import NOW, python_path_months_ago, within_months_ago
from tests.support.province import Province, make_province, start_province
from tests.support.two_desks import ANSWERS
from tests.support.xdesk import Office

MEANWHILE = 40
DONE_ABOUT_IT = "Máy nghỉ ba tháng; đã đối chiếu với sổ giấy, không thiếu hồ sơ nào."


def months_away(folder: Path, pictures: Path) -> None:
    """Let three months pass and the desk come back; photograph before, after, and the closing.

    Args:
        folder: where the stores stand; a temporary one.
        pictures: where the pictures are left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    make_province(folder / "province")
    late, port = _august(folder)
    alone = [on("dossiers"), see("chưa tới được tỉnh"), picture(pictures, "months-away")]
    play(late.home, [*unlocked(), *alone])
    today = start_province(folder / "province", port)
    try:
        _meanwhile(folder, today)
        (late.home / "pace.json").unlink(missing_ok=True)
        back = [key("f9"), see("Lượt trước, lúc", 60), key("f10"), on("matters"), see("Đối chiếu máy 1")]
        play(late.home, [*unlocked(), *back, picture(pictures, "months-away-back")])
        opened = [key("f10"), on("matters"), see("Đối chiếu máy 1"), key("enter"), on("matter")]
        written = [key("ctrl+e"), text(DONE_ABOUT_IT), picture(pictures, "closing-finding")]
        closed = [key("ctrl+enter"), see("việc này đã đóng")]
        play(late.home, [*unlocked("Quản trị viên"), *opened, *written, *closed])
    finally:
        today.stop()


def _august(folder: Path) -> tuple[Office, int]:
    """One dossier that the province signed for; a second one, and a correction, that it never heard of."""
    province = start_province(folder / "province", within=within_months_ago(folder))
    try:
        late = Office(folder / "late", python_path=python_path_months_ago(folder))
        late.enrol(province)
        number = _receive(late, "H’Mẫu Niê", "066190000002")
        late(late.clerk, "sync", "once")
        _receive(late, "Trần Văn Giả", "066090000003")
        late(late.clerk, "correct", number, "--set", "/applicant/phone=0905000011")
    finally:
        province.stop()
    late.python_path = NOW
    return late, int(province.url.rpartition(":")[2])


def _meanwhile(folder: Path, province: Province) -> None:
    stayed = Office(folder / "stayed", "hai", "Trần Thị Bàn Hai")
    stayed.enrol(province)
    stayed(stayed.clerk, "seed", "--dossiers", str(MEANWHILE))
    stayed(stayed.clerk, "sync", "once")
    province.cli("compact")


def _receive(desk: Office, name: str, citizen_id: str) -> str:
    person = {**ANSWERS["applicant"], "full_name": name, "citizen_id": citizen_id}
    answers = desk.home.parent / "answers.json"
    answers.write_text(json.dumps({**ANSWERS, "applicant": person}, ensure_ascii=False), "utf-8")
    words = ("receive", "--procedure", "2.000815", "--answers", str(answers))
    return str(desk(desk.clerk, *words)["receipt"]["number"])
