"""Nhận sổ của máy mất: a book whose machine is gone is declared lost; this machine goes on with it."""

from dataclasses import dataclass
from uuid import UUID

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.custody import known_book
from forms.dossier.books import take_lost


@dataclass(frozen=True, slots=True)
class TakeLostBook:
    """Which book; its next number, beyond what the lost machine may have given; what happened."""

    book_id: UUID
    start: int
    reason: str


def take_lost_book(order: TakeLostBook, desk: Desk, open_work: OpenWork) -> None:
    """Declare the machine that holds a book lost; enter here once the province has confirmed it.

    The numbers up to the stated one stay free: what the lost machine still brings of them is held at the
    province until a person takes it in.

    Args:
        order: Which, from where, why.
        desk: The shift of a supervisor or an administrator.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED.
        RuleError: NO_SUCH_BOOK, NOT_LOST, BOOK_START; no reason.
    """
    desk.require("take_lost_book")
    with open_work() as work:
        doc, device = known_book(work, order.book_id)
        happened = take_lost(doc, device, order.start, order.reason, of=doc["holder"])
        work.book(order.book_id, happened, verb="take_lost_book")
        work.commit()
