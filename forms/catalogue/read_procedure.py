"""One procedure as a list spells it.

Here: reading it strictly, with the place of every mistake. Not here: lists and packages (`read`), the fee
(`read_fee`).
"""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Any, Final

from forms.catalogue.read_fee import read_fee
from forms.catalogue.record import Record, wrong
from forms.dossier.due_dates import SupplementClock
from forms.dossier.faults import STEPS_TOO_LONG
from forms.dossier.procedure import (
    Case,
    DataReplaces,
    DecidedAt,
    Extendable,
    PaperKind,
    Procedure,
    RequiredPaper,
    Result,
    Step,
    TimeLimit,
    Unit,
    is_procedure_code,
)
from forms.errors import RuleError

_FIELDS: Final = (
    *("code", "name", "short_name", "field", "papers", "cases", "time_limit", "fee", "decided_at"),
    *("form", "result", "results", "data_replaces", "agency", "source", "exactness", "supplement_clock"),
    *("steps", "effective_from"),
)
_PAPER: Final = (*("name", "originals", "copies", "at_most", "required", "kind", "case", "required_in_case"),)


def read_procedure(entry: Any, edition: str, effective_from: date) -> Procedure:
    """Read one procedure.

    Args:
        entry: Its JSON.
        edition: Edition of the list it stands in.
        effective_from: First day of the list, unless the procedure names its own.

    Raises:
        RuleError: Anything missing, unknown, doubled or out of its range; `where` names procedure and field.
    """
    code = entry.get("code") if isinstance(entry, dict) else None
    if not isinstance(code, str) or not is_procedure_code(code):
        wrong("-", "code")
    facts = Record(code, entry)
    facts.only(*_FIELDS)
    if "papers" not in facts.facts:
        wrong(code, "papers")
    try:
        limit = _time_limit(facts.record("time_limit"))
        cases = tuple(_case(row) for row in facts.records("cases"))
        papers = _papers(facts, {case.name for case in cases})
        return Procedure(
            code=code,
            name=facts.text("name"),
            short_name=facts.text("short_name", "") or facts.text("name"),
            field=facts.text("field"),
            papers=papers,
            time_limit=limit,
            fee=read_fee(facts.record("fee")),
            decided_at=DecidedAt(facts.text("decided_at")),
            form_id=facts.text("form", "") or None,
            result_name=facts.text("result"),
            agency=facts.text("agency"),
            legal_source=facts.text("source"),
            exactness=facts.text("exactness"),
            supplement_clock=_clock(facts),
            cases=_once(code, cases),
            results=tuple(_result(row) for row in facts.records("results")),
            data_replaces=tuple(_replaces(row, papers) for row in facts.records("data_replaces")),
            steps=_steps(facts, limit),
            edition=edition,
            effective_from=_day(facts, effective_from),
        )
    except ValueError:
        wrong(code, "decided_at, unit or kind")


def _day(facts: Record, usual: date) -> date:
    spelt = facts.text("effective_from", "")
    try:
        return date.fromisoformat(spelt) if spelt else usual
    except ValueError:
        wrong(facts.code, "effective_from")


def _once(code: str, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    if len({case.name for case in cases}) != len(cases):
        wrong(code, "cases: name twice")
    return cases


def _case(facts: Record) -> Case:
    facts.only("name", "time_limit")
    limit = _time_limit(facts.record("time_limit")) if "time_limit" in facts.facts else None
    return Case(facts.text("name"), limit)


def _papers(procedure: Record, cases: set[str]) -> tuple[RequiredPaper, ...]:
    papers: list[RequiredPaper] = []
    for facts in procedure.records("papers"):
        facts.only(*_PAPER)
        paper = RequiredPaper(
            name=facts.text("name"),
            originals=facts.count("originals", 1),
            copies=facts.count("copies", 0),
            required=facts.flag("required"),
            kind=PaperKind(facts.text("kind", "submit")),
            case=facts.text("case", ""),
            required_in_case=facts.flag("required_in_case", default=False),
            at_most=facts.count("at_most", 0),
        )
        if 0 < paper.at_most < paper.originals + paper.copies:
            wrong(facts.code, "papers: at_most")
        if any(known.name == paper.name and (not cases or known.case == paper.case) for known in papers):
            wrong(facts.code, "papers: name twice")
        if (paper.case and cases and paper.case not in cases) or (
            paper.required_in_case and paper.case not in cases
        ):
            wrong(facts.code, "papers: case")
        papers.append(paper)
    return tuple(papers)


def _time_limit(facts: Record) -> TimeLimit:
    facts.only("unit", "value", "cutoff", "remote_extra", "extendable")
    cutoff = facts.text("cutoff", "")
    return TimeLimit(
        unit=Unit(facts.text("unit")),
        value=facts.fraction("value"),
        cutoff=time.fromisoformat(cutoff) if cutoff else None,
        remote_extra=facts.fraction("remote_extra"),
        extendable=Extendable(facts.text("extendable", "")),
    )


def _steps(procedure: Record, limit: TimeLimit) -> tuple[Step, ...]:
    steps = []
    for facts in procedure.records("steps"):
        facts.only("name", "days")
        step = Step(facts.text("name"), facts.fraction("days"))
        if step.days < 0:
            wrong(procedure.code, "days")
        steps.append(step)
    most = limit.working_days()
    if most is not None and sum((step.days for step in steps), Fraction(0)) > most:
        raise RuleError(STEPS_TOO_LONG, procedure=procedure.code)
    return tuple(steps)


def _result(facts: Record) -> Result:
    facts.only("name", "code")
    return Result(facts.text("name"), facts.text("code", ""))


def _replaces(facts: Record, papers: tuple[RequiredPaper, ...]) -> DataReplaces:
    facts.only("document", "database", "agency", "paper")
    paper = facts.text("paper", "")
    if paper and paper not in {known.name for known in papers}:
        wrong(facts.code, "data_replaces: paper")
    return DataReplaces(facts.text("document"), facts.text("database"), facts.text("agency", ""), paper)


def _clock(facts: Record) -> str:
    clock = facts.text("supplement_clock", "")
    return SupplementClock(clock).value if clock else ""
