"""Lưu nháp: everything as typed, so that a crash costs nothing that was left."""

from dataclasses import dataclass, replace

from desktop_app.errors import NO_SUCH_DRAFT, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.entry import DraftContent, read_draft, spell_draft
from desktop_app.ports.lookup import record_id


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Which draft, and all of what stands on the screen."""

    draft_id: str
    content: DraftContent


def save_draft(order: SaveDraft, desk: Desk, open_work: OpenWork) -> None:
    """Store a draft over its older self; the files it took in stay.

    Args:
        order: What was typed.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DRAFT (it was received or thrown away meanwhile), DISK_FULL.
    """
    desk.require("save_draft")
    with open_work() as work:
        draft = work.drafts.get(record_id(order.draft_id, NO_SUCH_DRAFT))
        if draft is None:
            raise DeskError(NO_SUCH_DRAFT)
        _, files = read_draft(draft.content)
        work.drafts.save(
            replace(
                draft,
                title=order.content.applicant.get("full_name", ""),
                content=spell_draft(order.content, files),
                saved_at=desk.now(),
                saved_by=desk.shift.user,
            )
        )
        work.commit()
