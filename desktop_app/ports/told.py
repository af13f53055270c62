"""What a paper is made from, gathered from the store; and the name of its print in the audit log."""

from collections.abc import Callable
from uuid import UUID

from desktop_app.ports.desk import FormShelf
from desktop_app.ports.lookup import procedure_of, the_dossier
from desktop_app.ports.papers import PaperKind, Told
from desktop_app.ports.reading import Queries
from desktop_app.ports.serials import register_place
from desktop_app.ports.taking import owed_now
from desktop_app.ports.work import UnitOfWork

Deliver = Callable[[bytes, str], str]
"""Takes the PDF and its file name to a printer or a file; returns in Vietnamese where it went."""


def told_of(record: UUID, kind: PaperKind, work: UnitOfWork, shelf: FormShelf, queries: Queries) -> Told:
    """Gather what a paper of a dossier is made from.

    Args:
        record: The dossier.
        kind: Which paper.
        work: The transaction that runs.
        shelf: The catalogue.
        queries: The read side.

    Raises:
        DeskError: NO_SUCH_DOSSIER.
        RuleError: NO_PROCEDURE.
    """
    doc = the_dossier(work, record)
    view = queries.read(record) if kind is not PaperKind.RECEIPT else None
    return Told(
        record=record,
        doc=doc,
        procedure=procedure_of(shelf, doc),
        history=view.history if view is not None else (),
        units=shelf.units(),
        names={member.user: member.full_name for member in work.staff.list()},
        copy=work.audit.times(print_verb(kind), record) + 1,
        place=register_place(work, record, doc) if kind is PaperKind.RECEIPT else None,
        owed=owed_now(doc, shelf) if kind is PaperKind.NOTICE else None,
    )


def print_verb(kind: PaperKind) -> str:
    """Name the print in the audit; the receipt's is counted by who proves a machine's hand-over."""
    return "print_paper" if kind is PaperKind.RECEIPT else f"print_paper_{kind.value}"
