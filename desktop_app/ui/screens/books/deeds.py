"""What may be done with the commune's books: open, enter, print, hand on, take after a loss. No toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from desktop_app.ui.asks import Answers, Ask
from desktop_app.ui.book_ports import BookLine, EnterBook, HandBook, OpenBook, PrintBook, TakeLostBook
from desktop_app.ui.deeds import Deed, Done
from desktop_app.ui.period import period_asks, period_of
from desktop_app.ui.screens.books.words import holder_of, name_of, spelt
from desktop_app.ui.strings import WORDS, number
from forms.dossier.calendar import VN
from forms.dossier.faults import NOT_LOST, NOT_THE_HOLDER
from forms.dossier.roles import may
from forms.errors import Act, Fault, RuleError
from forms.text.figures import read_dong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop_app.ui.ports import Office

DEEDS: Final = ("open_book", "enter_book", "print_book", "hand_book", "take_lost_book")
"""In the order of the buttons; each is a verb and an action of the shortcut table."""
_NOT_A_NUMBER: Final = Fault(
    Act.CLERK,
    "Năm, quyển số và các số của sổ phải là số nguyên từ 1 trở lên.",
    "Nhập lại bằng chữ số, ví dụ 412.",
    "A year, a volume or a number of a book is no whole number.",
)
_NOTHING_TO_ENTER: Final = Fault(
    Act.CLERK,
    "Chưa ghi vào sổ điều gì.",
    "Nhập số tạm hoặc mã của hồ sơ, hoặc nội dung vào sổ.",
    "An entry by hand names a dossier or says something.",
)
_NO_VOLUME: Final = Fault(
    Act.CLERK,
    "Chưa chọn quyển sổ nào.",
    "Chọn một quyển trong danh sách bằng phím mũi tên.",
    "No volume is chosen.",
)


class BookDeeds:
    """The deeds on one volume of the list, and the opening of another."""

    def __init__(self, office: Office, row: BookLine | None, other: str) -> None:
        """Do through ``office``; ``row`` is the chosen volume, ``other`` a machine to propose, or empty."""
        self._office, self._row, self._other = office, row, other

    def deed(self, name: str) -> Deed:
        """Return a deed of `DEEDS`.

        Raises:
            RuleError: No volume is chosen; not here, so neither entered nor handed on; here, so not lost.
        """
        if name == "open_book":
            return self._open()
        if self._row is None:
            raise RuleError(_NO_VOLUME)
        made: Mapping[str, Callable[[BookLine], Deed]] = {
            "enter_book": self._enter,
            "print_book": self._print,
            "hand_book": self._hand,
            "take_lost_book": self._take_lost,
        }
        return made[name](self._row)

    def _open(self) -> Deed:
        """Open a volume; where a full one is chosen, the one that follows it is proposed."""
        full = self._row if self._row is not None and self._row.is_full else None
        year = self._office.now().astimezone(VN).year
        proposed = ("", "", year, 1, 1)
        if full is not None:
            proposed = (full.book, full.title, full.year, full.volume + 1, full.next)
        names = ("sign", "title", "year", "volume", "first")
        asks = tuple(
            Ask(name, WORDS(f"book_{name}"), str(value)) for name, value in zip(names, proposed, strict=True)
        )

        def do(answers: Answers) -> Done:
            year, volume, first = (_whole(answers[name]) for name in ("year", "volume", "first"))
            sign = answers["sign"].upper()
            self._office.open_book(OpenBook(sign, answers["title"], year, volume, first))
            return Done(WORDS("open_book_done", sign=sign, volume=f"{volume:02d}"))

        return Deed("open_book", do, asks, message=WORDS("open_book_about"))

    def _enter(self, row: BookLine) -> Deed:
        _check_held(row)
        asks = (
            Ask("dossier", WORDS("book_dossier"), required=False),
            Ask("text", WORDS("book_text"), required=False),
        )

        def do(answers: Answers) -> Done:
            if not any(answers.values()):
                raise RuleError(_NOTHING_TO_ENTER)
            named = answers["dossier"]
            dossier = self._office.read_dossier(named).id if named else ""
            n = self._office.enter_book(EnterBook(UUID(row.id), dossier, answers["text"]))
            return Done(WORDS("enter_book_done", name=name_of(row), number=n))

        return Deed("enter_book", do, asks, message=_about(row))

    def _print(self, row: BookLine) -> Deed:
        asks = period_asks(self._office.now().astimezone(VN).date(), None, None)

        def do(answers: Answers) -> Done:
            printed = self._office.print_book(PrintBook(UUID(row.id), *period_of(answers)))
            rows = number(printed.entries)
            return Done(WORDS("print_book_done", name=name_of(row), rows=rows, where=printed.where))

        return Deed("print_book", do, asks, message=WORDS("print_book_about", name=name_of(row)))

    def _hand(self, row: BookLine) -> Deed:
        _check_held(row)

        def do(answers: Answers) -> Done:
            self._office.hand_book(HandBook(UUID(row.id), answers["to"]))
            return Done(WORDS("hand_book_done", name=name_of(row)))

        message = f"{_about(row)} {WORDS('hand_book_about')}"
        return Deed("hand_book", do, (Ask("to", WORDS("book_to"), spelt(self._other)),), message=message)

    def _take_lost(self, row: BookLine) -> Deed:
        if row.is_here:
            raise RuleError(NOT_LOST)
        asks = (
            Ask("start", WORDS("book_start"), str(row.next)),
            Ask("reason", WORDS("book_loss"), lines=True),
        )

        def do(answers: Answers) -> Done:
            start = _whole(answers["start"])
            self._office.take_lost_book(TakeLostBook(UUID(row.id), start, answers["reason"]))
            return Done(WORDS("take_lost_book_done", name=name_of(row), number=start))

        message = f"{_about(row)} {WORDS('take_lost_book_about')}"
        return Deed("take_lost_book", do, asks, message=message)


def deeds_of(role: str) -> tuple[str, ...]:
    """Name the deeds a role may do."""
    return tuple(name for name in DEEDS if may(role, name))


def _check_held(row: BookLine) -> None:
    if not (row.is_here and row.is_confirmed):
        raise RuleError(NOT_THE_HOLDER)


def _about(row: BookLine) -> str:
    return WORDS("book_about", name=name_of(row), holder=holder_of(row), number=row.next)


def _whole(text: str) -> int:
    """Read a number as people write it, thousands grouped or not."""
    whole = read_dong(text)
    if not whole:
        raise RuleError(_NOT_A_NUMBER)
    return whole
