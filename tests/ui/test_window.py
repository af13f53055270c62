"""The whole window, by keyboard alone, in front of a fake office."""

import pytest

from desktop_app.ui.ports import LastRound
from desktop_app.ui.screens.dossiers.presenter import PAGE
from desktop_app.ui.widgets.toast import Toast
from tests.support.fake_office import CARD, NOW, PASSPHRASE, refused, view


def begin(ui, words="ban sao"):
    ui.key("f2")
    ui.type(words)
    ui.frames(4)
    ui.key("enter")
    ui.until(lambda: ui.page.ids.form.children)


def reach(ui, end):
    """Walk by Tab until the question is reached whose path ends so; nothing else brings the keyboard there."""
    for _ in range(60):
        if ui.page.ids.form.focused_path().endswith(end):
            return
        ui.key("tab")
    raise AssertionError(f"Tab never came to {end}")


def test_a_wrong_passphrase_keeps_the_field_ready_and_says_so(locked):
    locked.type("sai")
    locked.key("enter")
    assert "Mật khẩu không đúng." in locked.texts()
    assert locked.page.scope == "unlock"
    locked.type(PASSPHRASE)
    locked.key("enter")
    locked.until(lambda: locked.page.scope == "dossiers")


def test_shortcuts_of_the_office_mean_nothing_while_it_is_locked(locked):
    locked.key("f2", "f3", "f9", "ctrl+l")
    assert locked.page.scope == "unlock"
    assert locked.office.calls == []


def test_the_strip_shows_facts_on_every_screen(ui):
    for key in ("f3", "f2", "f9"):
        ui.key(key)
        assert "Liên lạc cuối 10:04 · đã gửi 51/51 hồ sơ · còn 2 chờ · 1 bị từ chối · còn 3 tệp (402 KB)" in ui.texts()


def test_the_strip_says_why_the_last_round_found_nobody(ui):
    why = "Không tới được tỉnh. Kiểm tra dây mạng."
    ui.office.last_round = LastRound(NOW, contact=False, sentence=why)
    ui.app.changed()
    ui.frames()
    assert f"Lượt 10:42:07 chưa tới được tỉnh: {why}" in ui.texts()
    ui.office.last_round = LastRound(NOW, contact=True, sentence="Đã gửi 2.")
    ui.app.changed()
    ui.frames()
    assert why not in ui.texts()


def test_scrolling_asks_one_page_at_a_time(ui):
    table = ui.page.ids.table
    assert ui.office.calls.count("find_dossiers") == 1
    assert len(table.rows) == PAGE
    ui.key("enter", "pagedown")
    assert ui.office.calls.count("find_dossiers") == 1
    ui.key("end")
    assert ui.office.calls.count("find_dossiers") == 2
    assert len(table.rows) == 2 * PAGE


def test_searching_as_one_types_asks_after_the_word_not_after_each_letter(ui):
    before = ui.office.calls.count("find_dossiers")
    ui.type("gia dinh")
    ui.until(lambda: ui.office.calls.count("find_dossiers") > before, frames=100_000)
    ui.frames(2000)
    assert ui.office.calls.count("find_dossiers") == before + 1
    assert all("Giả Định" in row.cells[2] for row in ui.page.ids.table.rows)


