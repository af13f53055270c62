"""The fee of a procedure as a list spells it.

Here: reading it strictly. Not here: what it comes to (`dossier.fees`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.catalogue.record import wrong
from forms.dossier.fee_parts import ALL, Channel, FeeRow, Ground, Relief
from forms.dossier.procedure import FeeKind, FeeRule
from forms.errors import RuleError

if TYPE_CHECKING:
    from forms.catalogue.record import Record

_FIELDS: Final = ("kind", "amount", "note", "extract_copy", "rows", "formula", "inputs", "reliefs")

_LEAST_FEE: Final = 1000
"""Đồng; fees off by a thousand are a known trap."""


def read_fee(facts: Record) -> FeeRule:
    """Read a fee's rule.

    Args:
        facts: The object `fee` of a procedure.

    Raises:
        RuleError: A field nobody reads, an amount no fee has, two rows for one case and channel, a formula
            that cannot be used (`money.formula`).
        ValueError: An unknown kind.
    """
    facts.only(*_FIELDS)
    kind = FeeKind(facts.text("kind"))
    amount, extract = facts.count("amount", 0), facts.count("extract_copy", 0)
    if kind in (FeeKind.FIXED, FeeKind.PER_COPY) and amount < _LEAST_FEE:
        wrong(facts.code, "fee.amount")
    if 0 < extract < _LEAST_FEE:
        wrong(facts.code, "fee.extract_copy")
    return FeeRule(
        kind=kind,
        amount=amount,
        note=facts.text("note", ""),
        extract_copy=extract,
        rows=_rows(facts, kind),
        formula=_formula(facts, kind),
        inputs=_inputs(facts),
        reliefs=tuple(_relief(row) for row in facts.records("reliefs")),
    )


def _rows(fee: Record, kind: FeeKind) -> tuple[FeeRow, ...]:
    rows: list[FeeRow] = []
    for facts in fee.records("rows"):
        facts.only("amount", "title", "case", "channel", "per")
        amount, channel = facts.count("amount", -1), facts.text("channel", "")
        if 0 < amount < _LEAST_FEE or (channel and channel not in set(Channel)):
            wrong(fee.code, "fee.rows")
        row = FeeRow(amount, facts.text("title", ""), facts.text("case", ""), channel, facts.text("per", ""))
        if any((known.case, known.channel) == (row.case, row.channel) for known in rows):
            wrong(fee.code, "fee.rows: case and channel twice")
        rows.append(row)
    if bool(rows) is not (kind is FeeKind.TABLE):
        wrong(fee.code, "fee.rows")
    return tuple(rows)


def _inputs(fee: Record) -> tuple[tuple[str, str], ...]:
    if "inputs" not in fee.facts:
        return ()
    inputs = fee.record("inputs")
    return tuple((name, inputs.text(name)) for name in sorted(inputs.facts))


def _formula(fee: Record, kind: FeeKind) -> str:
    formula = fee.text("formula", "")
    if bool(formula.strip()) is not (kind is FeeKind.FORMULA):
        wrong(fee.code, "fee.formula")
    if formula:
        from forms.money.formula import check_formula  # noqa: PLC0415 - the form engine, for formulas only

        try:
            check_formula(formula, [name for name, _ in _inputs(fee)])
        except RuleError as error:
            error.where["procedure"] = fee.code
            raise
    return formula


def _relief(facts: Record) -> Relief:
    facts.only("ground", "percent", "source")
    percent = facts.count("percent", ALL)
    if not 0 < percent <= ALL:
        wrong(facts.code, "fee.reliefs")
    return Relief(Ground(facts.text("ground")), percent, facts.text("source", ""))
