"""Tiếp nhận: the dossier, its number, due date and events in one transaction; then there is a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from desktop_app.errors import (
    BAD_BIRTH_DATE,
    NO_DUE_DATE,
    NOT_ENROLLED,
    DeskError,
)
from desktop_app.ports import Desk, FormShelf, OpenWork, UnitOfWork
from desktop_app.ports.answering import answered, edition_typed, end_draft
from desktop_app.ports.clock import clock_sentence
from desktop_app.ports.handing import handed_papers
from desktop_app.ports.lookup import the_procedure
from desktop_app.ports.serials import REGISTER, draw
from desktop_app.ports.taking import entry_of
from forms.dossier.calendar import WorkCalendar, local
from forms.dossier.channels import CameBy
from forms.dossier.dossier import FeeTaken, Intake, receive
from forms.dossier.due_dates import due_at
from forms.dossier.fees import FeeQuote
from forms.dossier.people import Applicant
from forms.dossier.postponement import extended_by
from forms.dossier.preflight import preflight
from forms.dossier.procedure import Procedure, Unit
from forms.dossier.tax_code import check_number
from forms.errors import Faults, RuleError
from forms.money.quote import quote_at_intake
from forms.xforms.reading import read_date


@dataclass(frozen=True, slots=True)
class ReceiveDossier:
    """What is received.

    Attributes:
        procedure: Its code.
        applicant: Texts under the keys of ADR 0001; the birth date dd/mm/yyyy, ISO, or a year.
        answers: `FormEntry.as_json()`; empty where the procedure has no e-form.
        papers: By name how many were handed in; None for all required ones.
        return_by: `desk` or `post`.
        draft_id: The draft that becomes the dossier, with its files; empty for none.
        fee_receipt_no: Number of the biên lai where the fee was taken at once.
        due_at: Only for procedures without a clock (theo đợt).
        principal: For whom a delegate asks.
        prefill: Fill the form's empty questions about the applicant from `applicant`, as a screen does when a
            card is read. A screen that has done so says False: what a clerk emptied stays empty.
        more_days: Working days that many copies or a difficult text take longer.
        agreed_in_writing: The citizen signed that it may take longer than two days more.
        case: Which of the procedure's cases, by name; empty where it has none.
        lookups: By name of a paper that data replaces, how its look-up stands (`forms.dossier.lookups`). One
            neither named here nor handed in waits for its look-up.
        channel: How it came in (`forms.dossier.channels.CameBy`).
    """

    procedure: str
    applicant: Mapping[str, str]
    answers: Mapping[str, Any] = field(default_factory=dict)
    papers: Mapping[str, int] | None = None
    return_by: str = "desk"
    draft_id: str = ""
    fee_receipt_no: str = ""
    due_at: datetime | None = None
    principal: Mapping[str, str] | None = None
    prefill: bool = False
    more_days: Fraction = Fraction(0)
    agreed_in_writing: bool = False
    case: str = ""
    lookups: Mapping[str, str] = field(default_factory=dict)
    channel: str = "direct"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the citizen is told.

    `warnings` are what the province would refuse, said while they are here, what in a number does not fit the
    person, and why no place in the register was taken.
    `fee` is in đồng; `due_at` is local (UTC+7).
    """

    dossier_id: str
    number: str
    procedure_name: str
    applicant: str
    received_at: datetime
    due_at: datetime
    fee: int
    warnings: tuple[str, ...]


