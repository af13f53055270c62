"""What the papers of a dossier are made from: their kinds, the record as they see it, the office they name.

Not here: which fact stands in which field (`circular_papers`, `house_papers`), the wording (`forms.papers`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from desktop_app.errors import PAPER_NOT_YET, DeskError
from desktop_app.ports.books import Place
from desktop_app.ports.desk import Desk
from desktop_app.ports.reading import HistoryLine
from forms.catalogue.communes import Units
from forms.codes.receipt_qr import receipt_text
from forms.dossier.people import Applicant
from forms.dossier.procedure import Procedure
from forms.money.ledger import Owed
from forms.papers.about import About
from forms.papers.issuer import FormSet, Issuer

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


def about_of(told: Told, desk: Desk, at: str) -> About:
    """Return what stands on every paper but the receipt: office, dossier, person, number.

    Args:
        told: The record.
        desk: The shift; its device signs the squares.
        at: The instant of what the paper records, RFC 3339.
    """
    doc = told.doc
    return About(
        issuer=issuer_of(desk, told.units, doc["office"]),
        number=doc["number"],
        official_code=doc.get("official_code"),
        applicant=Applicant.from_dict(doc["applicant"]),
        procedure=told.procedure.name,
        issued_at=instant(at),
        qr=receipt_text(told.record, doc["number"], desk.sign),
        serial=told.serial(at),
        copy=told.copy,
    )


def happened(facts: Doc | None) -> Doc:
    """Return what the record says of a step.

    Raises:
        DeskError: PAPER_NOT_YET where it says nothing.
    """
    if not facts:
        raise DeskError(PAPER_NOT_YET)
    return facts


def instant(text: str) -> datetime:
    """Read an instant of the record, RFC 3339."""
    return datetime.fromisoformat(text)
