"""Books by custody: real stores of two desks, the province's own verdicts, no line while numbers are given."""

import shutil
from dataclasses import replace
from uuid import UUID

import pytest

from desktop_app.usecases.enter_book import EnterBook, enter_book
from desktop_app.usecases.hand_book import HandBook, hand_book
from desktop_app.usecases.list_books import ListBooks, list_books
from desktop_app.usecases.open_book import OpenBook, open_book
from desktop_app.usecases.take_lost_book import TakeLostBook, take_lost_book
from forms.dossier.books import Volume, enter
from forms.dossier.dossier import Happening
from forms.dossier.faults import BOOK_EXISTS, NOT_THE_HOLDER
from forms.dossier.roles import Role
from forms.errors import RuleError
from sync.province.usecases.compact_scope import compact_scope
from tests.support.fakes import FakeDice
from tests.support.office import Office
from tests.support.paired import SCOPE, a_province, assert_equal, enrol, receive, rounds_until_rest

BOOK = OpenBook("SCT/BS", "Sổ chứng thực bản sao từ bản chính", 2026, first=412)


@pytest.fixture
def province():
    return a_province()


@pytest.fixture
def desks(tmp_path, province):
    """Two desks of one commune, enrolled."""
    made = []
    for n, tag in enumerate(("K7Q2", "M3P4")):
        office = Office(tmp_path / tag, dice=FakeDice(n + 3))
        enrol(office, province, tag)
        office.again("canbo")
        rounds_until_rest(office, province)
        made.append(office)
    yield made
    for office in made:
        office.open.close()


def at(office, role=Role.SUPERVISOR):
    desk = office.desk()
    return replace(desk, shift=replace(desk.shift, role=role))


def works(office):
    return office._work_of(office.desk())


def entered(office, book, text=""):
    return enter_book(EnterBook(book, text=text), at(office), works(office))


def device(office):
    with office.work() as work:
        return work.device.certificate().dev.hex()


def opened(office, province):
    book = open_book(BOOK, at(office), works(office))
    rounds_until_rest(office, province)
    return book


def handed(office, book, to):
    hand_book(HandBook(book, device(to)), at(office), works(office))


def seen(office):
    return list_books(ListBooks(), device(office), at(office), office.open.books).rows


def entries(office, line):
    return office.open.books.book(UUID(line.id)).doc["entries"]


def test_a_book_goes_on_from_any_number_without_a_line(desks, province):
    book = opened(desks[0], province)
    assert [entered(desks[0], book) for _ in range(3)] == [412, 413, 414]
    rounds_until_rest(desks[0], province)
    rounds_until_rest(desks[1], province)
    there = seen(desks[1])[0]
    assert [entry["n"] for entry in entries(desks[1], there)] == [412, 413, 414] and there.next == 415


def test_a_book_that_the_province_has_not_confirmed_gives_no_number(desks):
    book = open_book(BOOK, at(desks[0]), works(desks[0]))
    with pytest.raises(RuleError) as caught:
        entered(desks[0], book)
    assert caught.value.fault == NOT_THE_HOLDER
    assert not seen(desks[0])[0].is_confirmed


def test_who_handed_a_book_on_enters_no_more_and_who_got_it_waits_for_the_province(desks, province):
    book = opened(desks[0], province)
    rounds_until_rest(desks[1], province)
    assert entered(desks[0], book) == 412
    handed(desks[0], book, desks[1])
    for office in desks:  # neither side may: the hand-over has not travelled
        with pytest.raises(RuleError) as caught:
            entered(office, book)
        assert caught.value.fault == NOT_THE_HOLDER
    rounds_until_rest(desks[0], province)
    rounds_until_rest(desks[1], province)
    assert entered(desks[1], book) == 413


def test_custody_goes_back_and_forth_and_no_number_is_given_twice(desks, province):
    book, numbers = opened(desks[0], province), []
    holder, other = desks
    for turn in range(6):
        rounds_until_rest(holder, province)
        numbers += [entered(holder, book, f"lượt {turn}") for _ in range(turn % 3 + 1)]
        with pytest.raises(RuleError):
            entered(other, book)
        handed(holder, book, other)
        rounds_until_rest(holder, province)
        rounds_until_rest(other, province)
        holder, other = other, holder
    rounds_until_rest(desks[0], province)
    rounds_until_rest(desks[1], province)
    assert numbers == list(range(412, 412 + len(numbers)))
    for office in desks:
        assert [entry["n"] for entry in entries(office, seen(office)[0])] == numbers


def forged(office, book, *happenings):
    """Book what the verbs would refuse, as a broken or dishonest program would."""
    with office.work() as work:
        work.book(book, happenings, verb="enter_book")
        work.commit()


def test_an_entry_by_who_does_not_hold_the_book_is_rejected_by_the_province(desks, province):
    book = opened(desks[0], province)
    rounds_until_rest(desks[1], province)
    with desks[1].work() as work:
        doc = work.dossiers.get(book)
    lie = enter(doc, device(desks[0]), text="giả")  # names the holder, sent by another
    forged(desks[1], book, *lie)
    assert entered(desks[0], book) == 412
    rounds_until_rest(desks[0], province)
    rounds_until_rest(desks[1], province)
    for office in desks:
        assert [entry["text"] for entry in entries(office, seen(office)[0])] == [""]
    with desks[1].work() as work:
        assert [line.verdict for line in desks[1].open.queries.read(book).history if line.own] == ["rejected"]


