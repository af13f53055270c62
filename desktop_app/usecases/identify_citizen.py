"""Nhận diện công dân: a card's text into fields, warnings, today's dossiers of the same person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from desktop_app.ports import Desk, DossierRow, FormShelf, Queries
from desktop_app.ports.lookup import name_of
from forms.codes.citizen_card import CitizenCard, read_card
from forms.dossier.calendar import local
from forms.dossier.lifecycle import LABEL_VI, Status
from forms.dossier.people import check_personal_number


@dataclass(frozen=True, slots=True)
class EarlierDossier:
    """A dossier of the same personal number already received today."""

    id: str
    number: str
    procedure_name: str
    status: str
    status_label: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Identified:
    """Who stands at the counter, as the card says; nothing of it is verified.

    Attributes:
        applicant: Texts to show, under the keys of ADR 0001 (`birth_date` dd/mm/yyyy, `sex` Nam or Nữ).
        warnings: What to look at; they never block.
        extra: Fields of a newer card that we do not know, for the clerk to see.
        earlier: What this person already handed in today.
    """

    applicant: Mapping[str, str]
    warnings: tuple[str, ...]
    extra: tuple[str, ...]
    earlier: tuple[EarlierDossier, ...]


def identify_citizen(card: str, desk: Desk, queries: Queries, shelf: FormShelf) -> Identified:
    """Read a scanned or pasted card; the text itself is not kept.

    Args:
        card: What the scanner typed, or the clipboard held.
        desk: The shift.
        queries: The read side of the store.
        shelf: The catalogue, for names.

    Returns:
        Fields, warnings, and today's dossiers of the same person.

    Raises:
        DeskError: NOT_ALLOWED.
        RuleError: Not a card, or a card whose text an input method has changed.
    """
    desk.require("identify_citizen")
    read = read_card(card)
    now = local(desk.now())
    midnight = datetime.combine(now.date(), time(0), now.tzinfo)
    earlier = queries.of_person(read.citizen_id, midnight)
    return Identified(
        applicant=_applicant(read),
        warnings=_warnings(read),
        extra=tuple(read.extra),
        earlier=tuple(_earlier(row, shelf) for row in earlier),
    )


def _applicant(card: CitizenCard) -> dict[str, str]:
    fields = {
        "full_name": card.full_name,
        "citizen_id": card.citizen_id,
        "birth_date": f"{card.birth_date:%d/%m/%Y}",
        "sex": card.sex,
        "address": card.address,
    }
    return {name: text for name, text in fields.items() if text}


def _warnings(card: CitizenCard) -> tuple[str, ...]:
    said = [notice.sentence for notice in card.warnings]
    checked = check_personal_number(card.citizen_id, sex=card.sex or None, birth=card.birth_date)
    said += [notice.sentence for notice in checked if notice.sentence not in said]
    return tuple(said)


def _earlier(row: DossierRow, shelf: FormShelf) -> EarlierDossier:
    return EarlierDossier(
        id=str(row.id),
        number=row.number,
        procedure_name=name_of(shelf, row.procedure),
        status=row.status,
        status_label=LABEL_VI[Status(row.status)],
        received_at=datetime.fromisoformat(row.received_at),
    )
