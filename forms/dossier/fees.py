"""What a procedure costs.

Here: the rules, the lines of a quote. Not here: taking money, receipts, and formulas with who is spared from
a fee (`forms.money.quote` asks here for all the rest).
Source: TT 226/2016/TT-BTC for certification (2.000 đ for each of the first two pages, 1.000 đ from the
third, at most 200.000 đ a copy, pages of the original); TT 281/2016/TT-BTC for copies of an extract.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.dossier.fee_parts import FeeAsked, FeeRow
from forms.dossier.procedure import FeeKind, FeeRule, Procedure

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_PAGES: Final = 2
FIRST_PAGE_FEE: Final = 2_000
NEXT_PAGE_FEE: Final = 1_000
COPY_FEE_MAX: Final = 200_000


class FeeLine(NamedTuple):
    """One line of a quote: what for, how many, đồng each, đồng in all."""

    title: str
    quantity: int
    unit_price: int
    amount: int


@dataclass(frozen=True, slots=True)
class FeeQuote:
    """What the citizen pays, as far as the rule and the answers say.

    Attributes:
        amount: Đồng in all.
        lines: How it came about.
        is_certain: False where the amount is set locally or not published, and while no row is complete: the
            clerk enters it, or fills in the rows.
        note: What the clerk must know, in Vietnamese.
        exempted: Đồng left out for who is spared; a line of its own says so, all lines add up to `amount`.
    """

    amount: int
    lines: tuple[FeeLine, ...] = ()
    is_certain: bool = True
    note: str = ""
    exempted: int = 0


_USUAL: Final = FeeAsked()


def certified_copy_fee(pages: int) -> int:
    """Return the fee of one certified copy, đồng.

    Args:
        pages: Pages of the original, at least 1.
    """
    first = min(pages, FIRST_PAGES)
    return min(COPY_FEE_MAX, FIRST_PAGE_FEE * first + NEXT_PAGE_FEE * (pages - first))


def fee_of(procedure: Procedure, answers: Mapping[str, Any], asked: FeeAsked = _USUAL) -> FeeQuote:
    """Quote a procedure's fee, but for formulas and exemptions.

    Args:
        procedure: The procedure.
        answers: The e-form's answers as they stand; rows that are not complete yet count nothing. Copies of
            the extract stand under `copies_wanted/copies`.
        asked: The case and the channel, where the fee differs by them.
    """
    rule = procedure.fee
    match rule.kind:
        case FeeKind.FREE:
            lines: tuple[FeeLine, ...] = ()
        case FeeKind.FIXED:
            lines = (FeeLine(procedure.short_name, 1, rule.amount, rule.amount),)
        case FeeKind.PER_COPY:
            copies = _count(answers.get("copies", 1))
            lines = (FeeLine(procedure.short_name, copies, rule.amount, copies * rule.amount),)
        case FeeKind.CERTIFIED_COPY:
            lines = tuple(_certified_lines(answers))
        case FeeKind.TABLE:
            lines = tuple(_table_lines(procedure, answers, asked))
        case FeeKind.LOCAL | FeeKind.UNKNOWN | FeeKind.FORMULA:
            lines = ()
    is_certain = bool(lines) or rule.kind is FeeKind.FREE
    lines += _extract_lines(rule, answers)
    return FeeQuote(sum(line.amount for line in lines), lines, is_certain=is_certain, note=rule.note)


def row_for(rule: FeeRule, asked: FeeAsked) -> FeeRow | None:
    """Return the row of a fee's table for a case and a channel: the one that names most of them, or None."""
    fitting = [
        row for row in rule.rows if row.case in ("", asked.case) and row.channel in ("", asked.channel.value)
    ]
    return max(fitting, key=lambda row: (row.case != "", row.channel != ""), default=None)


def _table_lines(procedure: Procedure, answers: Mapping[str, Any], asked: FeeAsked) -> list[FeeLine]:
    row = row_for(procedure.fee, asked)
    if row is None:
        return []
    count = _count(answers.get(row.per, 1)) if row.per else 1
    title = row.title or procedure.short_name
    return [FeeLine(title, count, row.amount, count * row.amount)] if count else []


def _extract_lines(rule: FeeRule, answers: Mapping[str, Any]) -> tuple[FeeLine, ...]:
    wanted = answers.get("copies_wanted")
    copies = _count(wanted.get("copies")) if isinstance(wanted, dict) else 0
    if not (rule.extract_copy and copies):
        return ()
    return (FeeLine("Bản sao trích lục", copies, rule.extract_copy, copies * rule.extract_copy),)


class CertifiedCopies(NamedTuple):
    """Copies of one original: its title, pages, how many copies, đồng for each."""

    title: str
    pages: int
    copies: int
    fee_each: int


def certified_copies(answers: Mapping[str, Any]) -> list[CertifiedCopies]:
    """Return the complete rows of `documents`."""
    rows, found = answers.get("documents"), list[CertifiedCopies]()
    for row in rows if isinstance(rows, list) else []:
        pages, copies = (
            _count(row.get(name)) if isinstance(row, dict) else 0 for name in ("pages", "copies")
        )
        if pages and copies:
            title = str(row.get("title") or "Bản sao chứng thực")
            found.append(CertifiedCopies(title, pages, copies, certified_copy_fee(pages)))
    return found


def _certified_lines(answers: Mapping[str, Any]) -> list[FeeLine]:
    return [
        FeeLine(f"{one.title} ({one.pages} trang)", one.copies, one.fee_each, one.copies * one.fee_each)
        for one in certified_copies(answers)
    ]


def _count(value: Any) -> int:
    """Return a count as answered: a whole number above zero, or zero for what is not one."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < len("10000000"):
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
