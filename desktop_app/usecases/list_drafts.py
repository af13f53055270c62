"""Hồ sơ đang nhập: the drafts of this machine, the newest first, by a text without diacritics."""

from dataclasses import dataclass
from datetime import datetime

from desktop_app.ports import Desk, Draft, FormShelf, OpenWork
from desktop_app.ports.entry import read_draft
from desktop_app.ports.lookup import name_of
from forms.text.fold import fold_words


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft in progress."""

    id: str
    procedure: str
    procedure_name: str
    applicant: str
    saved_at: datetime
    saved_by: str


def list_drafts(desk: Desk, shelf: FormShelf, open_work: OpenWork, text: str = "") -> tuple[DraftRow, ...]:
    """Return the drafts of this machine in which every word begins some word of what was typed.

    Args:
        desk: The shift.
        shelf: The catalogue, for the procedures' names.
        open_work: The store.
        text: What is looked for, in the procedure, the applicant and the e-form; empty finds every draft.

    Raises:
        DeskError: NOT_ALLOWED.
    """
    desk.require("list_drafts")
    with open_work() as work:
        drafts = work.drafts.list()
    asked = fold_words(text)
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
        if all(any(word.startswith(one) for word in _words(draft, shelf)) for one in asked)
    )


def _words(draft: Draft, shelf: FormShelf) -> set[str]:
    content, files = read_draft(draft.content)
    said = (*content.applicant.values(), *content.typed.values(), *(file.title for file in files))
    return set(fold_words(" ".join((draft.procedure, name_of(shelf, draft.procedure), *said))))
