"""The commune's books by commands, on a machine that has not spoken with the province yet."""

import pytest

from tests.support.counter import Counter


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    return made


def opened(counter, sign="STD"):
    words = ("book", "open", sign, "--title", f"Sổ {sign}", "--year", "2026", "--first", "57")
    return counter(*words, user="lan")["book"]


def test_a_book_is_opened_listed_and_gives_nothing_before_the_province_has_spoken(counter):
    book = opened(counter)
    (listed,) = counter("book", "list", user="quantri")["books"]
    assert (listed["id"], listed["next"], listed["is_confirmed"], listed["entries"]) == (book, 57, False, 0)
    shown = counter("book", "show", book)["book"]
    assert (shown["name"], shown["title"], shown["entries"]) == ("STD quyển 01/2026", "Sổ STD", [])
    assert "chưa xác nhận" in counter("book", "enter", book, "--text", "x", code=3)["sentence"]
    (warning,) = counter.receive()["receipt"]["warnings"]
    assert "Tỉnh chưa xác nhận máy này giữ sổ STD" in warning


def test_an_empty_book_is_not_printed_and_an_unknown_one_is_named(counter):
    book = opened(counter)
    refused = counter("book", "print", book, "--out", str(counter.folder / "so.pdf"), code=3)
    assert refused["sentence"] and not (counter.folder / "so.pdf").exists()
    other = book[:-1] + ("0" if book[-1] != "0" else "1")
    assert "Không có sổ này" in counter("book", "print", other, code=3)["sentence"]


def test_only_a_supervisor_or_administrator_declares_a_machine_lost_and_never_his_own(counter):
    book = opened(counter)
    lost = ("book", "lost", book, "--next", "90", "--reason", "Máy cháy")
    assert counter(*lost, user="lan", code=3)["sentence"]
    assert "chính là máy này" in counter(*lost, user="quantri", code=3)["sentence"]
