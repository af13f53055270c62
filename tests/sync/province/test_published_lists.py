"""The province judges by published lists; what a desk's newer list knows is held here, never refused for ever."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from importlib import resources
from random import Random
from uuid import UUID

import pytest

from forms.catalogue.package import Head, PackageKind, pack_json, read_package
from forms.catalogue.read import shipped_versions
from forms.catalogue.versions import Edition, Versions
from forms.dossier.procedure import DecidedAt, TimeLimit, Unit
from sync.core.feed import Cursor
from sync.core.tally import Tally
from sync.core.verdict import OK, Verdict, Word
from sync.province.__main__ import main
from sync.province.due_date import lists_of
from sync.province.ports import LoggedEvent
from tests.simulation.parts import START, Province, SimClock
from tests.support.device import WireDevice
from tests.support.law import a_procedure
from tests.support.province import running_province
from tests.support.province_stores import DEV, EPOCH, A, a_store
from tests.sync.province.test_accept_frame import CLERK, DUE, OFFICER, Sender

NEW, EARLY = "9.000001", date(2020, 1, 1)
AT = "2026-03-02T08:00:00+07:00"


def listed(edition: str, *codes: str, **changes: object) -> bytes:
    """Pack a list whose procedures are a shipped one under other codes."""
    shipped = json.loads((resources.files("forms.catalogue.data") / "procedures" / "residence.json").read_bytes())
    entry = {**shipped["procedures"][0], "papers": [], **changes}
    entry.pop("form", None)
    return pack_json(Head(PackageKind.PROCEDURES, edition, EARLY), {"procedures": [{**entry, "code": code} for code in codes]})


def lists(*procedures: object, edition: str = "thử") -> Versions:
    return Versions([Edition(edition, EARLY, tuple(replace(one, edition=edition, effective_from=EARLY) for one in procedures))])


def birth(code: str = NEW, edition: str = "thử", **changes: object) -> dict:
    return {
        "procedure": code, "procedure_edition": edition, "number": "T-24184-K7Q2-00001-0000", "office": "24184",
        "received_at": AT, "received_by": CLERK, "content": {}, "papers": [], "sets": 1, "return_by": "desk", "promised_due_at": DUE,
        "applicant": {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001"}, **changes,
    }  # fmt: skip


SUBMIT = {"name": "submit", "args": {"promised_due_at": DUE}, "expected": "draft"}


@pytest.fixture
def device():
    made = Sender(Province.build(Random(1), SimClock(START), real=True))
    made.staff()
    made.record = UUID(int=9)
    return made


def test_a_procedure_that_only_the_desk_knows_is_held_and_not_refused(device):
    assert device.said("dossier.new", {"doc": birth()}).word == "ok"
    held = device.said("cmd", SUBMIT)
    assert (held.word, held.why) == (Word.QUARANTINED, "procedure")
    assert device.cmd("accept", actor=OFFICER).why == "procedure", "whoever decides it stands in that list, too"
    assert device.cmd("accept", actor=CLERK).why == "role", "no list lets a clerk accept"


def test_what_no_list_could_mend_is_refused_all_the_same(device):
    device.said("dossier.new", {"doc": birth(applicant={"full_name": "", "citizen_id": "1"})})
    assert (device.said("cmd", SUBMIT).why, device.doc["status"]) == ("preflight", "draft")


def test_papers_are_judged_by_the_edition_the_dossier_names(device):
    paper = replace(a_procedure().papers[0], name="Giấy mới", required=True)
    asks, asks_nothing = a_procedure(code=NEW, papers=(paper,)), a_procedure(code=NEW, papers=())
    device.house = replace(device.house, versions=lambda: lists(asks))
    device.said("dossier.new", {"doc": birth(edition="mới hơn")})
    assert device.said("cmd", SUBMIT).why == "procedure", "the edition it names is not known here"
    both = Versions([Edition(name, EARLY, (replace(one, edition=name),)) for name, one in (("thử", asks), ("mới hơn", asks_nothing))])
    device.house = replace(device.house, versions=lambda: both)
    assert device.said("cmd", SUBMIT).word == "ok"
    device.record = UUID(int=10)
    device.said("dossier.new", {"doc": birth(edition="thử", number="T-24184-K7Q2-00002-0000")})
    assert device.said("cmd", SUBMIT).why == "preflight"


def test_the_due_date_is_counted_by_the_dossiers_own_version(device):
    week = TimeLimit(Unit.WORKING_DAY, Fraction(7))
    long, short = a_procedure(code=NEW, papers=(), time_limit=week), a_procedure(code=NEW, papers=(), time_limit=TimeLimit(Unit.WORKING_DAY, Fraction(1)))
    both = Versions([Edition(name, EARLY, (replace(one, edition=name),)) for name, one in (("cũ", long), ("mới", short))])
    device.house = replace(device.house, versions=lambda: both)
    due = {}
    for n, edition in enumerate(("cũ", "mới", "lạ")):
        device.record = UUID(int=20 + n)
        device.said("dossier.new", {"doc": birth(edition=edition, number=f"T-24184-K7Q2-0000{n}-0000")})
        assert device.said("cmd", SUBMIT).word == "ok"
        due[edition] = device.doc["due_at"][:10]
    assert due == {"cũ": "2026-03-11", "mới": "2026-03-03", "lạ": DUE[:10]}, "an unknown edition keeps what was printed"


def test_who_decides_is_read_from_the_dossiers_own_version(device):
    at_the_desk = a_procedure(code=NEW, papers=(), decided_at=DecidedAt.DESK)
    device.house = replace(device.house, versions=lambda: lists(at_the_desk))
    device.said("dossier.new", {"doc": birth()})
    device.said("cmd", SUBMIT)
    assert device.cmd("accept", actor=OFFICER, officer=OFFICER).word == "ok"


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path):
    with a_store(request.param, tmp_path) as made:
        yield made


def test_held_events_are_found_by_their_reason_in_the_order_they_came(store):
    with store.begin(A) as tx:
        for n, why in enumerate(("procedure", "scope", "procedure", "")):
            verdict = Verdict(Word.QUARANTINED, why) if why else OK
            eid = UUID(int=n + 1)
            tx.put_event(LoggedEvent(eid, UUID(int=99), b"%d" % n, bytes([n]) * 32, DEV, AT, verdict, 0, EPOCH))
            tx.append_feed(eid, b"meta", Cursor(A, n + 1, bytes([n]) * 32), Tally())
    with store.archive() as archive:
        assert [each.eid for each in archive.held("procedure")] == [str(UUID(int=1)), str(UUID(int=3))]
        assert archive.held("revoked") == ()


def test_the_mark_of_the_packages_moves_with_each_publication(store):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    with store.register() as register:
        assert register.packages_mark() == 0
        register.put_package(read_package(listed("1", NEW)), at)
        first = register.packages_mark()
        register.put_package(read_package(listed("1", NEW)), at)
        assert register.packages_mark() == first > 0
        register.put_package(read_package(listed("2", NEW)), at)
        assert register.packages_mark() > first
        assert lists_of(register.packages()).in_force(NEW, EARLY).edition == "2"
    assert lists_of(()) is shipped_versions()


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """One of its own: what is published here judges dossiers."""
    with running_province(tmp_path_factory.mktemp("lists"), "24184") as running:
        yield running


@pytest.fixture
def ask(province, capsys):
    """Commands on the served home, in this process."""

    def call(*words):
        capsys.readouterr()
        assert main(["--home", str(province.home), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_publishing_the_list_takes_in_what_waited_for_it(province, ask, tmp_path):
    wire = WireDevice.enrol(province.url, province.ca_path, province.enrol_code("24184"))
    record = UUID(int=77)
    due = "2099-03-02T17:00:00+07:00"
    wire.book(record, "dossier.new", {"doc": birth(edition="thu-1", received_by="can-bo", promised_due_at=due)}, actor="can-bo")
    submit = wire.book(record, "cmd", {**SUBMIT, "args": {"promised_due_at": due}}, actor="can-bo")
    closed = wire.book(UUID(int=78), "dossier.new", {"doc": birth(edition="thu-1", received_by="can-bo", number="T-24184-K7Q2-00002-0000")}, actor="can-bo")
    dropped = wire.book(closed.record, "cmd", SUBMIT, actor="can-bo")
    wire.book(closed.record, "note", {"text": "Nhập nhầm", "settles": str(dropped.eid), "choice": "drop"}, actor="can-bo")
    answer = wire.exchange().answer
    assert [(one.eid, one.verdict.why) for one in answer.verdicts] == [(event.eid, "procedure") for event in (submit, dropped)]
    (item,) = ask("attention")["items"]
    assert (item["why"], item["owner"]) == ("procedure", "Quản trị tỉnh: công bố danh mục thủ tục")
    file = tmp_path / "list.json"
    file.write_bytes(listed("khac", "9.000002"))
    assert ask("publish", str(file))["taken"] == 0, "another procedure's list"
    file.write_bytes(listed("thu-1", NEW))
    said = ask("publish", str(file))
    assert (said["is_new"], said["taken"], len(said["differences"])) == (True, 1, 1)
    shown = ask("show", str(record))
    assert shown["status"] == "received"
    assert shown["official_code"]
    assert shown["due_at"] < "2099", "counted by the list that was published"
    assert ask("show", str(closed.record))["status"] == "draft", "what a person closed stays closed"
    assert ask("attention")["items"] == []
    again = ask("publish", str(file))
    assert (again["is_new"], again["taken"]) == (False, 0)
    assert wire.exchange(push=False).feeds, "the desk is told"

