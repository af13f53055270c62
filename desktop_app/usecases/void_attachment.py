"""Gỡ tệp: a file of a received dossier is taken out of use, with a reason; its bytes stay."""

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from desktop_app.ports.matters import VoidAttachment
from forms.dossier.settling import drop_file


def void_attachment(order: VoidAttachment, desk: Desk, open_work: OpenWork) -> None:
    """Book it.

    Args:
        order: Which file of which dossier, and why.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: The dossier has no such file, is void, or no reason was given.
    """
    desk.require("void_attachment")
    record = record_id(order.dossier_id)
    with open_work() as work:
        happened = drop_file(the_dossier(work, record), order.sha256, order.reason)
        work.book(record, happened, verb="void_attachment")
        work.commit()
