"""N1, N4, N8: who asks too often waits and is told so; what the province asked for binds over a restart; the timer never stops."""

import json
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.bootstrap.resting import FILE, RestFile
from desktop_app.bootstrap.road import OneLine, Road
from desktop_app.runtime import schedule
from desktop_app.runtime.clock import SystemClock
from desktop_app.runtime.schedule import Rounds
from sync.core.pacing import Pace
from sync.runner import Rest, RoundReport
from tests.simulation.parts import START
from tests.support.counter import Counter
from tests.sync.transport.listener import listening, reply

VAIN = RoundReport(next_try_s=600.0)
ANSWERED = RoundReport(next_try_s=90.0, contact=True)


def pressed(rest, times, report=VAIN):
    """Press the button so often at once; give how often a round began, and where the device then stands."""
    began = 0
    for _ in range(times):
        if not rest.wait_s(by_hand=True):
            rest, began = rest.begun(by_hand=True).ended(report), began + 1
    return began, rest


def test_sync_now_cuts_the_sleep_three_times_and_then_once_every_two_minutes():
    asleep = Rest().ended(VAIN)
    began, rest = pressed(asleep, 50)
    assert began == 3
    assert rest.wait_s(by_hand=True) == 120.0
    assert pressed(rest.passed(119.0), 50)[0] == 0
    assert pressed(rest.passed(121.0), 50)[0] == 1
    assert pressed(rest.passed(10_000.0), 50)[0] == 4, "the sleep was over, and then three"


def test_a_round_that_was_answered_costs_no_token():
    assert pressed(Rest().ended(ANSWERED), 50, ANSWERED)[0] == 50


def test_nobody_bypasses_what_the_province_asked_for():
    rest = Rest().ended(replace(VAIN, at_least_s=300.0))
    for by_hand in (True, False):
        assert rest.wait_s(by_hand=by_hand) == 300.0
        assert rest.passed(299.0).wait_s(by_hand=by_hand) == 1.0
        assert rest.passed(300.0).wait_s(by_hand=by_hand) == 0.0


def test_the_timer_has_slept_and_asks_no_token():
    rest = pressed(Rest().ended(VAIN), 50)[1]
    assert rest.wait_s(by_hand=False) == 0.0
    assert rest.begun(by_hand=False) == rest


def test_a_clock_that_was_set_back_keeps_no_desk_from_trying():
    rest = Rest().ended(replace(VAIN, at_least_s=300.0)).passed(-86_400.0)
    assert rest.wait_s(by_hand=False) == 0.0


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.dictionaries(st.sampled_from(["pace", "sleep_s", "bound_s", "tokens", *Pace.__slots__]), inner)))
def test_a_damaged_file_is_a_fresh_start(kept):
    rest = Rest.read(kept)
    assert rest == Rest() or 0 <= rest.wait_s(by_hand=True) < 1e9


def test_the_wait_outlives_the_program(tmp_path):
    clock = SimpleNamespace(now=lambda: now[0])
    now = [START]
    kept = RestFile(tmp_path, clock)
    assert kept.read() == Rest()
    pace = Pace().failed(10.0, 50_000).shed({"P3": 1, "P4": 0})
    rest = Rest().ended(RoundReport(pace=pace, next_try_s=600.0, at_least_s=300.0))
    kept.keep(rest)
    assert kept.read() == rest
    now[0] += timedelta(seconds=100)
    assert RestFile(tmp_path, clock).read().wait_s(by_hand=True) == 200.0
    (tmp_path / FILE).write_text(json.dumps({"at": "yesterday"}))
    assert kept.read() == Rest()
    (tmp_path / FILE).write_bytes(b"\xff")
    assert kept.read() == Rest()


def test_a_disk_that_takes_no_file_costs_patience_only(tmp_path):
    RestFile(tmp_path / "missing", SystemClock()).keep(Rest())


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    return made


def test_a_busy_province_is_left_alone_and_the_clerk_is_told_until_when(counter, tmp_path):
    asked = []

    def busy(handler, _body):
        asked.append(1)
        reply(handler, 503, b"", Retry_After="300")

    with listening(tmp_path, busy) as (url, ca):
        counter.point_at(url, ca.read_bytes())
        first = counter("sync", "once", code=4)["round"]
        again = counter("sync", "once", code=4)["round"]
    assert len(asked) == 1, "the second press asked nobody"
    assert first["next_try_s"] >= 300
    assert "bận" in first["sentence"]
    assert again["sentence"].startswith("Tỉnh đang bận và xin lui lại; máy sẽ tự thử lại sau 5 phút.")
    assert 0 < again["next_try_s"] <= 300
    assert (again["round_trips"], again["bytes_up"]) == (0, 0)


def test_a_portal_silences_no_desk_and_three_presses_in_vain_are_enough(counter, tmp_path):
    asked = []

    def portal(handler, _body):
        asked.append(1)
        reply(handler, 503, b"<html>", Content_Type="text/html", Retry_After="86400")

    with listening(tmp_path, portal) as (url, ca):
        counter.point_at(url, ca.read_bytes())
        rounds = [counter("sync", "once", code=4)["round"] for _ in range(6)]
    assert 3 <= len(asked) <= 5, "the first slept through nothing; a short sleep may end in between"
    assert not any(done["contact"] for done in rounds)
    assert "Vừa thử nhiều lần liền" in rounds[-1]["sentence"]
    assert rounds[-1]["next_try_s"] <= 900


class Hand:
    """A scheduler that runs nothing; it shows what is planned."""

    def __init__(self, **_given):
        self.planned = []

    def start(self):
        """Nothing runs."""

    def add_job(self, _work, _kind, *, run_date, **_more):
        self.planned = [run_date]


@given(st.lists(st.one_of(st.floats(0, 4000), st.just("broken")), max_size=20))
def test_after_every_round_good_bad_or_broken_another_is_planned(outcomes):
    given_next = iter(outcomes)

    def work():
        outcome = next(given_next)
        if outcome == "broken":
            raise RuntimeError(outcome)
        return outcome

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schedule, "BackgroundScheduler", Hand)
        rounds = Rounds(work, lambda _error: None, lambda: START)
        rounds.start()
        for outcome in outcomes:
            rounds._scheduler.planned = []
            rounds._run()
            wait = schedule.BROKEN_S if outcome == "broken" else outcome
            assert rounds._scheduler.planned == [START + timedelta(seconds=wait)]


def test_after_a_start_a_round_is_planned_whatever_the_file_says(monkeypatch):
    monkeypatch.setattr(schedule, "BackgroundScheduler", Hand)
    rounds = Rounds(lambda: 1.0, lambda _error: None, lambda: START)
    rounds.start(2.0)
    assert rounds._scheduler.planned == [START + timedelta(seconds=2)]


def test_the_timer_too_waits_for_what_the_province_asked_and_is_told_how_long(tmp_path):
    clock = SystemClock()
    RestFile(tmp_path, clock).keep(Rest(bound_s=200.0, sleep_s=200.0))
    facts = OneLine(Road(tmp_path, clock, None), Vault(), None).run_round(print, lambda: False, by_hand=False)
    assert 190 < facts.next_try_s <= 200
    assert facts.still_waiting == 3


class Vault:
    """A store of three events, none of them confirmed."""

    def replica(self):
        from contextlib import nullcontext

        from sync.core.phases import Phase

        return nullcontext(SimpleNamespace(last_seq=lambda: 3, acked=lambda: 0, phase=lambda: Phase.IDLE))
