"""The small widgets: date, choices, combo, table, dialog, shortcuts."""

from collections import Counter
from datetime import date

import pytest
from kivy.core.window import Window
from kivy.uix.boxlayout import BoxLayout

from desktop_app.ui.keyboard import SHORTCUTS, combo_of, key_label
from desktop_app.ui.strings import LANGUAGES
from desktop_app.ui.theme import T
from desktop_app.ui.widgets.choice import ChoiceRow
from desktop_app.ui.widgets.combo import Hit, SelectField
from desktop_app.ui.widgets.date_field import DateField
from desktop_app.ui.widgets.dialog import Ask, Dialog
from desktop_app.ui.widgets.focus import pop_scope, push_scope
from desktop_app.ui.widgets.table import Column, Row, VirtualTable
from desktop_app.ui.widgets.text_field import TextField

COLOURS = tuple(Hit(value, label) for value, label in (("do", "Đỏ"), ("dem", "Đêm"), ("xanh", "Xanh lá cây")))


@pytest.fixture
def put(ui):
    """Put one widget into the window and give it the keyboard."""
    boxes = []

    def put_in(widget):
        box = BoxLayout(size=(600, 400), size_hint=(None, None))
        box.add_widget(widget)
        Window.add_widget(box)
        push_scope(box)
        boxes.append(box)
        widget.focus = True
        ui.frames()
        return ui

    yield put_in
    for box in boxes:
        pop_scope(box)
        Window.remove_widget(box)


# dates


def test_slashes_come_by_themselves(put):
    field = DateField()
    put(field).type("02091990")
    assert field.text == "02/09/1990"
    assert field.value() == date(1990, 9, 2)


def test_arrows_move_by_a_day_over_the_end_of_a_month(put):
    field = DateField()
    ui = put(field)
    ui.type("28022027")
    ui.key("up")
    assert field.text == "01/03/2027"
    ui.key("down")
    assert field.text == "28/02/2027"


def test_t_is_the_day_of_the_desk(put):
    field = DateField(today=lambda: date(2026, 11, 20))
    put(field).type("t")
    assert field.text == "20/11/2026"


def test_a_pasted_iso_date_is_turned_round(put):
    field = DateField()
    put(field)
    field.insert_text("1990-09-02")
    assert field.text == "02/09/1990"


def test_a_half_date_stays_as_typed_and_is_no_date(put):
    field = DateField()
    put(field).type("029")
    assert field.text == "02/9"
    assert field.value() is None


# choices


def chosen_of(row):
    heard = []
    row.bind(on_chosen=lambda _row, values: heard.append(values))
    return heard


def test_arrows_take_one_of_a_few(put):
    row = ChoiceRow(choices=COLOURS)
    heard = chosen_of(row)
    put(row).key("right", "right", "left")
    assert heard == ["do", "dem", "do"]


def test_space_takes_several_and_they_stay_in_the_order_of_the_form(put):
    row = ChoiceRow(choices=COLOURS, several=True)
    heard = chosen_of(row)
    put(row).key("right", "right", "spacebar", "left", "left", "spacebar")
    assert heard[-1] == "do xanh"


def test_digits_take_by_number(put):
    row = ChoiceRow(choices=COLOURS)
    heard = chosen_of(row)
    put(row).key("3")
    assert heard == ["xanh"]


def test_letters_take_the_choice_that_begins_with_them(put):
    row = ChoiceRow(choices=COLOURS)
    heard = chosen_of(row)
    put(row).type("dem")
    assert heard[-1] == "dem"


def test_typing_into_a_field_reached_by_tab_replaces_what_stood_there(put):
    field = TextField(text="1")
    ui = put(field)
    ui.type("25")
    assert field.text == "25"


def test_a_readonly_choice_stays(put):
    row = ChoiceRow(choices=COLOURS, readonly=True)
    heard = chosen_of(row)
    put(row).key("right")
    assert heard == []


def test_typing_without_diacritics_narrows_and_enter_takes(put):
    field = SelectField(choices=COLOURS)
    heard = chosen_of(field)
    ui = put(field)
    ui.type("xanh cay")
    assert field.is_open
    ui.key("enter")
    assert heard == ["xanh"]
    assert field.text == "Xanh lá cây"
    assert not field.is_open


def test_arrows_walk_in_the_list_and_escape_only_closes_it(put):
    field = SelectField(choices=COLOURS)
    heard = chosen_of(field)
    ui = put(field)
    ui.key("down", "down", "escape")
    assert not field.is_open
    assert heard == []
    ui.key("down", "down", "enter")
    assert heard == ["dem"]


