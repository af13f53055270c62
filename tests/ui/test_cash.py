"""The cash ledger, by keyboard alone, in front of a fake office."""

from desktop_app.ui.cash_ports import CloseDay


def test_ctrl_p_lists_the_day_and_f8_closes_it(ui):
    ui.key("ctrl+p")
    ui.until(lambda: ui.page.scope == "cash" and ui.page.ids.table.rows)
    assert [row.tone for row in ui.page.ids.table.rows] == ["refused", "sending", "accepted"]
    assert "Ngày 18/11/2026: tiền mặt 8.000 đồng, chuyển khoản 8.000 đồng" in ui.texts()
    ui.key("f8")
    ui.type("5000=1")
    ui.key("ctrl+enter")
    ui.until(lambda: ui.office.asked)
    assert ui.office.asked == [CloseDay({5_000: 1})]
