"""What the desk does to a dossier: each command returns what happened, ready to be booked as events.

Here: the commands and their rules. Not here: what an event writes (`projection`), where it is kept, when it
is due. Every command tries its happenings on the document first, so nothing illegal is ever booked.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from forms.dossier.channels import CameBy
from forms.dossier.lifecycle import COMMAND_OF_WIRE, Status, move
from forms.dossier.lookups import LookupStatus
from forms.dossier.procedure import DecidedAt, Procedure
from forms.dossier.projection import OUTCOMES, RETURN_BY, project
from forms.dossier.roles import check_decider
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from forms.dossier.people import Applicant


class Happening(NamedTuple):
    """What happened: an event without its author, instant and stamp."""

    kind: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """A part of the dossier as ticked at the counter.

    Attributes:
        name: What it is called on the receipt.
        originals: Originals asked for.
        copies: Copies asked for.
        handed_in: It was handed in.
        lookup_status: Where data of the state replaces it: how the look-up stands (`lookups`).
    """

    name: str
    originals: int
    copies: int
    handed_in: bool
    lookup_status: str = LookupStatus.NOT_NEEDED

    def spelt(self) -> dict[str, Any]:
        """Return it as a document holds it: a paper that no data replaces says nothing of a look-up."""
        facts = asdict(self)
        if self.lookup_status == LookupStatus.NOT_NEEDED:
            del facts["lookup_status"]
        return facts


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the dossier.

    Attributes:
        sha256: 64 lower-case hex digits of the whole file.
        size: Bytes.
        type: Media type found by content.
        part: Name of the part it shows, or empty.
        title: File name as given: data, never a path.
        preview: `sha256`, `size` and `type` of its small image, which travels first; None when it has none.
    """

    sha256: str
    size: int
    type: str
    part: str = ""
    title: str = ""
    preview: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class FeeTaken:
    """Money taken at the counter.

    Attributes:
        amount: Đồng.
        receipt_no: Number of the biên lai.
        title: What for.
        ledger: Its place in the cash ledger as `payments.Entry` spells it, or empty.
    """

    amount: int
    receipt_no: str
    title: str
    ledger: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Intake:
    """All that is known when a dossier is received.

    Attributes:
        procedure: The procedure in force.
        edition: Edition of the catalogue it came from.
        number: Provisional number.
        office: Commune code, five digits.
        received_at: Instant of receipt.
        received_by: User id.
        promised_due_at: The date printed on the receipt.
        applicant: Who asks.
        principal: For whom a delegate asks, or None.
        content: The e-form's answers, without floats.
        form: `{"id", "form_version"}`, or None on paper.
        papers: What was ticked.
        sets: Number of sets handed in.
        return_by: `desk` or `post`.
        attachments: Files.
        fees: Money taken.
        clock_drift_s: By how many seconds the desk's clock was last found ahead of the province's, 0 when it
            may be believed (sync.md V7).
        extension: `{"days", "agreed"}` where the limit was made longer (`postponement`), or None.
        case: Which of the procedure's cases, by name; empty where it has none.
        channel: How it came in.
    """

    procedure: Procedure
    edition: str
    number: str
    office: str
    received_at: datetime
    received_by: str
    promised_due_at: datetime
    applicant: Applicant
    principal: Applicant | None = None
    content: dict[str, Any] = field(default_factory=dict)
    form: dict[str, str] | None = None
    papers: tuple[HandedPaper, ...] = ()
    sets: int = 1
    return_by: str = "desk"
    attachments: tuple[Attachment, ...] = ()
    fees: tuple[FeeTaken, ...] = ()
    clock_drift_s: int = 0
    extension: Mapping[str, Any] | None = None
    case: str = ""
    channel: CameBy = CameBy.DIRECT

    def document(self) -> dict[str, Any]:
        """Return the clerk's and the birth paths, as `dossier.new` carries them."""
        doc: dict[str, Any] = {
            "procedure": self.procedure.code,
            "procedure_edition": self.edition,
            "number": self.number,
            "office": self.office,
            "received_at": instant(self.received_at),
            "received_by": self.received_by,
            "applicant": self.applicant.as_dict(),
            "content": self.content,
            "papers": [paper.spelt() for paper in self.papers],
            "sets": self.sets,
            "return_by": self.return_by,
            "promised_due_at": instant(self.promised_due_at),
        }
        if self.principal is not None:
            doc["principal"] = self.principal.as_dict()
        if self.case:
            doc["case"] = self.case
        if self.channel is not CameBy.DIRECT:
            doc["channel"] = self.channel.value
        if self.form is not None:
            doc["form"] = dict(self.form)
        if self.extension is not None:
            doc["extension"] = dict(self.extension)
        if self.clock_drift_s:
            doc["clock"] = {"drift_s": self.clock_drift_s}
        return doc


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided.

    Attributes:
        outcome: `granted` or `rejected`.
        signer: Who signed.
        decided_at: Instant.
        summary: What was decided, or why not.
        result_number: Number of the result paper, or empty.
    """

    outcome: str
    signer: str
    decided_at: datetime
    summary: str = ""
    result_number: str = ""


def instant(at: datetime) -> str:
    """Spell an instant as RFC 3339 with offset, to the second.

    Raises:
        RuleError: The datetime is naive.
    """
    if at.tzinfo is None:
        raise RuleError(Faults.NO_ZONE.value)
    return at.isoformat(timespec="seconds")


def receive(intake: Intake) -> tuple[Happening, ...]:
    """Receive a dossier: `dossier.new`, its files, its fees, and the submit.

    Raises:
        RuleError: Facts are missing or impossible: due before receipt, no set, unknown way of return.
    """
    if intake.promised_due_at < intake.received_at:
        raise RuleError(Faults.INCOMPLETE.value, field="promised_due_at")
    if intake.sets < 1:
        raise RuleError(Faults.INCOMPLETE.value, field="sets")
    if intake.return_by not in RETURN_BY:
        raise RuleError(Faults.INCOMPLETE.value, field="return_by")
    return tried(
        None,
        Happening("dossier.new", {"doc": intake.document()}),
        *(attach(attachment) for attachment in intake.attachments),
        *(take_fee(fee) for fee in intake.fees),
        _command("submit", Status.DRAFT, promised_due_at=instant(intake.promised_due_at)),
        actor=intake.received_by,
    )


def attach(attachment: Attachment) -> Happening:
    """Add a file."""
    facts = asdict(attachment)
    if attachment.preview is None:
        del facts["preview"]
    return Happening("attach.add", facts)


def take_fee(fee: FeeTaken, reverses: str | None = None) -> Happening:
    """Book a fee line; a correction is a line that reverses another by its receipt number."""
    facts = {"amount": fee.amount, "receipt_no": fee.receipt_no, "title": fee.title, "reverses": reverses}
    return Happening("fee.line", {**facts, **fee.ledger})


def note(doc: Mapping[str, Any], text: str) -> tuple[Happening, ...]:
    """Write a note."""
    return tried(doc, Happening("note", {"text": text}))


def correct(doc: Mapping[str, Any], changes: Mapping[str, Any]) -> tuple[Happening, ...]:
    """Correct what the clerk wrote; where the province refused the submit, submit again.

    Args:
        doc: The document as the desk sees it.
        changes: Path to new value; None deletes. Empty is lawful for a plain second submit.

    Raises:
        RuleError: A path is not the clerk's, or the dossier is accepted already.
    """
    happened = [Happening("fields.set", dict(changes))] if changes else []
    if _status(doc) is Status.DRAFT:
        due = changes.get("/promised_due_at") or doc.get("promised_due_at")
        if not isinstance(due, str):
            raise RuleError(Faults.INCOMPLETE.value, field="promised_due_at")
        happened.append(_command("submit", Status.DRAFT, promised_due_at=due))
    return tried(doc, *happened)


def transfer(doc: Mapping[str, Any], officer: str) -> tuple[Happening, ...]:
    """Hand the dossier to the officer who will resolve it (wire: `accept`)."""
    return tried(doc, _command("accept", _status(doc), officer=officer))


def require_supplement(
    doc: Mapping[str, Any], items: tuple[str, ...], reason: str, officer: str, override: str = ""
) -> tuple[Happening, ...]:
    """Ask for what is missing: everything at once, at most once (NĐ 118/2025 Đ16).

    Args:
        doc: The document.
        items: What is missing.
        reason: Why it is needed.
        officer: Who asks.
        override: Why a second time is answered for; the national index counts the dossier as overdue then.
    """
    args: dict[str, Any] = {"items": list(items), "reason": reason, "officer": officer}
    if override:
        args["override"] = override
    return tried(doc, _command("require_supplement", _status(doc), **args))


def supplement(
    doc: Mapping[str, Any], changes: Mapping[str, Any], text: str, promised_due_at: datetime
) -> tuple[Happening, ...]:
    """Bring what was asked for.

    Args:
        doc: The document.
        changes: Path to new value on the clerk's paths.
        text: A note on what was brought, or empty.
        promised_due_at: The new due date, printed on the new receipt.
    """
    due = instant(promised_due_at)
    return tried(doc, _command("supplement", _status(doc), set=dict(changes), note=text, promised_due_at=due))


def decide(
    doc: Mapping[str, Any], decision: Decision, *, procedure: Procedure, actor: str, at_desk: bool
) -> tuple[Happening, ...]:
    """Decide a dossier.

    Args:
        doc: The document.
        decision: What was decided.
        procedure: The procedure; the desk decides only those that say so.
        actor: User id of who decides; not the one who received.
        at_desk: True at the desk, False at the province.

    Raises:
        RuleError: Not decided here, decided by its receiver, or not being processed.
    """
    if at_desk and procedure.decided_at is not DecidedAt.DESK:
        raise RuleError(Faults.NOT_AT_THE_DESK.value, procedure=procedure.code)
    if decision.outcome not in OUTCOMES:
        raise RuleError(Faults.INCOMPLETE.value, field="outcome")
    check_decider(str(doc.get("received_by", "")), actor)
    args = {**asdict(decision), "decided_at": instant(decision.decided_at)}
    return tried(doc, _command("decide", _status(doc), **args), actor=actor)


def return_result(
    doc: Mapping[str, Any], *, receiver: str, signer: str, returned_at: datetime
) -> tuple[Happening, ...]:
    """Hand the result over; this closes the dossier.

    Args:
        doc: The document.
        receiver: Who took it: the applicant or the authorised person.
        signer: Who signed the result.
        returned_at: Instant.
    """
    args = {"receiver": receiver, "signer": signer, "returned_at": instant(returned_at)}
    return tried(doc, _command("deliver_result", _status(doc), **args))


def withdraw(doc: Mapping[str, Any], reason: str) -> tuple[Happening, ...]:
    """Stop at the applicant's request; only while nothing is decided (TT 03/2025 Đ7)."""
    return tried(doc, _command("withdraw_request", _status(doc), reason=reason))


def _status(doc: Mapping[str, Any]) -> Status:
    return Status(doc["status"])


def _command(name: str, expected: Status, **args: Any) -> Happening:
    move(expected, COMMAND_OF_WIRE[name])
    return Happening("cmd", {"name": name, "args": args, "expected": expected.value})


def tried(doc: Mapping[str, Any] | None, *happened: Happening, actor: str = "-") -> tuple[Happening, ...]:
    """Return what happened once the document was found to take it.

    Args:
        doc: The document before, or None before `dossier.new`.
        happened: In order.
        actor: Who does it, where the law asks.

    Raises:
        RuleError: One of them cannot apply.
    """
    after = doc
    for kind, payload in happened:
        after = project(after, kind, payload, actor=actor, at="-")
    return happened
