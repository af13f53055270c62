"""The ledger of receipts and the proof of handing in: what was given out, and what the province has signed for."""

from dataclasses import replace
from types import SimpleNamespace

from desktop_app.ui.matter_ports import PrintedPage, PrintedState
from desktop_app.ui.screens.handover.presenter import HandoverPresenter
from desktop_app.ui.screens.printed.presenter import FILTERS, PrintedPresenter
from tests.support.stages import Bench


def ledger(bench=None):
    bench, states = bench or Bench(), []
    made = PrintedPresenter(bench.stage, states.append)
    made.start()
    return bench, made, states


def test_every_state_is_in_exactly_one_filter():
    assert sorted(state for states in FILTERS.values() for state in states) == sorted(PrintedState)


def test_a_line_says_number_person_state_code_when_age_and_prints():
    _, _, states = ledger()
    assert states[-1].rows[2].cells == (
        "T24133-A-000007-7K", "H’Mẫu Niê", "Tỉnh đã nhận", "H15.24.133-261118-0007", "10:12 18/11/2026",
        "1 ngày làm việc", "2",
    )  # fmt: skip


def test_only_what_the_province_has_not_taken_grows_late():
    _, _, states = ledger()
    late = {line.cells[0] for line in states[-1].rows if line.late}
    assert late == {"T24133-A-000005-7K", "T24133-A-000004-7K"}


def test_filters_narrow_and_count():
    _, made, states = ledger()
    made.choose_filter("accepted")
    assert len(states[-1].rows) == dict(states[-1].filters)["accepted"] == 3
    made.step_filter(-1)
    assert states[-1].chosen_filter == "open"


def test_a_number_without_a_dossier_is_an_alarm_and_opens_nothing():
    bench = Bench()
    lost = replace(bench.office.list_printed(SimpleNamespace(states=(), after=0, limit=1)).rows[0], dossier_id="")
    bench.office.list_printed = lambda _order: PrintedPage((lost,), 0, {"unexplained": 1})
    _, made, states = ledger(bench)
    assert "1 số đã giao mà máy không còn hồ sơ" in states[-1].alarm
    made.open(0)
    assert bench.went == []


def test_enter_opens_the_dossier():
    bench, made, _ = ledger()
    made.open(0)
    assert bench.went == [("dossier", "dossier-row-9")]


def test_an_administrator_sees_no_citizens_here_and_asks_nothing():
    bench = Bench()
    bench.office.user = "quantri"
    _, _, states = ledger(bench)
    assert states[-1].trouble == "Vai này không xem hồ sơ của công dân."
    assert "list_printed" not in bench.office.calls


def test_the_proof_says_no_with_every_reason_and_what_it_stands_on():
    bench, states = Bench(), []
    HandoverPresenter(bench.stage, states.append).start()
    assert states[-1].proof.safe is False
    assert [count for count, _ in states[-1].obstacles] == ["2", "3", "10"]
    assert "09:12 16/11/2026" in states[-1].stands_on
    assert states[-1].drafts == ("Đăng ký khai sinh – Trần Văn Ví Dụ",)


def test_a_proof_that_cannot_be_read_is_no_proof():
    bench, states = Bench(), []
    made = HandoverPresenter(bench.stage, states.append)
    made.start()
    bench.office.prove_handover = lambda: bench.office.show_procedure("không có")
    made.start()
    assert states[-1].proof is None
    assert states[-1].trouble


def test_before_the_first_answer_nothing_is_claimed():
    bench, states = Bench(), []
    bench.office.proof = replace(bench.office.proof, as_of=None)
    HandoverPresenter(bench.stage, states.append).start()
    assert states[-1].stands_on == "Tỉnh chưa trả lời máy này lần nào."
