"""The administrator's screens by keyboard alone: rules, days off, packages, the review of an import."""

import json

import pytest

from desktop_app.ui.keyboard import SHORTCUTS
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.toast import Toast
from tests.forms.catalogue.test_traps import PLANTED, ROW, Trap


@pytest.fixture
def admin(ui):
    """The window on the rules, an administrator in front of it."""
    ui.office.user = "quantri"
    ui.key("ctrl+q")
    ui.until(lambda: ui.page.scope == "rules")
    return ui


@pytest.fixture
def export(tmp_path):
    rows = [ROW] + [
        {**PLANTED[trap], "code": f"9.00001{n}", "name": f"[b]Thủ tục {n}", "source_url": f"https://thu.example/{n}0"}
        for n, trap in enumerate((Trap.FEE_TINY, Trap.AGENCY_MISSING))
    ]
    file = tmp_path / "tinh.json"
    file.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    return file


def test_an_open_question_is_answered_with_its_grounds(admin):
    admin.key("enter")
    assert "NĐ 61/2018 Đ19.4" in admin.texts()
    admin.key("right", "enter")
    admin.type("Công văn 1/CV-THU")
    admin.key("ctrl+enter")
    assert "«tính tiếp phần còn lại»" in admin.texts()
    assert list(admin.office.list_packages()) == []
    admin.key("ctrl+enter")
    assert [row.kind for row in admin.office.list_packages()] == ["settings"]
    assert admin.page.ids.table.rows[0].cells[2] == "tính tiếp phần còn lại"


def test_a_day_off_is_typed_compared_published_and_found_among_the_packages(admin):
    admin.key("alt+right", "f6")
    for text in ("25/11/2026", "Nghỉ theo thông báo", "TB 01/TB-THU"):
        admin.type(text)
        admin.key("tab")
    admin.key("ctrl+enter")
    assert "25/11/2026: ngày làm việc › ngày nghỉ" in admin.texts()
    admin.key("ctrl+enter", "alt+right", "enter")
    assert "Gói đã công bố" in admin.texts()
    assert "25/11/2026: ngày làm việc › ngày nghỉ" in admin.texts()
    admin.key("escape")
    assert admin.page.scope == "rules"


def test_a_dropped_export_is_reviewed_packed_and_published(admin, export):
    admin.key("escape")
    admin.until(lambda: admin.page.scope == "dossiers")
    admin.app._dropped(None, str(export).encode(), 0, 0)
    admin.until(lambda: admin.page.scope == "review" and admin.page.ids.table.rows)
    assert "đã trả lời 0/2 · 1 thủ tục công bố được" in admin.texts()
    admin.key("down", "enter")
    assert "&bl;b&br;Thủ tục 1" in admin.texts()
    admin.key("spacebar", "tab")
    admin.type("đã hỏi tỉnh")
    admin.key("ctrl+enter")
    assert "đã trả lời 1/2 · 2 thủ tục công bố được" in admin.texts()
    admin.key("ctrl+s", "ctrl+enter")
    assert "2 thủ tục trong gói, 1 thủ tục còn chờ trả lời." in admin.texts()
    admin.key("ctrl+enter")
    assert [row.edition for row in admin.office.list_packages()] == ["2026.11.20"]
    assert "Đã công bố gói 2026.11.20." in Toast.text_shown()
    admin.key("escape")
    admin.until(lambda: admin.page.scope == "rules")


def test_a_value_is_asked_for_after_the_choice_that_needs_one(admin, export):
    admin.app.navigation.go(admin.app._stage, "review", str(export))
    admin.until(lambda: admin.page.ids.table.rows)
    admin.key("enter", "spacebar", "tab")
    admin.type("NQ thử")
    admin.key("ctrl+enter")
    assert "Mức thu đúng" in admin.texts()
    admin.key("right", "right", "tab")
    admin.type("700.000")
    admin.key("ctrl+enter")
    assert "đã trả lời 1/2" in admin.texts()


def test_a_clerk_has_no_tab_of_the_rules_and_no_review_by_dropping(ui, export):
    assert not ui.app.navigation.frame.ids.tab_rules.offered
    ui.app._dropped(None, str(export).encode(), 0, 0)
    ui.frames()
    assert ui.page.scope == "dossiers"


@pytest.mark.parametrize("scope", ["rules", "review"])
def test_every_button_of_the_administrator_has_its_key_and_fits_the_window(admin, export, scope):
    admin.app.navigation.go(admin.app._stage, scope, str(export))
    admin.frames(4)
    keys = {one.action for one in SHORTCUTS if one.scope == scope}
    feet = [child for child in admin.page.ids.feet.children if isinstance(child, KeyButton)]
    assert len(feet) == (5 if scope == "rules" else 4)
    for button in feet:
        assert button.action in keys
        assert button.right <= admin.page.width


def test_the_administrators_screens_speak_english_too(admin, export):
    admin.key("f12")
    admin.until(lambda: "Rules and lists" in admin.texts())
    admin.app.navigation.go(admin.app._stage, "review", str(export))
    admin.until(lambda: "0/2 answered" in admin.texts())
