"""Chuyển xử lý: a commune officer takes a dossier on, where the catalogue says that the desk decides."""

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import procedure_of, record_id, the_dossier
from forms.dossier.dossier import transfer
from forms.dossier.procedure import DecidedAt
from forms.dossier.roles import check_decider
from forms.errors import Faults, RuleError


def transfer_dossier(dossier_id: str, desk: Desk, shelf: FormShelf, open_work: OpenWork) -> None:
    """Take a dossier on; its clerk's fields freeze from here.

    Args:
        dossier_id: The dossier.
        desk: The shift; its user becomes the officer of the dossier.
        shelf: The catalogue, which says who decides.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: Not decided at the desk, received by the same person, or not waiting to be taken on.
    """
    desk.require("transfer_dossier")
    record = record_id(dossier_id)
    with open_work() as work:
        doc = the_dossier(work, record)
        procedure = procedure_of(shelf, doc)
        if procedure.decided_at is not DecidedAt.DESK:
            raise RuleError(Faults.NOT_AT_THE_DESK.value, procedure=procedure.code)
        check_decider(doc["received_by"], desk.shift.user)
        work.book(record, transfer(doc, desk.shift.user), verb="transfer_dossier")
        work.commit()
