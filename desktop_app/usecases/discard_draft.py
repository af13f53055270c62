"""Bỏ nháp: thrown away on purpose; its pages are overwritten, its act stays in the audit."""

from desktop_app.errors import NO_SUCH_DRAFT, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.entry import read_draft
from desktop_app.ports.lookup import record_id


def discard_draft(draft_id: str, desk: Desk, open_work: OpenWork) -> None:
    """Throw a draft away, with the files that only it has.

    Args:
        draft_id: The draft.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DRAFT.
    """
    desk.require("discard_draft")
    with open_work() as work:
        record = record_id(draft_id, NO_SUCH_DRAFT)
        draft = work.drafts.get(record)
        if draft is None:
            raise DeskError(NO_SUCH_DRAFT)
        work.drafts.discard(record)
        for file in read_draft(draft.content)[1]:
            for sha256 in file.hashes:
                work.blobs.drop(sha256)
        work.audit.append("discard_draft", {"draft": str(record)})
        work.commit()
