"""In sổ của xã: one volume by period, as this desk knows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from desktop_app.errors import NOTHING_IN_PERIOD, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.books import Books
from desktop_app.ports.lookup import name_of
from desktop_app.ports.papers import issuer_of
from desktop_app.ports.told import Deliver
from forms.dossier.book_writes import volume_name
from forms.dossier.calendar import local
from forms.dossier.faults import NO_SUCH_BOOK
from forms.errors import RuleError
from forms.papers.book_register import BookEntry, BookPrint, book_paper


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
    days = sorted(_day(row["at"]) for row in rows)
    first, last = order.first or days[0], order.last or days[-1]
    named = books.entered([row["dossier"] for row in rows if row["dossier"]])
    from forms.papers.pdf import draw  # noqa: PLC0415 - drags in the drawing library

    with open_work() as work:
        names = {member.user: member.full_name for member in work.staff.list()}
        entries = tuple(_entry(row, named.get(row["dossier"], {}), names, shelf) for row in rows)
        remarks = _remarks(doc, names)
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
    day = _day(row["at"])
    return (order.first is None or order.first <= day) and (order.last is None or day <= order.last)


def _entry(
    row: Mapping[str, Any], doc: Mapping[str, Any], names: Mapping[str, str], shelf: FormShelf
) -> BookEntry:
    return BookEntry(
        n=row["n"],
        at=datetime.fromisoformat(row["at"]),
        code=str(doc.get("official_code") or doc.get("number") or ""),
        person=str((doc.get("applicant") or {}).get("full_name") or ""),
        procedure=name_of(shelf, str(doc["procedure"])) if doc else "",
        text=_said(row["text"]),
        by=names.get(row["by"], row["by"]),
    )


def _said(text: str) -> str:
    """Say the instant by which a paper was numbered as a day."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"Giấy ngày {local(at):%d/%m/%Y}" if at.tzinfo else text


def _remarks(doc: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    """Say each change of custody, and which numbers a lost machine left free."""
    entered, said = {row["n"] for row in doc["entries"]}, list[str]()
    for row in doc["custody"]:
        who, day = names.get(row["by"], row["by"]), f"{_day(row['at']):%d/%m/%Y}"
        if not row.get("lost"):
            said.append(f"Trước số {row['next']}: bàn giao sổ ngày {day}, người giao {who}.")
            continue
        free = [n for n in range(row["since"], row["next"]) if n not in entered]
        left = f" Còn trống: {_spans(free)}." if free else ""
        said.append(f"Trước số {row['next']}: nhận sổ của máy mất ngày {day}, {who} khai báo.{left}")
    return tuple(said)


def _spans(numbers: list[int]) -> str:
    """Spell rising numbers as spans: `415-430, 433`."""
    spans = list[tuple[int, int]]()
    for n in numbers:
        if spans and spans[-1][1] == n - 1:
            spans[-1] = (spans[-1][0], n)
        else:
            spans.append((n, n))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def _day(at: str) -> date:
    return local(datetime.fromisoformat(at)).date()
