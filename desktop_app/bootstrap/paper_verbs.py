"""What the unlocked office does with papers; `office` inherits it. One method, one verb."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from desktop_app.bootstrap.given import Given
from desktop_app.bootstrap.signing_verbs import SigningVerbs, to_file
from desktop_app.ports import Desk, OpenWork
from desktop_app.storage.open_office import OpenOffice
from desktop_app.usecases.answer_lookup import AnswerLookup, answer_lookup
from desktop_app.usecases.apologise_late import ApologiseLate, apologise_late, try_apology
from desktop_app.usecases.ask_supplement import AskSupplement, ask_supplement
from desktop_app.usecases.enter_book import EnterBook, enter_book
from desktop_app.usecases.guide_applicant import GuideApplicant, Guided, guide_applicant
from desktop_app.usecases.hand_book import HandBook, hand_book
from desktop_app.usecases.hand_over_dossiers import HandedOver, HandOverDossiers, hand_over_dossiers
from desktop_app.usecases.list_books import BookPage, ListBooks, list_books
from desktop_app.usecases.list_papers import PaperLine, list_papers
from desktop_app.usecases.open_book import OpenBook, open_book
from desktop_app.usecases.print_book import BookPrinted, PrintBook, print_book
from desktop_app.usecases.print_paper import Printed, PrintPaper, print_paper
from desktop_app.usecases.print_register import PrintRegister, RegisterPrinted, print_register
from desktop_app.usecases.read_book import BookView, ReadBook, read_book
from desktop_app.usecases.refuse_receipt import Refused, RefuseReceipt, refuse_receipt
from desktop_app.usecases.serve_now import Served, ServeNow, serve_now
from desktop_app.usecases.show_lookups import Lookups, show_lookups
from desktop_app.usecases.take_lost_book import TakeLostBook, take_lost_book
from desktop_app.usecases.withdraw_dossier import WithdrawDossier, withdraw_dossier


class PaperVerbs(SigningVerbs):
    """What an office does with papers and what they record; store and shift are the office's."""

    _vault: OpenOffice
    _desk: Desk
    _given: Given
    _work: OpenWork
    _device_id: str

    def print_receipt(self, dossier_id: str, to_path: str = "") -> Printed:
        """In giấy hẹn, to a file where one is named, else to the printer."""
        return self.print_paper(PrintPaper((dossier_id,)), to_path)

    def print_paper(self, order: PrintPaper, to_path: str = "") -> Printed:
        """In giấy của một hay nhiều hồ sơ."""
        shelf, queries = self._given.shelf, self._vault.queries
        return print_paper(order, self._desk, shelf, queries, self._deliver(to_path), self._work)

    def list_papers(self, dossier_id: str) -> tuple[PaperLine, ...]:
        """Giấy nào in được lúc này, đã in mấy lần."""
        return list_papers(dossier_id, self._desk, self._given.shelf, self._vault.queries, self._work)

    def guide_applicant(self, order: GuideApplicant, to_path: str = "") -> Guided:
        """Hướng dẫn bổ sung khi chưa có hồ sơ."""
        return guide_applicant(order, self._desk, self._given.shelf, self._deliver(to_path), self._work)

    def print_register(self, order: PrintRegister, to_path: str = "") -> RegisterPrinted:
        """In sổ theo dõi hồ sơ."""
        shelf, registers = self._given.shelf, self._vault.registers
        return print_register(order, self._desk, shelf, registers, self._deliver(to_path), self._work)

    def refuse_receipt(self, order: RefuseReceipt) -> Refused:
        """Từ chối tiếp nhận."""
        return refuse_receipt(order, self._desk, self._given.shelf, self._work)

    def serve_now(self, order: ServeNow) -> Served:
        """Giải quyết và trả ngay."""
        return serve_now(order, self._desk, self._given.shelf, self._work)

    def withdraw_dossier(self, order: WithdrawDossier) -> None:
        """Dừng theo đề nghị."""
        withdraw_dossier(order, self._desk, self._work)

    def ask_supplement(self, order: AskSupplement) -> None:
        """Yêu cầu bổ sung tại quầy."""
        ask_supplement(order, self._desk, self._given.shelf, self._work)

    def show_lookups(self, dossier_id: str) -> Lookups:
        """Xem tra cứu."""
        return show_lookups(dossier_id, self._desk, self._given.calendar, self._work)

    def answer_lookup(self, order: AnswerLookup) -> None:
        """Ghi kết quả tra cứu."""
        answer_lookup(order, self._desk, self._work)

    def apologise_late(self, order: ApologiseLate) -> None:
        """Xin lỗi, hẹn lại."""
        apologise_late(order, self._desk, self._given.shelf, self._given.calendar, self._work)

    def try_apology(self, order: ApologiseLate) -> datetime:
        """Hẹn lại ngày này có được không; nothing is booked."""
        given = self._given
        return try_apology(order, self._desk, given.shelf, given.calendar, self._work)

    def book_hand_over(self, order: HandOverDossiers) -> HandedOver:
        """Bàn giao; the list is printed from the record afterwards, so that a printer takes nothing back."""
        return hand_over_dossiers(order, self._desk, self._given.shelf, self._work)

    def hand_over_dossiers(self, order: HandOverDossiers, to_path: str = "") -> HandedOver:
        """Bàn giao, with the list to a file or the printer."""
        handed = self.book_hand_over(order)
        self.print_hand_over(handed, to_path)
        return handed

    def print_hand_over(self, handed: HandedOver, to_path: str = "") -> str:
        """In phiếu bàn giao vừa lập; says where it went."""
        return self._deliver(to_path)(handed.pdf, f"phieu-ban-giao-{handed.at:%Y%m%d-%H%M%S}.pdf")

    def open_book(self, order: OpenBook) -> UUID:
        """Mở sổ."""
        return open_book(order, self._desk, self._work)

    def enter_book(self, order: EnterBook) -> int:
        """Vào sổ."""
        return enter_book(order, self._desk, self._work)

    def hand_book(self, order: HandBook) -> None:
        """Bàn giao sổ."""
        hand_book(order, self._desk, self._work)

    def take_lost_book(self, order: TakeLostBook) -> None:
        """Nhận sổ của máy mất."""
        take_lost_book(order, self._desk, self._work)

    def list_books(self, order: ListBooks) -> BookPage:
        """Danh sách sổ."""
        return list_books(order, self._device_id, self._desk, self._vault.books)

    def read_book(self, order: ReadBook) -> BookView:
        """Xem sổ."""
        return read_book(order, self._desk, self._given.shelf, self._vault.books, self._work)

    def print_book(self, order: PrintBook, to_path: str = "") -> BookPrinted:
        """In sổ của xã."""
        shelf, books = self._given.shelf, self._vault.books
        return print_book(order, self._desk, shelf, books, self._deliver(to_path), self._work)

    def _deliver(self, to_path: str) -> Callable[[bytes, str], str]:
        return to_file(Path(to_path)) if to_path else self._to_printer

    def _to_printer(self, pdf: bytes, file_name: str) -> str:
        self._given.printer.print_pdf(pdf, file_name)
        return "Đã gửi tới máy in."
