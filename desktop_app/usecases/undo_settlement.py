"""Hoàn tác lựa chọn: a settled matter is open again, and its fields stand as before the choice."""

from desktop_app.errors import CANNOT_UNDO, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import the_dossier
from desktop_app.ports.matter_lookup import the_objection
from desktop_app.ports.matter_reading import MatterQueries
from desktop_app.ports.matters import UndoSettlement
from forms.dossier.pointer import get_path
from forms.dossier.settling import reopen


def undo_settlement(order: UndoSettlement, desk: Desk, queries: MatterQueries, open_work: OpenWork) -> None:
    """Book the note that reopens it, and the values before, in one transaction.

    Args:
        order: Which one, and why.
        desk: The shift.
        queries: The read side.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_MATTER; CANNOT_UNDO when a value was changed since, or the rows before
            the choice are not on this machine.
        RuleError: No reason, or the paths may not be written now.
    """
    desk.require("undo_settlement")
    found = the_objection(queries, order.key, is_open=False)
    done = queries.undoing(found.eid)
    if done is None:
        raise DeskError(CANNOT_UNDO)
    with open_work() as work:
        doc = the_dossier(work, found.record)
        if any(get_path(doc, path) != value for path, value in done.written.items()):
            raise DeskError(CANNOT_UNDO)
        opened = tuple(str(eid) for eid in done.events)
        work.book(found.record, reopen(doc, done.before, opened, order.reason), verb="undo_settlement")
        work.commit()
