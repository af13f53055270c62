"""Mở sổ: a volume of a book of the commune; this machine holds it."""

from dataclasses import dataclass
from uuid import UUID

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports import Desk, OpenWork
from forms.dossier.books import Volume
from forms.dossier.books import open_book as opened
from forms.dossier.faults import BOOK_EXISTS
from forms.errors import RuleError


@dataclass(frozen=True, slots=True)
class OpenBook:
    """Sign and name of the book, year, volume, and the first number: any, where a paper year goes on."""

    book: str
    title: str
    year: int
    volume: int = 1
    first: int = 1


def open_book(order: OpenBook, desk: Desk, open_work: OpenWork) -> UUID:
    """Open a volume. Nothing can be entered before the province has confirmed it.

    Args:
        order: Which.
        desk: The shift.
        open_work: The store.

    Returns:
        Its id.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED.
        RuleError: BOOK_EXISTS.
    """
    desk.require("open_book")
    volume = Volume(order.book, order.title, desk.commune, order.year, order.volume, order.first)
    with open_work() as work:
        certificate = work.device.certificate()
        if certificate is None:
            raise DeskError(NOT_ENROLLED)
        if work.dossiers.get(volume.record) is not None:
            raise RuleError(BOOK_EXISTS)
        work.book(volume.record, opened(volume, certificate.dev.hex()), verb="open_book")
        work.commit()
    return volume.record
