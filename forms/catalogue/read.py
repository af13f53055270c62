"""Reading the catalogue: the one shipped with the program, or a package of bytes.

Here: strict reading, with the place of every mistake. Not here: searching (`catalogue`), counting or
drawing anything.
"""

from __future__ import annotations

from datetime import time
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, Final, NoReturn

from forms.canonical import canonical, strict_json
from forms.catalogue.catalogue import Catalogue
from forms.dossier.procedure import (
    DecidedAt,
    FeeKind,
    FeeRule,
    PaperKind,
    Procedure,
    RequiredPaper,
    TimeLimit,
    Unit,
    is_procedure_code,
)
from forms.errors import Faults, RuleError

_LEAST_FEE: Final = 1000
"""Đồng; fees off by a thousand are a known trap."""
_FOLDER: Final = "forms.catalogue.data"
_FIELDS: Final = (
    *("code", "name", "short_name", "field", "papers", "time_limit", "fee", "decided_at"),
    *("form", "result", "agency", "source", "exactness", "supplement_clock"),
)


@cache
def shipped() -> Catalogue:
    """Return the catalogue that came with the program; read once."""
    lists = resources.files(_FOLDER) / "procedures"
    order = strict_json((lists / "edition.json").read_bytes())
    procedures = [
        entry
        for name in order["lists"]
        for entry in strict_json((lists / f"{name}.json").read_bytes())["procedures"]
    ]
    everyday = {code: place for place, code in enumerate(order["everyday"])}
    procedures.sort(key=lambda entry: everyday.get(entry.get("code"), len(everyday)))
    return parse(canonical({"edition": order["edition"], "procedures": procedures}))


def parse(raw: bytes) -> Catalogue:
    """Read a catalogue package.

    Args:
        raw: Strict JSON `{"edition": "…", "procedures": [...]}`.

    Raises:
        RuleError: Anything missing, unknown, doubled or out of its range; `where` names procedure and field.
    """
    package = strict_json(raw)
    if not isinstance(package, dict) or not isinstance(package.get("procedures"), list):
        _wrong("-", "procedures")
    procedures = [_procedure(entry) for entry in package["procedures"]]
    seen: set[str] = set()
    for procedure in procedures:
        if procedure.code in seen:
            _wrong(procedure.code, "code")
        seen.add(procedure.code)
    return Catalogue(_Record("-", package).text("edition"), procedures)


class _Record:
    """One JSON object of the package, read field by field."""

    def __init__(self, code: str, facts: Any) -> None:
        self.code = code
        self.facts: dict[str, Any] = facts if isinstance(facts, dict) else _wrong(code, "-")

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; required unless a default is given."""
        value = self.facts.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            _wrong(self.code, name)
        return value

    def count(self, name: str, default: int) -> int:
        """Return a whole number, not negative."""
        value = self.facts.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            _wrong(self.code, name)
        return value

    def flag(self, name: str) -> bool:
        """Return a truth value; required."""
        value = self.facts.get(name)
        if not isinstance(value, bool):
            _wrong(self.code, name)
        return value

    def fraction(self, name: str) -> Fraction:
        """Return a number spelled as text, e.g. `0.25`; absent is zero."""
        try:
            return Fraction(self.text(name, "0"))
        except (ValueError, ZeroDivisionError):
            _wrong(self.code, name)

    def record(self, name: str) -> _Record:
        """Return an object inside."""
        return _Record(self.code, self.facts.get(name))

    def only(self, *names: str) -> None:
        """Refuse fields that nobody reads."""
        for name in self.facts:
            if name not in names:
                _wrong(self.code, name)


def _procedure(entry: Any) -> Procedure:
    code = entry.get("code") if isinstance(entry, dict) else None
    if not isinstance(code, str) or not is_procedure_code(code):
        _wrong("-", "code")
    facts = _Record(code, entry)
    facts.only(*_FIELDS)
    papers = entry.get("papers")
    if not isinstance(papers, list):
        _wrong(code, "papers")
    try:
        return Procedure(
            code=code,
            name=facts.text("name"),
            short_name=facts.text("short_name", "") or facts.text("name"),
            field=facts.text("field"),
            papers=_papers(code, papers),
            time_limit=_time_limit(facts.record("time_limit")),
            fee=_fee(facts.record("fee")),
            decided_at=DecidedAt(facts.text("decided_at")),
            form_id=facts.text("form", "") or None,
            result_name=facts.text("result"),
            agency=facts.text("agency"),
            legal_source=facts.text("source"),
            exactness=facts.text("exactness"),
            supplement_clock=facts.text("supplement_clock", "restart"),
        )
    except ValueError:
        _wrong(code, "decided_at, unit or kind")


def _papers(code: str, entries: list[Any]) -> tuple[RequiredPaper, ...]:
    papers: list[RequiredPaper] = []
    for entry in entries:
        facts = _Record(code, entry)
        facts.only("name", "originals", "copies", "required", "kind", "case")
        paper = RequiredPaper(
            name=facts.text("name"),
            originals=facts.count("originals", 1),
            copies=facts.count("copies", 0),
            required=facts.flag("required"),
            kind=PaperKind(facts.text("kind", "submit")),
            case=facts.text("case", ""),
        )
        if paper.name in {known.name for known in papers}:
            _wrong(code, "papers: name twice")
        papers.append(paper)
    return tuple(papers)


def _time_limit(facts: _Record) -> TimeLimit:
    facts.only("unit", "value", "cutoff", "remote_extra")
    cutoff = facts.text("cutoff", "")
    return TimeLimit(
        unit=Unit(facts.text("unit")),
        value=facts.fraction("value"),
        cutoff=time.fromisoformat(cutoff) if cutoff else None,
        remote_extra=facts.fraction("remote_extra"),
    )


def _fee(facts: _Record) -> FeeRule:
    facts.only("kind", "amount", "note", "extract_copy")
    kind = FeeKind(facts.text("kind"))
    amount, extract = facts.count("amount", 0), facts.count("extract_copy", 0)
    if kind in (FeeKind.FIXED, FeeKind.PER_COPY) and amount < _LEAST_FEE:
        _wrong(facts.code, "fee.amount")
    if 0 < extract < _LEAST_FEE:
        _wrong(facts.code, "fee.extract_copy")
    return FeeRule(kind, amount, facts.text("note", ""), extract)


def _wrong(code: str, field: str) -> NoReturn:
    raise RuleError(Faults.CATALOGUE.value, procedure=code, field=field)
