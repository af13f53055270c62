"""In sổ theo dõi hồ sơ: the register of a period (Mẫu 07), of what this desk knows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from desktop_app.errors import NOTHING_IN_PERIOD, PERIOD_TOO_LONG, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.books import Place
from desktop_app.ports.lookup import name_of
from desktop_app.ports.papers import issuer_of
from desktop_app.ports.serials import REGISTER
from forms.dossier.calendar import VN, local
from forms.papers.register import Period, RegisterRow, register_paper

ROWS_MAX = 5_000
"""So many dossiers stand in one print; a longer period is printed in parts."""


class Registers(Protocol):
    """Dossiers of a period."""

    def received(self, since: datetime, before: datetime) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """Return id and document of what was received at or after `since` and before `before`, in order."""

    def places(self, sign: str, years: Sequence[int]) -> Mapping[str, Place]:
        """Return by dossier where the book of this sign has it in these years."""


@dataclass(frozen=True, slots=True)
class PrintRegister:
    """First and last day, local; `volume` is the number of the volume (quyển), or empty."""

    first: date
    last: date
    volume: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPrinted:
    """The register as PDF, how many dossiers stand in it, and where it went."""

    pdf: bytes = field(repr=False)
    file_name: str
    rows: int
    where: str


def print_register(
    order: PrintRegister,
    desk: Desk,
    shelf: FormShelf,
    registers: Registers,
    deliver: Callable[[bytes, str], str],
    open_work: OpenWork,
) -> RegisterPrinted:
    """Draw the register and note the print; where the office keeps it as a book, with its numbers.

    Args:
        order: Which period.
        desk: The shift.
        shelf: The catalogue, for names and agencies.
        registers: The read side.
        deliver: The printer, or a file.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NOTHING_IN_PERIOD; PERIOD_TOO_LONG when more than fits was received.
    """
    desk.require("print_register")
    since, before = _midnight(order.first), _midnight(order.last + timedelta(days=1))
    docs = registers.received(since, before)
    if not docs:
        raise DeskError(NOTHING_IN_PERIOD)
    if len(docs) > ROWS_MAX:
        raise DeskError(PERIOD_TOO_LONG, rows=str(len(docs)), rows_max=str(ROWS_MAX))
    period = Period(order.first, order.last, local(desk.now()).date(), order.volume)
    places = registers.places(REGISTER, range(order.first.year, order.last.year + 1))
    rows = tuple(
        _row(places[id_].n if id_ in places else None if places else n, doc, shelf)
        for n, (id_, doc) in enumerate(docs, start=1)
    )
    paper = register_paper(issuer_of(desk, shelf.units(), desk.commune), period, rows, desk.shift.full_name)
    from forms.papers.pdf import draw  # noqa: PLC0415 - drags in the drawing library

    pdf = draw(paper, title=paper.name)
    with open_work() as work:
        about = {"first": order.first.isoformat(), "last": order.last.isoformat(), "rows": len(rows)}
        work.audit.append("print_register", about)
        work.commit()
    file_name = f"so-theo-doi-{order.first:%Y%m%d}-{order.last:%Y%m%d}.pdf"
    return RegisterPrinted(pdf, file_name, len(rows), deliver(pdf, file_name))


def _row(entry: int | None, doc: Mapping[str, Any], shelf: FormShelf) -> RegisterRow:
    person, procedure = doc["applicant"], shelf.versions().of_dossier(doc)
    reach = (person.get("address", ""), person.get("phone", ""))
    due, result = doc.get("due_at"), doc.get("result") or {}
    returned = result.get("returned_at")
    return RegisterRow(
        entry=entry,
        code=doc.get("official_code") or doc["number"],
        procedure=name_of(shelf, doc["procedure"]),
        person=person["full_name"],
        reach=", ".join(part for part in reach if part),
        agency=procedure.agency if procedure else "",
        received_at=datetime.fromisoformat(doc["received_at"]),
        due_at=datetime.fromisoformat(due) if due else None,
        returned_at=datetime.fromisoformat(returned) if returned else None,
        return_by=doc.get("return_by", "desk"),
        receiver=result.get("receiver", ""),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VN)
