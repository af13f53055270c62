"""The pictures of what waits for a person: two desks edited one field, one of them settles it on its screen.

Real stores, a real province and the real window; the province is switched off before the window opens.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from desktop_app.cli.demo.display import a_display
from tests.support.province import running_province
from tests.support.two_desks import two_desks_in_conflict
from tests.support.xdesk import PASSPHRASE, plain_environment

REASON: Final = "Đã hỏi lại công dân qua điện thoại"
Steps = list[dict[str, Any]]


def settling(folder: Path, pictures: Path) -> None:
    """Make the conflict, settle it by keys, photograph each step.

    Args:
        folder: where the stores stand; a temporary one.
        pictures: where the pictures are left.
    """
    with running_province(folder) as province:
        desks = two_desks_in_conflict(folder, province)
    script = folder / "settling.json"
    script.write_text(json.dumps(_steps(pictures), ensure_ascii=False), "utf-8")
    program = [sys.executable, "-m", "desktop_app", "--home", str(desks.here.home)]
    with a_display(is_virtual=True) as environment:
        window = [*program, "desk", "--play", str(script)]
        subprocess.run(window, env=plain_environment(**environment), check=True, timeout=300)


def _steps(pictures: Path) -> Steps:
    def key(keys: str) -> dict[str, Any]:
        return {"do": "key", "keys": keys}

    def text(words: str) -> dict[str, Any]:
        return {"do": "type", "text": words}

    def see(words: str) -> dict[str, Any]:
        return {"do": "wait", "for": {"text": words}, "seconds": 60}

    def on(screen: str) -> dict[str, Any]:
        return {"do": "wait", "screen": screen, "seconds": 60}

    def picture(name: str) -> dict[str, Any]:
        return {"do": "picture", "file": str(pictures / f"{name}.png")}

    return [
        on("unlock"), see("Quản trị viên"), key("shift+tab"), text("Nguyễn Thị Tiếp Nhận"),
        key("enter"), text(PASSPHRASE), key("enter"), on("dossiers"),
        see("việc cần xử lý"), see("chưa tới được tỉnh"), picture("home-alarms"),
        key("f11"), on("printed"), see("số đã giao"), picture("receipts"),
        key("f7"), on("handover"), see("bàn giao"), picture("handover"),
        key("f10"), on("matters"), see("Hai nơi cùng sửa 1"), picture("matters"),
        key("enter"), on("matter"), see("Máy chủ"), key("f7"), text(REASON), picture("conflict"),
        key("ctrl+s"), see("Đã dùng của máy này"), picture("conflict-settled"),
        {"do": "quit"},
    ]  # fmt: skip
