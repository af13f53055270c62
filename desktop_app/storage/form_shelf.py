"""Catalogue and e-forms as the desk uses them: read once, kept while the program runs.

A locked desk knows what ships with the program; an unlocked one also what was published to its store.
"""

from collections.abc import Callable
from datetime import date, datetime

from desktop_app.errors import NO_SUCH_FORM, DeskError
from desktop_app.ports.packages import Packages
from forms.catalogue.catalogue import Catalogue
from forms.catalogue.communes import Units
from forms.catalogue.fee_table import priced
from forms.catalogue.form_package import form_in_force, read_form_of
from forms.catalogue.package import PackageKind
from forms.catalogue.read import shipped, shipped_versions
from forms.catalogue.shelf import shipped_form
from forms.catalogue.units import of_package
from forms.catalogue.units import shipped as shipped_units
from forms.catalogue.versions import Versions
from forms.dossier.calendar import local
from forms.dossier.procedure import Procedure
from forms.xforms.definition import FormDefinition


class ShippedShelf:
    """Implements the port `FormShelf` with what ships."""

    def __init__(self) -> None:
        self._forms: dict[str, FormDefinition] = {}

    def catalogue(self) -> Catalogue:
        """Return the catalogue that ships."""
        return shipped()

    def versions(self) -> Versions:
        """Return the versions that ship."""
        return shipped_versions()

    def priced(self, procedure: Procedure, on: date) -> Procedure:  # noqa: ARG002 - what ships has one price
        """Return the procedure with the fee that ships."""
        return procedure

    def units(self) -> Units:
        """Return the units that ship."""
        return shipped_units()

    def form_id(self, procedure: Procedure) -> str | None:
        """Return what the catalogue says."""
        return procedure.form_id

    def form_edition(self, form_id: str, version: str) -> FormDefinition | None:
        """Return the shipped edition, if it is this one."""
        try:
            shipped_one = ShippedShelf.form(self, form_id)
        except DeskError:
            return None
        return shipped_one if shipped_one.version == version else None

    def form(self, form_id: str) -> FormDefinition:
        """Return the e-form.

        Raises:
            DeskError: NO_SUCH_FORM.
        """
        from forms.xforms.read import read_form  # noqa: PLC0415 - drags in XML; a locked desk needs none

        if form_id not in self._forms:
            try:
                raw = shipped_form(form_id)
            except KeyError:
                raise DeskError(NO_SUCH_FORM, form=form_id) from None
            self._forms[form_id] = read_form(raw)
        return self._forms[form_id]


class OfficeShelf(ShippedShelf):
    """Implements the port `FormShelf` with what ships and what was published here."""

    def __init__(self, packages: Packages, now: Callable[[], datetime]) -> None:
        """Take the published packages, and the clock that says which day's list is in force."""
        super().__init__()
        self._packages, self._now = packages, now
        self._units: tuple[tuple[int, date], Units] | None = None
        self._editions: dict[bytes, FormDefinition] = {}
        self._published: dict[str, tuple[tuple[int, date], FormDefinition]] = {}

    def catalogue(self) -> Catalogue:
        """Return the catalogue in force today."""
        return self.versions().on(local(self._now()).date())

    def versions(self) -> Versions:
        """Return all versions of all procedures."""
        return self._packages.versions()

    def priced(self, procedure: Procedure, on: date) -> Procedure:
        """Return the procedure with the fee published for a day, where one was."""
        return priced(procedure, self._packages.packages(PackageKind.FEES), on)

    def units(self) -> Units:
        """Return the units in force today: the last published list that has begun, or the shipped one."""
        today = local(self._now()).date()
        moment = (self._packages.mark(), today)
        if self._units is None or self._units[0] != moment:
            begun = [
                one for one in self._packages.packages(PackageKind.UNITS) if one.head.effective_from <= today
            ]
            last = max(begun, key=lambda one: one.head.effective_from, default=None)
            self._units = moment, of_package(last) if last else super().units()
        return self._units[1]

    def form(self, form_id: str) -> FormDefinition:
        """Return the edition in force today, with the lists of its package; else the one that ships.

        Raises:
            DeskError: NO_SUCH_FORM.
        """
        today = local(self._now()).date()
        moment = (self._packages.mark(), today)
        known = self._published.get(form_id)
        if known is None or known[0] != moment:
            package = form_in_force(self._packages.packages(PackageKind.FORM, form_id), today)
            known = moment, read_form_of(package) if package else super().form(form_id)
            self._published[form_id] = known
        return known[1]

    def form_id(self, procedure: Procedure) -> str | None:
        """Return what the catalogue says, else the code itself where a form in force stands under it."""
        if procedure.form_id:
            return procedure.form_id
        published = self._packages.packages(PackageKind.FORM, procedure.code)
        begun = published and form_in_force(published, local(self._now()).date())
        return procedure.code if begun else None

    def form_edition(self, form_id: str, version: str) -> FormDefinition | None:
        """Return a published edition, read once, else the shipped one."""
        for package in self._packages.packages(PackageKind.FORM, form_id):
            if package.head.edition == version:
                if package.digest not in self._editions:
                    self._editions[package.digest] = read_form_of(package)
                return self._editions[package.digest]
        return super().form_edition(form_id, version)
