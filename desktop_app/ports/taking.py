"""Money into and out of the drawer, inside the transaction of the verb that asks for it.

Here: what a dossier owes by the statute of its day, and one entry with its number and day. Not here: whose
verb it is, rights, printing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports.desk import Desk, FormShelf
from desktop_app.ports.lookup import procedure_of
from desktop_app.ports.serials import FEES, draw
from desktop_app.ports.work import UnitOfWork
from forms.dossier.calendar import WorkCalendar, local
from forms.dossier.channels import came_by
from forms.dossier.fee_parts import Exemption, FeeAsked
from forms.dossier.lifecycle import Status
from forms.dossier.payments import Entry, Taking, take
from forms.dossier.recomputed import Rule, counted_when_paid
from forms.errors import RuleError
from forms.money.ledger import Drawer, Owed, amount_to_take, booking_day, owed, recorded_exemption
from forms.money.quote import quote
from forms.money.receipt_number import book_receipt_number, count_of, receipt_number, series
from forms.text.figures import dong

Doc = Mapping[str, Any]
_TITLE: Final = "Phí, lệ phí"


@dataclass(frozen=True, slots=True)
class ToTake:
    """What is taken of a dossier.

    Attributes:
        method: `cash` or `transfer`.
        amount: Đồng; None for all that is owed.
        asked: Case, exemption.
        bank_line: Key of a statement's line, or empty.
    """

    method: str = "cash"
    amount: int | None = None
    asked: FeeAsked = FeeAsked()  # noqa: RUF009 - a tuple that never changes
    bank_line: str = ""


@dataclass(frozen=True, slots=True)
class TakenFee:
    """What was booked.

    Attributes:
        dossier_id: The dossier.
        number: Its provisional number.
        receipt_no: Number of the receipt; empty where somebody is spared wholly.
        amount: Đồng.
        exempted: Đồng left out.
        day: The ledger's day: the next one where today is closed already.
        status: Of the dossier afterwards.
        due_at: Until when it is promised now, local, where it waited for this payment; else None.
        notice: Why the number is the machine's own though the office has a book of receipts; else empty.
    """

    dossier_id: str
    number: str
    receipt_no: str
    amount: int
    exempted: int
    day: date
    status: str
    due_at: datetime | None = None
    notice: str = ""


def owed_by(doc: Doc, shelf: FormShelf, asked: FeeAsked) -> tuple[Owed, int]:
    """Return what a dossier owes, and how much an exemption leaves out, đồng.

    Args:
        doc: The document, which says how it came in; an exemption it keeps holds unless another is claimed.
        shelf: The catalogue, with the fees of the day of receipt.
        asked: Case, exemption.

    Raises:
        RuleError: Unknown procedure, or its fee cannot be told.
    """
    received_on = local(datetime.fromisoformat(doc["received_at"])).date()
    procedure = shelf.priced(procedure_of(shelf, doc), received_on)
    case, claim = asked.case or str(doc.get("case") or ""), asked.exemption or recorded_exemption(doc)
    asked = FeeAsked(case, came_by(doc).fee_channel, claim)
    fee = quote(procedure, doc.get("content") or {}, asked)
    return owed(doc, fee), fee.exempted


def owed_now(doc: Doc, shelf: FormShelf) -> Owed | None:
    """Return what a dossier owes; None where its fee cannot be told.

    Args:
        doc: The document.
        shelf: The catalogue, with the fees of the day of receipt.
    """
    try:
        return owed_by(doc, shelf, FeeAsked())[0]
    except RuleError:
        return None


def take_now(
    work: UnitOfWork, desk: Desk, shelf: FormShelf, calendar: WorkCalendar, record: UUID, wanted: ToTake
) -> TakenFee:
    """Enter a taken fee; a dossier that waited for it goes on, with its due date counted anew.

    Args:
        work: The transaction that runs.
        desk: The shift.
        shelf: The catalogue.
        calendar: The office's calendar.
        record: The dossier, which is known.
        wanted: What is taken.

    Raises:
        DeskError: NOT_ENROLLED.
        RuleError: Nothing or another sum is owed, the exemption is not lawful, the dossier is void.
    """
    doc = work.dossiers.get(record) or {}
    of, exempted = owed_by(doc, shelf, wanted.asked)
    claim: Exemption | None = wanted.asked.exemption
    spared = claim is not None and (exempted > 0 or not of.is_certain)
    amount = amount_to_take(of, wanted.amount, spared=spared)
    entry = entry_of(work, desk, desk.shift.user, wanted.method, is_paid=amount > 0)
    entry, notice = from_the_book(work, entry, record, amount)
    taking = Taking(
        amount=amount,
        title=_TITLE,
        rows=of.lines_of(amount),
        exemption=claim,
        exempted=exempted if claim else 0,
        bank_line=wanted.bank_line,
    )
    settles = amount >= of.open
    due = _due(doc, desk, shelf, calendar) if settles else None
    after = work.book(record, take(doc, taking, entry, settles=settles, due_at=due), verb="take_fee")
    return TakenFee(
        dossier_id=str(record),
        number=str(doc["number"]),
        receipt_no=entry.receipt_no,
        amount=amount,
        exempted=taking.exempted,
        day=entry.day,
        status=str(after["status"]),
        due_at=due,
        notice=notice,
    )


def _due(doc: Doc, desk: Desk, shelf: FormShelf, calendar: WorkCalendar) -> datetime | None:
    if doc.get("status") != Status.AWAITING_PAYMENT.value:
        return None
    rule = Rule(calendar, desk.settings.is_remote, desk.settings.supplement_clock)
    return counted_when_paid(doc, procedure_of(shelf, doc), rule, desk.now())


def from_the_book(work: UnitOfWork, entry: Entry, record: UUID, amount: int) -> tuple[Entry, str]:
    """Give a receipt the next number of the book of receipts, where this machine holds one.

    Args:
        work: The transaction that runs.
        entry: With the machine's own number, which stays where there is no book; without one nothing is done.
        record: The dossier.
        amount: Đồng, for the entry of the book.

    Returns:
        The entry, and why it kept its own number though there is a book.
    """
    if not entry.receipt_no:
        return entry, ""
    serial = draw(work, FEES, entry.day.year, dossier=str(record), text=dong(amount))
    if serial.place is None:
        return entry, serial.notice
    return replace(entry, receipt_no=book_receipt_number(entry.day.year, *serial.place)), ""


def entry_of(work: UnitOfWork, desk: Desk, clerk: str, method: str, *, is_paid: bool = True) -> Entry:
    """Return the next place in a drawer's ledger.

    Args:
        work: The transaction that runs.
        desk: The shift.
        clerk: Whose drawer.
        method: `cash` or `transfer`.
        is_paid: It needs a number.

    Raises:
        DeskError: NOT_ENROLLED.
    """
    if desk.tag is None:
        raise DeskError(NOT_ENROLLED)
    drawer = Drawer(desk.tag, clerk)
    day = booking_day(local(desk.now()).date(), lambda each: work.cash.is_closed(drawer, each))
    number = ""
    if is_paid:
        last = count_of(work.cash.last_receipt(series(desk.tag, day.year)))
        number = receipt_number(desk.tag, day.year, last + 1, desk.new_id())
    return Entry(number, day, desk.tag, clerk, method)
