"""Giải quyết và trả ngay: the result at once, no receipt unless asked for, always recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork, UnitOfWork
from desktop_app.ports.answering import Answered, answered, edition_typed, end_draft
from desktop_app.ports.handing import handed_papers
from desktop_app.ports.lookup import the_procedure
from desktop_app.ports.serials import REGISTER, draw
from desktop_app.ports.taking import entry_of, from_the_book
from forms.dossier.calendar import local
from forms.dossier.dossier import FeeTaken, Intake
from forms.dossier.further import serve_now as served_now
from forms.dossier.people import Applicant
from forms.dossier.procedure import DecidedAt, Procedure
from forms.errors import Faults, RuleError


@dataclass(frozen=True, slots=True)
class ServeNow:
    """What was asked for and given.

    Attributes:
        procedure: Its code; decided at the desk.
        applicant: Who asks, as a card gives it, birth date as ISO.
        signer: Who signed the result.
        receiver: Who took it; empty: the applicant.
        fee: Đồng taken, 0 for none.
        fee_receipt_no: Number of the biên lai; empty for the next one of this machine.
        answers: `FormEntry.as_json()`; judged by the form where there are any; a result at once needs
            none.
        draft_id: The draft that ends as this record, with its files; empty for none.
        papers: As of `ReceiveDossier`; likewise `case` and `lookups`.
    """

    procedure: str
    applicant: Mapping[str, str]
    signer: str
    receiver: str = ""
    fee: int = 0
    fee_receipt_no: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    draft_id: str = ""
    papers: Mapping[str, int] | None = None
    case: str = ""
    lookups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Served:
    """The record: its id, the number it is found by, and why a book gave no number, or nothing."""

    dossier_id: str
    number: str
    notice: str = ""


def serve_now(order: ServeNow, desk: Desk, shelf: FormShelf, open_work: OpenWork) -> Served:
    """Record that a result was given at once; the draft it came from disappears in the same transaction.

    Args:
        order: What was given.
        desk: The shift.
        shelf: The catalogue, which says who decides, and the forms.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED, NO_SUCH_DRAFT.
        RuleError: Unknown procedure, not decided at the desk, applicant without a name, answers with
            problems.
    """
    desk.require("serve_now")
    if desk.tag is None:
        raise DeskError(NOT_ENROLLED)
    procedure, record, now = the_procedure(shelf, order.procedure), desk.new_id(), desk.now()
    if procedure.decided_at is not DecidedAt.DESK:
        raise RuleError(Faults.NOT_AT_THE_DESK.value, procedure=procedure.code)
    kept = _answered(order, procedure, desk, shelf, open_work)
    with open_work() as work:
        fees, notice = _fees(order, work, desk, record)
        intake = Intake(
            procedure=procedure,
            edition=procedure.edition,
            number=work.numbers.next_provisional(record),
            office=desk.commune,
            received_at=now,
            received_by=desk.shift.user,
            promised_due_at=now,
            applicant=Applicant.from_dict(order.applicant),
            content=kept.content,
            form=kept.form,
            papers=handed_papers(procedure, order.case, order.papers, order.lookups),
            case=order.case,
            attachments=end_draft(work, order.draft_id),
            fees=fees,
            clock_drift_s=work.device.seconds_off(now),
        )
        happened = served_now(intake, order.receiver or intake.applicant.full_name, order.signer)
        work.book(record, happened, verb="serve_now")
        entered = draw(work, REGISTER, local(now).year, dossier=str(record))
        work.commit()
    return Served(str(record), intake.number, " ".join(filter(None, (notice, entered.notice))))


def _answered(
    order: ServeNow, procedure: Procedure, desk: Desk, shelf: FormShelf, open_work: OpenWork
) -> Answered:
    if not order.answers:
        return Answered({})
    edition = edition_typed(order.draft_id, open_work)
    return answered(procedure, order.answers, desk, shelf, edition=edition)


def _fees(order: ServeNow, work: UnitOfWork, desk: Desk, record: UUID) -> tuple[tuple[FeeTaken, ...], str]:
    if not order.fee:
        return (), ""
    entry = entry_of(work, desk, desk.shift.user, "cash", is_paid=not order.fee_receipt_no)
    entry, notice = from_the_book(work, entry, record, order.fee)
    number = order.fee_receipt_no or entry.receipt_no
    return (FeeTaken(order.fee, number, "Lệ phí", {**entry.spelt(), "receipt_no": number}),), notice
