"""In giấy: Mẫu 01 with its signed squares; the first print and every reprint stand in the audit log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import procedure_of, record_id, the_dossier
from forms.catalogue import units
from forms.codes.receipt_qr import receipt_text
from forms.dossier.dossier import HandedPaper
from forms.dossier.people import Applicant
from forms.papers.receipt import ReceiptFacts, receipt_paper

TITLE: Final = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
"""The file's title: it stands in the clear, so no number and no name."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The paper as PDF; `copy` is 1 for the first print; the file name holds the number and no name.

    `where` says in Vietnamese where it went.
    """

    pdf: bytes = field(repr=False)
    file_name: str
    copy: int
    where: str


Deliver = Callable[[bytes, str], str]
"""Takes the PDF and its file name to a printer or a file; returns in Vietnamese where it went."""


def print_paper(
    dossier_id: str, desk: Desk, shelf: FormShelf, deliver: Deliver, open_work: OpenWork
) -> Printed:
    """Draw the receipt of a dossier, note the print, then let it go: what cannot be noted is not printed.

    Args:
        dossier_id: The dossier.
        desk: The shift; its device signs the squares.
        shelf: The catalogue, for name and limit of the procedure.
        deliver: The printer, or a file.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER, NO_PRINTER, PRINTER_FAILED.
        RuleError: A letter that the paper's face does not have.
    """
    desk.require("print_paper")
    record = record_id(dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        copy = work.audit.times("print_paper", record) + 1
        member = work.staff.get(doc["received_by"])
        clerk = member.full_name if member is not None else doc["received_by"]
        from forms.papers.pdf import draw  # noqa: PLC0415 - drags in the drawing library

        pdf = draw(receipt_paper(_facts(record, doc, (clerk, copy), desk, shelf)), title=TITLE)
        work.audit.append("print_paper", {"copy": copy}, record)
        work.commit()
    file_name = f"giay-hen-{doc['number']}.pdf"
    return Printed(pdf, file_name, copy, deliver(pdf, file_name))


def _facts(
    record: UUID, doc: Mapping[str, Any], print_of: tuple[str, int], desk: Desk, shelf: FormShelf
) -> ReceiptFacts:
    procedure = procedure_of(shelf, doc)
    commune = units.shipped().get(doc["office"])
    clerk, copy = print_of
    principal = doc.get("principal")
    return ReceiptFacts(
        commune=commune.full_name if commune else desk.office,
        place=commune.name if commune else desk.office,
        number=doc["number"],
        official_code=doc.get("official_code"),
        applicant=Applicant.from_dict(doc["applicant"]),
        procedure=procedure.name,
        papers=tuple(HandedPaper(**paper) for paper in doc["papers"]),
        time_limit=procedure.time_limit.label(),
        received_at=datetime.fromisoformat(doc["received_at"]),
        due_at=datetime.fromisoformat(doc["promised_due_at"]),
        received_by=clerk,
        qr=receipt_text(record, doc["number"], desk.sign),
        sets=doc["sets"],
        return_by=doc["return_by"],
        principal=Applicant.from_dict(principal) if principal else None,
        copy=copy,
        office=desk.office,
        office_address=desk.office_address,
        office_phone=desk.office_phone,
    )
