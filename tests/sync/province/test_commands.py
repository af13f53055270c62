"""`motcua-province` as a person types it: objects out, exit codes, secrets, work while the server runs."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from sync.province.__main__ import main
from tests.support.device import WireDevice
from tests.support.province import PASSWORD, make_province, province_command, start_province

ROOT = Path(__file__).parents[3]


def _run(*words, **env):
    command = [sys.executable, "-m", "sync.province", *words]
    clean = {name: value for name, value in os.environ.items() if name != "MOTCUA_PASSPHRASE"}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=clean | env, timeout=60, stdin=subprocess.DEVNULL
    )


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    """Commands in this process, on one home: (exit code, object)."""

    def call(*words):
        monkeypatch.setenv("MOTCUA_PASSPHRASE", PASSWORD)
        try:
            code = main(["--home", str(tmp_path / "p"), "--json", *words])
        except SystemExit as left:
            code = left.code
        out = capsys.readouterr().out
        return code, json.loads(out) if out.startswith("{") else {}

    return call


def test_a_province_is_founded_once_with_keys_nobody_else_reads(tmp_path):
    home = tmp_path / "province"
    make_province(home)
    for path in (home / "keys").iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name
    before = {path: path.read_bytes() for path in (home / "keys").iterdir()}
    again = province_command(home, "init", ok=False)
    assert (again["exit"], again["error"]["english"]) == (3, "the home already holds a province")
    assert {path: path.read_bytes() for path in (home / "keys").iterdir()} == before


def test_the_password_comes_from_a_file_or_the_environment_and_is_kept_nowhere(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD + "\n", "utf-8")
    made = _run("init", "--home", str(tmp_path / "p"), "--passphrase-file", str(secret), "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["officer"] == "canbo"
    for path in (tmp_path / "p").rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes()


def test_a_short_password_founds_nothing_that_is_in_the_way(tmp_path):
    refused = _run("init", "--home", str(tmp_path / "p"), "--json", MOTCUA_PASSPHRASE="ngan")
    assert refused.returncode == 3
    assert "12 ký tự" in refused.stderr
    assert _run("init", "--home", str(tmp_path / "p"), "--json", MOTCUA_PASSPHRASE=PASSWORD).returncode == 0


def test_exit_codes_say_who_must_act(here, tmp_path):
    assert here("no-such-verb")[0] == 2
    assert here("decide", "x", "--outcome", "perhaps")[0] == 2
    code, missing = here("list")
    assert (code, missing["error"]["english"]) == (3, "the home holds no province")
    assert here("init", "--officer", "thu")[0] == 0
    assert here("office", "add", "--commune", "24184", "--name", "Xã Thử")[0] == 0
    for words in (
        ("office", "add", "--commune", "2418", "--name", "X"),
        ("office", "add", "--commune", "24185", "--name", "X", "--unit", "Q99"),
        ("office", "add", "--commune", "24185", "--name", "X", "--unit", "H15.24.184"),
        ("office", "add", "--commune", "24184", "--name", "X", "--unit", "H15.99.01"),
        ("office", "add", "--commune", "24186", "--name", " "),
        ("enrol-code", "--commune", "99999"),
        ("accept", "T-24184-AAAA-00001-0000"),
        ("officer", "add", "--login", "Có Dấu", "--name", "X"),
        ("officer", "add", "--login", "thu", "--name", "X"),
    ):
        code, shown = here(*words)
        assert code == 3, words
        assert shown["error"]["sentence"].endswith((".", ")."))
        assert shown["error"]["remedy"]
    (tmp_path / "p" / "province.sqlite").write_bytes(b"damaged" * 1000)
    code, damaged = here("list")
    assert (code, "khôi phục" in damaged["error"]["remedy"]) == (5, True)


def test_an_offices_unit_is_a_setting_and_never_changes(here):
    here("init")
    made = here("office", "add", "--commune", "24190", "--name", "Xã Nghiệm", "--unit", "H15.99.02")[1]
    assert made["unit"] == "H15.99.02"
    renamed = here("office", "add", "--commune", "24190", "--name", "Phường Nghiệm")[1]
    assert (renamed["unit"], renamed["name"]) == ("H15.99.02", "Phường Nghiệm")
    here("office", "add", "--commune", "24184", "--name", "Xã Thử")
    assert [office["commune"] for office in here("office", "list")[1]["offices"]] == ["24190", "24184"]


def test_the_secret_is_gone_from_the_environment_before_anything_runs(here):
    here("init")
    assert "MOTCUA_PASSPHRASE" not in os.environ


def test_a_code_is_128_bits_and_lives_as_long_as_it_says(province):
    made = [province.cli("enrol-code", "--commune", "24184", "--valid-minutes", "3") for _ in range(2)]
    assert made[0]["code"] != made[1]["code"]
    assert len(made[0]["code"].replace("-", "")) == 26


def test_an_officer_works_by_commands_while_the_server_runs(province, device):
    record = device.receive()
    device.exchange()
    code = province.cli("show", str(record))["official_code"]
    assert province.cli("show", code)["id"] == str(record)
    assert province.cli("accept", code, "--as", "thu")["status"] == "processing"
    asked = province.cli("supplement", code, "--item", "Bản sao", "--reason", "Thiếu", "--as", "thu")
    assert asked["status"] == "awaiting_supplement"
    args = {"set": {}, "note": "", "promised_due_at": "2027-01-04T17:00:00+07:00"}
    device.book(record, "cmd", {"name": "supplement", "args": args, "expected": "awaiting_supplement"}, base=5)
    device.exchange()
    decided = province.cli("decide", code, "--outcome", "rejected", "--summary", "Không đủ", "--as", "thu")
    assert decided["status"] == "decided"
    shown = province.cli("show", code)
    assert shown["doc"]["decision"]["signer"] == "Trần Văn Thử"
    assert [step["payload"]["name"] for step in shown["history"] if step["kind"] == "cmd"] == [
        "submit", "accept", "require_supplement", "supplement", "decide",
    ]
    assert province.cli("accept", code, "--as", "thu", ok=False)["exit"] == 3
    assert province.cli("accept", code, "--as", "ai", ok=False)["error"]["english"] == "no such active officer"


def test_history_is_made_short_for_one_commune_or_all_and_every_dossier_stays(short_history):
    province = short_history
    device = WireDevice.enrol(province.url, province.ca_path, province.enrol_code("24184"))
    record = device.receive()
    device.exchange()
    (here,) = province.cli("compact", "--commune", "24184")["compacted"]
    assert (here["commune"], here["dossiers"] > 0, here["pages"]) == ("24184", True, 1)
    assert here["row"] == province.cli("status")["feeds"]["24184"]
    assert here in province.cli("compact")["compacted"]
    assert province.cli("show", str(record))["history"][0]["kind"] == "dossier.new"
    refused = province.cli("compact", "--commune", "99999", ok=False)
    assert (refused["exit"], refused["error"]["english"]) == (3, "no such office")


def test_words_for_a_person_stand_where_json_does_not(province):
    shown = _run("--home", str(province.home), "office", "list")
    assert "Xã Thử Nghiệm 24184" in shown.stdout
    assert not shown.stdout.startswith("{")


@pytest.mark.parametrize("verb", ["init", "serve", "office add", "enrol-code", "list", "accept", "supplement", "decide", "compact"])
def test_every_command_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as left:
        main([*verb.split(), "--help"])
    assert left.value.code == 0
    assert "--home" in capsys.readouterr().out


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_leaves_its_stores_closed(tmp_path, word):
    make_province(tmp_path / "p")
    province = start_province(tmp_path / "p")
    assert requests.get(f"{province.url}/v1/health", verify=str(province.ca_path), timeout=10).ok
    province.process.send_signal(word)
    log = province.stop()
    assert province.process.returncode == 0
    assert "Traceback" not in log
    assert not [path.name for path in (tmp_path / "p").iterdir() if path.name.endswith("-wal")]
