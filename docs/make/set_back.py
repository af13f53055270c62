"""The pictures of the worst days: a desk of yesterday, a cloned desk, a province of yesterday.

Files are copied by hand while the province runs; the window's own background round finds and repairs it.
"""

import json
import shutil
from copy import copy
from pathlib import Path

from desktop_app.cli.demo.script import key, on, see
from docs.make.window import picture, play, unlocked
from tests.support.province import Province, running_province, start_province
from tests.support.two_desks import ANSWERS
from tests.support.xdesk import Office

AFTER_THE_ROUND = "Lượt trước, lúc"


def set_back(folder: Path, pictures: Path) -> None:
    """Make the three days one after the other on one desk; photograph each.

    Args:
        folder: where the stores stand; a temporary one.
        pictures: where the pictures are left.
    """
    with running_province(folder) as province:
        desk = Office(folder / "desk")
        desk.enrol(province)
        _receive(desk, "H’Mẫu Niê", "066190000002")
        yesterday = folder / "yesterday" / "desk"
        shutil.copytree(desk.home, yesterday)
        _receive(desk, "Trần Văn Giả", "066090000003")
        _desk_of_yesterday(desk, yesterday, pictures)
        _cloned_desk(desk, yesterday, pictures)
        _province_of_yesterday(desk, province, folder / "backup", pictures)


def _receive(desk: Office, name: str, citizen_id: str) -> None:
    """Receive a dossier and have the province sign for it."""
    person = {**ANSWERS["applicant"], "full_name": name, "citizen_id": citizen_id}
    answers = desk.home.parent / "answers.json"
    answers.write_text(json.dumps({**ANSWERS, "applicant": person}, ensure_ascii=False), "utf-8")
    desk(desk.clerk, "receive", "--procedure", "2.000815", "--answers", str(answers))
    _rested(desk)
    desk(desk.clerk, "sync", "once")


def _rested(desk: Office) -> None:
    """Let hours lie between two rounds."""
    (desk.home / "pace.json").unlink(missing_ok=True)


def _desk_of_yesterday(desk: Office, yesterday: Path, pictures: Path) -> None:
    shutil.rmtree(desk.home)
    shutil.copytree(yesterday, desk.home)
    _rested(desk)
    found = [key("f10"), on("matters"), see("Đối chiếu máy 1"), picture(pictures, "desk-set-back")]
    play(desk.home, [*unlocked(), key("f9"), see(AFTER_THE_ROUND, 60), *found])


def _cloned_desk(desk: Office, yesterday: Path, pictures: Path) -> None:
    """The copy works under the same identity; the machine it was taken from meets it."""
    twin = copy(desk)
    twin.home = yesterday
    _receive(twin, "Y Mẫu Niê", "066204000022")
    _receive(desk, "Nguyễn Thị Thử Nghiệm", "066190000001")
    _rested(twin)
    found = [key("f10"), on("matters"), see("danh tính", 60), picture(pictures, "twin")]
    play(twin.home, [*unlocked(), key("f9"), see(AFTER_THE_ROUND, 60), *found])


def _province_of_yesterday(desk: Office, province: Province, backup: Path, pictures: Path) -> None:
    province.cli("backup", "--to", str(backup))
    _receive(desk, "Phạm Văn Ví Dụ", "066088000044")
    province.stop()
    province.cli("restore", "--from", str(backup))
    again = start_province(province.home, int(province.url.rpartition(":")[2]))
    try:
        _rested(desk)
        told = [key("f9"), see(AFTER_THE_ROUND, 60), picture(pictures, "province-set-back")]
        found = [key("f10"), on("matters"), see("bản sao lưu"), picture(pictures, "findings")]
        play(desk.home, [*unlocked(), *told, *found])
    finally:
        again.stop()
