"""An e-form as a package: the compiled form and the lists beside it.

A zip of `form.xml`, the files the form takes its choices from (`communes.csv`), and `source.xlsx` where its
author wrote a spreadsheet; the head's subject is the form's id and its edition the form's version. Not here:
making the XForm of a spreadsheet (`xlsform`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.catalogue.faults import PACKAGE_MALFORMED
from forms.catalogue.package import pack_parts
from forms.catalogue.shelf import shipped_form
from forms.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from forms.catalogue.package import Head, Package
    from forms.xforms.definition import FormDefinition

FORM: Final = "form.xml"
SOURCE: Final = "source.xlsx"


def pack_form_of(head: Head, xml: bytes, files: Mapping[str, bytes], spreadsheet: bytes = b"") -> bytes:
    """Write the package of a checked form; equal parts give equal bytes.

    Args:
        head: Its id as subject, its version as edition, its first day.
        xml: The XForm.
        files: The lists it names, by file name.
        spreadsheet: What its author wrote, if it was one.

    Raises:
        RuleError: PACKAGE_MALFORMED where a list's name could be a path.
    """
    return pack_parts(head, {**files, FORM: xml, **({SOURCE: spreadsheet} if spreadsheet else {})})


def check(package: Package) -> None:
    """Refuse what is no form, and an edition that ships under the same name.

    Raises:
        RuleError: As `read_form_of`; PACKAGE_MALFORMED naming the edition.
    """
    form = read_form_of(package)
    shipped = _shipped(form.id)
    is_shipped = shipped is not None and shipped.version == form.version
    if is_shipped and shipped_form(form.id) != package.parts[FORM]:
        raise RuleError(PACKAGE_MALFORMED, part=FORM, field="edition", edition=form.version)


def _shipped(form_id: str) -> FormDefinition | None:
    from forms.xforms.read import read_form  # noqa: PLC0415 - as below

    try:
        return read_form(shipped_form(form_id))
    except KeyError:
        return None


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
    lists = {name: raw for name, raw in package.parts.items() if name not in {FORM, SOURCE}}
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
    asked = list(read_form_of(new).questions)
    last = read_form_of(before[-1]) if before else _shipped(new.head.subject)
    if last is None:
        return (f"Biểu mẫu {new.head.subject} phiên bản {new.head.edition}: {len(asked)} câu hỏi.",)
    known = list(last.questions)
    lines = [f"Thêm câu hỏi {route}." for route in asked if route not in known]
    lines += [f"Bỏ câu hỏi {route}." for route in known if route not in asked]
    return tuple(lines)

