"""Thôi, theo tỉnh: what was refused stays refused, with a reason and a name; it stays in the history."""

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import the_dossier
from desktop_app.ports.matter_lookup import the_objection
from desktop_app.ports.matter_reading import MatterQueries
from desktop_app.ports.matters import Choice, DropMatter
from forms.dossier.settling import settle
from sync.core.verdict import Word


def drop_matter(order: DropMatter, desk: Desk, queries: MatterQueries, open_work: OpenWork) -> None:
    """Close a refusal without doing it again. What is only held (C11) a supervisor drops.

    Args:
        order: Which one, and why.
        desk: The shift.
        queries: The read side.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_MATTER, NOT_THIS_WAY, NO_SUCH_DOSSIER.
        RuleError: No reason.
    """
    desk.require("drop_matter")
    found = the_objection(queries, order.key)
    if found.verdict == Word.QUARANTINED:
        desk.require("drop_matter", "void_dossier")
    with open_work() as work:
        doc = the_dossier(work, found.record)
        happened = settle(doc, {}, (str(found.eid),), Choice.DROPPED.value, order.reason)
        work.book(found.record, happened, verb="drop_matter")
        work.commit()
