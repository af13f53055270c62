"""The fee of a procedure as a list spells it.

Here: reading it strictly. Not here: what it comes to (`dossier.fees`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.catalogue.record import wrong
from forms.dossier.procedure import FeeKind, FeeRule

if TYPE_CHECKING:
    from forms.catalogue.record import Record

_LEAST_FEE: Final = 1000
"""Đồng; fees off by a thousand are a known trap."""


def read_fee(facts: Record) -> FeeRule:
    """Read a fee's rule.

    Args:
        facts: The object `fee` of a procedure.

    Raises:
        RuleError: A field nobody reads, or an amount no fee has.
        ValueError: An unknown kind.
    """
    facts.only("kind", "amount", "note", "extract_copy")
    kind = FeeKind(facts.text("kind"))
    amount, extract = facts.count("amount", 0), facts.count("extract_copy", 0)
    if kind in (FeeKind.FIXED, FeeKind.PER_COPY) and amount < _LEAST_FEE:
        wrong(facts.code, "fee.amount")
    if 0 < extract < _LEAST_FEE:
        wrong(facts.code, "fee.extract_copy")
    return FeeRule(kind, amount, facts.text("note", ""), extract)
