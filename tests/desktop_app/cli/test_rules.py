"""Days off and settings by commands, on a real store."""

import json
from datetime import date

import pytest
from pypdf import PdfReader

from forms.catalogue.package import Head, PackageKind, pack_json
from tests.support.counter import Counter


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    return made


def off(counter, day, **more):
    return counter("days", "off", day, "--name", "Nghỉ thử", "--source", "Thông báo thử", user="quantri", **more)


def test_a_day_off_moves_promises_and_the_audit_names_each(counter):
    receipt = counter.receive()["receipt"]
    promised = receipt["due_at"][:10]
    published = off(counter, promised)["published"]
    assert [line[:10] for line in published["differences"]] == ["/".join(reversed(promised.split("-")))]
    assert [row["number"] for row in published["moved"]] == [receipt["number"]]
    assert published["moved"][0]["old"][:10] == promised < published["moved"][0]["new"][:10]
    assert counter.receive()["receipt"]["due_at"][:10] > promised
    assert counter("show", receipt["number"])["dossier"]["promised_due_at"][:10] == promised  # as printed
    assert counter("audit", "verify", user="quantri")["audit"]["whole"]


def test_the_last_word_on_a_day_holds(counter):
    promised = counter.receive()["receipt"]["due_at"][:10]
    off(counter, promised)
    counter("days", "worked", promised, "--name", "Làm bù", "--source", "Thử", user="quantri")
    assert counter.receive()["receipt"]["due_at"][:10] == promised
    rows = counter("days", "list", "--year", promised[:4])["days"]
    assert [(row["is_working"], row["published"]) for row in rows if row["day"] == promised] == [(True, True)]


def test_only_an_administrator_changes_days_and_settings(counter):
    said = counter("days", "off", "2026-12-24", "--name", "Nghỉ", "--source", "Thử", code=3)
    assert "Vai trò" in said["sentence"]
    assert counter("settings", "set", "is_remote", "yes", code=3)["sentence"] == said["sentence"]


def test_what_the_law_leaves_open_is_asked_and_answered(counter):
    questions = {row["name"]: row for row in counter("settings", "list")["questions"]}
    assert questions["supplement_clock"]["value"] == "restart"
    assert questions["supplement_clock"]["why"]
    assert questions["unit_code"]["answered_by"]
    counter("settings", "set", "supplement_clock", "pause", user="quantri")
    questions = {row["name"]: row for row in counter("settings", "list")["questions"]}
    assert questions["supplement_clock"]["value"] == "pause"
    refused = counter("settings", "set", "supplement_clock", "maybe", user="quantri", code=3)
    assert refused["where"]["takes"] == "restart (tính lại từ đầu), pause (tính tiếp phần còn lại)"


def test_a_package_of_hours_is_published_from_a_file(counter):
    head = Head(PackageKind.SETTINGS, "2026.1", date(2020, 1, 1))
    hours = {"shifts": ["07:30-11:30", "13:00-17:00"]}
    file = counter.write("gio.json", json.loads(pack_json(head, {"hours": hours})))
    assert counter("settings", "publish", file, user="quantri")["published"]["is_new"]
    assert counter("days", "list")["hours"] == hours["shifts"]
    assert not counter("settings", "publish", file, user="quantri")["published"]["is_new"]


def test_a_broken_package_changes_nothing(counter):
    before = counter("days", "list")
    counter("days", "publish", counter.write("x.json", {"days": []}), user="quantri", code=3)
    assert counter("days", "list") == before


def test_many_copies_may_take_two_days_longer_and_more_by_agreement(counter):
    plain = counter.receive()["receipt"]["due_at"]
    longer = counter.receive(more=("--more-days", "2"))["receipt"]
    assert longer["due_at"] > plain
    assert counter("show", longer["number"])["dossier"]["doc"]["extension"] == {"days": "2", "agreed": False}
    assert "thỏa thuận" in counter.receive(more=("--more-days", "3"), code=3)["remedy"]
    assert counter.receive(more=("--more-days", "3", "--agreed"))["receipt"]["due_at"] > longer["due_at"]


def test_the_receipt_prints_the_public_address_and_the_chosen_set_of_papers(counter):
    counter("settings", "set", "tracking_address", "https://tracuu.example.gov.vn/?ma={ma}", user="quantri")
    counter("settings", "set", "form_set", "2018", user="quantri")
    slip = counter.folder / "giay.pdf"
    number = counter.receive(more=("--print", str(slip)))["receipt"]["number"]
    page = PdfReader(slip).pages[0]
    assert f"https://tracuu.example.gov.vn/?ma={number}" in "".join(page.extract_text().split())
    assert float(page.mediabox.height) < 500, "half a sheet, as TT 01/2018 has it"
