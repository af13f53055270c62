"""C4–C11: each class is found in the log, listed, aged, and has a way out that every desk sees."""

from datetime import timedelta
from hashlib import sha256

import pytest

from desktop_app.errors import NOT_ALLOWED, NOT_THIS_WAY, DeskError
from desktop_app.ports.matters import (
    CloseFinding,
    DropMatter,
    LinkDuplicate,
    ListMatters,
    MatterClass,
    Owner,
    SendAgain,
    VoidAttachment,
    VoidDossier,
)
from desktop_app.storage.findings import FindingTable
from desktop_app.usecases.close_finding import close_finding
from desktop_app.usecases.drop_matter import drop_matter
from desktop_app.usecases.link_duplicate import link_duplicate
from desktop_app.usecases.list_matters import list_matters
from desktop_app.usecases.read_matter import read_matter
from desktop_app.usecases.send_again import send_again
from desktop_app.usecases.void_attachment import void_attachment
from desktop_app.usecases.void_dossier import void_dossier
from forms.dossier.dossier import Attachment, Happening, attach
from forms.dossier.roles import Role
from sync.core.conflict import Finding
from tests.support.commune import CALENDAR, COPY, SHELF, Commune, DeskAt, at_rest

ACCEPT = {"name": "accept", "args": {"officer": "A"}, "expected": "received"}
SUPERVISOR, ADMIN, OFFICER = ("phu", Role.SUPERVISOR), ("quantri", Role.ADMINISTRATOR), ("canbo", Role.COMMUNE_OFFICER)


@pytest.fixture
def commune(tmp_path):
    return Commune(tmp_path)


@pytest.fixture
def here(commune):
    return commune.desk("K7Q2")


@pytest.fixture
def there(commune):
    return commune.desk("M4P9")


def page(desk: DeskAt, who=(), **asked):
    return list_matters(ListMatters(**asked), desk.shift(*who), desk.matters, SHELF, CALENDAR)


def classes(desk: DeskAt) -> list[str]:
    return [row.kind.value for row in page(desk).rows]


def only(desk: DeskAt, who=()):
    (row,) = page(desk, who).rows
    return read_matter(row.key, desk.shift(*who), desk.matters, SHELF, CALENDAR)


def drop(desk: DeskAt, key: str, who=()):
    shift = desk.shift(*who)
    drop_matter(DropMatter(key, "Theo tỉnh"), shift, desk.matters, desk.work_of(shift))


def again(desk: DeskAt, key: str, who=()):
    shift = desk.shift(*who)
    send_again(SendAgain(key, "Đã có quyền"), shift, desk.matters, SHELF, desk.work_of(shift))


def void(desk: DeskAt, record, who=SUPERVISOR):
    shift = desk.shift(*who)
    void_dossier(VoidDossier(str(record), "Lập nhầm", "Điều 7 TT 03/2025"), shift, desk.work_of(shift))


def accepted_unseen(commune, here):
    """A dossier that the province accepted while this desk had no line."""
    record = here.receive()
    here.meet()
    commune.say(record, "cmd", ACCEPT)
    return record


def test_an_edit_after_acceptance_is_c4_until_somebody_leaves_it_at_that(commune, here, there):
    record = accepted_unseen(commune, here)
    here.edit(record, phone="0905000001")
    at_rest(here, there)
    view = only(here)
    assert (view.row.kind, view.row.owner) == (MatterClass.NOT_OURS, Owner.CLERK)
    assert "supplement_dossier" in view.may and "Hồ sơ đã chuyển xử lý" in view.why
    assert view.fields[0].mine.value == "0905000001"
    drop(here, view.row.key)
    at_rest(here, there)
    assert classes(here) == classes(there) == []
    assert only_closed(there, view.row.key).settled.by == "Cán Bộ Thu"


def only_closed(desk, key):
    return read_matter(key, desk.shift(), desk.matters, SHELF, CALENDAR)


