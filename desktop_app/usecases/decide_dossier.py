"""Quyết định tại quầy: by a commune officer who did not receive it, where the catalogue says desk."""

from dataclasses import dataclass

from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import procedure_of, record_id, the_dossier
from forms.dossier.dossier import Decision, decide, transfer
from forms.dossier.lifecycle import Status
from forms.dossier.procedure import DecidedAt
from forms.dossier.roles import check_decider
from forms.errors import Faults, RuleError


@dataclass(frozen=True, slots=True)
class DecideDossier:
    """`outcome` is granted or rejected; `signer` defaults to the officer's name; the date is now."""

    dossier_id: str
    outcome: str
    summary: str
    result_number: str = ""
    signer: str = ""


def decide_dossier(order: DecideDossier, desk: Desk, shelf: FormShelf, open_work: OpenWork) -> None:
    """Decide; a dossier that nobody has taken on yet is taken on in the same transaction.

    Args:
        order: What was decided.
        desk: The shift.
        shelf: The catalogue, which says who decides.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: Not decided at the desk, received by the same person, not in a state to be decided.
    """
    desk.require("decide_dossier")
    record = record_id(order.dossier_id)
    decision = Decision(
        outcome=order.outcome,
        signer=order.signer or desk.shift.full_name,
        decided_at=desk.now(),
        summary=order.summary,
        result_number=order.result_number,
    )
    with open_work() as work:
        doc = the_dossier(work, record)
        procedure = procedure_of(shelf, doc)
        if procedure.decided_at is not DecidedAt.DESK:
            raise RuleError(Faults.NOT_AT_THE_DESK.value, procedure=procedure.code)
        check_decider(doc["received_by"], desk.shift.user)
        if doc["status"] == Status.RECEIVED.value:
            doc = work.book(record, transfer(doc, desk.shift.user), verb="transfer_dossier")
        happened = decide(doc, decision, procedure=procedure, actor=desk.shift.user, at_desk=True)
        work.book(record, happened, verb="decide_dossier")
        work.commit()
