"""Look-ups that nobody has answered wait in Cần xử lý with their own limit, on every desk, until somebody answers."""

import pytest

from desktop_app.ports.matters import ListMatters, MatterClass, Owner
from desktop_app.usecases.answer_lookup import AnswerLookup, answer_lookup
from desktop_app.usecases.list_matters import list_matters
from desktop_app.usecases.read_matter import read_matter
from desktop_app.usecases.show_lookups import show_lookups
from desktop_app.usecases.sync_status import sync_status
from forms.dossier.calendar import VN
from forms.dossier.dossier import Happening
from tests.support.commune import CALENDAR, SHELF, Commune, at_rest

LAND, BIRTH = 'Giấy chứng nhận / sổ "đỏ"', "Giấy khai sinh"
ACCEPT = {"name": "accept", "args": {"officer": "A"}, "expected": "received"}
ASK = {"name": "require_supplement", "args": {"items": ["x"], "reason": "y", "officer": "A"}, "expected": "processing"}


@pytest.fixture
def commune(tmp_path):
    return Commune(tmp_path)


@pytest.fixture
def here(commune):
    return commune.desk("K7Q2")


def looked_up(desk, **status):
    """A received dossier whose two papers are looked up."""
    record = desk.receive()
    said = {LAND: status.get("land", "pending"), BIRTH: status.get("birth", "done")}
    papers = [{"name": name, "originals": 1, "copies": 0, "handed_in": False, "lookup_status": one} for name, one in said.items()]
    desk.book(record, Happening("fields.set", {"/papers": papers}))
    return record


def page(desk, **asked):
    return list_matters(ListMatters(**asked), desk.shift(), desk.matters, SHELF, CALENDAR)


def answered(desk, record, status, paper=LAND):
    shift = desk.shift()
    answer_lookup(AnswerLookup(str(record), paper, status), shift, desk.work_of(shift))


def shown(desk, record):
    shift = desk.shift()
    return show_lookups(str(record), shift, CALENDAR, desk.work_of(shift))


def test_a_waiting_look_up_is_listed_with_its_limit_and_gone_once_it_is_answered(here):
    record = looked_up(here)
    (row,) = page(here).rows
    assert (row.key, row.kind, row.owner, row.own, row.overdue) == (f"l:{record}", MatterClass.LOOKUP, Owner.CLERK, True, False)
    limit = shown(here, record).latest_at
    assert row.sentence == f"Hạn {limit:%H:%M %d/%m}, chưa có kết quả tra cứu: {LAND}"
    opened = read_matter(row.key, here.shift(), here.matters, SHELF, CALENDAR)
    assert opened.may == {"answer_lookup"} and "Mẫu 02" in opened.remedy
    answered(here, record, "done")
    assert page(here).rows == ()
    assert [(one.paper, one.status, one.is_open) for one in shown(here, record).rows] == [(LAND, "done", False), (BIRTH, "done", False)]


def test_past_its_limit_it_is_late_for_the_supervisor_and_counted_on_the_first_screen(commune, here):
    record = looked_up(here)
    assert page(here, overdue_only=True).rows == ()
    commune.clock.pass_s(4 * 86_400)  # over a weekend: two working days
    (row,) = page(here, overdue_only=True, classes=frozenset({MatterClass.LOOKUP})).rows
    assert (row.overdue, row.owner) == (True, Owner.SUPERVISOR)
    facts = sync_status(here.shift(), here.office.open.queries, here.matters, here.upstream, CALENDAR)
    assert (facts.matters.by_class["lookup"], facts.matters.overdue) == (1, 1)
    assert shown(here, record).is_late
    assert shown(here, record).items == (f"{LAND}: chưa tra cứu được; nộp giấy tờ.",)


def test_what_was_filed_online_has_eight_working_hours(commune, here):
    commune.clock.at = commune.clock.at.astimezone(VN).replace(hour=11, minute=45)  # the two differ over noon
    direct, online = looked_up(here), looked_up(here)
    here.book(online, Happening("fields.set", {"/channel": "online"}))
    limits = [shown(here, one).latest_at for one in (online, direct)]
    assert [f"{limit:%H:%M}" for limit in limits] == ["11:30", "13:30"]
    commune.clock.at = limits[0] + (limits[1] - limits[0]) / 2
    late = page(here, overdue_only=True, classes=frozenset({MatterClass.LOOKUP})).rows
    assert [(row.dossier_id, row.overdue) for row in late] == [(str(online), True)]


def test_without_data_it_waits_until_the_officer_has_asked_for_the_paper(commune, here):
    there = commune.desk("M4P9")
    record = looked_up(here)
    at_rest(here, there)
    commune.say(record, "cmd", ACCEPT)
    at_rest(here, there)
    answered(there, record, "not_found")
    at_rest(here, there)
    for desk in (here, there):
        (row,) = page(desk).rows
        assert row.own is (desk is here)
        assert shown(desk, record).items[0].endswith("cơ sở dữ liệu không có; nộp giấy tờ và cập nhật dữ liệu.")
    commune.say(record, "cmd", ASK)
    at_rest(here, there)
    assert page(here).rows == page(there).rows == ()
    assert shown(here, record).items == ()


def test_two_desks_that_answer_two_look_ups_do_not_conflict(commune, here):
    there = commune.desk("M4P9")
    record = looked_up(here, birth="pending")
    at_rest(here, there)
    answered(here, record, "done")
    answered(there, record, "mismatch", BIRTH)
    at_rest(here, there)
    for desk in (here, there):
        assert [one.status for one in shown(desk, record).rows] == ["done", "mismatch"]
        assert [row.kind for row in page(desk).rows] == [MatterClass.LOOKUP]


def test_only_dossiers_with_look_ups_are_read_for_them(here):
    looked_up(here)
    sql = """EXPLAIN QUERY PLAN SELECT d.id FROM dossiers d, json_each(d.doc, '$.papers') p
             WHERE d.status IN ('received', 'processing') AND instr(d.doc, '"lookup_status"') > 0"""
    plan = " ".join(row[3] for row in here.office.open._connection.execute(sql).fetchall())
    assert "dossiers_looked_up" in plan
