"""Money on a dossier, by keys: the code to pay by is drawn, a payment is asked for, a fee is taken, somebody is spared."""

import zxingcpp
from kivy.graphics import Rectangle
from PIL import Image, ImageDraw

from desktop_app.ui.cash_ports import AskPayment, TakeFee
from desktop_app.ui.widgets.payment_code import PaymentCodeDialog
from desktop_app.ui.widgets.squares import Squares, runs
from desktop_app.ui.widgets.toast import Toast
from tests.support.fake_cash import CODE
from tests.support.fake_office import NOW, view

DOC = {
    "applicant": {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001"},
    "received_at": NOW.isoformat(),
    "papers": [],
}
MAY = frozenset({"ask_payment", "take_fee", "show_payment_code", "list_papers"})


def on_a_dossier(ui, doc=DOC, **changes):
    ui.office.views["d"] = view("d", doc, "Chứng thực bản sao", **{"may": MAY, "owed": 8_000, **changes})
    ui.app._go("dossier", "d")
    ui.frames()


def drawn(widget):
    """Paint what the widget's canvas says onto a picture of our own."""
    picture = Image.new("L", (int(widget.width), int(widget.height)), 128)
    pen = ImageDraw.Draw(picture)
    for shade, one in zip((255, *[0] * len(widget.canvas.children)), [c for c in widget.canvas.children if isinstance(c, Rectangle)], strict=False):
        left, down = one.pos[0] - widget.x, one.pos[1] - widget.y
        top = widget.height - down - one.size[1]
        pen.rectangle((left, top, left + one.size[0] - 1, top + one.size[1] - 1), fill=shade)
    return picture


def test_the_code_to_pay_by_is_drawn_as_a_phone_reads_it_and_says_that_it_proves_nothing(ui):
    on_a_dossier(ui)
    ui.key("ctrl+k", "2")
    ui.frames()
    (dialog,) = (one for one in ui.page.get_parent_window().children if isinstance(one, PaymentCodeDialog))
    (code,) = (one for one in dialog.walk() if isinstance(one, Squares))
    assert zxingcpp.read_barcode(drawn(code)).text == CODE.text
    texts = ui.texts().splitlines()
    assert {"8.000 đồng", "Agribank", "5200201234567", "H15.99-261121-0007"} <= set(texts)
    assert "Mã không chứng minh đã nộp tiền. Chỉ ghi thu khi đã thấy báo có." in texts
    ui.key("escape")
    assert not any(isinstance(one, PaymentCodeDialog) for one in ui.page.get_parent_window().children)
    assert ui.office.asked == ["d"]


def test_a_payment_is_asked_for_with_its_notice_and_a_sum_that_is_none_stays_typed(ui):
    on_a_dossier(ui)
    ui.key("ctrl+k", "1")
    ui.type("bảy mươi")
    ui.key("tab")
    ui.type("Thuế thử")
    ui.key("ctrl+enter")
    assert "Số tiền không đọc được. Nhập số đồng bằng chữ số, ví dụ 70.000." in ui.texts()
    assert ui.office.asked == []
    ui.key("shift+tab", "ctrl+a")
    ui.type("70.000")
    ui.key("ctrl+enter")
    assert ui.office.asked == [AskPayment("d", 70_000, "Thuế thử")]
    assert "print_paper notice d" in ui.office.calls


def test_a_fee_is_taken_and_its_receipt_printed(ui):
    on_a_dossier(ui)
    ui.key("ctrl+k", "3")
    assert "Còn phải nộp 8.000 đồng." in ui.texts()
    ui.key("ctrl+enter")
    assert ui.office.asked == [TakeFee("d", "cash", None)]
    assert "Đã thu 8.000 đồng, biên lai BL-A-26-00004." in Toast.text_shown()
    assert "print_paper fee d" in ui.office.calls


def test_a_fee_that_nobody_published_is_taken_as_typed(ui):
    on_a_dossier(ui, owed=None, may=MAY - {"show_payment_code", "ask_payment"})
    ui.key("ctrl+k", "1")
    ui.type("50.000")
    ui.key("ctrl+enter")
    assert ui.office.asked == [TakeFee("d", "cash", 50_000)]


def test_who_is_spared_is_noted_with_reason_and_paper(ui):
    on_a_dossier(ui)
    ui.key("ctrl+k", "4", "down", "down", "tab")
    ui.type("Hộ nghèo năm 2026")
    ui.key("tab")
    ui.type("Giấy chứng nhận hộ nghèo")
    ui.key("ctrl+enter")
    (order,) = ui.office.asked
    assert (order.ground, order.reason, order.evidence) == ("poor", "Hộ nghèo năm 2026", "Giấy chứng nhận hộ nghèo")


def test_who_is_spared_already_is_not_offered_it_again(ui):
    exempt = {"ground": "poor", "reason": "x", "evidence": "y", "amount": 2_000}
    on_a_dossier(ui, {**DOC, "fees": [{"amount": 0, "title": "Phí", "exempt": exempt}]})
    ui.key("ctrl+k")
    assert not any(text.startswith("Miễn, giảm phí") for text in ui.texts().splitlines())


def test_a_dossier_that_waits_says_what_for_and_that_its_clock_stands_still(ui):
    asked = {"amount": 70_000, "title": "Thuế thử", "requested_at": NOW.isoformat()}
    on_a_dossier(ui, {**DOC, "payment_request": asked}, status="awaiting_payment")
    assert "70.000 đồng · Thuế thử" in ui.texts()
    assert "tạm dừng trong lúc chờ" in ui.texts()


def test_dark_squares_side_by_side_are_one():
    assert runs((True, True, False, True)) == [(0, 2), (3, 1)]
    assert runs((False, False)) == []