def test_a_word_that_is_no_choice_stays_as_typed(put):
    field = SelectField(choices=COLOURS)
    heard = chosen_of(field)
    ui = put(field)
    ui.type("tím")
    field.focus = False
    ui.frames()
    assert field.text == "tím"
    assert heard == ["tím"]


def test_leaving_with_one_choice_left_takes_it(put):
    field = SelectField(choices=COLOURS)
    heard = chosen_of(field)
    ui = put(field)
    ui.type("xan")
    ui.key("escape")
    field.focus = False
    ui.frames()
    assert heard == ["xanh"]


# the table


def table_of(count):
    return VirtualTable(
        columns=(Column("A", 100, 1),),
        rows=tuple(Row(str(number), (f"dòng {number}",)) for number in range(count)),
    )


def test_a_table_of_any_length_draws_only_what_is_in_sight(put):
    few, many = table_of(30), table_of(20_000)
    ui = put(few)
    put(many)
    ui.frames()
    assert len(many.canvas.children) <= len(few.canvas.children) + 8


def test_keys_walk_and_keep_the_row_in_sight(put):
    table = table_of(500)
    ui = put(table)
    ui.key("pagedown", "pagedown", "down")
    assert table.chosen == 2 * table.in_sight + 1
    assert table.top <= table.chosen < table.top + table.in_sight
    ui.key("end")
    assert table.chosen == 499
    ui.key("home")
    assert (table.chosen, table.top) == (0, 0)


def test_enter_opens_the_chosen_row_and_an_empty_table_opens_nothing(put):
    opened = []
    table = table_of(3)
    table.bind(on_activate=lambda _table, place: opened.append(place))
    ui = put(table)
    ui.key("down", "enter")
    table.rows = ()
    ui.key("enter")
    assert opened == [1]


def test_rows_that_went_away_take_the_choice_back_into_range(put):
    table = table_of(50)
    ui = put(table)
    ui.key("end")
    table.rows = table.rows[:3]
    ui.frames()
    assert table.chosen == 2


# dialogs


def test_a_dialog_traps_the_keyboard_and_gives_it_back(ui):
    before, answers = ui.focused, []
    Dialog(ui.app.keyboard, answers.append, title="Hỏi", confirm="Có", asks=(Ask("why", "Vì sao"),)).open()
    ui.frames()
    inside = {ui.focused}
    for _ in range(5):
        ui.key("tab")
        inside.add(ui.focused)
    assert before not in inside
    assert len(inside) == 3
    ui.key("f2")
    assert ui.page.scope == "dossiers"
    ui.key("escape")
    assert answers == [None]
    assert ui.focused is before


def test_a_dialog_with_a_gap_does_not_answer(ui):
    answers = []
    Dialog(ui.app.keyboard, answers.append, title="Hỏi", confirm="Có", asks=(Ask("why", "Vì sao"),)).open()
    ui.frames()
    ui.key("ctrl+enter")
    assert answers == []
    ui.type("vì thế")
    ui.key("ctrl+enter")
    assert answers == [{"why": "vì thế"}]


# keys


def test_no_key_means_two_things_in_one_scope():
    everywhere = {one.combo for one in SHORTCUTS if one.scope == "everywhere"}
    for scope in {one.scope for one in SHORTCUTS}:
        heard = Counter(one.combo for one in SHORTCUTS if one.scope == scope)
        assert [combo for combo, times in heard.items() if times > 1] == []
        assert scope == "everywhere" or not everywhere & heard.keys()


def test_every_action_has_words():
    assert [one.action for one in SHORTCUTS if one.action not in LANGUAGES["vi"]] == []


def test_number_pad_num_lock_and_caps_lock_do_not_change_a_shortcut():
    assert combo_of(ord("s"), ["ctrl", "numlock", "capslock"]) == "ctrl+s"
    assert combo_of(271, ["alt", "numlock"]) == "enter"


def test_keys_are_written_as_people_read_them():
    assert key_label("save", "intake") == "Ctrl+S"
    assert key_label("leave", "intake") == "Esc"


# colours


def luminance(colour):
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", sorted(T.tones))
def test_every_state_can_be_read(name):
    tone = T.tones[name]
    assert contrast(tone.ink, tone.paper) >= 4.5
    assert name == "plain" or tone.sign


def test_words_and_the_focus_ring_can_be_seen():
    for ink, paper in (
        (T.text, T.desk),
        (T.muted, T.desk),
        (T.error, T.error_paper),
        (T.warning, T.warning_paper),
    ):
        assert contrast(ink, paper) >= 4.5
    assert contrast(T.header_dim, T.header) >= 4.5
    assert contrast(T.focus, T.surface) >= 2.9
