"""Mẫu 01 to 06 of TT 03/2025, each out of a dossier's record; what has not happened yet has no paper.

Here: which fact of the record stands in which field. Not here: the wording (`forms.papers`), printing, audit.
"""

from desktop_app.errors import PAPER_NOT_YET, DeskError
from desktop_app.ports.desk import Desk
from desktop_app.ports.papers import Told, about_of, happened, instant, issuer_of
from forms.codes.receipt_qr import receipt_text
from forms.codes.tracking import tracking_address
from forms.dossier.dossier import HandedPaper
from forms.dossier.people import Applicant
from forms.dossier.postponement import due_on_receipt
from forms.dossier.procedure import TimeLimit
from forms.papers.apology import Apology, apology_paper
from forms.papers.content import Paper
from forms.papers.control import EARLY, LATE, ON_TIME, Control, HandOver, control_paper
from forms.papers.receipt import ReceiptFacts, receipt_paper
from forms.papers.refusal import refusal_paper
from forms.papers.stopping import Stop, stop_paper
from forms.papers.supplement import supplement_paper


def receipt(told: Told, desk: Desk) -> Paper:
    """Write Mẫu 01: what was handed in, and what was promised.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
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
            received_at=instant(doc["received_at"]),
            due_at=instant(due_on_receipt(doc)),
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


def supplement(told: Told, desk: Desk) -> Paper:
    """Write Mẫu 02 of the newest request for a supplement.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
    asked = happened(told.doc.get("supplement_request"))
    about = about_of(told, desk, asked["requested_at"])
    return supplement_paper(about, tuple(asked["items"]), asked["reason"], told.name(asked["officer"]))


def refusal(told: Told, desk: Desk) -> Paper:
    """Write Mẫu 03: refused at the counter, or, in the same form, not eligible after appraisal.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
    refused = told.doc.get("refusal")
    decision = told.doc.get("decision") or {}
    if refused:
        about = about_of(told, desk, refused["at"])
        return refusal_paper(about, tuple(refused["reasons"]), told.name(refused["by"]))
    if decision.get("outcome") != "rejected":
        raise DeskError(PAPER_NOT_YET)
    about = about_of(told, desk, decision["decided_at"])
    return refusal_paper(about, (decision["summary"],), decision["signer"])


def apology(told: Told, desk: Desk) -> Paper:
    """Write Mẫu 04.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
    said = happened(told.doc.get("apology"))
    facts = Apology(
        agency=said["agency"],
        received_at=instant(told.doc["received_at"]),
        due_before=instant(said["due_before"]),
        due_after=instant(said["due_after"]),
        reason=said["reason"],
        signer=said["signer"],
    )
    return apology_paper(about_of(told, desk, said["at"]), facts)


def stop(told: Told, desk: Desk) -> Paper:
    """Write Mẫu 05, with the originals that go back.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
    stopped = told.last("withdraw_request")
    if stopped is None:
        raise DeskError(PAPER_NOT_YET)
    papers = [HandedPaper(**paper) for paper in told.doc["papers"]]
    back = tuple(
        f"{one.name} ({one.originals:02d} bản chính)" for one in papers if one.handed_in and one.originals
    )
    facts = Stop(
        received_at=instant(told.doc["received_at"]),
        stopped_at=instant(stopped.at),
        reason=str(stopped.payload["args"]["reason"]),
        returned=back,
        signed_by=told.name(stopped.actor),
    )
    return stop_paper(about_of(told, desk, stopped.at), facts)


def control(told: Told, desk: Desk) -> Paper:
    """Write Mẫu 06, with the hand-overs that the record knows.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
    doc = told.doc
    if not doc.get("due_at"):
        raise DeskError(PAPER_NOT_YET)
    facts = Control(
        resolving=told.procedure.agency,
        assisting="",
        received_at=instant(doc["received_at"]),
        due_at=instant(doc["due_at"]),
        steps=tuple(_steps(told, issuer_of(desk, told.units, doc["office"]).name)),
    )
    return control_paper(about_of(told, desk, doc["received_at"]), facts)


def _steps(told: Told, counter: str) -> list[HandOver]:
    """Return the hand-overs that the record knows: to the officer, between units, back with the result."""
    doc, unit, steps = told.doc, told.procedure.agency, list[HandOver]()
    taken = told.last("accept")
    if taken is not None:
        giver, taker = told.name(doc["received_by"]), told.name(str(doc.get("officer", "")))
        steps.append(HandOver(counter, unit, instant(taken.at), giver, taker))
    for row in doc.get("hand_overs", ()):
        giver = told.name(row["by"])
        given = HandOver(
            row["giver_unit"], row["taker_unit"], instant(row["at"]), giver, row["taker"], "", row["note"]
        )
        steps.append(given)
    decision = doc.get("decision")
    if decision:
        at, due = instant(decision["decided_at"]), instant(doc["due_at"])
        result = LATE if at > due else ON_TIME if at.date() == due.date() else EARLY
        steps.append(HandOver(unit, counter, at, decision["signer"], "", result))
    return steps


def _limit(told: Told) -> TimeLimit:
    return told.procedure.limit_for(str(told.doc.get("case") or ""))
