"""A dossier's document and history → the paper of each kind; what has not happened yet has no paper.

Here: which fact of the record stands in which field. Not here: the wording (`forms.papers`), printing, audit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from desktop_app.errors import PAPER_NOT_YET, DeskError
from desktop_app.ports.books import Place
from desktop_app.ports.certified import certified
from desktop_app.ports.desk import Desk
from desktop_app.ports.paying import NOBODY_PAYS, payment_code
from desktop_app.ports.reading import HistoryLine
from forms.catalogue.communes import Units
from forms.codes.receipt_qr import receipt_text
from forms.codes.tracking import tracking_address
from forms.dossier.dossier import HandedPaper
from forms.dossier.fee_parts import LABEL_OF_GROUND, Exemption
from forms.dossier.people import Applicant
from forms.dossier.procedure import Procedure, TimeLimit
from forms.errors import RuleError
from forms.money.ledger import Owed, exemption_of, recorded_exemption
from forms.money.receipt_number import printed_number
from forms.papers.about import About
from forms.papers.apology import Apology, apology_paper
from forms.papers.certification import certification_paper
from forms.papers.content import Paper
from forms.papers.control import EARLY, LATE, ON_TIME, Control, HandOver, control_paper
from forms.papers.fee_receipt import FeeRow, Payment, fee_paper
from forms.papers.hand_over import HandedDossier, Handing, hand_over_paper
from forms.papers.issuer import FormSet, Issuer
from forms.papers.receipt import ReceiptFacts, receipt_paper
from forms.papers.refusal import refusal_paper
from forms.papers.stopping import Stop, stop_paper
from forms.papers.supplement import supplement_paper

Doc = Mapping[str, Any]


class PaperKind(StrEnum):
    """The papers of one dossier, by their number in TT 03/2025; four have none."""

    RECEIPT = "01"
    SUPPLEMENT = "02"
    REFUSAL = "03"
    APOLOGY = "04"
    STOP = "05"
    CONTROL = "06"
    FEE = "fee"
    HAND_OVER = "hand_over"
    CERTIFICATION = "certification"
    NOTICE = "notice"


def _blank(_at: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a paper is made from.

    Attributes:
        record: The dossier.
        doc: Its document as the clerk sees it.
        procedure: The version it keeps.
        history: What happened, the oldest first; empty is enough for the receipt.
        names: Full name of every user of this office.
        copy: Which print it is, from 1.
        serial: Numbers the paper by the instant of the event it records; empty: a blank.
        place: Where the follow-up register has the dossier, or None.
        owed: What is to be paid, for the notice to pay; None where the fee cannot be told.
    """

    record: UUID
    doc: Doc
    procedure: Procedure
    history: Sequence[HistoryLine]
    names: Mapping[str, str]
    units: Units
    copy: int = 1
    serial: Callable[[str], str] = _blank
    place: Place | None = None
    owed: Owed | None = None

    def name(self, user: str) -> str:
        """Return a user's full name; the id of one who is no longer known."""
        return self.names.get(user, user)

    def last(self, command: str) -> HistoryLine | None:
        """Return the newest command of this name that was not refused."""
        held = ("rejected", "quarantined")
        lines = (one for one in self.history if one.kind == "cmd" and one.verdict not in held)
        return next((one for one in reversed([*lines]) if one.payload.get("name") == command), None)


def issuer_of(desk: Desk, units: Units, commune: str) -> Issuer:
    """Return the office that issues papers.

    Args:
        desk: The shift, with the office's name and form set.
        units: The communes in force.
        commune: Five digits.
    """
    unit = units.get(commune)
    return Issuer(
        commune=unit.full_name if unit else desk.office,
        place=unit.name if unit else desk.office,
        office=desk.office,
        address=desk.office_address,
        phone=desk.office_phone,
        form_set=FormSet(desk.form_set),
    )


def paper_of(kind: PaperKind, told: Told, desk: Desk) -> Paper:
    """Write a paper of a dossier.

    Args:
        kind: Which.
        told: The record.
        desk: The shift; its device signs the squares.

    Raises:
        DeskError: PAPER_NOT_YET when what it records has not happened.
    """
    return _PAPERS[kind](told, desk)


def _about(told: Told, desk: Desk, at: str) -> About:
    doc = told.doc
    return About(
        issuer=issuer_of(desk, told.units, doc["office"]),
        number=doc["number"],
        official_code=doc.get("official_code"),
        applicant=Applicant.from_dict(doc["applicant"]),
        procedure=told.procedure.name,
        issued_at=_at(at),
        qr=receipt_text(told.record, doc["number"], desk.sign),
        serial=told.serial(at),
        copy=told.copy,
    )


def _limit(told: Told) -> TimeLimit:
    return told.procedure.limit_for(str(told.doc.get("case") or ""))


