"""Numbers out of the books: drawn with the verb that needs them, in one transaction, or not at all and said."""

import io
import multiprocessing
import signal
import unicodedata
from uuid import UUID

import pytest
from pypdf import PdfReader

from desktop_app.errors import DeskError
from desktop_app.ports import serials
from desktop_app.ports.cash import CashFilter
from desktop_app.ports.papers import PaperKind
from desktop_app.usecases.enter_book import EnterBook, enter_book
from desktop_app.usecases.hand_over_dossiers import HandOverDossiers, hand_over_dossiers
from desktop_app.usecases.list_books import ListBooks, list_books
from desktop_app.usecases.list_papers import list_papers
from desktop_app.usecases.open_book import OpenBook, open_book
from desktop_app.usecases.print_book import PrintBook, print_book
from desktop_app.usecases.print_paper import PrintPaper, print_paper
from desktop_app.usecases.print_register import PrintRegister, print_register
from desktop_app.usecases.receive_dossier import ReceiveDossier, receive_dossier
from desktop_app.usecases.refund_fee import RefundFee, refund_fee
from desktop_app.usecases.serve_now import ServeNow, serve_now
from desktop_app.usecases.take_fee import TakeFee, take_fee
from desktop_app.usecases.take_lost_book import TakeLostBook, take_lost_book
from forms.dossier.calendar import local
from forms.dossier.dossier import Happening, transfer
from forms.dossier.roles import Role
from forms.errors import RuleError
from tests.desktop_app.storage.book_child import POINTS, take_and_die
from tests.support.commune import CALENDAR, CITIZEN, COPY, SHELF, Commune, at_rest