def receive_dossier(
    order: ReceiveDossier, desk: Desk, shelf: FormShelf, calendar: WorkCalendar, open_work: OpenWork
) -> Receipt:
    """Store the dossier, its events and its place in the register if it is here; its draft disappears.

    Args:
        order: What is handed over the counter.
        desk: The shift.
        shelf: Catalogue and forms.
        calendar: The office's calendar.
        open_work: The store.

    Returns:
        What the receipt says.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED, NO_SUCH_DRAFT, NO_DUE_DATE, BAD_BIRTH_DATE, DISK_FULL.
        RuleError: Unknown procedure, applicant without a name, answers with problems.
    """
    desk.require("receive_dossier")
    if desk.tag is None:
        raise DeskError(NOT_ENROLLED)
    received_at = desk.now()
    procedure = the_procedure(shelf, order.procedure)
    kept = answered(
        procedure,
        order.answers,
        desk,
        shelf,
        edition=edition_typed(order.draft_id, open_work),
        prefill=order.applicant if order.prefill else None,
    )
    fee, record = _fee(order, shelf.priced(procedure, local(received_at).date()), kept.content), desk.new_id()
    with open_work() as work:
        files, off_s = end_draft(work, order.draft_id), work.device.seconds_off(received_at)
        intake = Intake(
            procedure=procedure,
            edition=procedure.edition,
            number=work.numbers.next_provisional(record),
            office=desk.commune,
            received_at=received_at,
            received_by=desk.shift.user,
            promised_due_at=_due(order, procedure, desk, received_at, calendar),
            applicant=_person(order.applicant),
            principal=_person(order.principal) if order.principal else None,
            content=kept.content,
            form=kept.form,
            papers=handed_papers(procedure, order.case, order.papers, order.lookups),
            return_by=order.return_by,
            attachments=files,
            fees=_fees(order, fee, work, desk),
            clock_drift_s=off_s,
            extension=_extension(order),
            case=order.case,
            channel=_channel(order),
        )
        doc = work.book(record, receive(intake), verb="receive_dossier")
        entered = draw(work, REGISTER, local(received_at).year, dossier=str(record))
        work.commit()
    return _receipt(record, doc, intake, fee, (entered.notice, desk.clock_warning() or clock_sentence(off_s)))


def _receipt(
    record: UUID, doc: Mapping[str, Any], intake: Intake, fee: FeeQuote, notices: tuple[str, ...]
) -> Receipt:
    refusals = tuple(problem.sentence for problem in preflight(doc, intake.procedure))
    doubts = (each for person in (intake.applicant, intake.principal) if person for each in _doubts(person))
    return Receipt(
        dossier_id=str(record),
        number=intake.number,
        procedure_name=intake.procedure.name,
        applicant=intake.applicant.full_name,
        received_at=intake.received_at,
        due_at=intake.promised_due_at,
        fee=fee.amount,
        warnings=(*refusals, *doubts, *filter(None, notices)),
    )


def _due(
    order: ReceiveDossier, procedure: Procedure, desk: Desk, received_at: datetime, calendar: WorkCalendar
) -> datetime:
    limit = procedure.limit_for(order.case)
    if limit.unit is not Unit.CAMPAIGN:
        more = extended_by(order.more_days, limit, agreed_in_writing=order.agreed_in_writing)
        return due_at(limit, received_at, calendar, remote=desk.settings.is_remote, more=more)
    if order.due_at is None:
        raise DeskError(NO_DUE_DATE)
    return order.due_at


def _fee(order: ReceiveDossier, priced: Procedure, answers: Mapping[str, Any]) -> FeeQuote:
    return quote_at_intake(priced, answers, order.case, _channel(order).fee_channel)


def _channel(order: ReceiveDossier) -> CameBy:
    try:
        return CameBy(order.channel)
    except ValueError:
        raise RuleError(Faults.INCOMPLETE.value, field="channel") from None


def _extension(order: ReceiveDossier) -> dict[str, Any] | None:
    if not order.more_days:
        return None
    return {"days": str(order.more_days), "agreed": order.agreed_in_writing}


def _doubts(person: Applicant) -> tuple[str, ...]:
    """Say what in a person's number does not fit; its shape is judged with what the province would refuse."""
    found = check_number(person.citizen_id, sex=person.sex, birth=person.birth_date)
    return tuple(notice.sentence for notice in found if notice.code not in ("number_shape", "tax_check"))


def _person(facts: Mapping[str, str]) -> Applicant:
    birth = facts.get("birth_date", "").strip()
    return Applicant.from_dict({**facts, "birth_date": _iso(birth)} if birth else facts)


def _iso(birth: str) -> str:
    if birth.isascii() and birth.isdecimal() and len(birth) == len(str(date.max.year)):
        return birth
    try:
        return read_date(birth).isoformat()
    except ValueError:
        raise DeskError(BAD_BIRTH_DATE) from None


def _fees(order: ReceiveDossier, fee: FeeQuote, work: UnitOfWork, desk: Desk) -> tuple[FeeTaken, ...]:
    if not order.fee_receipt_no or not fee.amount:
        return ()
    entry = entry_of(work, desk, desk.shift.user, "cash", is_paid=False).spelt()
    return (FeeTaken(fee.amount, order.fee_receipt_no, "Lệ phí", entry),)
