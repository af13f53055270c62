"""The commune's books from memory, for presenters and screens. Nobody here exists."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from desktop_app.ui.book_ports import (
    BookLine,
    BookPage,
    BookPrinted,
    BookView,
    EnterBook,
    HandBook,
    ListBooks,
    OpenBook,
    PrintBook,
    ReadBook,
    TakeLostBook,
    Whose,
)
from forms.dossier.books import Volume
from forms.dossier.calendar import VN
from forms.errors import Fault, RuleError
from forms.papers.book_register import BookEntry
from tests.support.fakes import A_MORNING

HERE, THERE = "4b375132" * 4, "4d335034" * 4
_SHOWN = {
    Whose.ALL: lambda row: True,
    Whose.MINE: lambda row: row.is_here,
    Whose.OTHERS: lambda row: not row.is_here,
    Whose.FULL: lambda row: row.is_full,
}


def volume(sign: str, title: str, n: int = 1, **changes: object) -> BookLine:
    """A volume that this machine holds and the province has confirmed."""
    record = str(Volume(sign, title, "24133", 2026, n).record)
    plain = BookLine(
        record, sign, title, 2026, n, next=415, holder=HERE, is_here=True, is_confirmed=True, was_lost=False, entries=3
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


VOLUMES = (
    volume("BLT", "Sổ biên lai thu phí, lệ phí", 2, next=2_001, entries=0, is_confirmed=False),
    volume("SCT/BS", "Sổ chứng thực bản sao từ bản chính"),
    volume("STD", "Sổ theo dõi hồ sơ", next=58, holder=THERE, is_here=False, entries=57),
    volume("GTN", "Sổ giấy tiếp nhận", next=431, was_lost=True, entries=19),
    volume("BLT", "Sổ biên lai thu phí, lệ phí", next=2_001, entries=2_000),
)
ENTRIES = (
    BookEntry(414, A_MORNING.astimezone(VN), "T24133-A-000007-7K", "H’Mẫu Niê", "Chứng thực bản sao", "", "Trần Thị Mẫu Hoa"),
    BookEntry(413, (A_MORNING - timedelta(hours=1)).astimezone(VN), text="[b]bản sao[/b] giấy tờ nước ngoài", by="hoa"),
)  # fmt: skip


class FakeBooks:
    """What the screen of books asks, answered from memory; `booked` keeps the orders."""

    def __init__(self) -> None:
        self.volumes = VOLUMES
        self.booked: list[object] = []
        self.book_fault: Fault | None = None

    def list_books(self, order: ListBooks) -> BookPage:
        found = [row for row in self.volumes if _SHOWN[order.whose](row)]
        rows = tuple(found[order.after : order.after + order.limit])
        end = order.after + len(rows)
        counts = {whose: sum(map(shown, self.volumes)) for whose, shown in _SHOWN.items()}
        return BookPage(rows, end if end < len(found) else 0, counts)

    def read_book(self, order: ReadBook) -> BookView:
        return BookView("SCT/BS quyển 01/2026", "Sổ chứng thực bản sao từ bản chính", 415, 3, ("Trước số 413: bàn giao sổ.",), ENTRIES)

    def open_book(self, order: OpenBook) -> UUID:
        self._book(order)
        return Volume(order.book, order.title, "24133", order.year, order.volume).record

    def enter_book(self, order: EnterBook) -> int:
        self._book(order)
        return 415

    def hand_book(self, order: HandBook) -> None:
        self._book(order)

    def take_lost_book(self, order: TakeLostBook) -> None:
        self._book(order)

    def print_book(self, order: PrintBook, to_path: str = "") -> BookPrinted:
        self._book(order)
        return BookPrinted(b"%PDF-", "so.pdf", 3, "Đã gửi tới máy in.")

    def _book(self, order: object) -> None:
        if self.book_fault is not None:
            raise RuleError(self.book_fault)
        self.booked.append(order)
