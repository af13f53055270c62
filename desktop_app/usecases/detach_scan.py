"""Gỡ tệp khỏi nháp: only while nothing is received; a dossier never loses a file."""

from dataclasses import dataclass, replace

from desktop_app.errors import NO_SUCH_DRAFT, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.entry import read_draft, spell_draft
from desktop_app.ports.lookup import record_id


@dataclass(frozen=True, slots=True)
class DetachScan:
    """Which file of which draft."""

    draft_id: str
    sha256: str


def detach_scan(order: DetachScan, desk: Desk, open_work: OpenWork) -> None:
    """Take a file out of a draft; its bytes go too if nothing else has them.

    Args:
        order: Which file.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DRAFT.
    """
    desk.require("detach_scan", right="attach_scan")
    with open_work() as work:
        draft = work.drafts.get(record_id(order.draft_id, NO_SUCH_DRAFT))
        if draft is None:
            raise DeskError(NO_SUCH_DRAFT)
        content, files = read_draft(draft.content)
        kept = tuple(file for file in files if file.sha256 != order.sha256)
        work.drafts.save(replace(draft, content=spell_draft(content, kept), saved_at=desk.now()))
        for file in files:
            if file.sha256 == order.sha256:
                for sha256 in file.hashes:
                    work.blobs.drop(sha256)
        work.commit()
