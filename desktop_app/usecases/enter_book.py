"""Vào sổ: the next number of a book that this machine holds, with or without a line."""

from dataclasses import dataclass
from uuid import UUID

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.custody import held_book
from desktop_app.ports.lookup import record_id, the_dossier
from forms.dossier.books import enter


@dataclass(frozen=True, slots=True)
class EnterBook:
    """Which book; for which dossier, or what the entry says."""

    book_id: UUID
    dossier_id: str = ""
    text: str = ""


def enter_book(order: EnterBook, desk: Desk, open_work: OpenWork) -> int:
    """Enter, and return the number.

    Args:
        order: What.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED, NO_SUCH_DOSSIER.
        RuleError: NO_SUCH_BOOK, NOT_THE_HOLDER, BOOK_FULL.
    """
    desk.require("enter_book")
    with open_work() as work:
        doc, device = held_book(work, order.book_id)
        if order.dossier_id:
            the_dossier(work, record_id(order.dossier_id))
        happened = enter(doc, device, dossier=order.dossier_id, text=order.text)
        work.book(order.book_id, happened, verb="enter_book")
        work.commit()
    return int(doc["next"])
