"""What waits for a person, by keyboard alone, in front of a fake office."""

import pytest

from desktop_app.ui.keyboard import SHORTCUTS
from desktop_app.ui.matter_ports import Choice, SettleConflict
from desktop_app.ui.theme import T
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.toast import Toast
from tests.support.fake_matters import MATTERS


def open_matter(ui, place=0):
    ui.key("f10", *["down"] * place, "enter")
    ui.until(lambda: ui.page.scope == "matter")


def buttons(ui):
    return [widget for widget in ui.page.walk() if isinstance(widget, KeyButton)]


def test_f10_lists_what_waits_and_enter_opens_it(ui):
    ui.key("f10")
    assert "1 việc quá hạn, chờ lâu nhất 4 ngày làm việc" in ui.texts()
    assert [row.tone for row in ui.page.ids.table.rows] == [f"matter_{kind}" for kind, _, _ in MATTERS]
    ui.key("enter")
    ui.until(lambda: ui.page.scope == "matter")
    for words in ("Lúc đầu", "Máy này", "Máy chủ", "Điện thoại", "Lê Văn Giả Định · 08:12 16/11/2026"):
        assert words in ui.texts()


def test_the_list_keeps_its_row_when_a_person_returns_and_when_something_changes(ui):
    open_matter(ui, 3)
    ui.key("escape")
    ui.until(lambda: ui.page.scope == "matters" and ui.page.ids.table.rows)
    assert ui.page.ids.table.chosen == 3
    ui.key("down", "f5")
    ui.frames(3)
    assert ui.page.ids.table.chosen == 4


def test_a_conflict_is_settled_and_undone_by_keys(ui):
    open_matter(ui)
    ui.key("f6")
    assert "sẽ giữ" in ui.page.ids.fields.children[0].ids.theirs.standing
    ui.type("tỉnh đã hỏi lại công dân")
    ui.key("ctrl+s")
    assert ui.office.done == [SettleConflict("k-0", Choice.THEIRS, "tỉnh đã hỏi lại công dân", {}, 7)]
    assert "Đã giữ của máy chủ – Trần Thị Mẫu Hoa" in ui.page.settled
    ui.key("f8")
    ui.type("chọn nhầm")
    ui.key("ctrl+enter")
    assert ui.page.settled == ""
    assert "Đã mở lại việc này" in Toast.text_shown()


def test_an_edited_value_is_typed_in_its_own_field(ui):
    open_matter(ui)
    ui.key("f4")
    assert ui.focused.text == "0905000011"
    ui.type("0905000099")
    ui.key("tab", "tab")
    ui.type("công dân đọc lại")
    ui.key("ctrl+s")
    assert ui.office.done[0].values["/applicant/phone"] == "0905000099"


def test_escape_from_a_half_made_choice_decides_nothing(ui):
    open_matter(ui)
    ui.key("f7")
    ui.type("chưa chắc")
    ui.key("escape")
    assert ui.page.scope == "matters"
    assert ui.office.done == []
    ui.key("enter")
    assert ui.page.chosen == "Chưa chọn"


def test_the_mouse_chooses_a_side_too(ui):
    open_matter(ui)
    ui.click(ui.page.ids.fields.children[0].ids.mine)
    assert ui.page.chosen == "Sẽ dùng của máy này"


@pytest.mark.parametrize("place", range(len(MATTERS)), ids=[kind for kind, _, _ in MATTERS])
def test_every_way_out_has_its_key_and_fits_the_window(ui, place):
    open_matter(ui, place)
    ui.frames(3)
    keys = {one.action for one in SHORTCUTS if one.scope == "matter"}
    for button in buttons(ui):
        assert button.action in keys
        assert button.x >= 0
        assert button.right <= ui.page.width
        assert button.width >= button.texture_size[0]


def test_two_dossiers_are_called_different_with_a_reason(ui):
    open_matter(ui, 5)
    assert T.sign("≠") in ui.texts()
    ui.key("ctrl+k")
    ui.type("hai cháu sinh khác ngày")
    ui.key("ctrl+enter")
    assert (ui.office.done[0].outcome, ui.office.done[0].reason) == ("different", "hai cháu sinh khác ngày")


def test_a_reason_is_asked_before_anything_is_dropped(ui):
    open_matter(ui, 1)
    ui.key("ctrl+d", "ctrl+enter")
    assert ui.office.done == []
    ui.type("tỉnh đúng")
    ui.key("ctrl+enter")
    assert ui.office.done[0].reason == "tỉnh đúng"


def test_a_dropped_scan_is_offered_as_the_new_one(ui):
    open_matter(ui, 6)
    ui.app._dropped(None, b"/tam/giay.jpg", 0, 0)
    ui.frames()
    assert "/tam/giay.jpg" in ui.texts()


def test_a_background_change_keeps_the_choice_and_the_reason(ui):
    open_matter(ui)
    ui.key("f7")
    ui.type("đang viết")
    ui.app.changed()
    ui.frames()
    assert ui.page.chosen == "Sẽ dùng của máy này"
    assert ui.page.ids.reason.text == "đang viết"


def test_receipts_lead_to_handing_in_and_back(ui):
    ui.key("f11")
    assert "8 số đã giao trên máy này, tỉnh đã nhận 3" in ui.texts()
    ui.key("f7")
    assert ui.page.scope == "handover"
    assert "Chưa thể bàn giao máy này." in ui.texts()
    assert "Còn 3 tệp quét chưa lên tỉnh: chờ gửi xong." in ui.texts()
    ui.key("f5", "escape")
    assert ui.page.scope == "printed"
    assert ui.office.calls.count("prove_handover") == 2


def test_the_ledger_is_written_as_a_file_where_the_clerk_says(ui):
    ui.key("f11", "ctrl+e")
    ui.type("/tam/so-bien-nhan.csv")
    ui.key("ctrl+enter")
    assert ui.office.done == ["/tam/so-bien-nhan.csv"]
    assert "Đã ghi 8 số ra /tam/so-bien-nhan.csv." in Toast.text_shown()


def test_a_safe_machine_is_a_yes_with_a_sign(ui):
    ui.office.proof = ui.office.proof.__class__(
        safe=True, sentence="Có thể bàn giao máy", as_of=ui.office.proof.as_of, obstacles=(), drafts=(),
        last_seq=61, acked=61,
    )  # fmt: skip
    ui.key("f11", "f7")
    assert T.sign("✓") in ui.texts()
    assert "Còn vướng" not in ui.texts()


def test_the_screens_speak_english_too(ui):
    ui.key("f12", "f10", "enter")
    ui.until(lambda: ui.page.scope == "matter")
    assert "This machine" in ui.texts()
    ui.key("escape")
    ui.until(lambda: ui.page.scope == "matters")
    titles = " ".join(column.title for column in ui.page.ids.table.columns)
    assert titles.isascii(), "the heads of the columns too"
    assert "Province" in ui.texts()
