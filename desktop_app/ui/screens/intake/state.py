"""What the intake screen shows, and the small checks of the applicant's fields. No toolkit, no office.

The law's own checks are made again by the verb that receives; these only spare the clerk a round trip.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from desktop_app.ui.ports import (
    AddressFacts,
    Attached,
    EarlierDossier,
    PaperRow,
    ProcedureFacts,
    ProcedureRow,
    Quote,
)
from desktop_app.ui.strings import WORDS
from forms.dossier.lookups import LookupStatus
from forms.dossier.people import is_other_paper, is_personal_number
from forms.dossier.tax_code import check_number, is_tax_code
from forms.text.figures import read_phone
from forms.xforms.entry import QuestionState

APPLICANT_FIELDS: Final = ("full_name", "citizen_id", "birth_date", "sex", "address", "phone")
REQUIRED: Final = frozenset({"full_name", "citizen_id"})
_DATE: Final = re.compile(r"(0[1-9]|[12]\d|3[01])/(0[1-9]|1[0-2])/(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the list, and how many were handed in (0: not ticked).

    `database` is where its data stands, if data replaces it; `lookup` then says how the look-up stands. Not
    `is_paper`: there is only a look-up, the procedure's own list has no such paper.
    """

    name: str
    detail: str
    required: bool
    count: int
    database: str = ""
    lookup: LookupStatus | None = None
    is_paper: bool = True


class CaseLine(NamedTuple):
    """One case of the procedure, and whether it is the chosen one."""

    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class IntakeState:
    """Everything the screen shows. ``problems`` are those to be seen now; ``missing`` counts all."""

    draft_id: str = ""
    hits: tuple[ProcedureRow, ...] = ()
    procedure: ProcedureFacts | None = None
    applicant: Mapping[str, str] = field(default_factory=dict)
    card_notes: tuple[str, ...] = ()
    card_read: bool = False
    earlier: tuple[EarlierDossier, ...] = ()
    address: AddressFacts | None = None
    """Set while the address may be written with a commune of today: one to confirm, or several to choose."""
    questions: tuple[QuestionState, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[CaseLine, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    files: tuple[Attached, ...] = ()
    return_by: str = "desk"
    channel: str = "direct"
    quote: Quote | None = None
    saved: str = ""
    missing: int = 0
    busy: bool = False
    trouble: str = ""
    file_trouble: str = ""
    form_note: str = ""
    """What the form asks for and this screen does not show."""


def applicant_problems(applicant: Mapping[str, str]) -> dict[str, str]:
    """Find what is missing or misshapen in the applicant's fields.

    Returns:
        Path such as ``/applicant/citizen_id`` → sentence.
    """
    found = {key: WORDS("must_be_filled") for key in REQUIRED if not applicant.get(key, "").strip()}
    number = applicant.get("citizen_id", "").strip()
    if number and not (is_personal_number(number) or is_tax_code(number) or is_other_paper(number)):
        found["citizen_id"] = WORDS("citizen_id_shape", count=sum(letter.isdigit() for letter in number))
    born = applicant.get("birth_date", "").strip()
    if born and not _DATE.fullmatch(born):
        found["birth_date"] = WORDS("date_shape")
    phone = applicant.get("phone", "").strip()
    if phone and read_phone(phone) is None:
        found["phone"] = WORDS("phone_shape")
    return {f"/applicant/{key}": found[key] for key in APPLICANT_FIELDS if key in found}


def number_notes(applicant: Mapping[str, str]) -> tuple[str, ...]:
    """Say what in the applicant's number does not fit the other fields; they warn, nothing is held up."""
    number = applicant.get("citizen_id", "").strip()
    if not is_personal_number(number):
        return ()
    sex, birth = applicant.get("sex", ""), applicant.get("birth_date", "")
    return tuple(notice.sentence for notice in check_number(number, sex=sex, birth=birth))


def usual_count(paper: PaperRow) -> int:
    """How many sheets of a paper one tick stands for."""
    return max(1, paper.originals + paper.copies)


def paper_detail(paper: PaperRow) -> str:
    """Say how many of a paper, and when it is asked for."""
    parts = []
    if paper.originals and paper.copies:
        parts.append(WORDS("paper_copies", originals=paper.originals, copies=paper.copies))
    elif paper.originals:
        parts.append(WORDS("paper_originals_only", originals=paper.originals))
    elif paper.copies:
        parts.append(WORDS("paper_copies_only", copies=paper.copies))
    if paper.kind == "present":
        parts.append(WORDS("paper_present"))
    if paper.at_most:
        parts.append(WORDS("paper_at_most", count=paper.at_most))
    if not paper.required and not paper.required_in_case:
        parts.append(paper.case or WORDS("paper_optional"))
    return " · ".join(parts)
