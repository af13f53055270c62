"""C3: two desks change one field offline; a person chooses, every desk sees who, and it can be undone."""

import json

import pytest

from desktop_app.errors import CANNOT_UNDO, MOVED_ON, NO_SUCH_MATTER, NOT_THIS_WAY, DeskError
from desktop_app.ports.matters import Choice, ListMatters, MatterClass, SettleConflict, UndoSettlement
from desktop_app.usecases.list_matters import list_matters
from desktop_app.usecases.read_matter import read_matter
from desktop_app.usecases.settle_conflict import settle_conflict
from desktop_app.usecases.undo_settlement import undo_settlement
from forms.errors import Faults, RuleError
from tests.support.commune import CALENDAR, SHELF, Commune, DeskAt, at_rest

HERE, THERE, EDITED = "0905000001", "0905000002", "0905000003"


def listed(desk: DeskAt):
    return list_matters(ListMatters(), desk.shift(), desk.matters, SHELF, CALENDAR)


def opened(desk: DeskAt, key: str):
    return read_matter(key, desk.shift(), desk.matters, SHELF, CALENDAR)


def choose(desk: DeskAt, key: str, choice: Choice, reason: str = "Dân xác nhận", **more) -> None:
    settle_conflict(SettleConflict(key, choice, reason, **more), desk.shift(), desk.matters, desk.work_of(desk.shift()))


def undo(desk: DeskAt, key: str) -> None:
    undo_settlement(UndoSettlement(key, "Chọn nhầm"), desk.shift(), desk.matters, desk.work_of(desk.shift()))


@pytest.fixture
def conflict(tmp_path):
    """Two desks, one dossier; both changed the phone without a line, the other one was first at the province."""
    commune = Commune(tmp_path)
    here, there = commune.desk("K7Q2"), commune.desk("M4P9")
    record = here.receive()
    at_rest(here, there)
    here.edit(record, phone=HERE)
    there.edit(record, phone=THERE)
    at_rest(there, here)
    (row,) = listed(here).rows
    return commune, here, there, record, row.key


def test_both_desks_list_it_with_base_here_and_there_and_who(conflict):
    _, here, there, record, key = conflict
    view = opened(here, key)
    assert view.row.kind is MatterClass.SAME_FIELD and view.row.own
    (field,) = view.fields
    assert (field.base.value, field.mine.value, field.theirs.value) == ("0900000001", HERE, THERE)
    assert (field.label, field.mine.by, field.theirs.by) == ("Điện thoại", "Cán Bộ Thu", "Cán Bộ Thu")
    assert here.doc(record)["applicant"]["phone"] == THERE
    assert [row.key for row in listed(there).rows] == [key]
    assert not listed(there).rows[0].own


@pytest.mark.parametrize(("choice", "value"), [(Choice.THEIRS, THERE), (Choice.MINE, HERE), (Choice.EDITED, EDITED)])
def test_a_choice_made_without_a_line_closes_it_on_every_desk_and_all_end_equal(conflict, choice, value):
    commune, here, there, record, key = conflict
    values = {"values": {"/applicant/phone": EDITED}} if choice is Choice.EDITED else {}
    choose(here, key, choice, **values)
    assert listed(here).rows == ()
    at_rest(here, there)
    assert listed(there).rows == ()
    assert commune.doc(record) == here.doc(record) == there.doc(record)
    assert commune.doc(record)["applicant"]["phone"] == value
    settled = opened(there, key).settled
    assert (settled.choice, settled.by, settled.reason) == (choice, "Cán Bộ Thu", "Dân xác nhận")


def test_the_audit_names_who_chose(conflict):
    _, here, _, record, key = conflict
    choose(here, key, Choice.MINE)
    with here.office.work() as work:
        assert work.audit.times("settle_conflict", record) == 1
        assert work.audit.verify().broken_at is None


@pytest.mark.parametrize("choice", [Choice.THEIRS, Choice.MINE])
@pytest.mark.parametrize("sent", [True, False])
def test_an_undone_choice_is_open_again_everywhere_with_the_value_as_before(conflict, choice, sent):
    commune, here, there, record, key = conflict
    choose(here, key, choice)
    if sent:
        at_rest(here, there)
    assert opened(here, key).may == {"undo_settlement"}
    undo(here, key)
    assert here.doc(record)["applicant"]["phone"] == THERE
    assert [row.key for row in listed(here).rows] == [key]
    at_rest(here, there)
    assert [row.key for row in listed(there).rows] == [key]
    assert commune.doc(record) == there.doc(record)
    choose(there, key, Choice.MINE)
    at_rest(there, here)
    assert listed(here).rows == ()
    assert here.doc(record)["applicant"]["phone"] == HERE