def _receipt(told: Told, desk: Desk) -> Paper:
    doc, issuer = told.doc, issuer_of(desk, told.units, told.doc["office"])
    principal = doc.get("principal")
    if not doc.get("promised_due_at") or doc.get("refusal"):
        raise DeskError(PAPER_NOT_YET)
    return receipt_paper(
        ReceiptFacts(
            commune=issuer.commune,
            place=issuer.place,
            number=doc["number"],
            official_code=doc.get("official_code"),
            applicant=Applicant.from_dict(doc["applicant"]),
            procedure=told.procedure.name,
            papers=tuple(HandedPaper(**paper) for paper in doc["papers"]),
            time_limit=_limit(told).label(remote=desk.settings.is_remote),
            received_at=_at(doc["received_at"]),
            due_at=_at(doc["promised_due_at"]),
            received_by=told.name(doc["received_by"]),
            qr=receipt_text(told.record, doc["number"], desk.sign),
            sets=doc["sets"],
            return_by=doc["return_by"],
            principal=Applicant.from_dict(principal) if principal else None,
            serial=told.serial(doc["received_at"]),
            book=f"{told.place.volume:02d}" if told.place else "",
            entry=str(told.place.n) if told.place else "",
            copy=told.copy,
            office=issuer.office,
            office_address=issuer.address,
            office_phone=issuer.phone,
            form_set=issuer.form_set,
            tracking=tracking_address(
                desk.settings.value("tracking_address"), doc.get("official_code") or doc["number"]
            ),
        )
    )


def _supplement(told: Told, desk: Desk) -> Paper:
    asked = _happened(told.doc.get("supplement_request"))
    about = _about(told, desk, asked["requested_at"])
    return supplement_paper(about, tuple(asked["items"]), asked["reason"], told.name(asked["officer"]))


def _refusal(told: Told, desk: Desk) -> Paper:
    refused = told.doc.get("refusal")
    decision = told.doc.get("decision") or {}
    if refused:
        about = _about(told, desk, refused["at"])
        return refusal_paper(about, tuple(refused["reasons"]), told.name(refused["by"]))
    if decision.get("outcome") != "rejected":  # not eligible after appraisal: the same form, as a result
        raise DeskError(PAPER_NOT_YET)
    about = _about(told, desk, decision["decided_at"])
    return refusal_paper(about, (decision["summary"],), decision["signer"])


def _apology(told: Told, desk: Desk) -> Paper:
    said = _happened(told.doc.get("apology"))
    apology = Apology(
        agency=said["agency"],
        received_at=_at(told.doc["received_at"]),
        due_before=_at(said["due_before"]),
        due_after=_at(said["due_after"]),
        reason=said["reason"],
        signer=said["signer"],
    )
    return apology_paper(_about(told, desk, said["at"]), apology)


def _stop(told: Told, desk: Desk) -> Paper:
    stopped = told.last("withdraw_request")
    if stopped is None:
        raise DeskError(PAPER_NOT_YET)
    papers = [HandedPaper(**paper) for paper in told.doc["papers"]]
    back = tuple(
        f"{one.name} ({one.originals:02d} bản chính)" for one in papers if one.handed_in and one.originals
    )
    stop = Stop(
        received_at=_at(told.doc["received_at"]),
        stopped_at=_at(stopped.at),
        reason=str(stopped.payload["args"]["reason"]),
        returned=back,
        signed_by=told.name(stopped.actor),
    )
    return stop_paper(_about(told, desk, stopped.at), stop)


def _control(told: Told, desk: Desk) -> Paper:
    doc = told.doc
    if not doc.get("due_at"):
        raise DeskError(PAPER_NOT_YET)
    control = Control(
        resolving=told.procedure.agency,
        assisting="",
        received_at=_at(doc["received_at"]),
        due_at=_at(doc["due_at"]),
        steps=tuple(_steps(told, issuer_of(desk, told.units, doc["office"]).name)),
    )
    return control_paper(_about(told, desk, doc["received_at"]), control)


def _steps(told: Told, counter: str) -> list[HandOver]:
    """Return the hand-overs that the record knows: to the officer, between units, back with the result."""
    doc, unit, steps = told.doc, told.procedure.agency, list[HandOver]()
    taken = told.last("accept")
    if taken is not None:
        giver, taker = told.name(doc["received_by"]), told.name(str(doc.get("officer", "")))
        steps.append(HandOver(counter, unit, _at(taken.at), giver, taker))
    for row in doc.get("hand_overs", ()):
        giver = told.name(row["by"])
        given = HandOver(
            row["giver_unit"], row["taker_unit"], _at(row["at"]), giver, row["taker"], "", row["note"]
        )
        steps.append(given)
    decision = doc.get("decision")
    if decision:
        at, due = _at(decision["decided_at"]), _at(doc["due_at"])
        result = LATE if at > due else ON_TIME if at.date() == due.date() else EARLY
        steps.append(HandOver(unit, counter, at, decision["signer"], "", result))
    return steps


