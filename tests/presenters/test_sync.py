"""The sync page's thinking: one round at a time, on the line's own worker."""

from desktop_app.ui.screens.sync.presenter import SyncPresenter
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
