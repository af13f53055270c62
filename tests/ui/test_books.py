"""The commune's books in the window, by keyboard alone, in front of a fake office."""

from dataclasses import replace

import pytest

from desktop_app.ui.book_ports import OpenBook
from desktop_app.ui.keyboard import SHORTCUTS
from desktop_app.ui.widgets.button import KeyButton
from desktop_app.ui.widgets.toast import Toast
from tests.support.fake_books import VOLUMES


@pytest.fixture
def books(ui):
    """The window on the books, a supervisor in front of it."""
    ui.office.user = "phu"
    ui.key("ctrl+j")
    ui.until(lambda: ui.page.scope == "books" and ui.page.ids.table.rows)
    return ui


def test_ctrl_j_lists_the_books_and_f1_tells_their_keys(books):
    assert books.page.ids.table.rows[2].cells[2] == "Máy khác (4d33 5034…)"
    books.key("f1")
    assert "Sổ của xã" in books.texts() and "Ctrl+T" in books.texts()
    books.key("escape", "escape")
    books.until(lambda: books.page.scope == "dossiers")


def test_f6_opens_a_volume_and_a_refusal_leaves_what_was_typed(books):
    books.key("f6")
    books.type("std")
    books.key("tab")
    books.type("Sổ theo dõi hồ sơ")
    books.key("tab", "tab", "ctrl+a")
    books.type("hai")
    books.key("ctrl+enter")
    assert "phải là số nguyên" in books.texts()
    assert books.office.booked == []
    books.key("ctrl+a")
    books.type("2")
    books.key("ctrl+enter")
    assert books.office.booked == [OpenBook("STD", "Sổ theo dõi hồ sơ", 2026, 2, 1)]
    assert "Đã mở sổ STD quyển 02" in Toast.text_shown()


def test_enter_shows_a_volume_as_it_was_written_markup_and_all(books):
    books.key("down", "enter")
    assert "SCT/BS quyển 01/2026" in books.texts()
    books.key("down", "down")
    assert "[b]bản sao[/b]" in books.texts()
    books.key("escape")
    assert books.page.scope == "books"


def test_what_does_not_fit_the_chosen_volume_opens_no_dialog(books):
    books.key("down", "down", "ctrl+b")
    assert "Máy này không giữ sổ" in Toast.text_shown()
    books.key("ctrl+t")
    assert "Vào sổ tiếp từ số" in books.texts()


def test_a_matter_about_a_book_leads_to_its_volume(ui):
    row = replace(ui.office.open_matters[8], is_book=True, dossier_id=VOLUMES[3].id, number="GTN quyển 01/2026")
    ui.office.open_matters = [row]
    ui.key("f10", "enter")
    ui.until(lambda: ui.page.scope == "matter")
    assert "Xem sổ" in ui.texts() and "Mở hồ sơ" not in ui.texts()
    ui.key("ctrl+o")
    ui.until(lambda: ui.page.scope == "books" and ui.page.ids.table.rows)
    table = ui.page.ids.table
    assert table.rows[table.chosen].key == VOLUMES[3].id


def test_every_button_of_the_books_has_its_key_and_fits_the_window(books):
    books.frames(4)
    keys = {one.action for one in SHORTCUTS if one.scope == "books"}
    feet = [child for child in books.page.ids.feet.children if isinstance(child, KeyButton)]
    assert len(feet) == 5
    for button in feet:
        assert button.action in keys
        assert button.right <= books.page.width


def test_the_books_speak_english_too(books):
    books.key("f12")
    books.until(lambda: "The commune's books" in books.texts())
    assert "Hand over" in books.texts()
    assert [column.title for column in books.page.ids.table.columns][:3] == ["Volume", "Name", "Held by"]


def test_an_administrator_takes_a_lost_machines_book_and_is_offered_nothing_else(ui):
    ui.office.user = "quantri"
    ui.key("ctrl+j")
    ui.until(lambda: ui.page.scope == "books" and ui.page.ids.table.rows)
    ui.key("f6", "f8")
    assert "Mở quyển sổ" not in ui.texts() and "Nhận sổ của máy mất" in ui.texts()
    ui.key("down", "down", "ctrl+t", "tab")
    ui.type("Máy cháy")
    ui.key("ctrl+enter")
    (order,) = ui.office.booked
    assert (str(order.book_id), order.start, order.reason) == (VOLUMES[2].id, 58, "Máy cháy")
