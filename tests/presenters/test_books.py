"""The commune's books on the screen: whose each volume is, and what may be done with it."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest

from desktop_app.ui.book_ports import EnterBook, HandBook, OpenBook, PrintBook, TakeLostBook
from desktop_app.ui.deeds import Doing
from desktop_app.ui.screens.books.presenter import BooksPresenter
from desktop_app.ui.screens.books.words import lines_of
from forms.dossier.faults import BOOK_EXISTS
from tests.support.fake_books import THERE, VOLUMES, volume
from tests.support.stages import Bench

WAITING, MINE, OTHERS, TAKEN, FULL = range(5)
ID = UUID(VOLUMES[MINE].id)


def listed(user="phu"):
    bench, states = Bench(), []
    bench.office.user = user
    made = BooksPresenter(bench.stage, states.append)
    made.start()
    return bench, made, states


def done(bench, deed, **answers):
    """Do a deed; return what was refused, empty for nothing."""
    heard = []
    Doing(bench.stage).do(deed, {ask.key: ask.value for ask in deed.asks} | answers, heard.append)
    return heard[-1]


def test_a_row_says_volume_holder_next_number_and_whether_a_number_can_be_had():
    _, _, states = listed()
    assert [(row.cells[0], *row.cells[2:]) for row in states[-1].rows] == [
        ("BLT quyển 02/2026", "Máy này", "2001", "0", "Chờ tỉnh xác nhận"),
        ("SCT/BS quyển 01/2026", "Máy này", "415", "3", "Đang vào sổ"),
        ("STD quyển 01/2026", "Máy khác (4d33 5034…)", "58", "57", "Ở máy khác"),
        ("GTN quyển 01/2026", "Máy này, nhận từ máy mất", "431", "19", "Đang vào sổ"),
        ("BLT quyển 01/2026", "Máy này", "2001", "2.000", "Đã đầy"),
    ]
    assert [row.late for row in states[-1].rows] == [False, False, False, False, True]


def test_the_caption_gives_this_machines_id_to_be_read_out():
    bench, made, states = listed()
    assert states[-1].caption == "5 quyển · mã máy này: " + " ".join(["4b37", "5132"] * 4)
    bench.office.volumes = ()
    made.start()
    assert states[-1].caption.startswith("Chưa có quyển sổ nào")


def test_filters_narrow_and_count_what_they_hold():
    _, made, states = listed()
    assert dict(states[-1].filters) == {"all": 5, "mine": 4, "others": 1, "full": 1}
    made.choose_filter("others")
    assert [row.key for row in states[-1].rows] == [VOLUMES[OTHERS].id]


def test_a_long_shelf_comes_page_by_page():
    bench, made, states = listed()
    bench.office.volumes = tuple(volume("STD", "Sổ", n) for n in range(1, 131))
    made.start()
    assert len(states[-1].rows) == 100
    made.near_end()
    assert len({row.key for row in states[-1].rows}) == 130


def test_a_volume_is_opened_under_its_sign_in_capitals():
    bench, made, _ = listed()
    deed = made.deed("open_book", 0)
    assert [ask.value for ask in deed.asks] == ["", "", "2026", "1", "1"]
    assert not done(bench, deed, sign="blt", title="Sổ biên lai", volume="3", first="2.001")
    assert bench.office.booked == [OpenBook("BLT", "Sổ biên lai", 2026, 3, 2_001)]
    assert "Đã mở sổ BLT quyển 03" in bench.notes[-1][0]
    assert bench.changes


def test_with_a_full_volume_chosen_the_one_that_follows_it_is_proposed():
    bench, made, _ = listed()
    deed = made.deed("open_book", FULL)
    assert not done(bench, deed)
    assert bench.office.booked == [OpenBook("BLT", "Sổ biên lai thu phí, lệ phí", 2026, 2, 2_001)]


@pytest.mark.parametrize("typed", ["", "0", "-1", "ba", "1,5"])
def test_a_number_that_is_none_is_refused_in_place(typed):
    bench, made, _ = listed()
    said = done(bench, made.deed("open_book", 0), sign="BLT", title="Sổ", first=typed)
    assert "phải là số nguyên" in said
    assert bench.office.booked == []


def test_what_the_verb_refuses_is_said_in_place():
    bench, made, _ = listed()
    bench.office.book_fault = BOOK_EXISTS
    assert "Quyển sổ này đã được mở" in done(bench, made.deed("open_book", 0), sign="BLT", title="Sổ")


def test_an_entry_by_hand_names_a_dossier_or_says_something():
    bench, made, _ = listed()
    bench.office.read_dossier = lambda key: SimpleNamespace(id=f"id of {key}")
    deed = made.deed("enter_book", MINE)
    assert "Chưa ghi vào sổ điều gì" in done(bench, deed)
    assert not done(bench, deed, dossier="T24133-A-000007-7K", text="hai bản")
    assert bench.office.booked == [EnterBook(ID, "id of T24133-A-000007-7K", "hai bản")]
    assert bench.notes[-1][0] == "Đã vào sổ SCT/BS quyển 01/2026, số 415."


def test_a_volume_is_printed_whole_or_by_period():
    bench, made, _ = listed("hoa")
    deed = made.deed("print_book", OTHERS)
    assert not done(bench, deed)
    assert not done(bench, deed, first_day="01/11/2026", last_day="20/11/2026")
    record = UUID(VOLUMES[OTHERS].id)
    assert bench.office.booked == [PrintBook(record), PrintBook(record, date(2026, 11, 1), date(2026, 11, 20))]
    assert "ngày cuối trước ngày đầu" in done(bench, deed, first_day="20/11/2026", last_day="01/11/2026")


def test_a_volume_is_handed_to_the_machine_that_is_known_or_named():
    bench, made, _ = listed()
    deed = made.deed("hand_book", MINE)
    assert deed.asks[0].value.replace(" ", "") == THERE
    assert not done(bench, deed)
    assert bench.office.booked == [HandBook(ID, deed.asks[0].value)]


def test_a_lost_machines_volume_goes_on_from_the_stated_number():
    bench, made, _ = listed()
    deed = made.deed("take_lost_book", OTHERS)
    assert "số kế tiếp 58" in deed.message
    assert not done(bench, deed, start="90", reason="Máy cháy")
    assert bench.office.booked == [TakeLostBook(UUID(VOLUMES[OTHERS].id), 90, "Máy cháy")]


@pytest.mark.parametrize(
    ("name", "place", "why"),
    [
        ("hand_book", OTHERS, "Máy này không giữ sổ"),
        ("hand_book", WAITING, "Máy này không giữ sổ"),
        ("enter_book", OTHERS, "Máy này không giữ sổ"),
        ("take_lost_book", MINE, "chính là máy này"),
        ("print_book", 99, "Chưa chọn quyển sổ nào"),
    ],
)
def test_what_does_not_fit_the_chosen_volume_is_said_before_anything_is_asked(name, place, why):
    bench, made, _ = listed()
    assert made.deed(name, place) is None
    assert why in bench.notes[-1][0] and bench.notes[-1][1]


@pytest.mark.parametrize(
    ("user", "deeds"),
    [
        ("hoa", ("enter_book", "print_book", "hand_book")),
        ("nie", ("open_book", "enter_book", "print_book", "hand_book")),
        ("phu", ("open_book", "enter_book", "print_book", "hand_book", "take_lost_book")),
        ("quantri", ("take_lost_book",)),
    ],
)
def test_each_role_is_offered_what_it_may_do(user, deeds):
    _, made, _ = listed(user)
    assert made.deeds == deeds


def test_a_volume_shows_who_held_it_and_its_newest_entries():
    bench, made, _ = listed()
    shown = []
    made.show(MINE, shown.append)
    assert lines_of(shown[0]) == (
        "Trước số 413: bàn giao sổ.",
        "414 · 09:00 20/11/2026 · T24133-A-000007-7K · H’Mẫu Niê · Trần Thị Mẫu Hoa",
        "413 · 08:00 20/11/2026 · [b]bản sao[/b] giấy tờ nước ngoài · hoa",
    )
    assert lines_of(replace(shown[0], remarks=(), entries=())) == ("Chưa vào sổ lần nào.",)
    made.open(MINE)
    assert bench.went == []


def test_an_administrator_sees_the_list_and_no_entry():
    bench, made, states = listed("quantri")
    shown = []
    made.show(MINE, shown.append)
    assert states[-1].rows and shown == []
    assert "không xem các lần vào sổ" in bench.notes[-1][0]