def test_a_certified_copy_is_received_by_keyboard_alone(ui):
    begin(ui)
    ui.type(CARD)
    ui.key("enter")
    ui.type("0905000001")
    reach(ui, "/title")
    ui.type("Bằng tốt nghiệp")
    reach(ui, "/pages")
    ui.type("3")
    reach(ui, "/copies")
    ui.key("backspace")
    ui.type("2")
    ui.key("alt+4", "spacebar", "alt+5")
    ui.type("/tam/bang-tot-nghiep.pdf")
    ui.key("enter")
    ui.key("f8")
    ui.until(lambda: ui.page.scope == "dossier")
    order = ui.office.received[0]
    assert order.applicant["full_name"] == "Nguyễn Thị Thử Nghiệm"
    assert order.applicant["phone"] == "0905000001"
    assert order.answers["documents"] == [
        {**order.answers["documents"][0], "title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}
    ]
    assert "print_receipt" in ui.office.calls
    assert "Đã tiếp nhận T24133-A-000052-7K" in Toast.text_shown()
    assert "Bằng tốt nghiệp" in ui.texts()


@pytest.mark.parametrize("words", ["khai sinh", "tinh trang hon nhan", "ban sao"])
def test_tab_reaches_every_question_and_comes_round(ui, words):
    begin(ui, words)
    form = ui.page.ids.form
    wanted = {q.path for q in ui.page._presenter.state.questions if q.kind != "note" and not q.readonly}
    reached = set()
    for _ in range(70):
        reached.add(form.focused_path())
        ui.key("tab")
    assert wanted - reached == set()


def test_a_question_that_comes_or_goes_leaves_the_keyboard_where_it_is(ui):
    begin(ui, "tinh trang hon nhan")
    asked = [q for q in ui.page._presenter.state.questions if q.kind == "select_one"]
    changed = 0
    for question in asked:
        if not ui.page.ids.form.focus_question(question.path):
            continue
        ui.frames()
        before = {q.path for q in ui.page._presenter.state.questions}
        for digit in range(1, min(6, len(question.choices) + 1)):
            if question.path not in {q.path for q in ui.page._presenter.state.questions}:
                break
            ui.page._presenter.answer(question.path, question.choices[digit - 1].value)
            ui.frames()
            changed += {q.path for q in ui.page._presenter.state.questions} != before
            assert ui.page.ids.form.focused_path() == question.path
    assert changed, "no answer of this form changed what is asked"


def test_questions_stand_in_the_order_of_the_form(ui):
    begin(ui, "khai sinh")
    form = ui.page.ids.form
    rows = [widget for widget in reversed(form.children) if hasattr(widget, "control")]
    expected = [form._rows[q.path] for q in ui.page._presenter.state.questions]
    assert rows == expected


def test_leaving_by_escape_keeps_the_draft_and_enter_opens_it_as_it_was(ui):
    begin(ui)
    ui.key("alt+2", "tab")
    ui.type("Trần Văn Ví D")
    ui.preedit("ụ")
    ui.key("escape")
    ui.until(lambda: ui.page.scope == "dossiers")
    assert ui.office.drafts["draft-1"][1].applicant["full_name"] == "Trần Văn Ví Dụ"
    ui.key("enter", "enter")
    ui.until(lambda: ui.page.scope == "intake")
    ui.frames()
    assert ui.page.ids.applicant._rows["full_name"].control.text == "Trần Văn Ví Dụ"
    assert "Chứng thực bản sao" in ui.page.ids.procedure.text


def test_locking_keeps_what_is_typed_and_shows_nobody(ui):
    begin(ui)
    ui.key("alt+2", "tab")
    ui.type("Trần Văn Ví Dụ")
    ui.key("ctrl+l")
    ui.until(lambda: ui.page.scope == "unlock")
    assert ui.office.drafts["draft-1"][1].applicant["full_name"] == "Trần Văn Ví Dụ"
    assert "close" in ui.office.calls
    assert "Trần Văn Ví Dụ" not in ui.texts()


def test_closing_the_window_keeps_what_is_typed(ui):
    begin(ui)
    ui.key("alt+2", "tab")
    ui.type("Trần Văn Ví Dụ")
    ui.app.leave()
    assert ui.office.drafts["draft-1"][1].applicant["full_name"] == "Trần Văn Ví Dụ"
    assert ui.office.calls[-1] == "close"


def test_an_untouched_desk_locks_itself(ui):
    ui.app._idle_s = -1
    ui.app._tick(0)
    ui.until(lambda: ui.page.scope == "unlock")


def test_a_refused_dossier_is_one_key_from_its_field(ui):
    ui.office.views["dossier-row-0"] = refused("dossier-row-0")
    ui.key("enter", "enter")
    ui.until(lambda: ui.page.scope == "dossier")
    assert "Số định danh phải gồm 12 chữ số." in ui.texts()
    ui.key("f4")
    assert ui.focused.text == "06619000002"
    ui.key("ctrl+a", "delete")
    ui.type("066190000002")
    ui.key("ctrl+enter")
    assert ui.office.done[0].changes == {"/applicant/citizen_id": "066190000002"}
    assert ui.office.views["dossier-row-0"].truth == "waiting"


def test_discarding_a_draft_is_asked_first(ui):
    begin(ui)
    ui.key("ctrl+d", "escape")
    assert "draft-1" in ui.office.drafts
    ui.key("ctrl+d", "ctrl+enter")
    ui.until(lambda: ui.page.scope == "dossiers")
    assert ui.office.drafts == {}


def test_f12_turns_the_window_to_english_and_keeps_the_draft(ui):
    begin(ui)
    ui.key("alt+2", "tab")
    ui.type("Trần Văn Ví Dụ")
    ui.key("f12")
    ui.until(lambda: "Applicant" in ui.texts())
    assert ui.page.ids.applicant._rows["full_name"].control.text == "Trần Văn Ví Dụ"
    ui.key("f12")
    assert "Người nộp" in ui.texts()


def test_f1_shows_the_keys_of_this_screen(ui):
    ui.key("f2", "f1")
    assert "Ctrl+S" in ui.texts()
    ui.key("escape")
    assert ui.page.scope == "intake"


def test_a_round_by_f5_shows_what_it_did(ui):
    ui.key("f9", "f5")
    assert "Đã trao đổi xong với hệ thống tỉnh." in ui.texts()
    assert ui.office.calls.count("run_round") == 1


def test_a_dropped_file_goes_into_the_draft(ui):
    begin(ui)
    ui.app._dropped(None, "/tam/giấy.jpg".encode(), 0, 0)
    ui.frames()
    assert "giấy.jpg" in ui.texts()


def test_escape_in_an_open_list_closes_the_list_and_not_the_screen(ui):
    begin(ui)
    ui.key("alt+1")
    ui.key("ctrl+a")
    ui.type("khai")
    assert ui.page.ids.procedure.is_open
    ui.key("escape")
    assert not ui.page.ids.procedure.is_open
    assert ui.page.scope == "intake"


def test_a_long_dossier_is_read_by_page_keys(ui):
    papers = [{"name": f"Giấy tờ {n}", "originals": 1, "copies": 0, "handed_in": 1} for n in range(60)]
    ui.office.views["dossier-row-0"] = view("dossier-row-0", {"papers": papers}, "Đăng ký khai sinh")
    ui.key("enter", "enter")
    ui.until(lambda: ui.page.scope == "dossier")
    ui.frames(6)
    sheet = ui.page.ids.sheet
    ui.key("pagedown")
    assert sheet.scroll_y < 1
    ui.key("pageup")
    assert sheet.scroll_y == 1


def test_an_old_address_is_written_anew_by_a_button_the_keyboard_reaches(ui):
    begin(ui)
    ui.page.ids.applicant.focus_field("/applicant/address")
    ui.type("thôn 2, xã Ea Kênh, huyện Krông Pắc, Đắk Lắk")
    ui.key("tab")
    ui.until(lambda: ui.page.ids.applicant.ids.communes.children)
    ui.frames()
    assert "Xã Ea Knuếc (sáp nhập từ xã Ea Kênh, huyện Krông Pắc)" in ui.texts()
    (button,) = ui.page.ids.applicant.ids.communes.children
    for _ in range(10):
        if ui.focused is button:
            break
        ui.key("tab")
    ui.key("enter")
    ui.until(lambda: not ui.page.ids.applicant.ids.communes.children)
    address = ui.page.ids.applicant._rows["address"].control.text
    assert address == "thôn 2, xã Ea Knuếc, tỉnh Đắk Lắk (giấy cũ ghi: thôn 2, xã Ea Kênh, huyện Krông Pắc, Đắk Lắk)"
