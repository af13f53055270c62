"""Papers of a dossier that TT 03/2025 has no form for: receipt of a fee, notice to pay, slip, hand-over list.

Here: which fact of the record stands in which field. Not here: the wording (`forms.papers`), printing, audit.
"""

from dataclasses import replace

from desktop_app.errors import PAPER_NOT_YET, DeskError
from desktop_app.ports.certified import certified
from desktop_app.ports.desk import Desk
from desktop_app.ports.papers import Doc, Told, about_of, instant, issuer_of
from desktop_app.ports.paying import NOBODY_PAYS, payment_code
from forms.dossier.fee_parts import LABEL_OF_GROUND, Exemption
from forms.dossier.postponement import due_on_receipt
from forms.errors import RuleError
from forms.money.ledger import exemption_of, recorded_exemption
from forms.money.receipt_number import printed_number
from forms.papers.certification import certification_paper
from forms.papers.content import Paper
from forms.papers.fee_receipt import FeeRow, Payment, fee_paper
from forms.papers.hand_over import HandedDossier, Handing, hand_over_paper


def fee(told: Told, desk: Desk) -> Paper:
    """Write the receipt of the newest payment that was not returned.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
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
    return fee_paper(replace(about_of(told, desk, line["at"]), serial=serial), payment)


def notice(told: Told, desk: Desk) -> Paper:
    """Write what is still to be paid, of the day it was asked for, or else of the receipt.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
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
    return fee_paper(about_of(told, desk, at), payment)


def certification(told: Told, desk: Desk) -> Paper:
    """Write the slip of copies that are certified; only where such copies were asked for.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
    doc, papers = told.doc, certified(told.procedure, told.doc.get("content") or {})
    if not papers or not doc.get("promised_due_at") or doc.get("refusal"):
        raise DeskError(PAPER_NOT_YET)
    times = (instant(doc["received_at"]), instant(due_on_receipt(doc)))
    about = about_of(told, desk, doc["received_at"])
    return certification_paper(about, papers, times, told.name(doc["received_by"]))


def hand_over(told: Told, desk: Desk) -> Paper:
    """Write the list of its newest hand-over anew, with this dossier alone on it.

    Raises:
        DeskError: PAPER_NOT_YET.
    """
    rows = told.doc.get("hand_overs") or ()
    if not rows:
        raise DeskError(PAPER_NOT_YET)
    last = rows[-1]
    handing = Handing(
        told.name(last["by"]), last["taker"], last["taker_unit"], instant(last["at"]), last.get("serial", "")
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
        due_at=instant(due) if due else None,
        note=note,
    )


def _spared(claim: Exemption | None) -> str:
    return f"{LABEL_OF_GROUND[claim.ground]}; {claim.evidence}" if claim else ""
