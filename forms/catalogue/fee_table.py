"""Fees that the province's council decides: a package of kind `fees` over the fees of the lists.

Content: `{"fees": {"1.004194": {"kind": "table", …}}}`, each as a list spells a fee (`read_fee`). What a
package does not name stays as it was. A dossier pays by what was in force on the day it was received.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.catalogue.faults import PACKAGE_MALFORMED
from forms.catalogue.fee_words import fee_in_words
from forms.catalogue.read_fee import read_fee
from forms.catalogue.record import Record
from forms.dossier.procedure import FeeRule, Procedure, is_procedure_code
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from forms.catalogue.package import Package


def rules_of(package: Package) -> Mapping[str, FeeRule]:
    """Read a package of fees: code of the procedure → its rule.

    Raises:
        RuleError: Another shape, a code that is none, a fee that cannot be used.
    """
    content = package.content()
    fees = content.get("fees") if isinstance(content, dict) and content.keys() == {"fees"} else None
    if not isinstance(fees, dict) or not fees:
        raise RuleError(PACKAGE_MALFORMED, part="fees")
    rules = {}
    for code, facts in fees.items():
        if not is_procedure_code(code):
            raise RuleError(PACKAGE_MALFORMED, part="fees", field="code")
        try:
            rules[code] = read_fee(Record(code, facts))
        except ValueError:
            raise RuleError(PACKAGE_MALFORMED, part="fees", field=code) from None
    return rules


def in_force(packages: Iterable[Package], on: date) -> Mapping[str, FeeRule]:
    """Return the published fees of a day: of each procedure, the last published that had taken effect.

    Args:
        packages: Published packages of kind `fees`, the oldest first.
        on: The day.
    """
    rules: dict[str, FeeRule] = {}
    for package in packages:
        if package.head.effective_from <= on:
            rules |= rules_of(package)
    return rules


def priced(procedure: Procedure, packages: Iterable[Package], on: date) -> Procedure:
    """Return a procedure with the fee of a day: as published, or as its list has it."""
    rule = in_force(packages, on).get(procedure.code)
    return procedure if rule is None else replace(procedure, fee=rule)


def differences(new: Package, before: Sequence[Package]) -> tuple[str, ...]:
    """Return a line in Vietnamese for each fee that a package changes among those published."""
    old = in_force(before, new.head.effective_from)
    rules = rules_of(new)
    return tuple(
        f"Phí {code}: {fee_in_words(old[code]) if code in old else 'theo danh mục'} → {fee_in_words(rule)}"
        for code, rule in sorted(rules.items())
        if old.get(code) != rule
    )
