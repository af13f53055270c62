"""The sync page's thinking: one round at a time, on the line's own worker."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.ui.ports import LaneFacts, LastRound, RoundStep
from desktop_app.ui.screens.sync.lanes import lanes, pace_words, remaining
from desktop_app.ui.screens.sync.presenter import SyncPresenter
from forms.errors import Act, Fault, RuleError
from tests.support.fake_office import NOW
from tests.support.stages import Bench


def page(*, held=True):
    bench, states = Bench(held=held), []
    made = SyncPresenter(bench.stage, lambda work: work(), states.append)
    made.start()
    if held:
        bench.store.answer_all()
    return bench, made, states


def test_a_round_runs_on_the_line_and_leaves_the_store_free():
    bench, made, states = page()
    made.sync_now()
    assert states[-1].running
    assert bench.store.waiting == []
    assert len(bench.line.waiting) == 1


def test_a_second_wish_while_a_round_runs_changes_nothing():
    bench, made, _ = page()
    made.sync_now()
    made.sync_now()
    assert len(bench.line.waiting) == 1


def test_steps_are_shown_and_the_outcome_stays():
    bench, made, states = page()
    made.sync_now()
    bench.line.answer_all()
    assert any(state.step == "Đang gửi 2 hồ sơ…" for state in states)
    assert states[-1].outcome == "Đã trao đổi xong với hệ thống tỉnh."
    assert "gửi 2" in states[-1].figures
    assert not states[-1].running


def test_a_cancelled_round_hears_of_it():
    bench, made, states = page()
    made.sync_now()
    made.cancel()
    bench.line.answer_all()
    assert states[-1].outcome == "Đã dừng theo yêu cầu."


def test_after_a_round_the_facts_are_read_again_and_the_house_is_told():
    bench, made, _ = page()
    before = bench.office.calls.count("sync_status")
    made.sync_now()
    bench.line.answer_all()
    bench.store.answer_all()
    assert bench.office.calls.count("sync_status") == before + 1
    assert bench.changes == [1]


def test_dossiers_go_before_scans_and_both_say_what_the_province_has_confirmed():
    data, files = lanes(RoundStep("", LaneFacts(12_288, 34_816), LaneFacts(0, 14 << 20)))
    assert (data.name, data.amount) == ("Hồ sơ", "12 KB trên 34 KB")
    assert data.share == pytest.approx(12_288 / 34_816)
    assert (files.name, files.amount) == ("Tệp quét", "0 B trên 14 MB · gửi sau hồ sơ")
    _, files = lanes(RoundStep("", LaneFacts(5, 5), LaneFacts(1 << 20, 2 << 20)))
    assert "gửi sau hồ sơ" not in files.amount


def test_a_lane_without_anything_claims_no_progress():
    data, files = lanes(RoundStep(""))
    assert (data.amount, data.share, files.share) == ("không có gì chờ", 0.0, 0.0)


def test_no_remaining_time_is_said_before_one_was_measured():
    assert pace_words(RoundStep("", LaneFacts(1, 9))) == ""
    assert pace_words(RoundStep("", rate_bps=6_144.0)) == "6,0 KB mỗi giây"
    assert pace_words(RoundStep("", rate_bps=6_144.0, remaining_s=250.0)).endswith("còn khoảng 4 phút")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "còn dưới 1 phút"), (61, "còn khoảng 1 phút"), (9 * 60, "còn khoảng 9 phút"),
        (33 * 60, "còn khoảng 30 phút"), (57 * 60, "còn khoảng 1 giờ"), (200 * 60, "còn khoảng 3 giờ"),
    ],
)  # fmt: skip
def test_a_long_remaining_time_is_said_coarsely(seconds, said):
    assert remaining(seconds) == said


def test_what_the_last_background_round_said_and_when_the_next_begins_is_shown():
    bench, states = Bench(), []
    bench.office.last_round = LastRound(NOW, contact=False, sentence="Không tới được tỉnh.")
    bench.office.next_round_at = NOW + timedelta(seconds=90)
    SyncPresenter(bench.stage, lambda work: work(), states.append).start()
    assert states[-1].last == (
        "Lượt trước, lúc 10:42:07: Không tới được tỉnh. Lượt tự động kế tiếp lúc 10:43:37."
    )


def test_a_wish_before_its_time_says_how_long_it_must_wait():
    bench, made, states = page()
    often = "Vừa thử nhiều lần liền mà chưa tới được tỉnh; máy sẽ tự thử lại, hoặc bấm lại sau 2 phút."
    result = bench.office.run_round(lambda _step: None, lambda: False)
    bench.office.run_round = lambda _progress, _cancelled: replace(
        result, contact=False, trouble="too soon", sentence=often
    )
    made.sync_now()
    bench.line.answer_all()
    assert (states[-1].waits, states[-1].outcome, states[-1].running) == (often, "", False)


def test_a_line_that_is_taken_says_until_when_and_is_no_error():
    bench, made, states = page()
    wait = Fault(Act.WAIT, "Vừa đồng bộ xong.", "Chờ đến 10:44 rồi thử lại.", "too soon")

    def refuse(_progress, _cancelled):
        raise RuleError(wait)

    bench.office.run_round = refuse
    made.sync_now()
    bench.line.answer_all()
    assert states[-1].waits == "Vừa đồng bộ xong. Chờ đến 10:44 rồi thử lại."
    assert states[-1].trouble == ""
