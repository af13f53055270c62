"""Chuyển nháp sang ấn bản mới: a draft takes the form in force today, and tells what that did to it."""

from dataclasses import dataclass, replace

from desktop_app.errors import NO_SUCH_DRAFT, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.entry import read_draft, spell_draft
from desktop_app.ports.lookup import record_id, the_procedure
from forms.xforms.carry_over import Followed, carried_over


@dataclass(frozen=True, slots=True)
class DraftCarriedOver:
    """What happened: editions before and after; answers that moved; answers to look at again."""

    draft_id: str
    before: str
    after: str
    moved: tuple[Followed, ...] = ()
    lost: tuple[Followed, ...] = ()


def carry_over_draft(
    draft_id: str, desk: Desk, shelf: FormShelf, open_work: OpenWork, *, only_look: bool = False
) -> DraftCarriedOver:
    """Carry a draft over to the edition in force today; one of that edition already stays as it is.

    Args:
        draft_id: Which.
        desk: The shift.
        shelf: Catalogue and forms.
        open_work: The store.
        only_look: Say what it would do, and keep the draft as it is.

    Returns:
        What moved and what could not; what could not stays in the draft, aside.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DRAFT, NO_SUCH_FORM.
        RuleError: Unknown procedure.
    """
    desk.require("start_entry")
    with open_work() as work:
        draft = work.drafts.get(record_id(draft_id, NO_SUCH_DRAFT))
        if draft is None:
            raise DeskError(NO_SUCH_DRAFT)
        form_id = shelf.form_id(the_procedure(shelf, draft.procedure))
        before = draft.form_version or ""
        newest = shelf.form(form_id) if form_id else None
        if newest is None or newest.version == before:
            return DraftCarriedOver(draft_id, before, before)
        content, files = read_draft(draft.content)
        old = shelf.form_edition(newest.id, before)
        done = carried_over(old, content.typed, newest, now=desk.now(), new_uuid=lambda: str(desk.new_id()))
        if only_look:
            return DraftCarriedOver(draft_id, before, newest.version, done.moved, done.lost)
        kept = spell_draft(replace(content, typed=done.typed), files)
        work.drafts.save(
            replace(
                draft,
                form_id=newest.id,
                form_version=newest.version,
                content=kept,
                saved_at=desk.now(),
                saved_by=desk.shift.user,
            )
        )
        work.commit()
    return DraftCarriedOver(draft_id, before, newest.version, done.moved, done.lost)
