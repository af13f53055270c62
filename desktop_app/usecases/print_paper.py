"""In giấy: any paper of a dossier, or of many; every first print and reprint stands in the audit log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from desktop_app.errors import NO_SUCH_DOSSIER, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork, Queries
from desktop_app.ports.lookup import procedure_of, record_id, the_dossier
from desktop_app.ports.papers import PaperKind, Told, paper_of
from desktop_app.ports.work import UnitOfWork
from forms.papers.content import Paper

_FILES: Final = {
    PaperKind.RECEIPT: "giay-hen",
    PaperKind.SUPPLEMENT: "phieu-bo-sung",
    PaperKind.REFUSAL: "phieu-tu-choi",
    PaperKind.APOLOGY: "phieu-xin-loi",
    PaperKind.STOP: "thong-bao-dung",
    PaperKind.CONTROL: "phieu-kiem-soat",
    PaperKind.FEE: "bien-lai",
}


@dataclass(frozen=True, slots=True)
class PrintPaper:
    """Which paper of which dossiers; of many, in this order, into one file."""

    dossier_ids: tuple[str, ...]
    kind: str = PaperKind.RECEIPT.value


@dataclass(frozen=True, slots=True)
class Printed:
    """The paper as PDF; `copy` is 1 for the first print; the file name holds the number and no name.

    `where` says in Vietnamese where it went. Of many dossiers `copy` is that of the last.
    """

    pdf: bytes = field(repr=False)
    file_name: str
    copy: int
    where: str
    papers: int = 1


Deliver = Callable[[bytes, str], str]
"""Takes the PDF and its file name to a printer or a file; returns in Vietnamese where it went."""
Progress = Callable[[int, int], None]
"""Told how many papers of how many are written."""


def print_paper(
    order: PrintPaper, desk: Desk, shelf: FormShelf, queries: Queries, deliver: Deliver, open_work: OpenWork
) -> Printed:
    """Draw a paper of each dossier, note the prints, then let them go: what cannot be noted is not printed.

    Args:
        order: Which.
        desk: The shift; its device signs the squares.
        shelf: The catalogue, for name and limit of the procedure.
        queries: The read side, for what happened and who works here.
        deliver: The printer, or a file.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER, PAPER_NOT_YET, NO_PRINTER, PRINTER_FAILED.
        RuleError: A letter that the paper's face does not have.
    """
    desk.require("print_paper")
    kind = PaperKind(order.kind)
    records = [record_id(dossier_id) for dossier_id in order.dossier_ids]
    if not records:
        raise DeskError(NO_SUCH_DOSSIER)
    papers, copy, number = list[Paper](), 1, ""
    with open_work() as work:
        for record in records:
            told = _told(record, kind, work, shelf, queries)
            papers.append(paper_of(kind, told, desk))
            copy, number = told.copy, told.doc["number"]
            work.audit.append(_verb(kind), {"copy": copy}, record)
        pdf = _drawn(papers)
        work.commit()
    file_name = _file_name(kind, number, len(records), desk.now())
    return Printed(pdf, file_name, copy, deliver(pdf, file_name), len(papers))


def _told(record: UUID, kind: PaperKind, work: UnitOfWork, shelf: FormShelf, queries: Queries) -> Told:
    doc = the_dossier(work, record)
    view = queries.read(record) if kind is not PaperKind.RECEIPT else None
    return Told(
        record=record,
        doc=doc,
        procedure=procedure_of(shelf, doc),
        history=view.history if view is not None else (),
        names={member.user: member.full_name for member in work.staff.list()},
        copy=work.audit.times(_verb(kind), record) + 1,
    )


def _drawn(papers: Sequence[Paper]) -> bytes:
    from forms.papers.pdf import draw_all  # noqa: PLC0415 - drags in the drawing library

    return draw_all(papers, title=papers[0].name)


def _verb(kind: PaperKind) -> str:
    """Name the print in the audit; the receipt's is counted by who proves a machine's hand-over."""
    return "print_paper" if kind is PaperKind.RECEIPT else f"print_paper_{kind.value}"


def _file_name(kind: PaperKind, number: str, count: int, now: datetime) -> str:
    return f"{_FILES[kind]}-{number if count == 1 else f'{count}-{now:%Y%m%d-%H%M%S}'}.pdf"
