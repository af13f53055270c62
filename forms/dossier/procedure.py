"""A procedure (thủ tục hành chính) as the catalogue publishes it.

Here: its parts, limit, fee rule, and who decides. Not here: reading the lists (`catalogue`), counting days
(`due_dates`), counting money (`fees`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from datetime import time

    from forms.dossier.fee_parts import FeeRow, Relief

CODE: Final = re.compile(r"\d\.\d{6}(?:\.(?:\d{3}\.\d{2}\.\d{2}\.)?H\d{2})?")


class PaperKind(StrEnum):
    """Whether a paper stays with the dossier or is shown only."""

    SUBMIT = "submit"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    """One part of the dossier (thành phần hồ sơ).

    Attributes:
        name: What it is called on the receipt.
        originals: Originals to hand in.
        copies: Copies to hand in.
        required: True where every case needs it.
        kind: Handed in, or shown only (xuất trình; never scanned, TT 03/2025 Đ5.2).
        case: Where the procedure has `cases`: the one it belongs to. Where it has none: when it is asked for,
            in words. Empty for every case.
        required_in_case: True where the case it belongs to needs it.
        at_most: Most of them that may be handed in; 0 where nothing limits it.
    """

    name: str
    originals: int = 1
    copies: int = 0
    required: bool = True
    kind: PaperKind = PaperKind.SUBMIT
    case: str = ""
    required_in_case: bool = False
    at_most: int = 0

    def is_needed(self) -> bool:
        """Tell whether it must be handed in, among the papers of the case that was chosen."""
        return (self.required or self.required_in_case) and self.kind is PaperKind.SUBMIT


class Unit(StrEnum):
    """What a time limit counts in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    SAME_DAY = "same_day"
    CAMPAIGN = "campaign"


LABEL_OF_UNIT: Final = {
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.CALENDAR_DAY: "ngày",
    Unit.HOUR: "giờ làm việc",
    Unit.SAME_DAY: "trong ngày làm việc",
    Unit.CAMPAIGN: "theo đợt",
}


class Extendable(StrEnum):
    """Whether a limit may be made longer for one dossier (NĐ 23/2015)."""

    NO = ""
    BY_TWO_DAYS = "two_days"
    """Many copies: at most two working days more; longer by written agreement."""
    BY_AGREEMENT = "agreement"
    """Contracts, wills, inheritance: by written agreement."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long the office may take.

    Attributes:
        unit: What is counted.
        value: How many; quarters of a day are lawful (0,25 = 2 h).
        cutoff: For SAME_DAY: received after it, the result is due the next working day. Local time.
        remote_extra: Added in remote communes, in the same unit (NĐ 151/2025 for land).
        extendable: Whether one dossier may take longer.
    """

    unit: Unit
    value: Fraction = Fraction(0)
    cutoff: time | None = None
    remote_extra: Fraction = Fraction(0)
    extendable: Extendable = Extendable.NO

    def __post_init__(self) -> None:
        counted = self.unit not in (Unit.SAME_DAY, Unit.CAMPAIGN)
        if self.value < 0 or self.remote_extra < 0 or (counted and self.value == 0):
            raise RuleError(Faults.BAD_LIMIT.value, unit=self.unit)

    def working_days(self) -> Fraction | None:
        """Return the limit in working days; None where it is not counted in working time."""
        if self.unit is Unit.HOUR:
            return self.value / 8
        return {Unit.WORKING_DAY: self.value, Unit.SAME_DAY: Fraction(1)}.get(self.unit)

    def label(self, *, remote: bool = False) -> str:
        """Return the limit as the receipt prints it, e.g. `3 ngày làm việc`."""
        if self.unit in (Unit.SAME_DAY, Unit.CAMPAIGN):
            return LABEL_OF_UNIT[self.unit].capitalize()
        value = self.value + (self.remote_extra if remote else 0)
        number = str(value) if value.denominator == 1 else f"{float(value):g}".replace(".", ",")
        return f"{number} {LABEL_OF_UNIT[self.unit]}"


class Step(NamedTuple):
    """One step of the process (quy trình nội bộ); `days` are working days of 8 hours, 0 for no length."""

    name: str
    days: Fraction


