"""In giấy: any paper of a dossier, or of many; every first print and reprint stands in the audit log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from desktop_app.errors import NO_SUCH_DOSSIER, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork, Queries
from desktop_app.ports.lookup import record_id
from desktop_app.ports.paper_of import paper_of
from desktop_app.ports.papers import PaperKind
from desktop_app.ports.serials import numbering
from desktop_app.ports.told import Deliver, print_verb, told_of
from forms.papers.content import Paper

_FILES: Final = {
    PaperKind.RECEIPT: "giay-hen",
    PaperKind.SUPPLEMENT: "phieu-bo-sung",
    PaperKind.REFUSAL: "phieu-tu-choi",
    PaperKind.APOLOGY: "phieu-xin-loi",
    PaperKind.STOP: "thong-bao-dung",
    PaperKind.CONTROL: "phieu-kiem-soat",
    PaperKind.FEE: "bien-lai",
    PaperKind.HAND_OVER: "phieu-ban-giao",
    PaperKind.CERTIFICATION: "phieu-chung-thuc",
    PaperKind.NOTICE: "thong-bao-nop-phi",
}


@dataclass(frozen=True, slots=True)
class PrintPaper:
    """Which paper of which dossiers; of many, in this order, into one file."""

    dossier_ids: tuple[str, ...]
    kind: str = PaperKind.RECEIPT.value


@dataclass(frozen=True, slots=True)
class Printed:
    """The paper as PDF; `copy` is 1 for the first print; the file name holds the number and no name.

    `where` says in Vietnamese where it went, and why a number is blank that a book would give. Of many
    dossiers `copy` is that of the last.
    """

    pdf: bytes = field(repr=False)
    file_name: str
    copy: int
    where: str
    papers: int = 1


Progress = Callable[[int, int], None]
"""Told how many papers of how many are written."""


def print_paper(
    order: PrintPaper, desk: Desk, shelf: FormShelf, queries: Queries, deliver: Deliver, open_work: OpenWork
) -> Printed:
    """Draw a paper of each dossier, note the prints, then let them go: what cannot be noted is not printed.

    Where this machine holds the book of such papers, each takes its number on its first print, in the same
    transaction.

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
    papers, copy, number, notices = list[Paper](), 1, "", list[str]()
    with open_work() as work:
        for record in records:
            told = replace(
                told_of(record, kind, work, shelf, queries), serial=numbering(work, kind, record, notices)
            )
            papers.append(paper_of(kind, told, desk))
            copy, number = told.copy, told.doc["number"]
            work.audit.append(print_verb(kind), {"copy": copy}, record)
        pdf = _drawn(papers)
        work.commit()
    file_name = _file_name(kind, number, len(records), desk.now())
    return Printed(pdf, file_name, copy, " ".join((deliver(pdf, file_name), *notices)), len(papers))


def _drawn(papers: Sequence[Paper]) -> bytes:
    from forms.papers.pdf import draw_all  # noqa: PLC0415 - drags in the drawing library

    return draw_all(papers, title=papers[0].name)


def _file_name(kind: PaperKind, number: str, count: int, now: datetime) -> str:
    return f"{_FILES[kind]}-{number if count == 1 else f'{count}-{now:%Y%m%d-%H%M%S}'}.pdf"