def test_an_illegal_move_is_c5(commune, here):
    record = accepted_unseen(commune, here)
    here.book(record, Happening("cmd", {"name": "withdraw_request", "args": {"reason": "x"}, "expected": "received"}))
    here.meet()
    assert classes(here) == ["C5"]
    again(here, only(here).row.key)
    here.meet()
    assert classes(here) == []
    assert commune.doc(record)["status"] == "stopped"


@pytest.mark.parametrize("first", ["void", "edit"])
def test_void_and_edit_in_either_order_end_void_and_equal(commune, here, there, first):
    record = here.receive()
    at_rest(here, there)
    here.edit(record, phone="0905000001")
    void(there, record)
    at_rest(*((there, here) if first == "void" else (here, there)))
    at_rest(here, there)
    assert commune.doc(record) == here.doc(record) == there.doc(record)
    assert commune.doc(record)["status"] == "voided"
    if first == "edit":
        assert classes(here) == []
        return
    view = only(here)
    assert (view.row.kind, view.fields[0].mine.value) == (MatterClass.VOIDED, "0905000001")
    drop(here, view.row.key)
    at_rest(here, there)
    assert classes(here) == classes(there) == []


def test_only_a_supervisor_voids_and_the_province_checks_it(commune, here):
    record = here.receive()
    with pytest.raises(DeskError) as refused:
        void(here, record, ())
    assert refused.value.fault == NOT_ALLOWED
    here.book(record, Happening("dossier.void", {"reason": "x", "basis": "y"}))
    here.meet()
    assert commune.doc(record)["status"] == "received"
    assert classes(here) == ["refused"]
    again(here, only(here, SUPERVISOR).row.key, SUPERVISOR)
    here.meet()
    assert commune.doc(record)["status"] == "voided"


def test_a_decision_by_the_wrong_person_waits_until_an_entitled_one_repeats_it(commune, here):
    record = here.receive(COPY)
    here.book(record, Happening("cmd", ACCEPT))
    here.meet()
    view = only(here)
    assert (view.row.kind, view.row.owner) == (MatterClass.REFUSED, Owner.CLERK)
    with pytest.raises(DeskError) as refused:
        again(here, view.row.key)
    assert refused.value.fault == NOT_ALLOWED
    again(here, view.row.key, OFFICER)
    here.meet()
    assert classes(here) == []
    assert commune.doc(record)["status"] == "processing"


def test_a_submit_with_missing_papers_waits_and_the_next_accepted_one_closes_it(commune, here):
    record = here.receive(citizen_id="12")
    here.meet()
    assert classes(here) == ["refused"]
    assert "correct_dossier" in only(here).may
    submit = {"name": "submit", "args": {"promised_due_at": here.doc(record)["promised_due_at"]}, "expected": "draft"}
    here.book(record, Happening("fields.set", {"/applicant/citizen_id": "066190000001"}), Happening("cmd", submit))
    here.meet()
    assert classes(here) == []


def test_one_number_on_two_dossiers_is_the_supervisors_task(commune, here, there):
    record = here.receive()
    other = there.receive()
    with there.office.open.replica() as replica:  # the other disk was a clone: it printed the same number
        replica._connection.execute(
            "UPDATE dossiers SET doc = json_set(doc, '$.number', ?) WHERE id = ?",
            (here.doc(record)["number"], other.bytes),
        )
    there.office.open._connection.execute("SELECT 1")
    here.push()
    there.pull()
    assert "C7" in classes(there)
    row = next(row for row in page(there).rows if row.kind is MatterClass.SAME_NUMBER)
    assert row.owner is Owner.SUPERVISOR
    view = read_matter(row.key, there.shift(*SUPERVISOR), there.matters, SHELF, CALENDAR)
    assert len({side.number for side in view.sides}) == 1 and len(view.sides) == 2
    link = LinkDuplicate(view.sides[0].dossier_id, view.sides[1].dossier_id, "different", "Hai người")
    with pytest.raises(DeskError):
        link_duplicate(link, there.shift(), there.work_of(there.shift()))
    link_duplicate(link, there.shift(*SUPERVISOR), there.work_of(there.shift(*SUPERVISOR)))
    assert "C7" not in classes(there)
    assert there.office.open.queries.resolve(view.sides[0].number) is not None