class FeeKind(StrEnum):
    """How a fee is found."""

    FREE = "free"
    FIXED = "fixed"
    PER_COPY = "per_copy"
    CERTIFIED_COPY = "certified_copy"
    TABLE = "table"
    FORMULA = "formula"
    LOCAL = "local"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FeeRule:
    """The rule of a procedure's fee.

    Attributes:
        kind: How it is found. LOCAL: the province's council sets it, so it is configuration. UNKNOWN: the
            published page does not say.
        amount: Đồng; per case, per copy, or zero.
        note: What a clerk must know and kind and amount do not say: exemptions, another price online.
        extract_copy: Đồng for each copy of the extract (trích lục) asked for with it; zero where none is
            offered (TT 281/2016/TT-BTC: 8.000 đ).
        rows: Of a TABLE: by case and channel; no two for the same pair.
        formula: Of a FORMULA: an expression of the form engine over `inputs`, giving whole đồng.
        inputs: Answers the formula reads, each with its label in Vietnamese.
        reliefs: Whom it spares. Empty: the text does not say, and the law's general list stands.
    """

    kind: FeeKind = FeeKind.FREE
    amount: int = 0
    note: str = ""
    extract_copy: int = 0
    rows: tuple[FeeRow, ...] = ()
    formula: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    reliefs: tuple[Relief, ...] = ()


class DecidedAt(StrEnum):
    """Where the decision is taken."""

    DESK = "desk"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Case:
    """One of the cases of a procedure that exclude each other (trường hợp).

    Attributes:
        name: As the clerk chooses it.
        time_limit: Its own limit, or None where the procedure's holds.
    """

    name: str
    time_limit: TimeLimit | None = None


class Result(NamedTuple):
    """What the citizen gets: its name, its national code `KQ.Gxx.nnnnnn` or empty."""

    name: str
    code: str = ""


class DataReplaces(NamedTuple):
    """A paper that data of the state replaces: it must not be asked for (NQ 66.7/2025/NQ-CP).

    Attributes:
        document: The paper, as the resolution names it.
        database: Where its data stands.
        agency: Who keeps that database.
        paper: Name of the procedure's paper that it is, or empty where the list has no such paper.
    """

    document: str
    database: str
    agency: str
    paper: str = ""

    @property
    def name(self) -> str:
        """The name under which it stands among a dossier's papers."""
        return self.paper or self.document


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure as in force.

    Attributes:
        code: National code `d.dddddd`.
        name: Official name.
        short_name: The name a clerk uses; equals `name` where that is short.
        field: Field (lĩnh vực).
        papers: Parts of the dossier.
        time_limit: How long the office may take.
        fee: The fee's rule.
        decided_at: `desk`: a commune officer decides offline at the desk; `province`: in the provincial
            system.
        form_id: The e-form, or None where the paper form is used.
        result_name: What the citizen gets.
        agency: Who decides.
        legal_source: Decision that published it, or the page seen.
        exactness: Honest marks: what of this record was seen and what is unverified.
        supplement_clock: `restart` or `pause`, two lawful variants; empty where the office's setting holds.
        cases: Cases that exclude each other; a dossier is of exactly one of them. Empty where there are none.
        results: What the citizen gets, with national codes.
        data_replaces: Papers that a look-up replaces.
        steps: The process as its agency laid it down, in order; empty where the list does not say.
        edition: Edition of the list this version came with; with the code it names the version.
        effective_from: First day on which this version is in force.
    """

    code: str
    name: str
    short_name: str
    field: str
    papers: tuple[RequiredPaper, ...]
    time_limit: TimeLimit
    fee: FeeRule
    decided_at: DecidedAt
    form_id: str | None
    result_name: str
    agency: str
    legal_source: str
    exactness: str
    supplement_clock: str = ""
    cases: tuple[Case, ...] = ()
    results: tuple[Result, ...] = ()
    data_replaces: tuple[DataReplaces, ...] = ()
    steps: tuple[Step, ...] = ()
    edition: str = ""
    effective_from: date = date.min

    def case(self, name: str) -> Case | None:
        """Return the case of a name, or None."""
        return next((case for case in self.cases if case.name == name), None)

    def papers_for(self, case: str = "") -> tuple[RequiredPaper, ...]:
        """Return the papers of a case: those of every case and its own.

        Args:
            case: The case chosen; empty where none was, or the procedure has none.
        """
        if not self.cases:
            return self.papers
        own = {paper.name for paper in self.papers if case and paper.case == case}
        return tuple(
            paper
            for paper in self.papers
            if (not paper.case and paper.name not in own) or (case and paper.case == case)
        )

    def required_papers(self, case: str = "") -> tuple[RequiredPaper, ...]:
        """Return the papers that must be handed in; those shown only are not among them."""
        return tuple(paper for paper in self.papers_for(case) if paper.is_needed())

    def limit_for(self, case: str = "") -> TimeLimit:
        """Return how long the office may take in a case."""
        chosen = self.case(case)
        return self.time_limit if chosen is None or chosen.time_limit is None else chosen.time_limit


def is_procedure_code(text: str) -> bool:
    """Tell whether a text has the shape of a procedure's code."""
    return text.isascii() and CODE.fullmatch(text) is not None