def test_a_value_changed_since_is_not_undone(conflict):
    _, here, _, record, key = conflict
    choose(here, key, Choice.MINE)
    here.edit(record, phone="0905000009")
    with pytest.raises(DeskError) as refused:
        undo(here, key)
    assert refused.value.fault == CANNOT_UNDO
    assert here.doc(record)["applicant"]["phone"] == "0905000009"


def test_a_correction_by_somebody_who_saw_the_conflict_supersedes_it(conflict):
    _, here, there, record, _key = conflict
    there.edit(record, phone=EDITED)
    assert listed(there).rows == ()
    at_rest(there, here)
    assert listed(here).rows == ()


def test_a_correction_by_somebody_who_did_not_see_it_closes_nothing(conflict):
    commune, here, there, record, key = conflict
    there.edit(record, address="Buôn Thử Hai")
    at_rest(there, here)
    assert [row.key for row in listed(here).rows] == [key]
    assert commune.doc(record)["applicant"]["address"] == "Buôn Thử Hai"


def test_who_looked_at_an_older_revision_does_not_choose_blindly(conflict):
    _, here, there, record, key = conflict
    seen = opened(here, key).rev
    there.edit(record, address="Buôn Thử Hai")
    at_rest(there, here)
    with pytest.raises(DeskError) as refused:
        choose(here, key, Choice.MINE, seen_rev=seen)
    assert refused.value.fault == MOVED_ON


def test_no_choice_without_a_reason_or_with_other_paths_or_twice(conflict):
    _, here, _, _, key = conflict
    with pytest.raises(RuleError) as refused:
        choose(here, key, Choice.MINE, reason=" ")
    assert refused.value.fault == Faults.INCOMPLETE.value
    with pytest.raises(DeskError) as other:
        choose(here, key, Choice.EDITED, values={"/applicant/full_name": "Người Thử"})
    assert other.value.fault == NOT_THIS_WAY
    choose(here, key, Choice.MINE)
    with pytest.raises(DeskError) as twice:
        choose(here, key, Choice.THEIRS)
    assert twice.value.fault == NO_SUCH_MATTER


def test_after_acceptance_only_the_servers_value_can_be_kept(conflict):
    commune, here, _, record, key = conflict
    commune.say(record, "cmd", {"name": "accept", "args": {"officer": "A"}, "expected": "received"})
    here.meet()
    with pytest.raises(RuleError) as refused:
        choose(here, key, Choice.MINE)
    assert refused.value.fault == Faults.FROZEN.value
    choose(here, key, Choice.THEIRS)
    assert listed(here).rows == ()


def test_two_edits_of_one_desk_on_one_field_are_one_matter(conflict):
    _, here, there, record, _key = conflict
    choose(here, _key, Choice.THEIRS)
    at_rest(here, there)
    here.edit(record, phone="0905000011")
    here.edit(record, phone="0905000012")
    there.edit(record, phone="0905000013")
    at_rest(there, here)
    assert [opened(here, row.key).fields[0].mine.value for row in listed(here).rows] == ["0905000012"]


def forget_rows_through(desk: DeskAt, rev: int) -> None:
    """As after a snapshot: what came before it is no longer a row here."""
    desk.office.open._connection.execute("UPDATE events SET rev = NULL WHERE rev <= ? AND kind <> 'staff.set'", (rev,))


def test_where_the_rows_do_not_reach_back_the_base_is_unknown_and_not_guessed(conflict):
    _, here, _, record, key = conflict
    forget_rows_through(here, 2)
    assert opened(here, key).fields[0].base is None
    doc = {**here.doc(record), "applicant": {"phone": "0900000001"}}
    store = here.office.open._connection
    store.execute("DELETE FROM bases")
    store.execute("INSERT INTO bases (dossier, rev, doc) VALUES (?, 4, ?)", (record.bytes, json.dumps(doc)))
    assert opened(here, key).fields[0].base.value == "0900000001"


def test_a_choice_whose_rows_are_gone_is_not_undone_by_guessing(conflict):
    _, here, there, _, key = conflict
    choose(here, key, Choice.MINE)
    at_rest(here, there)
    forget_rows_through(here, 4)
    here.office.open._connection.execute("DELETE FROM bases")
    with pytest.raises(DeskError) as refused:
        undo(here, key)
    assert refused.value.fault == CANNOT_UNDO
