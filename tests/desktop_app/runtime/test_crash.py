"""A crash report knows where, never whom."""

import json
import sys
import threading
from pathlib import Path

import pytest

from desktop_app.runtime import crash
from tests.support.fakes import A_MORNING

CITIZEN = "Nguyễn Thị Thử 066190000001"


def broken() -> BaseException:
    try:
        inner()
    except ValueError as error:
        return error
    raise AssertionError


def inner() -> None:
    try:
        {}[CITIZEN]
    except KeyError as error:
        raise ValueError(CITIZEN) from error


def test_a_report_names_places_and_classes_only() -> None:
    told = crash.report(broken(), "0.1.0", A_MORNING)
    text = json.dumps(told, ensure_ascii=False)
    assert [link["error"] for link in told["chain"]] == ["ValueError", "KeyError"]  # type: ignore[union-attr,attr-defined]
    assert "test_crash.py" in text
    assert CITIZEN not in text
    assert str(Path.home()) not in text


def test_what_nobody_caught_is_written_and_said_on_every_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    said = list[str]()
    crash.install(tmp_path / "logs", "0.1.0", lambda: A_MORNING, said.append)
    error = broken()
    sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=lambda: {}["no such"])
    thread.start()
    thread.join()
    assert len(said) == 2
    assert all("vẫn nguyên vẹn" in sentence for sentence in said)
    report = next((tmp_path / "logs").iterdir())
    assert CITIZEN not in report.read_text(encoding="utf-8")
    assert report.name == "crash-202611200900000700.json"
