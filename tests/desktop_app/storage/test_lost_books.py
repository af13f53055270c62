"""A book whose machine is lost: taken by a person, gone on with, and nothing that it still brings is lost."""

import pytest

from desktop_app.errors import NOT_ALLOWED, DeskError
from desktop_app.ports.matters import DropMatter, ListMatters
from desktop_app.usecases.drop_matter import drop_matter
from desktop_app.usecases.enter_book import EnterBook, enter_book
from desktop_app.usecases.hand_book import HandBook, hand_book
from desktop_app.usecases.list_matters import list_matters
from desktop_app.usecases.open_book import OpenBook, open_book
from desktop_app.usecases.read_matter import read_matter
from desktop_app.usecases.take_lost_book import TakeLostBook, take_lost_book
from forms.dossier.faults import BOOK_START, NOT_LOST, NOT_THE_HOLDER
from forms.dossier.roles import Role
from forms.errors import RuleError
from tests.support.commune import CALENDAR, SHELF, Commune, at_rest

ORDER = OpenBook("SCT/BS", "Sổ chứng thực bản sao từ bản chính", 2026, first=412)


@pytest.fixture
def commune(tmp_path):
    """A desk that holds a book and gave 412 to it, another desk, and the province."""
    made = Commune(tmp_path)
    made.lost, made.other = made.desk("K7Q2"), made.desk("M3P4")
    head = made.lost.shift("phu", Role.SUPERVISOR)
    made.record = open_book(ORDER, head, made.lost.work_of(head))
    at_rest(made.lost, made.other)
    assert entered(made.lost, made.record) == 412
    at_rest(made.lost, made.other)
    yield made
    for desk in made.desks:
        desk.office.open.close()


def entered(desk, record, text=""):
    return enter_book(EnterBook(record, text=text), desk.shift(), desk.work_of(desk.shift()))


def taken(desk, record, start, reason="Máy cháy"):
    head = desk.shift("phu", Role.SUPERVISOR)
    take_lost_book(TakeLostBook(record, start, reason), head, desk.work_of(head))


def numbers(desk):
    return [entry["n"] for entry in desk.office.open.books.book(desk.commune.record).doc["entries"]]


def matters(desk, role=Role.SUPERVISOR):
    page = list_matters(ListMatters(), desk.shift("phu", role), desk.matters, SHELF, CALENDAR)
    return page.rows


def test_the_next_holder_begins_where_it_was_said_once_the_province_has_confirmed(commune):
    lost, other, record = commune.lost, commune.other, commune.record
    taken(other, record, 431)
    with pytest.raises(RuleError) as caught:
        entered(other, record)
    assert caught.value.fault == NOT_THE_HOLDER, "the province has not spoken yet"
    other.meet()
    assert [entered(other, record) for _ in range(2)] == [431, 432]
    at_rest(other, lost)
    with pytest.raises(RuleError):
        entered(lost, record)
    assert numbers(lost) == numbers(other) == [412, 431, 432]


def test_what_the_lost_machine_still_brings_waits_for_a_person_and_takes_the_number_left_to_it(commune):
    lost, other, record = commune.lost, commune.other, commune.record
    assert [entered(lost, record, text) for text in ("tay cầm 1", "tay cầm 2")] == [413, 414]  # never sent
    taken(other, record, 431)
    other.meet()
    assert entered(other, record) == 431
    at_rest(other, lost)  # found again
    assert numbers(lost) == numbers(other) == [412, 431]
    held = [row for row in matters(lost) if row.kind == "C11"]
    assert len(held) == 2 and held[0].sentence.startswith("Vào sổ: chờ kiểm tra ở tỉnh")
    assert (held[0].number, held[0].is_book, held[0].dossier_id) == ("SCT/BS quyển 01/2026", True, str(record))
    assert commune.requeue(held[1].key.removeprefix("e:")) == ["ok", "ok"], "the earlier one comes along"
    at_rest(other, lost)
    assert numbers(lost) == numbers(other) == [412, 413, 414, 431]
    assert commune.doc(record)["entries"][1]["text"] == "tay cầm 1"
    assert entered(other, record) == 432, "what came late moves nothing"
    assert not [row for row in matters(lost) if row.kind == "C11"]


