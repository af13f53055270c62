"""Menus of deeds and papers, by keys: one opens, a digit chooses, a refusal leaves what was typed."""

from desktop_app.ui.ports import ApologiseLate, AskSupplement, GuideApplicant, HandOverDossiers, PrintRegister
from desktop_app.ui.widgets.menu import Menu
from desktop_app.ui.widgets.toast import Toast
from tests.support.fake_office import NOW, view
from tests.ui.test_window import begin

DOC = {
    "applicant": {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001"},
    "received_at": NOW.isoformat(),
    "papers": [],
}
OFFICERS = frozenset({"ask_supplement", "apologise_late", "withdraw_dossier", "list_papers"})


def on_a_dossier(ui):
    ui.office.views["d"] = view("d", DOC, "Chứng thực bản sao", may=OFFICERS)
    ui.app._go("dossier", "d")
    ui.frames()


def test_a_digit_of_the_menu_opens_its_dialog_and_is_not_typed(ui):
    on_a_dossier(ui)
    ui.key("ctrl+k")
    assert "Dừng theo đề nghị – Thông báo dừng giải quyết (Mẫu 05)" in ui.texts()
    ui.key("1")
    ui.type("Chữ ký của mẹ")
    ui.key("tab")
    ui.type("Thiếu chữ ký")
    ui.key("ctrl+enter")
    assert ui.office.done == [AskSupplement("d", ("Chữ ký của mẹ",), "Thiếu chữ ký")]
    assert "Đã ghi yêu cầu bổ sung." in Toast.text_shown()
    assert "print_paper 02 d" in ui.office.calls


def test_a_refused_answer_stays_typed_and_its_reason_is_read(ui):
    on_a_dossier(ui)
    ui.key("ctrl+k", "2")
    ui.type("Chờ xác minh")
    ui.key("tab")
    ui.type("19112026")
    assert "Ngày hẹn mới phải sau ngày đã hẹn." in ui.texts()
    ui.key("ctrl+enter")
    assert ui.office.done == []
    assert "Chờ xác minh" in ui.texts()
    for _ in range(10):
        ui.key("backspace")
    ui.type("25112026")
    ui.key("ctrl+enter")
    assert isinstance(ui.office.done[0], ApologiseLate)
    assert ui.office.done[0].reason == "Chờ xác minh"


def test_arrows_and_enter_choose_too_and_escape_leaves_everything_as_it_was(ui):
    on_a_dossier(ui)
    ui.key("ctrl+i", "down", "enter")
    assert "print_paper 06 d" in ui.office.calls
    ui.key("ctrl+i", "escape", "f5")
    assert ui.page.scope == "dossier"
    assert not any(isinstance(child, Menu) for child in ui.page.get_parent_window().children)


def test_the_intake_guides_by_keys_and_the_draft_stays(ui):
    begin(ui, "khai sinh")
    ui.key("ctrl+k", "1", "ctrl+enter")
    assert ui.office.done == [
        GuideApplicant(
            "draft-1", ("Bản chính giấy chứng sinh",), "Hồ sơ chưa đủ thành phần theo quy định của thủ tục."
        )
    ]
    assert ui.page.scope == "intake"


def test_rows_are_marked_by_space_and_printed_together(ui):
    ui.key("enter", "spacebar", "down", "down", "spacebar")
    assert "2 hồ sơ đã đánh dấu" in ui.texts()
    ui.key("ctrl+i", "1")
    ui.frames()
    printed = [call for call in ui.office.calls if call.startswith("print_paper")]
    assert printed == ["print_paper 01 dossier-row-0", "print_paper 01 dossier-row-2"]
    assert ui.page.ids.table.focus


def test_the_list_hands_over_what_is_marked_by_keys_alone(ui):
    ui.key("f3", "enter", "spacebar", "down", "spacebar", "ctrl+k")
    assert "Bàn giao hồ sơ – 2 hồ sơ đã đánh dấu" in ui.texts()
    ui.key("1")
    ui.type("Phòng Tư pháp")
    ui.key("ctrl+enter")
    (order,) = ui.office.done
    assert isinstance(order, HandOverDossiers) and len(order.dossier_ids) == 2
    assert "print_hand_over 2" in ui.office.calls
    ui.key("ctrl+k", "1")
    ui.key("ctrl+enter")
    assert isinstance(ui.office.done[-1], PrintRegister)
