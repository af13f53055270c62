"""Hồ sơ đang nhập: the drafts of this machine, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from desktop_app.errors import NOT_ALLOWED, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import name_of
from forms.dossier.roles import may


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft in progress."""

    id: str
    procedure: str
    procedure_name: str
    applicant: str
    saved_at: datetime
    saved_by: str


def list_drafts(desk: Desk, shelf: FormShelf, open_work: OpenWork) -> tuple[DraftRow, ...]:
    """Return every draft of this machine.

    Args:
        desk: The shift.
        shelf: The catalogue, for the procedures' names.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED.
    """
    if not may(desk.shift.role, "list_drafts"):
        raise DeskError(NOT_ALLOWED, verb="list_drafts")
    with open_work() as work:
        drafts = work.drafts.list()
    return tuple(
        DraftRow(
            id=str(draft.id),
            procedure=draft.procedure,
            procedure_name=name_of(shelf, draft.procedure),
            applicant=draft.title,
            saved_at=draft.saved_at,
            saved_by=draft.saved_by,
        )
        for draft in drafts
    )