SPAWN = multiprocessing.get_context("forkserver")
ANSWERS = {"documents": [{"title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}]}
PERSON = {**CITIZEN, "birth_date": "1990", "sex": "Nữ"}
DUE = 10_000
"""What the answers come to: two copies of three pages."""


@pytest.fixture
def commune(tmp_path):
    made = Commune(tmp_path)
    made.one, made.two = made.desk("K7Q2"), made.desk("M3P4")
    yield made
    for desk in made.desks:
        desk.office.open.close()


def opened(desk, sign, first=1, volume=1):
    head = desk.shift("phu", Role.SUPERVISOR)
    book = open_book(OpenBook(sign, f"Sổ {sign}", 2026, volume, first), head, desk.work_of(head))
    desk.meet()
    return book


def received(desk):
    order = ReceiveDossier(COPY, PERSON, ANSWERS, prefill=True)
    return receive_dossier(order, desk.shift(), SHELF, CALENDAR, desk.work_of(desk.shift()))


def paid(desk, dossier, amount=DUE):
    return take_fee(TakeFee(dossier, amount=amount), desk.shift(), SHELF, CALENDAR, desk.work_of(desk.shift()))


def printed(desk, dossiers, kind="01"):
    ids = (dossiers,) if isinstance(dossiers, str) else dossiers
    shift = desk.shift()
    made = print_paper(PrintPaper(ids, kind), shift, SHELF, desk.office.open.queries, lambda *_: "Đã in.", desk.work_of(shift))
    return made, text_of(made.pdf)


def text_of(pdf):
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return unicodedata.normalize("NFC", " ".join(" ".join(pages).split()))


def entries(desk):
    books = desk.office.open.books
    lines = list_books(ListBooks(), "", desk.shift(), books).rows
    return {line.book: [row["n"] for row in books.book(UUID(line.id)).doc["entries"]] for line in lines}


def test_without_a_book_everything_stays_as_it_was(commune):
    receipt = received(commune.one)
    taken = paid(commune.one, receipt.dossier_id)
    assert taken.receipt_no.startswith("BL-K7Q2-26-00001-") and not taken.notice
    _, text = printed(commune.one, receipt.dossier_id)
    assert "Quyển số: ……………" in text and "Số: ………/2026-TTPVHCC" in text
    assert receipt.warnings == () and entries(commune.one) == {}


def test_a_receipt_takes_the_next_number_of_the_book_that_this_machine_holds(commune):
    opened(commune.one, "BLT", 412)
    first, second = received(commune.one), received(commune.one)
    assert [paid(commune.one, one.dossier_id).receipt_no for one in (first, second)] == ["BLT-26-01-0000412", "BLT-26-01-0000413"]
    _, text = printed(commune.one, first.dossier_id, "fee")
    assert "Số: 0000412/BLT-TTPVHCC" in text and "Quyển số: 01" in text
    at_rest(commune.one, commune.two)
    assert entries(commune.two) == {"BLT": [412, 413]}


def test_a_machine_that_does_not_hold_the_book_uses_its_own_number_and_says_so(commune):
    opened(commune.one, "BLT")
    at_rest(commune.one, commune.two)
    receipt = received(commune.two)
    taken = paid(commune.two, receipt.dossier_id)
    assert taken.receipt_no.startswith("BL-M3P4-") and "đang ở máy khác" in taken.notice
    assert entries(commune.two) == {"BLT": []}


def test_each_counter_may_hold_a_volume_of_its_own(commune):
    opened(commune.one, "BLT", volume=1)
    opened(commune.two, "BLT", volume=2)
    at_rest(commune.one, commune.two)
    numbers = [paid(desk, received(desk).dossier_id).receipt_no for desk in (commune.one, commune.two)]
    assert numbers == ["BLT-26-01-0000001", "BLT-26-02-0000001"]


def test_a_book_that_the_province_has_not_confirmed_gives_nothing_yet(commune):
    head = commune.one.shift("phu", Role.SUPERVISOR)
    open_book(OpenBook("BLT", "Sổ", 2026), head, commune.one.work_of(head))
    taken = paid(commune.one, received(commune.one).dossier_id)
    assert taken.receipt_no.startswith("BL-K7Q2-") and "Tỉnh chưa xác nhận" in taken.notice


def test_a_full_volume_is_said_and_the_next_one_goes_on(commune, monkeypatch):
    for module in ("desktop_app.ports.books", "desktop_app.ports.serials"):
        monkeypatch.setattr(f"{module}.ENTRIES_MAX", 2)
    opened(commune.one, "BLT")
    numbers = [paid(commune.one, received(commune.one).dossier_id) for _ in range(3)]
    assert numbers[2].receipt_no.startswith("BL-K7Q2-") and "đã đầy" in numbers[2].notice
    opened(commune.one, "BLT", 3, volume=2)
    assert paid(commune.one, received(commune.one).dossier_id).receipt_no == "BLT-26-02-0000003"


def test_a_fee_that_is_refused_uses_up_no_number(commune):
    opened(commune.one, "BLT")
    dossier = received(commune.one).dossier_id
    paid(commune.one, dossier)
    with pytest.raises(RuleError):
        paid(commune.one, dossier, -5)
    with pytest.raises(DeskError):
        paid(commune.one, "01a1f6ae-9900-703e-a1cd-c4bb86c32799")
    assert entries(commune.one) == {"BLT": [1]}


def test_a_transaction_that_ends_before_its_commit_leaves_no_gap(commune):
    """What a kill leaves behind: number, event and fee line stand together or not at all."""
    opened(commune.one, "BLT")
    desk = commune.one.shift()
    with commune.one.work_of(desk)() as work:
        assert serials.draw(work, "BLT", 2026).place.n == 1
    commune.one.office.again()
    assert entries(commune.one) == {"BLT": []}
    assert paid(commune.one, received(commune.one).dossier_id).receipt_no == "BLT-26-01-0000001"


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_skips_no_number_and_gives_none_without_its_money(commune, point):
    opened(commune.one, "BLT")
    first, second = (received(commune.one).dossier_id for _ in range(2))
    commune.one.office.open.close()
    child = SPAWN.Process(target=take_and_die, args=(commune.one.office.home, point, first))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    commune.one.office.unlock("thu")
    fees = [line["receipt_no"] for line in commune.one.doc(UUID(first)).get("fees", ())]
    assert (entries(commune.one)["BLT"], fees) == (([1], ["BLT-26-01-0000001"]) if point == "after commit" else ([], []))
    following = paid(commune.one, second).receipt_no
    assert following == f"BLT-26-01-{len(fees) + 1:07d}"


def test_a_return_takes_no_receipt_out_of_the_book(commune):
    opened(commune.one, "BLT")
    dossier = received(commune.one).dossier_id
    taken = paid(commune.one, dossier)
    head = commune.one.shift("phu", Role.SUPERVISOR)
    back = refund_fee(RefundFee(dossier, taken.receipt_no, "Thu nhầm"), head, commune.one.work_of(head))
    assert back.receipt_no.startswith("BL-K7Q2-") and entries(commune.one) == {"BLT": [1]}


def test_two_receipts_of_one_number_both_stand_in_the_ledger(commune):
    """A store set back as a whole gives a number again until its first round: no money may disappear by it."""
    opened(commune.one, "BLT")
    at_rest(commune.one, commune.two)
    dossiers = [received(commune.one).dossier_id, received(commune.one).dossier_id]
    day = commune.clock.now().date().isoformat()
    for dossier in dossiers:
        line = {"amount": 8_000, "title": "Phí", "receipt_no": "BLT-26-01-0000001", "day": day, "desk": "K7Q2", "clerk": "thu", "method": "cash"}
        commune.one.book(UUID(dossier), Happening("fee.line", line))
    today = local(commune.clock.now()).date()
    page = commune.one.office.open.cash.page(CashFilter(today, today))
    assert [row.entry.amount for row in page.rows] == [8_000, 8_000]


def test_form_01_says_where_the_register_has_the_dossier_also_on_a_reprint_elsewhere(commune):
    opened(commune.one, "STD", 57)
    receipt = received(commune.one)
    at_rest(commune.one, commune.two)
    for desk in (commune.one, commune.two):
        _, text = printed(desk, receipt.dossier_id)
        assert "Quyển số: 01 Số thứ tự: 57" in text
    other = received(commune.two)
    assert any("STD" in warning for warning in other.warnings)
    _, text = printed(commune.two, other.dossier_id)
    assert "Quyển số: ……………" in text


def test_the_holder_may_enter_later_what_another_machine_received(commune):
    book = opened(commune.one, "STD")
    at_rest(commune.one, commune.two)
    receipt = received(commune.two)
    at_rest(commune.two, commune.one)
    desk = commune.one.shift()
    enter_book(EnterBook(book, receipt.dossier_id), desk, commune.one.work_of(desk))
    at_rest(commune.one, commune.two)
    _, text = printed(commune.two, receipt.dossier_id)
    assert "Số thứ tự: 1" in text


def test_a_paper_takes_its_number_on_its_first_print_and_keeps_it(commune):
    opened(commune.one, "PKS", 7)
    dossiers = [received(commune.one).dossier_id for _ in range(2)]
    shift = commune.one.shift()
    list_papers(dossiers[0], shift, SHELF, commune.one.office.open.queries, commune.one.work_of(shift))
    assert entries(commune.one) == {"PKS": []}, "looking takes no number"
    for _ in range(2):
        _, text = printed(commune.one, tuple(dossiers), "06")
        assert "Số: 7/PKS-TTPVHCC" in text and "Số: 8/PKS-TTPVHCC" in text
    at_rest(commune.one, commune.two)
    made, text = printed(commune.two, dossiers[1], "06")
    assert "Số: 8/PKS-TTPVHCC" in text and made.where == "Đã in."
    last = received(commune.two).dossier_id
    made, text = printed(commune.two, last, "06")
    assert "Số: ………/PKS-TTPVHCC" in text and "đang ở máy khác" in made.where


def test_a_hand_over_list_has_one_number_and_each_reprint_says_the_same(commune):
    opened(commune.one, "PBG", 3)
    dossiers = tuple(received(commune.one).dossier_id for _ in range(2))
    desk = commune.one.shift()
    for dossier in dossiers:
        commune.one.book(UUID(dossier), *transfer(commune.one.doc(UUID(dossier)), "canbo"), user="canbo", role=Role.COMMUNE_OFFICER)
    order = HandOverDossiers(dossiers, "Công chức Tư pháp")
    handed = hand_over_dossiers(order, desk, SHELF, commune.one.work_of(desk))
    assert "Số: 3/PBG-TTPVHCC" in text_of(handed.pdf)
    at_rest(commune.one, commune.two)
    _, text = printed(commune.two, dossiers[1], PaperKind.HAND_OVER.value)
    assert "Số: 3/PBG-TTPVHCC" in text and entries(commune.one) == {"PBG": [3]}


def test_the_register_of_a_period_shows_the_books_numbers(commune):
    opened(commune.one, "STD", 41)
    received(commune.one)
    at_rest(commune.one, commune.two)
    received(commune.two)
    at_rest(commune.two, commune.one)
    today, desk = local(commune.clock.now()).date(), commune.one.shift()
    made = print_register(PrintRegister(today, today), desk, SHELF, commune.one.office.open.registers, lambda *_: "", commune.one.work_of(desk))
    text = text_of(made.pdf)
    assert made.rows == 2 and "Ký nhận 41 H15" in text, "the other one has no number: nobody entered it"
    assert " 1 H15" not in text and " 2 H15" not in text


def test_what_was_served_at_once_stands_in_register_and_book_of_receipts(commune):
    opened(commune.one, "STD")
    opened(commune.one, "BLT", 9)
    desk = commune.one.shift("canbo", Role.COMMUNE_OFFICER)
    serve_now(ServeNow(COPY, CITIZEN, "Người Ký Thử", fee=4_000), desk, SHELF, commune.one.work_of(desk))
    serve_now(ServeNow(COPY, CITIZEN, "Người Ký Thử", fee=4_000, fee_receipt_no="GIẤY-7"), desk, SHELF, commune.one.work_of(desk))
    assert entries(commune.one) == {"STD": [1, 2], "BLT": [9]}


def test_who_serves_at_once_without_the_books_is_told_why_there_is_no_number(commune):
    opened(commune.one, "STD")
    opened(commune.one, "BLT", 9)
    at_rest(commune.one, commune.two)
    desk = commune.two.shift("canbo", Role.COMMUNE_OFFICER)
    served = serve_now(ServeNow(COPY, CITIZEN, "Người Ký Thử", fee=4_000), desk, SHELF, commune.two.work_of(desk))
    assert [sign in served.notice for sign in ("Sổ BLT", "Sổ STD")] == [True, True]


def test_the_slip_of_certified_copies_is_among_the_papers_of_that_procedure_alone(commune):
    shift, one = commune.one.shift(), commune.one
    dossier = received(one).dossier_id
    kinds = [line.kind for line in list_papers(dossier, shift, SHELF, one.office.open.queries, one.work_of(shift))]
    assert "certification" in kinds
    _, text = printed(one, dossier, "certification")
    assert "Bằng tốt nghiệp" in text and "10.000" in text  # two copies of three pages: 2 × 5.000 đồng
    birth = one.receive()
    kinds = [line.kind for line in list_papers(str(birth), shift, SHELF, one.office.open.queries, one.work_of(shift))]
    assert "certification" not in kinds


def test_a_book_is_printed_by_period_with_what_a_lost_machine_left_free(commune):
    one, two = commune.one, commune.two
    book = opened(one, "STD", 57)
    received(one)
    at_rest(one, two)
    head = two.shift("phu", Role.SUPERVISOR)
    take_lost_book(TakeLostBook(book, 61, "Máy cháy"), head, two.work_of(head))
    two.meet()
    commune.clock.pass_s(86_400 * 3)
    enter_book(EnterBook(book, text="Ghi tay <ngày mất mạng> & sau"), two.shift(), two.work_of(two.shift()))
    books = two.office.open.books
    made = print_book(PrintBook(book), two.shift(), SHELF, books, lambda *_: "", two.work_of(two.shift()))
    text = text_of(made.pdf)
    assert made.entries == 2 and "Còn trống: 58-60" in text and "<ngày mất mạng> &" in text
    assert "Nguyễn Thị Thử Nghiệm" in text and "Nguyễn" not in made.file_name
    day = local(commune.clock.now()).date()
    made = print_book(PrintBook(book, day, day), two.shift(), SHELF, books, lambda *_: "", two.work_of(two.shift()))
    assert made.entries == 1
    with pytest.raises(DeskError):
        print_book(PrintBook(book, day.replace(year=2020), day.replace(year=2020)), two.shift(), SHELF, books, lambda *_: "", two.work_of(two.shift()))
