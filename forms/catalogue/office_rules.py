"""By what an office counts on a day: its settings and its calendar, from what was published.

Here: laying published packages of days off and settings over what ships. Not here: counting
(`dossier.due_dates`), what a package may hold (`kinds`).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forms.catalogue import holidays, settings
from forms.catalogue.kinds import days_of
from forms.catalogue.package import PackageKind
from forms.dossier.recomputed import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forms.catalogue.package import Package
    from forms.catalogue.settings import Settings
    from forms.dossier.calendar import WorkCalendar


class OfficeRules(NamedTuple):
    """What an office counts by; without packages, what ships."""

    settings: Settings
    calendar: WorkCalendar

    def rule(self) -> Rule:
        """Return what a due date is counted by."""
        return Rule(self.calendar, self.settings.is_remote, self.settings.supplement_clock)


def rules_by_day(packages: Callable[[PackageKind], Iterable[Package]]) -> Callable[[date], Rule]:
    """Return by what due dates promised on a day are counted: the settings of that day, every day off known.

    Args:
        packages: The published packages of a kind, the oldest first; read now, not later.
    """
    known = {kind: tuple(packages(kind)) for kind in (PackageKind.SETTINGS, PackageKind.DAYS_OFF)}
    starts = [package.head.effective_from for package in known[PackageKind.SETTINGS]]

    @cache
    def since(start: date) -> Rule:
        return rules_of(known.__getitem__, start).rule()

    return lambda day: since(max((start for start in starts if start <= day), default=date.min))


def rules_of(packages: Callable[[PackageKind], Iterable[Package]], on: date) -> OfficeRules:
    """Return what an office counts by on a day.

    Args:
        packages: The published packages of a kind, the oldest first.
        on: The day; settings that take effect later do not count yet. A day off counts from its publication:
            promises reach into the future.
    """
    chosen = settings.in_force(packages(PackageKind.SETTINGS), on)
    days = holidays.overrides(row for each in packages(PackageKind.DAYS_OFF) for row in days_of(each))
    return OfficeRules(chosen, chosen.calendar(days))
