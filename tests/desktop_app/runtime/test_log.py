"""The log knows words, not people."""

import json
import logging
from pathlib import Path

import pytest

from desktop_app.runtime.log import Log, mask


def lines(folder: Path) -> list[dict[str, object]]:
    text = (folder / "motcua.log").read_text(encoding="utf-8")
    return [json.loads(line[line.index("{") :]) for line in text.splitlines()]


@pytest.fixture
def log(tmp_path: Path):
    made = Log(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("said", ["066190000001", "số 231234567 cũ", "0912000111", "0912 000 111", "+84912000111", "0912.000.111"])
def test_numbers_of_people_are_masked(said: str) -> None:
    assert "#" in mask(said)
    assert not any(run in mask(said) for run in ("066190000001", "231234567", "912000111", "000111", "000 111"))


@pytest.mark.parametrize("said", ["2.000815", "24184", "T-24184-K7Q2-00042-9F3M", "01a1f6ae-9900-7438-9c85-7e1007d7ac64"])
def test_technical_numbers_stay_readable(said: str) -> None:
    assert mask(said) == said


def test_only_allowed_facts_are_written(tmp_path: Path, log: Log) -> None:
    log.note("received", id="01a1", count=2, name="Nguyễn Thị Thử", where="ô 066190000001 " + "x" * 500)
    assert lines(tmp_path) == [
        {"event": "received", "id": "01a1", "count": 2, "where": ("ô # " + "x" * 500)[:120]}
    ]  # fmt: skip


def test_an_error_is_its_class_and_never_its_text(tmp_path: Path, log: Log) -> None:
    log.trouble("print_paper", ValueError("Nguyễn Thị Thử 066190000001"), verb="print_paper")
    assert lines(tmp_path) == [{"event": "print_paper", "error": "ValueError", "verb": "print_paper"}]


def test_what_a_library_says_is_not_written(tmp_path: Path, log: Log) -> None:
    logging.getLogger("motcua").warning("Nguyễn Thị %s", "Thử", exc_info=ValueError("066190000001"))
    assert (tmp_path / "motcua.log").read_text() == ""
