"""The e-forms by whose labels answers are shown: those that ship, and those published here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from forms.catalogue.package import PackageKind
from forms.catalogue.shelf import SHIPPED, shipped_form
from forms.xforms.read import read_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.catalogue.package import Package
    from forms.xforms.definition import FormDefinition


def shipped_edition(form_id: str, _version: str = "") -> FormDefinition | None:
    """Return the shipped form of an id, whatever edition is named; None where none ships."""
    return _read(form_id) if form_id in SHIPPED else None


@cache
def _read(form_id: str) -> FormDefinition:
    return read_form(shipped_form(form_id))


def package_of(packages: Iterable[Package], form_id: str, version: str) -> Package | None:
    """Return the package of an edition of a form, None where it was not published here.

    Args:
        packages: all that was published.
        form_id: of the form.
        version: of the edition.
    """
    wanted = (PackageKind.FORM, form_id, version)
    heads = ((one.head, one) for one in packages)
    return next((one for head, one in heads if (head.kind, head.subject, head.edition) == wanted), None)
