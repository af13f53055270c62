"""Bàn giao sổ: a book goes to another machine of the commune; from here on only that one enters."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.custody import held_book
from forms.dossier.books import hand_book as handed
from forms.dossier.faults import NO_SUCH_MACHINE
from forms.errors import RuleError

_MACHINE: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class HandBook:
    """Which book, to which machine: its id, 32 hex digits as its screen *Sổ* and `motcua enrol` tell it.

    Spaces and capitals are those of whoever wrote it down.
    """

    book_id: UUID
    to_device: str


def hand_book(order: HandBook, desk: Desk, open_work: OpenWork) -> None:
    """Hand a book on. The other machine enters once both have spoken with the province.

    Args:
        order: What goes where.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED.
        RuleError: NO_SUCH_BOOK, NOT_THE_HOLDER, NO_SUCH_MACHINE.
    """
    desk.require("hand_book")
    with open_work() as work:
        doc, device = held_book(work, order.book_id)
        to = "".join(order.to_device.split()).lower()
        if not _MACHINE.fullmatch(to) or to == device:
            raise RuleError(NO_SUCH_MACHINE)
        work.book(order.book_id, handed(doc, device, to), verb="hand_book")
        work.commit()
