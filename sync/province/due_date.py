"""The due date as the province counts it, beside the one the desk printed (decision "Paths of the province").

The law counts; this page only asks it for a dossier that was just submitted, supplemented or paid for, and
compares. Here too: what published packages come to, rules of a commune and lists of procedures.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from forms.catalogue.office_rules import OfficeRules, rules_by_day, rules_of
from forms.catalogue.package import PackageKind
from forms.catalogue.read import shipped_versions, versions_of
from forms.dossier.dossier import instant
from forms.dossier.recomputed import SAME, Rule, counted
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from forms.catalogue.package import Package
    from forms.catalogue.versions import Versions
    from forms.dossier.procedure import Procedure


@cache
def shipped_rules(_scope: str = "") -> OfficeRules:
    """Return what every commune counts by where nothing was published."""
    return rules_of(lambda _: (), date.min)


def shipped_rule() -> Rule:
    """Return the same as a due date is counted by it."""
    return shipped_rules().rule()


def rules_for(packages: Sequence[Package], scope: str, on: date) -> OfficeRules:
    """Return what a commune counts by on a day.

    Args:
        packages: all that was published, the oldest first; a `subject` names the commune it is for.
        scope: the commune's scope.
        on: the day.
    """
    return rules_of(_meant_for(packages, scope), on)


def rules_by_day_for(packages: Sequence[Package], scope: str) -> Callable[[date], Rule]:
    """Return by what a commune's due dates promised on a day are counted.

    Args:
        packages: as for `rules_for`.
        scope: the commune's scope.
    """
    return rules_by_day(_meant_for(packages, scope))


def _meant_for(packages: Sequence[Package], scope: str) -> Callable[[PackageKind], Iterable[Package]]:
    meant = ("", scope.removeprefix("c:"))
    return lambda kind: (p for p in packages if p.head.kind is kind and p.head.subject in meant)


def lists_of(packages: Iterable[Package]) -> Versions:
    """Return the versions of all procedures: those shipped, then those of published lists.

    Args:
        packages: all that was published, the oldest first.
    """
    lists = [package for package in packages if package.head.kind is PackageKind.PROCEDURES]
    return versions_of(lists) if lists else shipped_versions()


def other_due_date(doc: Mapping[str, Any], procedure: Procedure | None, rule: Rule) -> str | None:
    """Count a dossier's due date anew.

    Args:
        doc: the document after its submit, its supplement or its payment.
        procedure: the catalogue's record of it.
        rule: what it is counted by.

    Returns:
        The province's date, RFC 3339, when it is another one than `/due_at`; None when they agree, or when
        the procedure's limit has no clock.
    """
    if procedure is None:
        return None
    try:
        printed = datetime.fromisoformat(str(doc.get("due_at")))
        due = counted(doc, procedure, rule)
        return instant(due) if abs(due - printed) >= SAME else None
    except (RuleError, ValueError, TypeError):
        return None
