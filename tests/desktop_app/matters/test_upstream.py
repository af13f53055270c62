"""Receipts against acceptances, the proof of hand-in, and a clock that only warns."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from desktop_app.ports import Draft
from desktop_app.ports.clock import clock_sentence, seconds_off
from desktop_app.ports.matter_words import before_now
from desktop_app.ports.matters import CloseFinding, DropMatter, ListPrinted, PrintedState
from desktop_app.usecases.close_finding import close_finding
from desktop_app.usecases.drop_matter import drop_matter
from desktop_app.usecases.list_printed import export_printed, list_printed
from desktop_app.usecases.prove_handover import prove_handover
from desktop_app.usecases.sync_status import sync_status
from forms.dossier.dossier import Attachment, Happening, attach
from forms.dossier.roles import Role
from sync.core.ports import Acked
from tests.support.commune import CALENDAR, Commune
from tests.support.fakes import A_MORNING


@pytest.fixture
def commune(tmp_path):
    return Commune(tmp_path)


@pytest.fixture
def here(commune):
    return commune.desk("K7Q2")


def printed(desk, **asked):
    return list_printed(ListPrinted(**asked), desk.shift(), desk.upstream, CALENDAR)


def states(desk):
    return [row.state.value for row in printed(desk).rows]


def proof(desk):
    return prove_handover(desk.shift(), desk.upstream, desk.matters, CALENDAR)


def obstacles(desk):
    return {one.code: one.count for one in proof(desk).obstacles}


def status(desk):
    return sync_status(desk.shift(), desk.office.open.queries, desk.matters, desk.upstream, CALENDAR)


def test_each_number_given_out_has_its_state_upstream_and_its_age(commune, here):
    here.receive(full_name="Người Thử Một", citizen_id="066190000003")
    here.meet()
    commune.clock.pass_s(3 * 86_400)
    here.receive(full_name="Người Thử Hai", citizen_id="12")
    here.meet()
    here.receive()
    assert states(here) == ["waiting", "refused", "accepted"]
    page = printed(here)
    assert page.counts == {"waiting": 1, "refused": 1, "accepted": 1} and page.unexplained == 0
    assert [row.age_days for row in page.rows] == [0, 0, 1]
    assert page.rows[2].official_code and not page.rows[0].official_code
    assert status(here).printed_not_accepted == 2
    assert [row.state for row in printed(here, states=frozenset({PrintedState.REFUSED})).rows] == [PrintedState.REFUSED]


def test_what_was_held_void_or_dropped_is_said_so(commune, here):
    here.held = True
    held = here.receive()
    here.meet()
    assert states(here) == ["quarantined"]
    for row in here.matters.page(_all(), before_now(A_MORNING, CALENDAR)).rows:
        if row.record == held:
            shift = here.shift("phu", Role.SUPERVISOR)
            drop_matter(DropMatter(row.key, "x"), shift, here.matters, here.work_of(shift))
    here.held = False
    here.meet()
    assert states(here) == ["refused"]
    other = here.receive()
    here.meet()
    here.book(other, Happening("dossier.void", {"reason": "x", "basis": "y"}), user="phu", role=Role.SUPERVISOR)
    here.meet()
    assert states(here)[0] == "voided"


def _all():
    from desktop_app.ports.matter_reading import MatterSearch

    return MatterSearch()


def test_pages_and_the_file_hold_every_number_once(commune, here):
    for n in range(5):
        here.receive(full_name=f"Người Thử {n}", citizen_id=f"06619000000{n}")
    rows, after = [], 0
    while True:
        page = printed(here, limit=2, after=after)
        rows += page.rows
        after = page.next
        if not after:
            break
    assert [row.number[:18] for row in rows] == [f"T-24184-K7Q2-{n:05d}" for n in range(5, 0, -1)]
    kept = []
    assert export_printed(here.shift(), here.upstream, CALENDAR, kept.append) == 5
    sheet = list(csv.reader(StringIO(kept[0].decode("utf-8-sig"))))
    assert [line[0] for line in sheet[1:]] == [row.number for row in rows]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x"])
def test_a_name_that_begins_like_a_formula_is_text_in_the_file(here, name):
    here.receive(full_name=name)
    kept = []
    export_printed(here.shift(), here.upstream, CALENDAR, kept.append)
    assert list(csv.reader(StringIO(kept[0].decode("utf-8-sig"))))[1][2] == f"'{name}"


def test_a_number_without_a_dossier_is_unexplained(here):
    here.receive()
    here.office.open._connection.execute("UPDATE device SET last_number = 3")
    page = printed(here)
    assert page.unexplained == 2 and page.counts["unexplained"] == 2
    assert [row.number for row in page.rows[:2]] == ["T-24184-K7Q2-00002", "T-24184-K7Q2-00003"]
    assert obstacles(here)["unexplained"] == 2


def test_a_machine_with_everything_signed_for_may_be_handed_in(commune, here):
    here.receive()
    here.meet()
    made = proof(here)
    assert made.safe and made.obstacles == () and made.last_seq == made.acked > 0
    assert "Có thể bàn giao" in made.sentence


def test_the_proof_is_never_true_while_anything_is_only_here(commune, here):
    here.meet()
    record = here.receive()
    assert not proof(here).safe and obstacles(here) == {"unsigned": 2, "unjudged": 2}
    here.push()
    assert not proof(here).safe, "the province has it, but its answer is not here"
    here.pull()
    assert proof(here).safe
    draft_id = here.shift().new_id()
    with here.work_of(here.shift())() as work:
        work.drafts.save(Draft(draft_id, "1.001193", None, None, "Nháp thử", {}, A_MORNING, "thu"))
        work.commit()
    assert obstacles(here) == {"drafts": 1} and proof(here).drafts == ("Nháp thử",)
    with here.work_of(here.shift())() as work:
        work.drafts.discard(work.drafts.list()[0].id)
        work.commit()
    content = b"\xff\xd8\xff" + bytes(50)
    with here.work_of(here.shift())() as work:
        blob = work.blobs.keep(work.blobs.seal([content]), "image/jpeg")
        work.book(record, [attach(Attachment(blob.sha256, blob.size, "image/jpeg", "", "a.jpg"))], verb="attach_scan")
        work.commit()
    here.meet()
    assert obstacles(here) == {"files": 1}


def test_an_open_matter_a_stale_answer_a_twin_and_a_stopped_road_stand_against_it(commune, here):
    record = here.receive()
    here.meet()
    commune.say(record, "cmd", {"name": "accept", "args": {"officer": "A"}, "expected": "received"})
    here.edit(record, phone="0905000001")
    here.meet()
    assert obstacles(here) == {"C4": 1}
    (row,) = here.matters.page(_all(), before_now(A_MORNING, CALENDAR)).rows
    drop_matter(DropMatter(row.key, "x"), here.shift(), here.matters, here.work_of(here.shift()))
    here.meet()
    assert proof(here).safe
    commune.clock.pass_s(7200)
    assert obstacles(here) == {"contact": 1}
    with here.office.open.replica() as replica:
        replica.apply_answer(Acked(replica.acked(), (), 2, commune.clock.now().isoformat(), twin=True))
    assert set(obstacles(here)) >= {"twin", "timeline", "C10"}


def test_a_twin_is_said_until_its_finding_is_closed_whatever_the_next_answer_says(commune, here):
    at = commune.clock.now().isoformat()
    with here.office.open.replica() as replica:
        replica.apply_answer(Acked(0, (), 1, at, twin=True))
        replica.apply_answer(Acked(0, (), 1, at, twin=False))
    assert status(here).twin
    (row,) = here.matters.page(_all(), before_now(A_MORNING, CALENDAR)).rows
    shift = here.shift("quantri", Role.ADMINISTRATOR)
    close_finding(CloseFinding(row.key, "một máy đã tắt"), shift, here.work_of(shift))
    assert not status(here).twin


def test_a_number_with_its_code_is_accepted_while_an_edit_is_on_its_way(commune, here):
    record = here.receive()
    here.meet()
    here.edit(record, phone="0905000009")
    assert states(here) == ["accepted"]
    assert printed(here).counts == {"accepted": 1}
    view = here.office.open.queries.read(record)
    assert view.truth.value == "waiting", "the dossier itself says what waits"


@pytest.mark.parametrize(
    ("drift", "sentence"),
    [(0, ""), (899, ""), (10_800, "Đồng hồ của máy có thể lệch 3 giờ"), (-1200, "Đồng hồ của máy có thể lệch 20 phút"),
     (10 * 365 * 86_400, "Đồng hồ của máy có thể lệch 10 năm"), (-10 * 365 * 86_400, "Đồng hồ của máy có thể lệch 10 năm")],
)  # fmt: skip
def test_a_measured_drift_is_said_and_marks_what_is_received_and_refuses_nothing(commune, here, drift, sentence):
    with here.office.open.replica() as replica:
        at = (commune.clock.now() - timedelta(seconds=drift)).isoformat()
        replica.apply_answer(Acked(replica.acked(), (), 1, at, drift_s=drift))
    assert status(here).clock_warning == sentence
    record = here.receive()
    here.push()
    marked = commune.doc(record).get("clock")
    assert marked == ({"drift_s": drift} if sentence else None)
    assert commune.doc(record)["status"] == "received"


@pytest.mark.parametrize("back", [timedelta(hours=5), timedelta(days=3650)])
def test_a_clock_that_jumped_back_is_noticed_without_a_line(commune, here, back):
    here.receive()
    commune.clock.at -= back
    assert "có thể lệch" in status(here).clock_warning
    record = here.receive()
    assert here.doc(record)["clock"]["drift_s"] == -round(back.total_seconds())
    here.meet()
    assert commune.doc(record)["status"] == "received"


def test_a_contact_that_measured_no_drift_clears_what_a_wrong_clock_left_behind():
    now, ahead = A_MORNING, A_MORNING + timedelta(days=3650)
    assert seconds_off(now, 0.0, now - timedelta(minutes=5), ahead) == 0
    assert seconds_off(now, 0.0, None, ahead) < 0
    assert seconds_off(now, 0.0, None, None) == 0
    assert clock_sentence(-61 * 20) == "Đồng hồ của máy có thể lệch 20 phút"
