"""In sổ của xã: one volume by period, as this desk knows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from desktop_app.errors import NOTHING_IN_PERIOD, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.book_words import day_of, entry_of, remarks_of
from desktop_app.ports.books import Books
from desktop_app.ports.papers import issuer_of
from desktop_app.ports.told import Deliver
from forms.dossier.book_writes import volume_name
from forms.dossier.calendar import local
from forms.dossier.faults import NO_SUCH_BOOK
from forms.errors import RuleError
from forms.papers.book_register import BookPrint, book_paper


@dataclass(frozen=True, slots=True)
class PrintBook:
    """Which volume; first and last day, local, None for its first and its last entry."""

    book_id: UUID
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class BookPrinted:
    """The pages as PDF, how many entries stand on them, and in Vietnamese where they went."""

    pdf: bytes = field(repr=False)
    file_name: str
    entries: int
    where: str


def print_book(
    order: PrintBook, desk: Desk, shelf: FormShelf, books: Books, deliver: Deliver, open_work: OpenWork
) -> BookPrinted:
    """Draw the pages and note the print.

    Args:
        order: Which volume and period.
        desk: The shift.
        shelf: The catalogue, for names.
        books: The read side.
        deliver: The printer, or a file.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED; NOTHING_IN_PERIOD when nothing was entered in the period.
        RuleError: NO_SUCH_BOOK.
    """
    desk.require("print_book")
    found = books.book(order.book_id)
    if found is None:
        raise RuleError(NO_SUCH_BOOK)
    doc, rows = found.doc, [row for row in found.doc["entries"] if _covers(order, row)]
    if not rows:
        raise DeskError(NOTHING_IN_PERIOD)
    days = sorted(day_of(row["at"]) for row in rows)
    first, last = order.first or days[0], order.last or days[-1]
    named = books.entered([row["dossier"] for row in rows if row["dossier"]])
    from forms.papers.pdf import draw  # noqa: PLC0415 - drags in the drawing library

    with open_work() as work:
        names = {member.user: member.full_name for member in work.staff.list()}
        entries = tuple(entry_of(row, named.get(row["dossier"], {}), names, shelf) for row in rows)
        remarks = remarks_of(doc, names)
        today = local(desk.now()).date()
        covered = BookPrint(doc["title"], volume_name(doc), first, last, today, remarks)
        issuer = issuer_of(desk, shelf.units(), desk.commune)
        paper = book_paper(issuer, covered, entries, desk.shift.full_name)
        pdf = draw(paper, title=paper.name)
        about = {"first": first.isoformat(), "last": last.isoformat(), "rows": len(rows)}
        work.audit.append("print_book", about, order.book_id)
        work.commit()
    file_name = f"so-{doc['year']}-quyen-{doc['volume']}-{first:%Y%m%d}-{last:%Y%m%d}.pdf"
    return BookPrinted(pdf, file_name, len(rows), deliver(pdf, file_name))


def _covers(order: PrintBook, row: Mapping[str, Any]) -> bool:
    day = day_of(row["at"])
    return (order.first is None or order.first <= day) and (order.last is None or day <= order.last)
