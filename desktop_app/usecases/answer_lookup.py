"""Ghi kết quả tra cứu: what a database said of a paper that its data replaces (NQ 66.7)."""

from dataclasses import dataclass

from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.lookup import record_id, the_dossier
from forms.dossier import further


@dataclass(frozen=True, slots=True)
class AnswerLookup:
    """Which paper of which dossier, and what its look-up brought: `done`, `not_found` or `mismatch`."""

    dossier_id: str
    paper: str
    status: str


def answer_lookup(order: AnswerLookup, desk: Desk, open_work: OpenWork) -> None:
    """Book an answer; it travels to the province and to every desk, whoever works on the dossier by then.

    Args:
        order: What.
        desk: The shift.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NO_SUCH_DOSSIER.
        RuleError: No such look-up, or the dossier is past that step.
    """
    desk.require("answer_lookup")
    record = record_id(order.dossier_id)
    with open_work() as work:
        happened = further.answer_lookup(the_dossier(work, record), order.paper, order.status)
        work.book(record, happened, verb="answer_lookup")
        work.commit()
