"""The volumes as a list and one volume read: pages, filters, whose, what stands in it."""

from uuid import UUID

import pytest

from desktop_app.errors import DeskError
from desktop_app.ports import books as shelf_of_books
from desktop_app.ports.books import Whose
from desktop_app.storage import books as stored
from desktop_app.usecases.enter_book import EnterBook, enter_book
from desktop_app.usecases.hand_book import HandBook, hand_book
from desktop_app.usecases.list_books import ListBooks, list_books
from desktop_app.usecases.open_book import OpenBook, open_book
from desktop_app.usecases.read_book import ReadBook, read_book
from desktop_app.usecases.take_lost_book import TakeLostBook, take_lost_book
from forms.dossier.faults import NO_SUCH_BOOK, NO_SUCH_MACHINE
from forms.dossier.roles import Role
from forms.errors import RuleError
from tests.support.commune import CITIZEN, SHELF, Commune, at_rest


@pytest.fixture
def commune(tmp_path):
    made = Commune(tmp_path)
    made.one, made.two = made.desk("K7Q2"), made.desk("M3P4")
    yield made
    for desk in made.desks:
        desk.office.open.close()


def head(desk):
    return desk.shift("phu", Role.SUPERVISOR)


def opened(desk, sign="BLT", volume=1, first=1):
    return open_book(OpenBook(sign, f"Sổ {sign}", 2026, volume, first), head(desk), desk.work_of(head(desk)))


def page(desk, whose=Whose.ALL, after=0, limit=100):
    order = ListBooks(whose, after, limit)
    return list_books(order, desk.dev.hex(), desk.shift(), desk.office.open.books)


def entered(desk, book, **what):
    return enter_book(EnterBook(book, **what), desk.shift(), desk.work_of(desk.shift()))


def read(desk, book, limit=100, role=Role.CLERK):
    shift = desk.shift("thu", role)
    return read_book(ReadBook(book, limit), shift, SHELF, desk.office.open.books, desk.work_of(shift))


def test_a_volume_says_whose_it_is_on_each_machine_and_whether_the_province_knows(commune):
    opened(commune.one)
    (fresh,) = page(commune.one).rows
    assert (fresh.is_here, fresh.is_confirmed, fresh.next, fresh.entries) == (True, False, 1, 0)
    at_rest(commune.one, commune.two)
    (here,), (there,) = page(commune.one).rows, page(commune.two).rows
    assert (here.is_here, here.is_confirmed, there.is_here, there.is_confirmed) == (True, True, False, True)
    assert here.holder == there.holder == commune.one.dev.hex() and not here.was_lost


def test_pages_follow_each_other_without_a_gap_and_end(commune):
    books = [str(opened(commune.one, volume=n)) for n in range(1, 6)]
    seen, after = [], 0
    for _ in range(3):
        part = page(commune.one, after=after, limit=2)
        seen, after = [*seen, *(row.id for row in part.rows)], part.next
    assert (seen, after) == (books[::-1], 0)


def test_filters_narrow_to_mine_to_others_and_to_the_full_and_count_them_all(commune, monkeypatch):
    for module in (shelf_of_books, stored):
        monkeypatch.setattr(module, "ENTRIES_MAX", 2)
    mine, full = opened(commune.one, "BLT"), opened(commune.one, "STD")
    opened(commune.two, "PBS")
    at_rest(commune.one, commune.two, commune.one)
    assert [entered(commune.one, full) for _ in range(2)] == [1, 2]
    shown = {whose: {row.book for row in page(commune.one, whose).rows} for whose in Whose}
    assert shown == {"all": {"BLT", "STD", "PBS"}, "mine": {"BLT", "STD"}, "others": {"PBS"}, "full": {"STD"}}
    assert [row.is_full for row in page(commune.one, Whose.FULL).rows] == [True]
    assert page(commune.one).counts["mine"] == 2 and page(commune.one).counts["others"] == 1
    assert not next(row for row in page(commune.one).rows if row.id == str(mine)).is_full


def test_a_volume_read_has_its_newest_entry_first_with_the_dossier_it_names(commune):
    book = opened(commune.one, first=412)
    at_rest(commune.one)
    dossier = commune.one.receive()
    entered(commune.one, book, dossier_id=str(dossier))
    entered(commune.one, book, text="ghi tay")
    view = read(commune.one, book)
    assert (view.name, view.next, view.total) == ("BLT quyển 01/2026", 414, 2)
    assert [(row.n, row.person, row.text) for row in view.entries] == [
        (413, "", "ghi tay"), (412, CITIZEN["full_name"], ""),
    ]  # fmt: skip
    assert [row.n for row in read(commune.one, book, limit=1).entries] == [413]
    with pytest.raises(DeskError):
        read(commune.one, book, role=Role.ADMINISTRATOR)
    with pytest.raises(RuleError) as caught:
        read(commune.one, dossier)
    assert caught.value.fault == NO_SUCH_BOOK


def test_a_book_that_was_taken_from_a_lost_machine_says_so_and_what_stands_free(commune):
    book = opened(commune.one)
    at_rest(commune.one, commune.two)
    order = TakeLostBook(book, 5, "Máy cháy")
    take_lost_book(order, head(commune.two), commune.two.work_of(head(commune.two)))
    (line,) = page(commune.two).rows
    assert (line.is_here, line.was_lost, line.is_confirmed, line.next) == (True, True, False, 5)
    assert "Còn trống: 1-4." in read(commune.two, book).remarks[0]


@pytest.mark.parametrize("to", ["", "4b37", "x" * 32, "own"])
def test_a_book_is_not_handed_to_a_machine_that_is_none(commune, to):
    book = opened(commune.one)
    at_rest(commune.one)
    with pytest.raises(RuleError) as caught:
        order = HandBook(book, commune.one.dev.hex() if to == "own" else to)
        hand_book(order, commune.one.shift(), commune.one.work_of(commune.one.shift()))
    assert caught.value.fault == NO_SUCH_MACHINE
    assert page(commune.one).rows[0].is_here


def test_a_machine_is_named_in_groups_and_capitals_too(commune):
    book, there = opened(commune.one), commune.two.dev.hex().upper()
    at_rest(commune.one)
    spelt = " ".join(there[n : n + 4] for n in range(0, 32, 4))
    hand_book(HandBook(UUID(str(book)), spelt), commune.one.shift(), commune.one.work_of(commune.one.shift()))
    assert page(commune.one).rows[0].holder == commune.two.dev.hex()
