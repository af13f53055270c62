"""What went wrong in the field elsewhere (sync.md section 19), where no other page holds the promise already."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from forms.dossier.numbering import place_of_code
from sync.core.canonical import canonical, read_json
from sync.core.conflict import Finding
from sync.core.event import read_event
from sync.core.verdict import Word
from sync.runner import run_round
from tests.simulation.parts import SimClock
from tests.simulation.people import CLERKS
from tests.simulation.world import Weather, World


@pytest.fixture
def world():
    made = World(19, Weather())
    for machine in made.machines:
        machine.road.good = True
    return made


def go(machine):
    return run_round(machine.replica, machine.road, machine.means, machine.pace)


def test_offices_that_are_alone_for_sixty_days_over_the_new_year_share_no_number(world):
    """F12: only the ledger numbers, by the day on the receipt, whoever comes first."""
    world.clock.at = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    for _ in range(60):
        for machine in world.machines:
            machine.desk._receive()
        world.clock.step(86_400)
    for machine in reversed(world.machines):
        assert go(machine).still_waiting == 0
    codes = list(world.province.house.ledger.codes.values())
    assert len(codes) == len(set(codes)) > 150
    units = {code.split("-")[0] for code in codes}
    assert len(units) == 2
    places = [(unit, *place_of_code(code, unit)) for code in codes for unit in units if code.startswith(f"{unit}-")]
    assert {day.year for _unit, day, _n in places} == {2026, 2027}
    for unit in units:
        days = {day for its, day, _n in places if its == unit}
        assert all(min(n for its, at, n in places if (its, at) == (unit, day)) == 1 for day in days)
    numbers = [s.doc["number"] for m in world.machines for s in m.commune().dossiers.values()]
    assert len(set(numbers)) == 240


def test_what_an_older_program_does_not_know_travels_through_it_byte_for_byte(world):
    """F13: a newer desk writes members and kinds that nobody here knows; all pass on as they are (W9, V3)."""
    newer, older = world.machines[:2]
    newer.desk._receive()
    event = next(iter(newer.replica.own.values()))
    body = read_json(event.raw, ceiling=1 << 20)
    body |= {"eid": str(newer.desk._id()), "kind": "dossier.future", "of_tomorrow": {"a": [1, {"b": "ê"}]}}
    raw = canonical(body)
    newer.replica.book_raw(read_event(raw).eid, raw)
    go(newer)
    go(older)
    assert older.replica.heard[read_event(raw).eid].raw == raw
    record = next(iter(older.replica.confirmed))
    older.desk.write(record, "fields.set", {"/contact/phone": "0905000003"}, CLERKS[0])
    go(older)
    go(newer)
    assert newer.replica.confirmed == older.replica.confirmed


@pytest.mark.parametrize("off", [timedelta(days=-3650), timedelta(days=3650)], ids=["ten years slow", "ten years fast"])
def test_a_clock_that_is_ten_years_off_orders_nothing_and_is_refused_nothing(world, off):
    """F17: what was done first at the province counts first, and the desk is told how wrong it is."""
    wrong, right = world.machines[:2]
    own = SimClock(world.clock.at + off)
    wrong.means = replace(wrong.means, clock=own)
    wrong.desk._clock = own
    right.desk._receive()
    go(right)
    go(wrong)
    record = next(iter(right.replica.confirmed))
    right.desk.write(record, "fields.set", {"/applicant/full_name": "Trần Văn Ví Dụ Đúng Giờ"}, CLERKS[0])
    wrong.desk.write(record, "fields.set", {"/applicant/full_name": "Trần Văn Ví Dụ Sai Giờ"}, CLERKS[0])
    go(right)
    report = go(wrong)
    go(right)
    assert (report.still_waiting, report.conflicts) == (0, 1)
    assert wrong.replica.confirmed[record]["applicant"]["full_name"].endswith("Đúng Giờ")
    assert wrong.replica.confirmed == right.replica.confirmed
    wrong.desk._receive()
    go(wrong)
    said = {verdict.word for verdict in wrong.replica.verdicts.values()}
    assert said <= {Word.OK, Word.CONFLICT, Word.REJECTED}, "a wrong clock puts nothing in quarantine"


def test_a_new_line_with_five_thousand_waiting_events_drains(world):
    """F19: the stamp is outside the body, so nothing stale is left to block the line."""
    machine = world.machines[0]
    go(machine)
    machine.desk._receive()
    record = next(iter(machine.replica.lasts))
    for n in range(5_000):
        machine.desk.write(record, "note", {"text": f"ghi chú thử {n}"}, CLERKS[0])
    before = [row.raw for row in machine.replica.out]
    machine.replica.restamp(b"\x01" * 8, Finding.SET_BACK, "thử")
    assert [row.raw for row in machine.replica.out] == before
    machine.pace = replace(machine.pace, good_bps=1e6)
    for _ in range(40):
        go(machine)
    assert machine.replica.acked() == len(before)
    assert len(machine.commune().feed) >= 5_000
