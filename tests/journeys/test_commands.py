"""The main job by commands alone: the script of the manual as it stands, and intake on a machine without a line."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.province import COMMUNE, running_province

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs" / "commands.sh"
PASSPHRASE = "mat khau thu nghiem"
BIN = Path(sys.executable).parent

pytestmark = [pytest.mark.journey, pytest.mark.slow]

COUNTING = """
import atexit, os, sys
_asked = []
def _hook(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        _asked.append(event)
sys.addaudithook(_hook)
def _write():
    with open(os.environ["MOTCUA_CONNECTIONS"], "a") as file:
        file.write("".join(event + "\\n" for event in _asked) + "end\\n")
atexit.register(_write)
"""


def environment(**more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PATH": f"{BIN}{os.pathsep}{kept.get('PATH', '')}", "PYTHONUTF8": "1", **more}


def test_the_script_of_the_manual_runs_from_two_empty_folders_to_a_returned_result(tmp_path: Path) -> None:
    ran = subprocess.run(
        ["bash", str(SCRIPT), str(tmp_path / "all")],
        env=environment(PYTHON=sys.executable),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    assert ran.stdout.count("desk=returned province=returned") == 3
    assert "Traceback" not in ran.stderr
    assert "Traceback" not in (tmp_path / "all" / "serve.log").read_text()


class Desk:
    """Runs `motcua` as a process, inside a network namespace without an interface when told so."""

    def __init__(self, home: Path, folder: Path, *, isolated: bool = False) -> None:
        self.home, self.folder, self.isolated = home, folder, isolated
        self.secret = folder / "secret"
        self.secret.write_text(PASSPHRASE + "\n")
        hooks = folder / "hooks"
        hooks.mkdir(exist_ok=True)
        (hooks / "sitecustomize.py").write_text(COUNTING)
        self.counted = folder / "connections.txt"
        self.counted.touch()
        self.env = environment(PYTHONPATH=f"{hooks}{os.pathsep}{ROOT}", MOTCUA_CONNECTIONS=str(self.counted))

    def __call__(self, user: str, *words: str, code: int = 0) -> dict[str, Any]:
        command = [sys.executable, "-m", "desktop_app", "--home", str(self.home), "--json", "--as", user]
        command += ["--passphrase-file", str(self.secret), *words]
        if self.isolated:
            command = ["unshare", "--user", "--map-root-user", "--net", *command]
        ran = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=120, check=False)
        assert ran.returncode == code, f"{words}: {ran.returncode} {ran.stdout} {ran.stderr}"
        shown: dict[str, Any] = json.loads(ran.stdout)
        return shown

    def asked(self) -> list[str]:
        """Attempts to use the line so far, and one `end` for each command that ran to its end."""
        return self.counted.read_text().split()


def can_isolate() -> str:
    """Why this machine cannot make a namespace, or nothing."""
    if shutil.which("unshare") is None:
        return "unshare is not installed"
    ran = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--net", "true"], capture_output=True, text=True, check=False
    )
    return ran.stderr.strip() if ran.returncode else ""


def an_answers_file(folder: Path) -> Path:
    path = folder / "copy.json"
    applicant = {"full_name": "H’Mẫu Niê", "citizen_id": "066190000002", "birth_date": "1990", "sex": "Nữ"}
    documents = [{"title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}]
    path.write_text(json.dumps({"applicant": applicant, "answers": {"documents": documents}}))
    return path


def test_intake_needs_no_line_and_asks_for_none(tmp_path: Path) -> None:
    if reason := can_isolate():
        pytest.skip(f"no network namespace here: {reason}")
    with running_province(tmp_path) as province:
        desk = Desk(tmp_path / "desk", tmp_path)
        desk("quantri", "init", "--commune", COMMUNE)
        for user, role in (("thu", "clerk"), ("lan", "commune_officer")):
            new = ("--new-passphrase-file", str(desk.secret))
            desk("quantri", "staff", "add", "--user", user, "--name", "Cán Bộ Thử", "--role", role, *new)
        desk("quantri", "enrol", "--url", province.url, "--ca", str(province.ca_path), "--code", province.enrol_code())
        assert "socket.connect" in desk.asked(), "the hook counts nothing, so nothing would be proved"
        desk.counted.write_text("")

        alone = Desk(desk.home, tmp_path, isolated=True)
        answers, slip = an_answers_file(tmp_path), tmp_path / "giay.pdf"
        number = alone("thu", "receive", "--procedure", "2.000815", "--answers", str(answers), "--print", str(slip))[
            "receipt"
        ]["number"]
        alone("thu", "attach", number, str(slip))
        assert alone("thu", "find", "h'mau nie")["rows"][0]["number"] == number
        alone("lan", "decide", number, "--outcome", "granted", "--summary", "Chứng thực 02 bản sao")
        alone("thu", "return", number, "--receiver", "H’Mẫu Niê")
        assert alone("thu", "show", number)["dossier"]["truth"] == "waiting"
        assert alone.asked() == ["end"] * 6
        assert alone("thu", "sync", "once", code=4)["round"]["contact"] is False

        done = desk("thu", "sync", "once")["round"]
        assert (done["contact"], done["still_waiting"], done["refused"], done["blobs_sent"]) == (True, 0, 0, 1)
        here, there = desk("thu", "show", number)["dossier"], province.cli("show", number)
        assert here["truth"] == "accepted"
        counted = desk("thu", "sync", "status")["sync"]
        assert (counted["bytes_up"], counted["bytes_down"]) == (done["bytes_up"], done["bytes_down"])
        assert (here["status"], here["official_code"]) == (there["status"], there["official_code"])
        assert here["status"] == "returned"


def test_a_refused_dossier_names_the_field_and_goes_up_again_corrected(tmp_path: Path) -> None:
    with running_province(tmp_path) as province:
        desk = Desk(tmp_path / "desk", tmp_path)
        desk("quantri", "init", "--commune", COMMUNE)
        new = ("--role", "clerk", "--new-passphrase-file", str(desk.secret))
        desk("quantri", "staff", "add", "--user", "thu", "--name", "Cán Bộ Thử", *new)
        desk("quantri", "enrol", "--url", province.url, "--ca", str(province.ca_path), "--code", province.enrol_code())
        answers = tmp_path / "a.json"
        answers.write_text(json.dumps({"applicant": {"full_name": "Y Thử Niê", "citizen_id": "0661900000"}, "answers": {}}))
        receipt = desk("thu", "receive", "--procedure", "1.004884", "--answers", str(answers))["receipt"]
        assert any("12 chữ số" in warning for warning in receipt["warnings"])

        assert desk("thu", "sync", "once")["round"]["refused"] == 1
        shown = desk("thu", "show", receipt["number"])["dossier"]
        assert (shown["truth"], shown["official_code"]) == ("refused", "")
        assert shown["refusal"]["path"] == "/applicant/citizen_id"
        assert "12 chữ số" in shown["refusal"]["sentence"]
        assert desk("thu", "sync", "status")["sync"]["refused"] == 1

        desk("thu", "correct", receipt["number"], "--set", "/applicant/citizen_id=066190000004")
        assert desk("thu", "sync", "once")["round"]["refused"] == 0
        shown = desk("thu", "show", receipt["number"])["dossier"]
        assert (shown["truth"], shown["status"], shown["refusal"]) == ("accepted", "received", None)
        assert shown["official_code"] == province.cli("show", receipt["number"])["official_code"] != ""
