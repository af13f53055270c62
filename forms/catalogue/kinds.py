"""What each kind of package must hold, and how a newer one differs from what is in force.

One row a kind: whoever owns a kind's content brings its check and its difference. A kind without a row is
refused, so nothing enters that nobody reads. Not here: the wrapping (`package`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from forms.catalogue import fee_table, form_package, holidays, settings, units
from forms.catalogue.differing import procedure_changes
from forms.catalogue.faults import UNKNOWN_KIND
from forms.catalogue.package import CONTENT, Package, PackageKind, read_package
from forms.catalogue.publishing import check_edition
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class KindRules(NamedTuple):
    """The rules of one kind.

    Attributes:
        check: Refuses a package whose content cannot be used, with the place in `where` (RuleError).
        differ: Lines in Vietnamese: what changes with this package after those published before it, the
            oldest first.
        follow: Refuses a package that cannot be used after those published before it (RuleError).
    """

    check: Callable[[Package], object]
    differ: Callable[[Package, Sequence[Package]], tuple[str, ...]]
    follow: Callable[[Package, Sequence[Package]], None] = lambda _new, _before: None


def days_of(package: Package) -> tuple[holidays.DayOverride, ...]:
    """Return the rows of a package of days off.

    Raises:
        RuleError: It holds no table of days.
    """
    return holidays.parse(package.parts.get(CONTENT, b""))


def _check_days(package: Package) -> None:
    holidays.check(days_of(package), package.head.effective_from)


def _follow_days(new: Package, before: Sequence[Package]) -> None:
    earlier = (row for package in before for row in days_of(package))
    holidays.check(days_of(new), new.head.effective_from, earlier)


def _differ_days(new: Package, before: Sequence[Package]) -> tuple[str, ...]:
    return holidays.changes(days_of(new), (row for package in before for row in days_of(package)))


RULES: Final[dict[PackageKind, KindRules]] = {
    PackageKind.PROCEDURES: KindRules(check_edition, procedure_changes),
    PackageKind.FEES: KindRules(fee_table.rules_of, fee_table.differences),
    PackageKind.DAYS_OFF: KindRules(_check_days, _differ_days, _follow_days),
    PackageKind.SETTINGS: KindRules(settings.check, settings.differences),
    PackageKind.UNITS: KindRules(units.of_package, units.differences),
    PackageKind.FORM: KindRules(form_package.check, form_package.differences),
}


def checked(raw: bytes) -> Package:
    """Read a package whole, wrapping and content.

    Args:
        raw: The file.

    Raises:
        RuleError: Anything about it cannot be used; nothing of it is then used.
    """
    package = read_package(raw)
    rules = RULES.get(package.head.kind)
    if rules is None:
        raise RuleError(UNKNOWN_KIND, kind=package.head.kind.value)
    rules.check(package)
    return package


def check_after(new: Package, before: Sequence[Package]) -> None:
    """Refuse a package that alone can be used, and after those published before it cannot.

    Args:
        new: A checked package.
        before: The published ones of its kind and subject, the oldest first.

    Raises:
        RuleError: Each day off alone is lawful, and together they leave no day to work.
    """
    RULES[new.head.kind].follow(new, before)


def differences(new: Package, before: Sequence[Package]) -> tuple[str, ...]:
    """Return what changes, a line each, in Vietnamese; empty where a kind says nothing or nothing changes.

    Args:
        new: A checked package.
        before: The published ones of its kind and subject, the oldest first.
    """
    return RULES[new.head.kind].differ(new, before)