def test_two_dossiers_of_a_person_and_procedure_in_a_week_are_shown_side_by_side(commune, here, there):
    one, two = here.receive(), there.receive()
    at_rest(here, there)
    view = only(here)
    assert view.row.kind is MatterClass.DUPLICATE
    assert {side.dossier_id for side in view.sides} == {str(one), str(two)}
    assert {label for label, _ in view.sides[0].fields} >= {"Họ và tên", "Điện thoại"}
    order = LinkDuplicate(view.sides[0].dossier_id, view.sides[1].dossier_id, "same", "Cùng việc")
    link_duplicate(order, here.shift(), here.work_of(here.shift()))
    at_rest(here, there)
    assert classes(here) == classes(there) == []
    back = LinkDuplicate(order.dossier_id, order.other_id, "different", "Hai con")
    link_duplicate(back, there.shift(), there.work_of(there.shift()))
    at_rest(there, here)
    linked = here.doc(next(r for r in (one, two) if str(r) == order.dossier_id))["links"][order.other_id]
    assert linked["outcome"] == "different"


def test_dossiers_of_another_week_person_or_procedure_are_no_duplicates(commune, here):
    here.receive()
    here.receive(full_name="Người Thử Hai", citizen_id="066190000002")
    here.receive(COPY)
    commune.clock.pass_s(8 * 86_400)
    here.receive()
    assert classes(here) == []


def test_a_file_that_the_province_lacks_for_two_days_is_c9(commune, here):
    record = here.receive()
    content = b"\xff\xd8\xff" + bytes(100)
    with here.work_of(here.shift())() as work:
        work.blobs.keep(work.blobs.seal([content]), "image/jpeg")
        name = sha256(content).hexdigest()
        work.book(record, [attach(Attachment(name, len(content), "image/jpeg", "", "trang-2.jpg"))], verb="attach_scan")
        work.commit()
    here.meet()
    assert classes(here) == []
    commune.clock.pass_s(4 * 86_400)
    view = only(here)
    assert (view.row.kind, view.file_title, view.sha256) == (MatterClass.FILE, "trang-2.jpg", name)
    commune.clock.pass_s(-4 * 86_400)
    assert classes(here) == []
    here.office.open._connection.execute("UPDATE transfers SET troubles = 3")
    assert classes(here) == ["C9"], "what the province refused three times waits for no day"
    void_attachment(VoidAttachment(str(record), name, "Quét lại"), here.shift(), here.work_of(here.shift()))
    assert classes(here) == []
    here.meet()
    assert commune.doc(record)["attachments"][name]["void"] == "Quét lại"


def test_a_finding_is_the_administrators_and_closed_with_a_reason(commune, here):
    FindingTable(here.office.open._connection).add(commune.clock.now(), Finding.TWIN, {"count": 1})
    view = only(here, ADMIN)
    assert (view.row.kind, view.row.owner, view.may) == (MatterClass.FINDING, Owner.ADMINISTRATOR, {"close_finding"})
    assert only(here).may == frozenset()
    shift = here.shift(*ADMIN)
    close_finding(CloseFinding(view.row.key, "Đã tắt máy kia"), shift, here.work_of(shift))
    assert classes(here) == []
    row = here.office.open._connection.execute("SELECT closed_by, closed_why FROM findings").fetchone()
    assert tuple(row) == ("quantri", "Đã tắt máy kia")


