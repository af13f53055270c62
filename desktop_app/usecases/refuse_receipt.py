"""Từ chối tiếp nhận: with its reasons, always recorded (Mẫu 03)."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from desktop_app.ports.lookup import the_procedure
from forms.dossier.dossier import Intake
from forms.dossier.further import refuse
from forms.dossier.people import Applicant


@dataclass(frozen=True, slots=True)
class RefuseReceipt:
    """Who wanted what, and why it is not taken in; `applicant` as a card gives it, birth date as ISO."""

    procedure: str
    applicant: Mapping[str, str]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The record of a refusal: its id, and the number it is found by."""

    dossier_id: str
    number: str


def refuse_receipt(order: RefuseReceipt, desk: Desk, shelf: FormShelf, open_work: OpenWork) -> Refused:
    """Record a refusal.

    Args:
        order: What is refused.
        desk: The shift.
        shelf: The catalogue.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED.
        RuleError: Unknown procedure, applicant without a name, no reason.
    """
    desk.require("refuse_receipt")
    if desk.tag is None:
        raise DeskError(NOT_ENROLLED)
    procedure, record, now = the_procedure(shelf, order.procedure), desk.new_id(), desk.now()
    with open_work() as work:
        intake = Intake(
            procedure=procedure,
            edition=procedure.edition,
            number=work.numbers.next_provisional(record),
            office=desk.commune,
            received_at=now,
            received_by=desk.shift.user,
            promised_due_at=now,
            applicant=Applicant.from_dict(order.applicant),
            clock_drift_s=work.device.seconds_off(now),
        )
        work.book(record, refuse(intake, order.reasons), verb="refuse_receipt")
        work.commit()
    return Refused(str(record), intake.number)
