"""What the province judges, counts and shows answers by, read from its store; looked at again after a minute.

A server that runs beside the one where somebody published follows within that minute. Not here: what the
rules are (`forms.catalogue.office_rules`, `versions`), publishing them (`usecases.publish_rules`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.catalogue.form_package import read_form_of
from forms.catalogue.read import shipped_versions
from forms.dossier.calendar import local
from sync.province.due_date import lists_of, rules_for
from sync.province.form_editions import package_of, shipped_edition

if TYPE_CHECKING:
    from forms.catalogue.office_rules import OfficeRules
    from forms.catalogue.package import Package
    from forms.catalogue.versions import Versions
    from forms.xforms.definition import FormDefinition
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
        self._mark = 0
        self._packages: tuple[Package, ...] = ()
        self._versions = shipped_versions()
        self._rules: dict[str, OfficeRules] = {}
        self._forms: dict[bytes, FormDefinition] = {}

    def __call__(self, scope: str) -> OfficeRules:
        """Return what a commune's due dates are counted by today."""
        self._look()
        if scope not in self._rules:
            today = local(self._clock.now()).date()
            self._rules[scope] = rules_for(self._packages, scope, today)
        return self._rules[scope]

    def versions(self) -> Versions:
        """Return the procedures known here, each in all its versions."""
        self._look()
        return self._versions

    def form(self, form_id: str, version: str) -> FormDefinition | None:
        """Return the e-form a dossier names, as published here or else as shipped; None where neither."""
        self._look()
        package = package_of(self._packages, form_id, version)
        if package is None:
            return shipped_edition(form_id)
        if package.digest not in self._forms:
            self._forms[package.digest] = read_form_of(package)
        return self._forms[package.digest]

    def _look(self) -> None:
        """Read the store again after a minute; a long list only where something was published since."""
        now = self._clock.monotonic()
        if self._read_at is not None and now - self._read_at <= KEPT_S:
            return
        with self._open() as register:
            mark = register.packages_mark()
            if mark != self._mark:
                packages = register.packages()
                self._packages, self._versions, self._mark = packages, lists_of(packages), mark
        self._read_at, self._rules = now, {}
