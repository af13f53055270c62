"""What the province counts by, read from its store and kept for a minute.

A server that runs beside the one where somebody published follows within that minute. Not here: what the
rules are (`forms.catalogue.office_rules`), publishing them (`usecases.publish_rules`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from sync.province.due_date import rules_for

if TYPE_CHECKING:
    from forms.catalogue.office_rules import OfficeRules
    from forms.catalogue.package import Package
    from sync.core.ports import Clock
    from sync.province.registry import OpenRegister

KEPT_S: Final = 60.0


class PublishedRules:
    """Gives the rules of a commune; asked outside transactions, for it may read the store.

    Args:
        open_register: where packages are kept.
        clock: what day it is, and how long ago the store was read.
    """

    def __init__(self, open_register: OpenRegister, clock: Clock) -> None:
        self._open, self._clock = open_register, clock
        self._read_at: float | None = None
        self._packages: tuple[Package, ...] = ()
        self._rules: dict[str, OfficeRules] = {}

    def __call__(self, scope: str) -> OfficeRules:
        """Return what a commune's due dates are counted by today."""
        now = self._clock.monotonic()
        if self._read_at is None or now - self._read_at > KEPT_S:
            with self._open() as register:
                self._packages = register.packages()
            self._read_at, self._rules = now, {}
        if scope not in self._rules:
            today = local(self._clock.now()).date()
            self._rules[scope] = rules_for(self._packages, scope, today)
        return self._rules[scope]
