"""An e-form as a package: the compiled form and the lists beside it.

A zip of `form.xml` and the files the form takes its choices from (`communes.csv`); the head's subject is the
form's id and its edition the form's version. Not here: making the XForm of a spreadsheet (`xlsform`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.catalogue.faults import PACKAGE_MALFORMED
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from forms.catalogue.package import Package
    from forms.xforms.definition import FormDefinition

FORM: Final = "form.xml"


def read_form_of(package: Package) -> FormDefinition:
    """Read the form of a package with the lists beside it.

    Args:
        package: One of kind `form`.

    Raises:
        RuleError: It holds no form, one of another id or edition than its head says, or one that is refused.
    """
    from forms.xforms.read import read_form  # noqa: PLC0415 - drags in XML; a locked desk needs none

    if FORM not in package.parts:
        raise RuleError(PACKAGE_MALFORMED, part=FORM)
    lists = {name: raw for name, raw in package.parts.items() if name != FORM}
    definition = read_form(package.parts[FORM], lists)
    for field, said, is_so in (
        ("subject", package.head.subject, definition.id),
        ("edition", package.head.edition, definition.version),
    ):
        if said != is_so:
            raise RuleError(PACKAGE_MALFORMED, part=FORM, field=field, package=said, form=is_so)
    return definition


def form_in_force(packages: Sequence[Package], on: date) -> Package | None:
    """Return the package of a form in force on a day, None where only the shipped edition is.

    Args:
        packages: Those of one form, in the order of their publication.
        on: The day.
    """
    begun = [one for one in packages if one.head.effective_from <= on]
    last = max((one.head.effective_from for one in begun), default=None)
    return next((one for one in reversed(begun) if one.head.effective_from == last), None)


def differences(new: Package, before: Sequence[Package]) -> tuple[str, ...]:
    """Say which questions come and go with a form.

    Args:
        new: The package, checked.
        before: Those of the same form published before it, the oldest first.
    """
    asked = _routes(new)
    if not before:
        return (f"Biểu mẫu {new.head.subject} phiên bản {new.head.edition}: {len(asked)} câu hỏi.",)
    known = _routes(before[-1])
    lines = [f"Thêm câu hỏi {route}." for route in asked if route not in known]
    lines += [f"Bỏ câu hỏi {route}." for route in known if route not in asked]
    return tuple(lines)


def _routes(package: Package) -> list[str]:
    return list(read_form_of(package).questions)
