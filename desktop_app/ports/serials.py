"""Numbers out of the commune's books, inside the transaction of the verb that needs one.

A book numbers what bears its sign: the one in a paper's number (`Số: …/PBS-TTPVHCC`), `BLT` fee receipts,
`STD` the follow-up register. Where the office has opened no such book there is no number, as before;
where another machine holds it, or it is full, there is none either, and the counter is told.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from desktop_app.ports.books import BookHead, Place
from desktop_app.ports.papers import PaperKind
from desktop_app.ports.work import UnitOfWork
from forms.dossier.book_writes import ENTRIES_MAX
from forms.dossier.books import enter
from forms.dossier.calendar import local

FEES: Final = "BLT"
REGISTER: Final = "STD"
HAND_OVERS: Final = "PBG"
SIGN_OF: Final[Mapping[PaperKind, str]] = {
    PaperKind.RECEIPT: "GTN",
    PaperKind.SUPPLEMENT: "PBS",
    PaperKind.REFUSAL: "PTC",
    PaperKind.APOLOGY: "PXL",
    PaperKind.STOP: "TB",
    PaperKind.CONTROL: "PKS",
    PaperKind.CERTIFICATION: "PCT",
    PaperKind.NOTICE: "TBN",
}
"""The book of a paper. Fee receipts are numbered when the money is taken, hand-overs when they are booked."""


class Serial(NamedTuple):
    """A number, or why there is none.

    Attributes:
        place: Volume and number; None for none.
        notice: Where a book exists and gave none, in Vietnamese; else empty.
    """

    place: Place | None = None
    notice: str = ""

    @property
    def n(self) -> str:
        """The number as it is printed; empty for none: a blank to fill by hand."""
        return str(self.place.n) if self.place else ""


def draw(work: UnitOfWork, sign: str, year: int, *, dossier: str = "", text: str = "") -> Serial:
    """Enter the next number of a book, where this machine holds one of its volumes.

    Args:
        work: The transaction that runs: what it draws is used up only if it commits.
        sign: Of the book.
        year: Of the book.
        dossier: Id of the dossier it belongs to, or empty.
        text: What the entry says besides.
    """
    certificate, volumes = work.device.certificate(), work.books.of(sign, year)
    if certificate is None or not volumes:
        return Serial()
    device = certificate.dev.hex()
    volume = next((one for one in volumes if one.gives_to(device)), None)
    if volume is None:
        return Serial(notice=_why_none(sign, volumes, device))
    doc = work.dossiers.get(volume.id) or {}
    work.book(volume.id, enter(doc, device, dossier=dossier, text=text), verb="enter_book")
    return Serial(Place(volume.volume, int(doc["next"])))


def draw_once(work: UnitOfWork, sign: str, year: int, *, dossier: str, text: str) -> Serial:
    """Return the number that this has already, on whichever machine it was entered; else draw one.

    Args:
        work: The transaction that runs.
        sign: Of the book.
        year: Of the book.
        dossier: Id of the dossier.
        text: What the entry says besides; with the dossier it says what has the number.
    """
    place = work.books.place(sign, year, dossier, text)
    return Serial(place) if place else draw(work, sign, year, dossier=dossier, text=text)


def numbering(work: UnitOfWork, kind: PaperKind, record: UUID, notices: list[str]) -> Callable[[str], str]:
    """Return what numbers a paper by the instant of the event it records: once for all its prints.

    Args:
        work: The transaction that runs.
        kind: Which paper.
        record: Its dossier.
        notices: Hears why there is no number, each reason once.
    """
    sign = SIGN_OF.get(kind)

    def numbered(at: str) -> str:
        if sign is None:
            return ""
        serial = draw_once(work, sign, year_of(at), dossier=str(record), text=at)
        if serial.notice and serial.notice not in notices:
            notices.append(serial.notice)
        return serial.n

    return numbered


def register_place(work: UnitOfWork, record: UUID, doc: Mapping[str, Any]) -> Place | None:
    """Return where the follow-up register of its year has a dossier, or None.

    Args:
        work: The transaction that runs.
        record: The dossier.
        doc: Its document.
    """
    return work.books.place(REGISTER, year_of(doc["received_at"]), str(record), "")


def year_of(at: str) -> int:
    """Return the year of an instant, local: books are of a year."""
    return local(datetime.fromisoformat(at)).year


def _why_none(sign: str, volumes: Sequence[BookHead], device: str) -> str:
    here = [one for one in volumes if one.holder == device]
    if not here:
        return f"Sổ {sign} đang ở máy khác nên máy này không lấy số của sổ."
    if here[0].entries >= ENTRIES_MAX:
        return f"Quyển {here[0].volume:02d} của sổ {sign} đã đầy; mở quyển kế tiếp để lấy số."
    return f"Tỉnh chưa xác nhận máy này giữ sổ {sign} nên chưa lấy được số của sổ; đồng bộ rồi làm tiếp."
