"""The province publishes days off and settings: promises still ahead move, and every desk hears of it."""

from datetime import date, datetime

import pytest

from forms.catalogue.form_package import pack_form_of
from forms.catalogue.holidays import DayOverride, spelt
from forms.catalogue.package import Head, PackageKind, pack_json, read_package
from forms.catalogue.xlsform import compile_xlsform
from forms.errors import RuleError
from sync.province.due_date import rules_for, shipped_rules
from sync.province.published import PublishedRules
from sync.province.routes.answers import answer_lines
from tests.forms.authoring.books import book
from tests.support.fakes import FakeClock
from tests.support.province import running_province
from tests.support.province_stores import a_store

EARLY = date(2020, 1, 1)


def days_off(first: date, edition: str = "1") -> bytes:
    row = DayOverride(first, False, "Nghỉ theo thông báo", "thử nghiệm")
    return pack_json(Head(PackageKind.DAYS_OFF, edition, first), spelt([row]))


def settings(answers: dict, edition: str = "1", subject: str = "") -> bytes:
    return pack_json(Head(PackageKind.SETTINGS, edition, EARLY, subject), {"settings": answers})


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """One of its own: what is published here moves due dates."""
    with running_province(tmp_path_factory.mktemp("rules"), "24184") as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path):
    with a_store(request.param, tmp_path) as made:
        yield made


def test_a_package_is_kept_once_and_an_edition_never_changes(store):
    at = datetime.fromisoformat("2026-11-21T00:00:00+00:00")
    first, other = read_package(settings({"is_remote": "yes"})), read_package(settings({"is_remote": "no"}))
    with store.register() as register:
        assert register.put_package(first, at)
        assert not register.put_package(first, at)
    with pytest.raises(RuleError), store.register() as register:
        register.put_package(other, at)
    with store.register() as register:
        assert [package.raw for package in register.packages()] == [first.raw]


def test_a_setting_may_be_one_communes_own():
    packages = [read_package(settings({"is_remote": "yes"}, "1", "24184"))]
    assert rules_for(packages, "c:24184", EARLY).settings.is_remote
    assert not rules_for(packages, "c:24190", EARLY).settings.is_remote
    alone, ours = rules_for([], "c:24184", EARLY), shipped_rules()
    assert (alone.settings, alone.calendar.hours) == (ours.settings, ours.calendar.hours)


def test_a_day_off_published_by_the_province_moves_due_dates_once_and_comes_down(province, device, tmp_path):
    record = device.receive()
    device.exchange()
    before = datetime.fromisoformat(province.cli("show", str(record))["doc"]["due_at"])
    file = tmp_path / "nghi.json"
    file.write_bytes(days_off(before.date(), f"{before:%Y%m%d}"))
    said = province.cli("publish", str(file))
    assert said["is_new"]
    assert len(said["differences"]) == 1
    assert datetime.fromisoformat(said["moved"][-1]["new"]) > before
    doc = province.cli("show", str(record))["doc"]
    assert datetime.fromisoformat(doc["due_at"]) > before
    assert datetime.fromisoformat(doc["promised_due_at"]) == before, "what is printed stays"
    assert device.exchange(push=False).feeds, "the desk is told"
    again = province.cli("publish", str(file))
    assert (again["is_new"], again["moved"]) == (False, [])


def test_a_published_form_gives_its_answers_their_labels(province, store, tmp_path):
    survey = [("text", "nghe", "Nghề đang làm"), ("integer", "tuoi", "Tuổi")]
    form = compile_xlsform(book(survey, settings={"form_id": "9.000001", "version": "2"}), name="9.000001")
    file = tmp_path / "form.zip"
    file.write_bytes(pack_form_of(Head(PackageKind.FORM, "2", EARLY, "9.000001"), form, {}))
    assert province.cli("publish", str(file))["kind"] == "form"
    at = datetime.fromisoformat("2026-11-21T00:00:00+00:00")
    with store.register() as register:
        register.put_package(read_package(file.read_bytes()), at)
    doc = {"content": {"nghe": "Dệt", "tuoi": 40}, "form": {"id": "9.000001", "form_version": "2"}, "received_at": at.isoformat()}
    known = PublishedRules(store.register, FakeClock()).form
    assert answer_lines(doc, known) == (("Nghề đang làm", "Dệt"), ("Tuổi", "40"))
    of_another = {**doc, "form": {"id": "9.000001", "form_version": "3"}}
    assert answer_lines(of_another, known) == (("nghe", "Dệt"), ("tuoi", "40"))


def test_what_is_not_counted_by_is_refused(province, tmp_path):
    file = tmp_path / "x.json"
    for raw in (b"{}", pack_json(Head(PackageKind.FEES, "1", EARLY), {})):
        file.write_bytes(raw)
        assert province.cli("publish", str(file), ok=False)["exit"] == 3
    assert province.cli("publish", str(tmp_path / "missing.json"), ok=False)["exit"] == 3
