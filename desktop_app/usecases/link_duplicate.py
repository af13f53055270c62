"""[Trùng] [Khác]: a person says whether two dossiers are one; the opposite may be said later."""

from desktop_app.errors import NOT_THIS_WAY, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from desktop_app.ports.matters import LinkDuplicate
from forms.dossier.settling import link


def link_duplicate(order: LinkDuplicate, desk: Desk, open_work: OpenWork) -> None:
    """Book the link on the first of them. Two dossiers under one number (C7) are a supervisor's task.

    Args:
        order: Which two, one or two, and why.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER; NOT_THIS_WAY for a dossier and itself.
        RuleError: No reason, or an unknown outcome.
    """
    desk.require("link_duplicate")
    record, other = record_id(order.dossier_id), record_id(order.other_id)
    if record == other:
        raise DeskError(NOT_THIS_WAY)
    with open_work() as work:
        doc, second = the_dossier(work, record), the_dossier(work, other)
        if doc.get("number") == second.get("number"):
            desk.require("link_duplicate", "void_dossier")
        work.book(record, link(doc, str(other), order.outcome, order.reason), verb="link_duplicate")
        work.commit()
