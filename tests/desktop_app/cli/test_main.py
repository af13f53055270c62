"""What every command keeps: one JSON object, an exit code that says who must act, no secret left lying about."""

import ast
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.bootstrap import office as bound
from desktop_app.bootstrap.house import Founding
from desktop_app.bootstrap.shelf import Shelf
from desktop_app.bootstrap.window import Window
from desktop_app.cli import main as cli
from desktop_app.cli.command import Needs
from desktop_app.cli.commands import commands_of
from desktop_app.cli.labels import LABELS
from desktop_app.errors import NOT_ENROLLED, STORE_DAMAGED, WRONG_PASSPHRASE, DeskError
from forms.errors import Faults, RuleError
from sync.core.errors import Corrupt, Incompatible, Offline, Refused

ROOT = Path(__file__).parents[3]


class Spy:
    """An office that notes which verbs were asked, and answers or refuses as told."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error, self.asked, self.is_closed = error, [], False

    def __getattr__(self, verb):
        def answer(*orders):
            self.asked.append((verb, orders))
            if self.error is not None:
                raise self.error
            return {"verb": verb}

        return answer

    def close(self):
        self.is_closed = True


@dataclass
class Round:
    contact: bool
    phase: str


@dataclass
class FakeHouse:
    spy: Spy
    opened: tuple = ()

    def folder(self, home):
        return home or Path("/khong-co")

    def shelf(self):
        return self.spy

    def founding(self, _home):
        return self.spy

    def program(self, _home):
        return self.spy

    def find_office(self, _home):
        return None

    def open_office(self, home, user, passphrase):
        self.opened = (home, user, bytes(passphrase))
        passphrase[:] = bytes(len(passphrase))
        return self.spy


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text("mật khẩu thử\nsecond line")
    return str(path)


def run(spy, *words):
    house = FakeHouse(spy)
    return cli.main(words, house), house


def test_a_command_prints_one_object_and_ends_with_nought(secret, capsys):
    spy = Spy()
    code, house = run(spy, "--json", "sync", "status", "--as", "thu", "--passphrase-file", secret)
    out = capsys.readouterr().out
    assert (code, json.loads(out), out.count("\n")) == (0, {"sync": {"verb": "sync_status"}}, 1)
    assert house.opened[1:] == ("thu", "mật khẩu thử".encode())
    assert spy.is_closed


def test_common_options_stand_before_or_after_the_words(secret, tmp_path):
    for words in (
        ("--home", str(tmp_path), "--as", "a", "--passphrase-file", secret, "count"),
        ("count", "--home", str(tmp_path), "--as", "a", "--passphrase-file", secret),
    ):
        _, house = run(Spy(), *words)
        assert house.opened[:2] == (tmp_path, "a")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuleError(Faults.ILLEGAL_MOVE.value), 3),
        (DeskError(NOT_ENROLLED), 3),
        (DeskError(WRONG_PASSPHRASE), 3),
        (Refused("no"), 3),
        (Incompatible("old"), 3),
        (Offline("no line"), 4),
        (Corrupt("differs"), 5),
        (DeskError(STORE_DAMAGED), 5),
    ],
)
def test_the_exit_code_says_who_must_act(error, code, secret, capsys):
    spy = Spy(error)
    assert run(spy, "--json", "count", "--passphrase-file", secret)[0] == code
    said = json.loads(capsys.readouterr().out)
    assert set(said) >= {"error", "sentence", "remedy", "act"}
    assert spy.is_closed, "a refused command leaves the store open"


def test_a_person_reads_the_sentence_and_what_to_do(secret, capsys):
    run(Spy(DeskError(WRONG_PASSPHRASE, seconds="2")), "count", "--passphrase-file", secret)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[:2] == [WRONG_PASSPHRASE.sentence, WRONG_PASSPHRASE.remedy]


@pytest.mark.parametrize("words", [(), ("bay",), ("staff",), ("receive",), ("decide", "x", "--outcome", "maybe")])
def test_wrong_usage_ends_with_two(words, capsys):
    with pytest.raises(SystemExit) as ended:
        run(Spy(), *words)
    assert ended.value.code == 2
    assert "usage: motcua" in capsys.readouterr().err


def test_the_passphrase_is_read_once_and_leaves_the_environment(monkeypatch):
    monkeypatch.setenv("MOTCUA_PASSPHRASE", "mat khau thu")
    _, house = run(Spy(), "count")
    assert house.opened[2] == b"mat khau thu"
    assert "MOTCUA_PASSPHRASE" not in os.environ


def test_a_command_without_store_takes_the_passphrase_away_all_the_same(monkeypatch):
    monkeypatch.setenv("MOTCUA_PASSPHRASE", "mat khau thu")
    run(Spy(), "procedures", "find", "khai sinh")  # without --as: what ships
    assert "MOTCUA_PASSPHRASE" not in os.environ


def test_without_anybody_to_ask_a_missing_passphrase_is_usage(monkeypatch, capsys):
    monkeypatch.delenv("MOTCUA_PASSPHRASE", raising=False)
    assert run(Spy(), "--json", "count")[0] == 2
    assert "--passphrase-file" in json.loads(capsys.readouterr().out)["remedy"]


def test_an_error_without_a_fault_is_never_swallowed(secret):
    with pytest.raises(ZeroDivisionError):
        run(Spy(ZeroDivisionError()), "count", "--passphrase-file", secret)


@pytest.mark.parametrize(("contact", "phase", "code"), [(True, "Idle", 0), (False, "Backoff", 4), (False, "Suspicious", 5), (False, "Halted", 3), (True, "Suspicious", 5)])
def test_a_round_that_reached_nobody_ends_with_four_and_still_prints_its_facts(contact, phase, code, secret, capsys):
    class Office(Spy):
        def run_round(self, _progress, _cancelled):
            return Round(contact, phase)

    assert run(Office(), "--json", "sync", "once", "--passphrase-file", secret)[0] == code
    assert capsys.readouterr().out.startswith('{"round"')


OF_THE_ISSUE = """init; enrol; staff add; procedures find; procedures show; form check; form convert; form fill; receive; find; show;
correct; transfer; decide; supplement; return; print; sync once; sync status; audit verify; seed; desk; demo"""


def test_every_command_that_was_promised_is_in_the_table():
    promised = {tuple(words.split()) for words in OF_THE_ISSUE.replace("\n", " ").split("; ")}
    assert promised <= {command.words for command in commands_of(None)}


def test_no_command_stands_twice_and_each_says_what_it_does():
    commands = commands_of(None)
    words = [command.words for command in commands]
    assert len(set(words)) == len(words)
    assert all(command.help for command in commands)


def test_a_word_loads_the_room_of_its_commands_and_finds_them_all_there():
    every = commands_of(None)
    for word in {command.words[0] for command in every}:
        of_word = [command for command in every if command.words[0] == word]
        assert [command for command in commands_of(word) if command.words[0] == word] == of_word
        assert len(commands_of(word)) < len(every), f"{word} is in no room"


def test_a_command_is_found_behind_a_folder_that_bears_the_name_of_another(secret):
    spy = Spy()
    run(spy, "--home", "receive", "count", "--passphrase-file", secret)
    assert [verb for verb, _ in spy.asked] == ["count_work"]


def test_every_answer_of_a_command_has_a_vietnamese_name():
    answers = {
        key.value
        for page in (ROOT / "desktop_app" / "cli").glob("*_commands.py")
        for node in ast.walk(ast.parse(page.read_text("utf-8")))
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Constant)
    }
    assert answers - set(LABELS) == {"exit_code"}


def test_commands_ask_only_verbs_that_their_house_has():
    kinds = {Needs.SHELF: Shelf, Needs.FOLDER: Founding, Needs.OFFICE: bound.Office, Needs.WINDOW: Window}
    asked = {}
    for name in ("office", "form", "dossier"):
        text = (ROOT / "desktop_app" / "cli" / f"{name}_commands.py").read_text("utf-8")
        asked |= dict.fromkeys(re.findall(r'ask\(\s*"(\w+)"', text), name)
    assert len(asked) > 25
    for verb in asked:
        assert any(hasattr(kind, verb) for kind in kinds.values()), f"nobody has the verb {verb}"


@pytest.mark.parametrize(("room", "words"), [("desktop_app", ("units", "find", "Cư M’gar")), ("sync.province", ("init",))])
def test_a_reader_that_goes_away_ends_the_command_quietly(room, words, tmp_path):
    gone, pipe = os.pipe()
    os.close(gone)
    command = [sys.executable, "-m", room, "--home", str(tmp_path / "home"), *words]
    secret = {**os.environ, "MOTCUA_PASSPHRASE": "mat-khau-thu-nghiem"}
    ended = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, env=secret, cwd=ROOT, check=False)
    os.close(pipe)
    assert (ended.returncode, ended.stderr) == (141, b"")
    assert (tmp_path / "home").exists() is (room == "sync.province"), "what was asked for is done"