def test_a_number_given_twice_stays_with_the_new_holder_and_the_other_is_named_to_a_person(commune):
    lost, other, record = commune.lost, commune.other, commune.record
    for n in range(413, 416):
        assert entered(lost, record, f"giấy {n}") == n
        commune.clock.pass_s(60)
    taken(other, record, 414)  # said too low: 414 was given out already
    other.meet()
    assert entered(other, record, "người khác") == 414
    at_rest(other, lost)
    held = [row for row in matters(lost) if row.kind == "C11"]
    assert len(held) == 3
    assert commune.requeue(held[2].key.removeprefix("e:")) == ["ok", "rejected", "rejected"]
    at_rest(other, lost)
    assert [(entry["n"], entry["text"]) for entry in commune.doc(record)["entries"][1:]] == [
        (413, "giấy 413"), (414, "người khác"),
    ]  # fmt: skip
    refused = [row for row in matters(lost) if row.number.startswith("SCT/BS")]
    assert len(refused) == 2, "nothing is lost: both stand before a person"
    view = read_matter(refused[0].key, lost.shift("phu", Role.SUPERVISOR), lost.matters, SHELF, CALENDAR)
    assert view.may == {"drop_matter"}, "a number is not sent again by itself"


def test_a_person_may_let_it_be_and_every_desk_sees_who(commune):
    lost, other, record = commune.lost, commune.other, commune.record
    entered(lost, record, "giấy bị huỷ")
    taken(other, record, 431)
    at_rest(other, lost)
    (held,) = matters(lost)
    head = lost.shift("phu", Role.SUPERVISOR)
    drop_matter(DropMatter(held.key, "Giấy đã huỷ"), head, lost.matters, lost.work_of(head))
    at_rest(lost, other)
    assert matters(lost) == ()
    assert other.doc(record)["notes"][0]["choice"] == "dropped"


def test_two_people_take_one_lost_book_and_the_second_is_refused(commune, tmp_path):
    lost, other, record = commune.lost, commune.other, commune.record
    third = commune.desk("P5R6")
    at_rest(third)
    taken(other, record, 431)
    taken(third, record, 500)
    at_rest(other, third, lost)
    book = commune.doc(record)
    assert (book["holder"], book["next"], len(book["custody"])) == (other.dev.hex(), 431, 1)
    assert [row.kind for row in matters(third)] == ["C5"]
    with pytest.raises(RuleError):
        entered(third, record)


@pytest.mark.parametrize("start", [412, 413 + 2_001])
def test_a_start_that_cannot_be_right_is_refused_at_once(commune, start):
    with pytest.raises(RuleError) as caught:
        taken(commune.other, commune.record, start)
    assert caught.value.fault == BOOK_START


def test_nobody_declares_his_own_machine_lost(commune):
    with pytest.raises(RuleError) as caught:
        taken(commune.lost, commune.record, 431)
    assert caught.value.fault == NOT_LOST


def test_a_clerk_may_not_and_the_province_asks_again(commune):
    other, record = commune.other, commune.record
    clerk = other.shift()
    with pytest.raises(DeskError) as caught:
        take_lost_book(TakeLostBook(record, 431, "x"), clerk, other.work_of(clerk))
    assert caught.value.fault == NOT_ALLOWED
    from forms.dossier.books import take_lost

    doc = other.doc(record)
    other.book(record, *take_lost(doc, other.dev.hex(), 431, "giả", doc["holder"]))  # a program that does not ask
    at_rest(other)
    assert commune.doc(record)["holder"] == commune.lost.dev.hex()


def test_a_machine_that_is_found_again_may_be_given_the_book_back(commune):
    lost, other, record = commune.lost, commune.other, commune.record
    entered(lost, record, "trước khi mất")
    taken(other, record, 431)
    at_rest(other, lost)
    hand_book(HandBook(record, lost.dev.hex()), other.shift(), other.work_of(other.shift()))
    at_rest(other, lost)
    assert entered(lost, record) == 431
    (held,) = [row for row in matters(lost) if row.kind == "C11"]
    assert commune.requeue(held.key.removeprefix("e:")) == ["ok"]
    at_rest(lost, other)
    assert numbers(lost) == numbers(other) == [412, 413, 431]
