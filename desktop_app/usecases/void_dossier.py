"""Huỷ hồ sơ: a dossier is declared void with its reason and legal basis; nothing of it is deleted."""

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from desktop_app.ports.matters import VoidDossier
from forms.dossier.settling import void


def void_dossier(order: VoidDossier, desk: Desk, open_work: OpenWork) -> None:
    """Book it; whatever edits race with it are refused and stay listed (C6).

    Args:
        order: Which one, why, on what basis.
        desk: The shift; a supervisor's.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: It is decided or over, or a text is empty.
    """
    desk.require("void_dossier")
    record = record_id(order.dossier_id)
    with open_work() as work:
        happened = void(the_dossier(work, record), order.reason, order.basis)
        work.book(record, happened, verb="void_dossier")
        work.commit()