def test_the_same_volume_opened_twice_is_one_book_and_its_second_opener_does_not_hold_it(desks, province):
    first = opened(desks[0], province)
    second = open_book(BOOK, at(desks[1]), works(desks[1]))
    assert first == second == Volume("SCT/BS", BOOK.title, "24184", 2026).record
    rounds_until_rest(desks[1], province)
    assert seen(desks[1])[0].holder == device(desks[0])
    with pytest.raises(RuleError):
        entered(desks[1], second)
    with pytest.raises(RuleError) as caught:
        open_book(BOOK, at(desks[1]), works(desks[1]))
    assert caught.value.fault == BOOK_EXISTS


def test_books_are_on_no_list_of_dossiers(desks, province):
    book = opened(desks[0], province)
    dossier = receive(desks[0], "Nguyễn Thị Thử Nghiệm")
    entered(desks[0], book)
    from desktop_app.ports import Search

    queries = desks[0].open.queries
    assert [row.id for row in queries.page(Search()).rows] == [dossier]
    assert queries.resolve(str(book)) is None
    numbers = queries.work_numbers(desks[0].clock.now(), desks[0].clock.now())
    assert sum(numbers.by_status.values()) == 1
    facts = queries.sync_facts()
    assert (facts.handed_in, facts.waiting) == (1, 1)


def test_no_dossier_becomes_a_book_and_no_book_a_dossier(desks, province):
    book = opened(desks[0], province)
    with pytest.raises(RuleError):
        forged(desks[0], book, Happening("fields.set", {"/applicant/phone": "0905000001"}))
    dossier = receive(desks[0], "Nguyễn Thị Thử Nghiệm")
    with pytest.raises(RuleError):
        forged(desks[0], dossier, Happening("book.hand", {"device": "x", "to": "y"}))


def test_a_desk_months_away_gets_its_books_by_a_snapshot_and_goes_on_with_them(desks, province):
    book = opened(desks[0], province)
    mine = open_book(replace(BOOK, book="BLT", first=1), at(desks[1]), works(desks[1]))
    rounds_until_rest(desks[1], province)
    assert [entered(desks[1], mine, "trước khi đi xa") for _ in range(2)] == [1, 2]  # not sent when it goes away
    numbers = [entered(desks[0], book) for _ in range(3)]
    handed(desks[0], book, desks[1])
    rounds_until_rest(desks[0], province)
    compact_scope(SCOPE, province.house)
    rounds_until_rest(desks[1], province)
    assert desks[1].open._connection.execute("SELECT count(*) FROM findings").fetchone() == (1,), "it took the snapshot"
    assert {line.book: line.next for line in seen(desks[1])} == {"SCT/BS": 415, "BLT": 3}
    assert [entry["n"] for line in seen(desks[1]) if line.book == "SCT/BS" for entry in entries(desks[1], line)] == numbers
    assert (entered(desks[1], book), entered(desks[1], mine)) == (415, 3)
    rounds_until_rest(desks[1], province)
    rounds_until_rest(desks[0], province)
    for office in desks:
        assert_equal(office, province)


def test_the_holder_that_is_months_away_learns_by_the_snapshot_that_its_book_was_taken(desks, province):
    book = opened(desks[0], province)
    rounds_until_rest(desks[1], province)
    assert entered(desks[0], book, "chưa gửi") == 412
    desks[1].again("quantri")
    take_lost_book(TakeLostBook(book, 431, "Máy đi xa"), at(desks[1], Role.ADMINISTRATOR), works(desks[1]))
    rounds_until_rest(desks[1], province)
    compact_scope(SCOPE, province.house)
    rounds_until_rest(desks[0], province)
    with pytest.raises(RuleError) as caught:
        entered(desks[0], book)
    assert caught.value.fault == NOT_THE_HOLDER
    (line,) = [one for one in desks[0].open.queries.read(book).history if one.kind == "book.entry"]
    assert (line.verdict, line.payload["text"]) == ("quarantined", "chưa gửi")
    assert_equal(desks[0], province)


def test_a_desk_set_back_gives_no_number_twice_once_it_has_spoken_with_the_province(desks, province, tmp_path):
    book = opened(desks[0], province)
    copy = tmp_path / "copy"
    desks[0].open.close()
    shutil.copytree(desks[0].home, copy)
    desks[0].unlock("canbo")
    assert [entered(desks[0], book) for _ in range(2)] == [412, 413]
    rounds_until_rest(desks[0], province)
    desks[0].open.close()
    shutil.rmtree(desks[0].home)
    shutil.copytree(copy, desks[0].home)
    desks[0].unlock("canbo")
    rounds_until_rest(desks[0], province)
    assert entered(desks[0], book) == 414
    rounds_until_rest(desks[0], province)
    assert [entry["n"] for entry in entries(desks[0], seen(desks[0])[0])] == [412, 413, 414]