def _fee(told: Told, desk: Desk) -> Paper:
    """Write the receipt of the newest payment that was not returned."""
    lines = told.doc.get("fees", ())
    gone = {line["reverses"] for line in lines if line.get("reverses")}
    taken = [line for line in lines if line["amount"] > 0 and line.get("receipt_no") not in gone]
    if not taken:
        raise DeskError(PAPER_NOT_YET)
    line = taken[-1]
    alone = {"title": line["title"], "quantity": 1, "unit_price": line["amount"], "amount": line["amount"]}
    rows = tuple(
        FeeRow(row["title"], row["quantity"], "lần", row["unit_price"], row["amount"])
        for row in line.get("rows") or (alone,)
    )
    serial, volume = printed_number(line.get("receipt_no") or "")
    payment = Payment(
        rows=rows,
        method=line.get("method", "cash"),
        taken_by=told.name(line.get("clerk") or line["by"]),
        exemption=_spared(exemption_of(line)),
        wording=desk.settings.wording,
        volume=volume,
    )
    return fee_paper(replace(_about(told, desk, line["at"]), serial=serial), payment)


def _certification(told: Told, desk: Desk) -> Paper:
    """Write the slip of copies that are certified; only where such copies were asked for."""
    doc, papers = told.doc, certified(told.procedure, told.doc.get("content") or {})
    if not papers or not doc.get("promised_due_at") or doc.get("refusal"):
        raise DeskError(PAPER_NOT_YET)
    times = (_at(doc["received_at"]), _at(doc["promised_due_at"]))
    about = _about(told, desk, doc["received_at"])
    return certification_paper(about, papers, times, told.name(doc["received_by"]))


def _notice(told: Told, desk: Desk) -> Paper:
    """Write what is still to be paid, of the day it was asked for, or else of the receipt."""
    doc, owed = told.doc, told.owed
    if owed is None or not owed.open or doc["status"] in NOBODY_PAYS:
        raise DeskError(PAPER_NOT_YET)
    try:
        code = payment_code(doc, owed.open, desk)
    except RuleError:
        code = None  # no account is set: cash at the counter
    payment = Payment(
        rows=tuple(FeeRow(*line[:2], "lần", *line[2:]) for line in owed.lines_of(owed.open)),
        method="cash",
        taken_by=desk.shift.full_name,
        is_paid=False,
        exemption=_spared(recorded_exemption(doc)),
        vietqr=code.text if code else "",
        memo=code.memo if code else "",
        account=f"{code.bank_name}, {code.account}" if code else "",
        wording=desk.settings.wording,
    )
    at = (doc.get("payment_request") or {}).get("requested_at") or doc["received_at"]
    return fee_paper(_about(told, desk, at), payment)


def _spared(claim: Exemption | None) -> str:
    return f"{LABEL_OF_GROUND[claim.ground]}; {claim.evidence}" if claim else ""


def _hand_over(told: Told, desk: Desk) -> Paper:
    """Write the list of its newest hand-over anew, with this dossier alone on it."""
    rows = told.doc.get("hand_overs") or ()
    if not rows:
        raise DeskError(PAPER_NOT_YET)
    last = rows[-1]
    handing = Handing(
        told.name(last["by"]), last["taker"], last["taker_unit"], _at(last["at"]), last.get("serial", "")
    )
    line = handed_dossier(told.doc, told.procedure.short_name, last["note"])
    return hand_over_paper(issuer_of(desk, told.units, told.doc["office"]), handing, (line,))


def handed_dossier(doc: Doc, procedure: str, note: str) -> HandedDossier:
    """Say a dossier as one line of a hand-over.

    Args:
        doc: Its document.
        procedure: Short name of its procedure.
        note: Remark of the line, or empty.
    """
    due = doc.get("due_at")
    return HandedDossier(
        code=doc.get("official_code") or doc["number"],
        procedure=procedure,
        person=doc["applicant"]["full_name"],
        papers=sum(1 for paper in doc["papers"] if paper["handed_in"]),
        due_at=_at(due) if due else None,
        note=note,
    )


def _happened(facts: Doc | None) -> Doc:
    if not facts:
        raise DeskError(PAPER_NOT_YET)
    return facts


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


_PAPERS: Final[Mapping[PaperKind, Callable[[Told, Desk], Paper]]] = {
    PaperKind.RECEIPT: _receipt,
    PaperKind.SUPPLEMENT: _supplement,
    PaperKind.REFUSAL: _refusal,
    PaperKind.APOLOGY: _apology,
    PaperKind.STOP: _stop,
    PaperKind.CONTROL: _control,
    PaperKind.FEE: _fee,
    PaperKind.HAND_OVER: _hand_over,
    PaperKind.CERTIFICATION: _certification,
    PaperKind.NOTICE: _notice,
}
