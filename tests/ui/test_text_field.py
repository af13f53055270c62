"""Vietnamese input methods: nothing typed is lost, doubled, or given to the neighbour.

The words are those of an input method as ibus and fcitx deliver them: an unfinished word by `on_textedit`, the
finished one by `on_textinput`, late when the focus has moved meanwhile.
"""

import unicodedata

import pytest
from kivy.core.window import Window
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.widgets.focus import pop_scope, push_scope
from desktop_app.ui.widgets.text_field import TextField


@pytest.fixture
def pair(ui):
    """Two fields side by side, the first one with the keyboard."""
    box = BoxLayout()
    first, second = TextField(), TextField()
    box.add_widget(first)
    box.add_widget(second)
    Window.add_widget(box)
    push_scope(box)
    first.focus = True
    ui.frames()
    yield ui, first, second
    pop_scope(box)
    Window.remove_widget(box)


def spell(ui, *words):
    for word in words:
        ui.preedit(word)


def test_a_word_committed_by_the_method_stands_once(pair):
    ui, first, _ = pair
    spell(ui, "h", "hò", "hòa")
    ui.commit("hòa")
    ui.preedit("")
    assert first.text == "hòa"


def test_at_no_moment_is_the_word_there_twice(pair):
    ui, first, _ = pair
    seen = []
    first.bind(text=lambda _field, text: seen.append(text))
    spell(ui, "hòa")
    ui.commit("hòa")
    assert "hòahòa" not in seen


def test_tab_in_mid_word_keeps_it_and_the_neighbour_stays_empty(pair):
    ui, first, second = pair
    spell(ui, "d", "đ", "đâ", "đất")
    ui.key("tab")
    assert ui.focused is second
    ui.commit("đất")
    ui.preedit("")
    assert (first.text, second.text) == ("đất", "")


def test_going_back_after_tab_and_typing_on_keeps_both_words(pair):
    ui, first, _ = pair
    spell(ui, "đất")
    ui.key("tab")
    ui.commit("đất")
    ui.preedit("")
    ui.key("shift+tab", "end")
    ui.type(" ")
    spell(ui, "đai")
    ui.commit("đai")
    assert first.text == "đất đai"


def test_the_caret_moved_in_mid_word_keeps_it_where_it_was(pair):
    ui, first, _ = pair
    ui.type("xin ")
    spell(ui, "chào")
    ui.key("left", "left")
    ui.commit("chào")
    spell(ui, "ô")
    ui.commit("ô")
    assert first.text == "xin chôào"


def test_home_in_mid_word_keeps_it(pair):
    ui, first, _ = pair
    spell(ui, "tỉnh")
    ui.key("home")
    ui.commit("tỉnh")
    ui.type("ô ")
    assert first.text == "ô tỉnh"


def test_a_click_into_the_neighbour_keeps_the_word_here(pair):
    ui, first, second = pair
    spell(ui, "quận")
    ui.click(second)
    ui.commit("quận")
    assert (first.text, second.text) == ("quận", "")


def test_the_same_word_typed_again_later_is_not_swallowed_twice(pair):
    ui, first, _ = pair
    spell(ui, "quận")
    ui.key("home")
    ui.commit("quận")
    ui.key("end")
    ui.commit("quận")
    assert first.text == "quậnquận"


def test_decomposed_text_is_composed_on_entry(pair):
    _, first, _ = pair
    first.insert_text(unicodedata.normalize("NFD", "Nguyễn Thị Thử Nghiệm"))
    assert first.text == "Nguyễn Thị Thử Nghiệm"
    assert unicodedata.is_normalized("NFC", first.text)


def test_an_unfinished_word_is_no_edit_yet_and_leaving_makes_it_one(pair):
    ui, first, _ = pair
    edits = []
    first.bind(on_edited=lambda field: edits.append(field.committed_text))
    spell(ui, "h", "ho", "hoa")
    assert edits == []
    ui.key("tab")
    assert edits == ["hoa"]


def test_text_put_in_by_the_house_is_no_edit(pair):
    _, first, _ = pair
    edits = []
    first.bind(on_edited=lambda field: edits.append(field.text))
    first.show_text("Nguyễn Thị Thử Nghiệm")
    assert edits == []


def test_enter_goes_on_unless_somebody_hears_it(pair):
    ui, _, second = pair
    ui.key("enter")
    assert ui.focused is second
    second.bind(on_entered=lambda _field: True)
    ui.key("enter")
    assert ui.focused is second


def test_escape_never_drops_the_focus(pair):
    ui, first, _ = pair
    ui.type("abc")
    ui.key("escape")
    assert ui.focused is first
    assert first.text == "abc"


class Native:
    """The window library's own window; it notes when text input is switched."""

    def __init__(self, real):
        self._real, self.switched = real, []

    def __getattr__(self, name):
        return getattr(self._real, name)

    def show_keyboard(self, *_):
        self.switched.append("on")

    def hide_keyboard(self):
        self.switched.append("off")


@pytest.fixture
def native(pair, monkeypatch):
    native = Native(Window._win)
    monkeypatch.setattr(Window, "_win", native)
    return native


def test_tab_leaves_text_input_on_for_the_letters_that_wait_behind_it(pair, native):
    ui, _, second = pair
    ui.key("tab")
    assert ui.focused is second
    assert native.switched == ["on"]


def test_tab_in_mid_word_has_the_input_method_forget_it(pair, native):
    ui, _, second = pair
    spell(ui, "đ", "đất")
    ui.key("tab")
    assert ui.focused is second
    assert native.switched[0] == "off"
    assert native.switched[-1] == "on"
