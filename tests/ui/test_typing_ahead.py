"""What is typed right behind a key that moves the keyboard: a card scanner does not wait for a picture.

Events are handed to the window as its library delivers them: a key, its letter, its release, and no frame between.
"""

from types import SimpleNamespace

import pytest
from kivy.core.window import Window

from desktop_app.ui import keyboard
from desktop_app.ui.app import MotCuaApp
from tests.support.fake_office import CARD, PASSPHRASE, FakeGate, Held, Now
from tests.support.kivy_harness import CODES, Harness


def hit(combo, letter=""):
    *held, name = combo.split("+")
    code = CODES.get(name) or ord(name.lower())
    if not Window.dispatch("on_key_down", code, 0, letter or None, held):
        Window.dispatch("on_keyboard", code, 0, letter or None, held)
    if letter:
        Window.dispatch("on_textinput", letter)
    Window.dispatch("on_key_up", code, 0)


def scan(text):
    for letter in text:
        hit("spacebar" if letter == " " else letter, letter)


@pytest.fixture
def slow(office):
    """The window on the list, in front of a store that answers when told."""
    store = Held()
    harness = Harness(MotCuaApp(FakeGate(office), store, Now()))
    store.answer_all()
    harness.frames()
    harness.type(PASSPHRASE)
    harness.key("enter")
    store.answer_all()
    harness.until(lambda: harness.page.scope == "dossiers")
    store.answer_all()
    yield SimpleNamespace(ui=harness, store=store, office=office)
    harness.close()


@pytest.fixture
def switched(monkeypatch):
    """What the window library was told of text input since."""
    real, said = Window._win, []

    class Native:
        def __getattr__(self, name):
            return getattr(real, name)

        def show_keyboard(self, *_):
            said.append("on")

        def hide_keyboard(self):
            said.append("off")

    monkeypatch.setattr(Window, "_win", Native())
    return said


def begun(ui):
    hit("f2")
    scan("ban sao")
    ui.frames(4)
    hit("enter")
    ui.until(lambda: ui.page.ids.form.children)
    ui.frames(4)


def test_letters_right_behind_f2_are_the_search_for_a_procedure(ui):
    hit("f2")
    scan("ban sao")
    ui.frames()
    assert ui.page.ids.procedure.text == "ban sao"


def test_no_move_of_the_keyboard_switches_text_input_off(ui, switched):
    begun(ui)
    hit("alt+3", "3")
    ui.frames()
    hit("f4")
    ui.frames()
    assert "on" in switched
    assert "off" not in switched


def test_the_digit_of_a_shortcut_is_nobodys_and_the_letters_behind_it_are_the_fields(ui):
    begun(ui)
    hit("alt+1", "1")
    hit("alt+2", "2")
    hit("alt+2", "2")
    scan("22")
    assert ui.focused is ui.page.ids.applicant.card
    assert ui.focused.text == "22"


def test_a_window_library_that_gives_no_digit_with_alt_takes_none_from_what_follows(ui):
    begun(ui)
    hit("alt+2")
    scan("22")
    assert ui.focused.text == "22"


def test_the_blank_that_presses_a_button_is_not_typed_where_the_keyboard_goes(ui):
    begun(ui)
    button = ui.page.ids.save
    button.focus = True
    ui.frames()
    hit("spacebar", " ")
    first_problem = ui.page.ids.applicant._rows["full_name"].control
    assert ui.focused is first_problem
    assert first_problem.text == ""


def test_a_card_scanned_right_behind_the_procedure_waits_for_the_form_and_the_phone_for_the_card(slow):
    ui, store = slow.ui, slow.store
    hit("f2")
    ui.frames()
    store.answer_all()
    scan("ban sao")
    store.answer_all()
    ui.frames()
    hit("enter")
    scan(CARD)
    hit("enter")
    ui.frames(4)
    assert ui.page.draft_id == ""
    store.answer_all()
    ui.frames(4)
    scan("0905")
    ui.frames(4)
    assert ui.page.ids.applicant._rows["phone"].control.text == ""
    store.answer_all()
    ui.frames(4)
    rows = ui.page.ids.applicant._rows
    assert rows["full_name"].control.text == "Nguyễn Thị Thử Nghiệm"
    assert rows["phone"].control.text == "0905"
    assert ui.page.scope == "intake"


def test_letters_behind_f2_in_a_draft_wait_until_the_draft_is_kept(slow):
    ui, store = slow.ui, slow.store
    hit("f2")
    ui.frames()
    scan("ban sao")
    store.answer_all()
    ui.frames()
    hit("enter")
    store.answer_all()
    ui.frames(4)
    hit("tab")
    scan("Vi")
    before = ui.page
    hit("f2")
    scan("khai sinh")
    ui.frames(4)
    assert ui.page is before
    store.answer_all()
    ui.frames(4)
    assert ui.page is not before
    assert ui.page.ids.procedure.text == "khai sinh"
    assert slow.office.drafts["draft-1"][1].applicant["full_name"] == "Vi"


def test_a_store_that_does_not_answer_does_not_leave_the_keyboard_dead(monkeypatch, slow):
    ui = slow.ui
    monkeypatch.setattr(keyboard, "PATIENCE_S", 0)
    ui.app.keyboard.hold()
    scan("abc")
    assert ui.page.ids.search.text == ""
    ui.until(lambda: ui.page.ids.search.text == "abc")
