"""One counter morning without a line, and what both sides say of it afterwards.

The order of the acts and the comparison; gestures stand in `script.py`, processes in `stage.py`.
"""

import json
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from desktop_app.cli.demo import script
from desktop_app.cli.demo.display import a_display
from desktop_app.cli.demo.stage import Stage

COMMUNE: Final = "24184"
CUT_AFTER_BYTES: Final = 1600
"""Into the first push, 2.6 KB in all: past the half KB of the TLS greeting, before the last frame."""
CLERK, OFFICER, ADMINISTRATOR = "thu.tiep", "cong.chuc", "quan.tri"


def run_demo(out: str) -> int:
    """Play the morning and leave pictures, papers and `summary.json` in a folder.

    Args:
        out: the folder; what an earlier demo left there is replaced.

    Returns:
        0 when both sides agree about every dossier, else 1.
    """
    folder = Path(out).absolute()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with TemporaryDirectory(prefix="motcua-demo-") as place, a_display() as environment:
        stage = Stage(Path(place), folder, environment, f"trinh dien {os.urandom(6).hex()}")
        try:
            summary = _morning(stage)
        finally:
            stage.close()
    (folder / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{folder}: {summary['verdict']}")
    return 0 if summary["agree"] else 1


def _morning(stage: Stage) -> dict[str, Any]:
    _say("Tỉnh và quầy được lập; máy đăng ký với tỉnh – lần duy nhất cần đường truyền trước giờ mở quầy.")
    _found(stage)
    stage.weather("down")
    before = stage.weather("report")
    _say("Đường truyền mất. Ba hồ sơ được tiếp nhận; một lần chương trình bị tắt ngang khi đang nhập.")
    hands = script.Hands(stage.out, stage.passphrase)
    stage.play("1-khai-sinh", script.birth(hands))
    stage.play("2-ban-sao-do-dang", script.copy_begun(hands), kill_at=script.KILL_ME)
    stage.play("3-ban-sao", script.copy_reopened(hands))
    stage.play("4-hon-nhan", script.marriage(hands))
    stage.play("5-quyet-dinh-tai-quay", script.decided_at_the_desk(hands))
    stage.play("6-tra-ban-sao", script.copy_returned(hands))
    offline = stage.weather("report")
    _say("Đường truyền trở lại, và bị cắt một lần giữa lượt gửi.")
    stage.weather("up")
    stage.weather(f"cut {CUT_AFTER_BYTES}")
    stage.play("7-luot-bi-cat", script.cut_round(hands))
    stage.weather("up")
    stage.play("8-luot-xong", script.finished_round(hands))
    _say("Cán bộ tỉnh nhận hồ sơ khai sinh, yêu cầu bổ sung hồ sơ hôn nhân.")
    _officer_first(stage)
    stage.play("9-bo-sung", script.supplement(hands))
    _say("Tỉnh quyết định; kết quả xuống tới quầy và được trả.")
    _officer_last(stage)
    stage.play("10-tra-ket-qua", script.results_returned(hands))
    rounds = [stage.desk("sync", "once", user=CLERK)["round"] for _ in range(2)]
    return _compare(stage, {"before": before, "offline": offline}, rounds)


def _found(stage: Stage) -> None:
    stage.set_printer()
    stage.province("init", "--officer", "canbo.tinh", "--officer-name", "Trần Thị Thẩm Định")
    stage.province("office", "add", "--commune", COMMUNE, "--name", "Ủy ban nhân dân xã Ea H’Leo")
    served = stage.serve()
    port = stage.lay_line(int(str(served["url"]).rpartition(":")[2]))
    stage.desk(
        *("init", "--commune", COMMUNE, "--office", "Trung tâm Phục vụ hành chính công"),
        *("--address", "Thôn 1, xã Ea H’Leo, tỉnh Đắk Lắk", "--phone", "0262 3000 000"),
        *("--user", ADMINISTRATOR, "--name", "Lê Văn Quản Trị"),
        user=ADMINISTRATOR,
    )
    secret = stage.folder / "secret"
    secret.write_text(stage.passphrase, "utf-8")
    secret.chmod(0o600)
    for user, name, role in (
        (CLERK, "Nguyễn Thị Tiếp Nhận", "clerk"),
        (OFFICER, "Phạm Văn Công Chức", "commune_officer"),
    ):
        stage.desk(
            *("staff", "add", "--user", user, "--name", name, "--role", role),
            *("--new-passphrase-file", str(secret)),
            user=ADMINISTRATOR,
        )
    code = stage.province("enrol-code", "--commune", COMMUNE)["code"]
    stage.desk(
        *("enrol", "--url", f"https://localhost:{port}", "--ca", str(served["ca"]), "--code", code),
        user=ADMINISTRATOR,
    )


def _by_procedure(stage: Stage) -> dict[str, dict[str, Any]]:
    return {row["procedure"]: row for row in stage.province("list")["dossiers"]}


def _officer_first(stage: Stage) -> None:
    rows = _by_procedure(stage)
    stage.province("accept", rows[script.BIRTH]["id"])
    stage.province("accept", rows[script.MARRIAGE]["id"])
    stage.province(
        *("supplement", rows[script.MARRIAGE]["id"], "--item", script.ASKED_FOR),
        *("--reason", "Thiếu giấy tờ chứng minh việc ly hôn"),
    )


def _officer_last(stage: Stage) -> None:
    rows = _by_procedure(stage)
    for code, number in ((script.BIRTH, "15/2026"), (script.MARRIAGE, "87/2026")):
        stage.province(
            *("decide", rows[code]["id"], "--outcome", "granted", "--summary", "Đủ điều kiện theo quy định"),
            *("--result-number", number, "--signer", "Trần Thị Thẩm Định"),
        )


def _compare(stage: Stage, weather: dict[str, Any], rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Put what both sides say of every dossier side by side."""
    here = {row["number"]: row for row in stage.desk("find", user=CLERK)["rows"]}
    there = {row["number"]: row for row in stage.province("list")["dossiers"]}
    facts = ("official_code", "status")
    same = {
        number: all(here.get(number, {}).get(fact) == there.get(number, {}).get(fact) for fact in facts)
        for number in {*here, *there}
    }
    offline = weather["offline"]["connections"] - weather["before"]["connections"]
    line = stage.weather("report")
    agree = len(same) == script.RECEIVED and all(same.values()) and not offline and line["cuts"] == 1
    agree = agree and all(row["status"] == "returned" for row in here.values())
    return {
        "agree": agree,
        "verdict": "hai bên khớp nhau" if agree else "HAI BÊN KHÔNG KHỚP",
        "desk": {"dossiers": len(here), "rows": sorted(here.values(), key=lambda row: row["number"])},
        "province": {"dossiers": len(there), "rows": sorted(there.values(), key=lambda row: row["number"])},
        "same": same,
        "seconds": stage.seconds,
        "line": {**line, "connections_while_down": offline},
        "last_rounds": rounds,
        "sync": stage.desk("sync", "status", user=CLERK)["sync"],
        "audit": stage.desk("audit", "verify", user=ADMINISTRATOR)["audit"],
        "pictures": sorted(path.name for path in stage.out.glob("*.png")),
        "papers": sorted(path.name for path in stage.out.glob("*.pdf")),
    }


def _say(sentence: str) -> None:
    print(sentence, flush=True)
