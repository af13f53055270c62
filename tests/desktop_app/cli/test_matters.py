"""What waits, receipts and the hand-in as commands: one JSON object each, refusals with their exit codes."""

import csv

import pytest

from tests.support.counter import Counter


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    return made


def test_receipts_and_the_hand_in_are_told_without_a_line(counter):
    number = counter.receive()["receipt"]["number"]
    told = counter("printed")
    assert told["unexplained"] == 0
    assert [(row["number"], row["state"]) for row in told["printed"]["rows"]] == [(number, "waiting")]
    file = counter.folder / "so.csv"
    assert counter("printed", "--csv", str(file))["rows"] == 1
    assert [line[0] for line in csv.reader(file.read_text("utf-8-sig").splitlines())][1] == number
    proof = counter("handover", "--offline", code=3)["handover"]
    assert not proof["safe"] and "contact" in {one["code"] for one in proof["obstacles"]}
    facts = counter("sync", "status")["sync"]
    assert (facts["printed_not_accepted"], facts["matters"]["by_class"], facts["twin"]) == (1, {}, False)


def test_a_probable_duplicate_is_listed_shown_and_linked(counter):
    one, two = (counter.receive()["receipt"]["number"] for _ in range(2))
    (row,) = counter("matters", "list")["matters"]["rows"]
    assert (row["kind"], row["owner"]) == ("C8", "clerk")
    shown = counter("matters", "show", row["key"])["matter"]
    assert {side["number"] for side in shown["sides"]} == {one, two}
    assert "link_duplicate" in shown["may"]
    counter("link", one, "--other", two, "--outcome", "different", "--reason", "Hai bản khác nhau")
    assert counter("matters", "list")["matters"]["rows"] == []
    assert counter("link", one, "--other", one, "--outcome", "same", "--reason", "x", code=3)["sentence"]


def test_what_is_not_there_or_not_allowed_ends_in_a_sentence(counter):
    number = counter.receive()["receipt"]["number"]
    assert "không còn chờ" in counter("matters", "show", "e:nothing", code=3)["sentence"]
    assert "không còn chờ" in counter("matters", "drop", "x", "--reason", "y", code=3)["sentence"]
    assert "Vai trò" in counter("void", number, "--reason", "x", "--basis", "y", code=3)["sentence"]
    assert "Vai trò" in counter("matters", "close", "c:1", "--reason", "x", code=3)["sentence"]
    assert counter("matters", "close", "c:1", "--reason", "x", user="quantri", code=3)["sentence"]


