"""The pictures of what waits for a person: two desks edited one field, one of them settles it on its screen.

Real stores, a real province and the real window; the province is switched off before the window opens.
"""

from pathlib import Path

from desktop_app.cli.demo.script import key, on, see, text
from docs.make.window import picture, play, unlocked
from tests.support.province import running_province
from tests.support.two_desks import two_desks_in_conflict


def settling(folder: Path, pictures: Path) -> None:
    """Make the conflict, settle it by keys, photograph each step.

    Args:
        folder: where the stores stand; a temporary one.
        pictures: where the pictures are left.
    """
    with running_province(folder) as province:
        desks = two_desks_in_conflict(folder, province)
    play(
        desks.here.home,
        [
            *unlocked(), see("việc cần xử lý"), see("chưa tới được tỉnh"), picture(pictures, "home-alarms"),
            key("f11"), on("printed"), see("số đã giao"), picture(pictures, "receipts"),
            key("f7"), on("handover"), see("bàn giao"), picture(pictures, "handover"),
            key("f10"), on("matters"), see("Hai nơi cùng sửa 1"), picture(pictures, "matters"),
            key("enter"), on("matter"), see("Máy chủ"),
            key("ctrl+o"), on("dossier"), see("Hai nơi cùng sửa"), picture(pictures, "dossier-differs"),
            key("ctrl+m"), on("matter"), see("Máy chủ"),
            key("f7"), text("Đã hỏi lại công dân qua điện thoại"), picture(pictures, "conflict"),
            key("ctrl+s"), see("Đã dùng của máy này"), picture(pictures, "conflict-settled"),
        ],
    )  # fmt: skip
