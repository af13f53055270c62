"""Catalogue and e-forms as the desk uses them: read once, kept while the program runs.

Today both are what ships with the program; a package received later will be looked for here first.
"""

from functools import cached_property

from desktop_app.errors import NO_SUCH_FORM, DeskError
from forms.catalogue.catalogue import Catalogue
from forms.catalogue.read import shipped
from forms.catalogue.shelf import shipped_form
from forms.xforms.definition import FormDefinition


class ShippedShelf:
    """Implements the port `FormShelf` with what ships."""

    def __init__(self) -> None:
        self._forms: dict[str, FormDefinition] = {}

    @cached_property
    def _catalogue(self) -> Catalogue:
        return shipped()

    def catalogue(self) -> Catalogue:
        """Return the catalogue in force."""
        return self._catalogue

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
