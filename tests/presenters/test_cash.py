"""The cash ledger on the screen: what a day took in, and what is done about it."""

from datetime import date
from types import SimpleNamespace

from desktop_app.ui.cash_ports import CloseDay, Closing, RefundFee
from desktop_app.ui.screens.cash.presenter import CashPresenter
from forms.money.ledger import sums
from tests.support.fake_cash import MINE
from tests.support.stages import Bench


def ledger():
    bench, states = Bench(), []
    made = CashPresenter(bench.stage, states.append)
    made.start()
    return bench, made, states


def test_a_line_says_receipt_number_person_what_how_much_and_when():
    _, _, states = ledger()
    assert states[-1].rows[2].cells == (
        "BL-A-26-00001", "T24133-A-000001-7K", "H’Mẫu Niê", "Phí, lệ phí", "Tiền mặt", "16.000 đồng", "10:12 18/11/2026",
    )  # fmt: skip
    assert [row.cells[4] for row in states[-1].rows] == ["Hoàn lại", "Chuyển khoản", "Tiền mặt"]
    assert [row.late for row in states[-1].rows] == [False, True, False]


def test_the_caption_tells_the_sums_and_whether_the_day_is_closed():
    bench, made, states = ledger()
    assert states[-1].caption == "Ngày 18/11/2026: tiền mặt 8.000 đồng, chuyển khoản 8.000 đồng"
    bench.office.closings = (Closing(date(2026, 11, 18), MINE, {}, 0, sums([])),)
    bench.office.unclosed = ((date(2026, 11, 17), MINE),)
    made.start()
    assert "đã chốt" in states[-1].caption
    assert states[-1].alarm == "Ngày 17/11/2026 có khoản thu mà chưa chốt sổ."


def test_filters_narrow_and_count():
    _, made, states = ledger()
    made.choose_filter("transfer")
    assert (len(states[-1].rows), dict(states[-1].filters)["transfer"]) == (1, 1)


def test_enter_opens_the_dossier_of_a_row():
    bench, made, _ = ledger()
    made.open(2)
    assert bench.went == [("dossier", "dossier-row-1")]


def test_a_fee_is_taken_of_a_dossier_by_any_of_its_names():
    bench, made, _ = ledger()
    bench.office.read_dossier = lambda key: SimpleNamespace(id=f"id of {key}")
    made.take("T24133-A-000007-7K", "transfer", "15.000")
    order = bench.office.asked[-1]
    assert (order.dossier_id, order.method, order.amount) == ("id of T24133-A-000007-7K", "transfer", 15_000)
    assert bench.notes[-1] == ("Đã thu 15.000 đồng, biên lai BL-A-26-00004", False)
    assert bench.changes
    made.take("T24133-A-000007-7K", "cash", "")
    assert bench.office.asked[-1].amount is None


def test_a_row_is_returned_with_its_reason():
    bench, made, _ = ledger()
    made.refund(2, "Thu nhầm")
    assert bench.office.asked == [RefundFee("dossier-row-1", "BL-A-26-00001", "Thu nhầm")]
    assert bench.notes[-1][0].startswith("Đã hoàn 8.000 đồng")


def test_the_day_is_closed_by_what_was_counted():
    bench, made, states = ledger()
    made.close_day("5000=1 1000x3", "0", "")
    assert bench.office.asked == [CloseDay({5_000: 1, 1_000: 3})]
    assert bench.notes[-1] == ("Đã chốt sổ, chênh lệch 0 đồng", False)
    made.close_day("ba tờ", "", "")
    assert "Nhập số tờ" in states[-1].trouble


def test_proposals_of_the_bank_wait_for_a_person():
    bench, made, _ = ledger()
    asked = []
    made.match("/tmp/sao-ke.csv", asked.append)
    assert asked == ["1 khoản khớp mã và số tiền; 1 khoản cần xem; 1 dòng không đọc được."]
    assert bench.office.asked == [("/tmp/sao-ke.csv", False)]
    made.accept("/tmp/sao-ke.csv")
    assert bench.notes[-1] == ("Đã ghi 1 khoản chuyển khoản vào sổ", False)
