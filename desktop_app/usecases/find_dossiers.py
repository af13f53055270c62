"""Tra cứu: one page of the list, newest first, by a text without diacritics and by filters."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desktop_app import ports
from desktop_app.ports import Desk, FormShelf, Queries, Search, Truth
from desktop_app.ports.lookup import name_of
from forms.codes.receipt_qr import read_receipt
from forms.dossier.lifecycle import LABEL_VI, RUNNING, Status

_RECEIPT: Final = "MC1."


@dataclass(frozen=True, slots=True)
class FindDossiers:
    """What is looked for; empty fields do not filter. `after` is the `next` of the page before."""

    text: str = ""
    status: str = ""
    truth: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of the list.

    `truth` is waiting, sending, unknown, accepted or refused; `official_code` is empty until the province
    gave one; instants are local (UTC+7).
    """

    id: str
    number: str
    official_code: str
    applicant: str
    procedure: str
    procedure_name: str
    status: str
    status_label: str
    truth: str
    received_at: datetime
    due_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Rows and the cursor of the next page (empty at the end)."""

    rows: tuple[DossierRow, ...]
    next: str


def find_dossiers(order: FindDossiers, desk: Desk, queries: Queries, shelf: FormShelf) -> DossierPage:
    """Return one page; the text of a scanned receipt finds its dossier.

    Args:
        order: What is looked for.
        desk: The shift and its clock.
        queries: The read side of the store.
        shelf: The catalogue, for names.

    Raises:
        DeskError: NOT_ALLOWED, QUERY_TOO_LONG.
        RuleError: A receipt's text that is not one of ours.
    """
    desk.require("find_dossiers")
    words = order.text.strip()
    if words.startswith(_RECEIPT):
        words = read_receipt(words).number
    search = Search(words, order.status or None, Truth(order.truth) if order.truth else None)
    page = queries.page(search, int(order.after) if order.after else None, order.limit)
    now = desk.now()
    rows = tuple(_row(row, now, shelf) for row in page.rows)
    return DossierPage(rows, "" if page.next is None else str(page.next))


def _row(row: ports.DossierRow, now: datetime, shelf: FormShelf) -> DossierRow:
    due = datetime.fromisoformat(row.due_at) if row.due_at else None
    status = Status(row.status)
    return DossierRow(
        id=str(row.id),
        number=row.number,
        official_code=row.official_code or "",
        applicant=row.applicant,
        procedure=row.procedure,
        procedure_name=name_of(shelf, row.procedure),
        status=status.value,
        status_label=LABEL_VI[status],
        truth=row.truth.value,
        received_at=datetime.fromisoformat(row.received_at),
        due_at=due,
        late=due is not None and status in RUNNING and now > due,
    )