def test_what_a_revoked_desk_sends_waits_and_is_taken_in_again(commune, here, there):
    here.held = True
    record = here.receive()
    at_rest(here, there)
    view = only_all(here)
    assert {row.kind for row in view} == {MatterClass.QUARANTINED}
    assert {row.owner for row in view} == {Owner.PROVINCE}
    assert there.doc(record) is None
    submit = next(row for row in view if row.sentence.startswith("Tiếp nhận"))
    assert commune.requeue(submit.key[2:]) == ["ok", "ok"]  # with the whole dossier before it
    for row in view:
        if row.sentence.startswith("Danh sách"):
            assert commune.requeue(row.key[2:]) == ["ok"]
    at_rest(here, there)
    assert classes(here) == []
    assert commune.doc(record) == here.doc(record) == there.doc(record)
    assert there.doc(record)["official_code"]
    assert {note["choice"] for note in there.doc(record)["notes"]} == {"requeued"}


def only_all(desk):
    return page(desk).rows


def test_a_held_event_is_dropped_by_a_supervisor_only_and_a_whole_dossier_is_not_sent_again(commune, here):
    here.held = True
    here.receive()
    here.meet()
    born = next(row for row in only_all(here) if "Lập hồ sơ" in row.sentence)
    with pytest.raises(DeskError) as refused:
        drop(here, born.key)
    assert refused.value.fault == NOT_ALLOWED
    with pytest.raises(DeskError) as other:
        again(here, born.key)
    assert other.value.fault == NOT_THIS_WAY
    here.held = False
    for row in only_all(here):
        drop(here, row.key, SUPERVISOR)
    assert classes(here) == []
    here.meet()
    assert classes(here) == []


def test_an_administrator_sees_that_something_is_held_and_not_what_is_in_it(commune, here):
    here.held = True
    here.receive()
    here.meet()
    rows = page(here, ADMIN).rows
    assert rows and all(row.applicant == "" for row in rows)
    view = read_matter(rows[0].key, here.shift(*ADMIN), here.matters, SHELF, CALENDAR)
    assert view.fields == ()


def test_three_working_days_make_it_the_supervisors_and_weekends_do_not_count(commune, here):
    record = accepted_unseen(commune, here)
    here.edit(record, phone="0905000001")
    here.meet()
    ages = []
    for _ in range(7):
        row = page(here).rows[0]
        ages.append((row.age_days, row.overdue, row.owner.value))
        assert bool(page(here, overdue_only=True).rows) is row.overdue
        assert page(here).counts.overdue == int(row.overdue)
        commune.clock.pass_s(86_400)
    # from a Friday: Saturday and Sunday are no working days
    clerk, over = (False, "clerk"), (True, "supervisor")
    assert ages == [(0, *clerk), (0, *clerk), (0, *clerk), (1, *clerk), (2, *clerk), (3, *clerk), (4, *over)]


def test_pages_hold_every_matter_once_in_order_of_age(commune, here):
    for n in range(7):
        here.receive(full_name=f"Người Thử {n}", citizen_id=str(n))
        commune.clock.pass_s(60)
    here.meet()
    keys, after = [], ""
    while True:
        got = page(here, limit=3, after=after)
        keys += [row.key for row in got.rows]
        assert got.counts.by_class == {"refused": 7}
        after = got.next
        if not after:
            break
    assert len(keys) == len(set(keys)) == 7
    assert keys == [row.key for row in page(here).rows]
    assert len(page(here, dossier_id=page(here).rows[0].dossier_id).rows) == 1
    assert page(here, classes=frozenset({MatterClass.QUARANTINED})).rows == ()


@pytest.mark.parametrize("years", [-10, 10])
def test_a_wrong_clock_neither_hides_a_matter_nor_refuses_its_settlement(commune, here, years):
    record = accepted_unseen(commune, here)
    commune.clock.at += timedelta(days=365 * years)
    here.edit(record, phone="0905000001")
    here.meet()
    (row,) = page(here).rows
    assert row.age_days >= 0
    drop(here, row.key)
    assert classes(here) == []
