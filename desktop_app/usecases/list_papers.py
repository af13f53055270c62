"""Giấy của hồ sơ: which papers its record allows now, and how often each was printed."""

from dataclasses import dataclass

from desktop_app.errors import NO_SUCH_DOSSIER, PAPER_NOT_YET, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork, Queries
from desktop_app.ports.lookup import record_id
from desktop_app.ports.paper_of import paper_of
from desktop_app.ports.papers import PaperKind
from desktop_app.ports.told import told_of


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that may be printed now, and how often it was."""

    kind: str
    printed: int


def list_papers(
    dossier_id: str, desk: Desk, shelf: FormShelf, queries: Queries, open_work: OpenWork
) -> tuple[PaperLine, ...]:
    """Try each paper; one whose event has not happened is left out. Nothing is drawn or noted.

    Args:
        dossier_id: Its id.
        desk: The shift.
        shelf: The catalogue.
        queries: The read side.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: The catalogue no longer has its procedure.
    """
    desk.require("list_papers")
    record = record_id(dossier_id, NO_SUCH_DOSSIER)
    lines = list[PaperLine]()
    with open_work() as work:
        for kind in PaperKind:
            told = told_of(record, kind, work, shelf, queries)
            try:
                paper_of(kind, told, desk)
            except DeskError as error:
                if error.fault != PAPER_NOT_YET:
                    raise
            else:
                lines.append(PaperLine(kind.value, told.copy - 1))
    return tuple(lines)
