"""Kiểm tra biểu mẫu: is this file a form that can be trusted, and what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.catalogue.xlsform import xform_of
from forms.xforms.definition import Unsupported
from forms.xforms.entry import FormEntry
from forms.xforms.read import read_form


@dataclass(frozen=True, slots=True)
class FormReport:
    """A form that reads: its identity, what the first screen would show, and what it asks for in vain."""

    id: str
    version: str
    title: str
    questions: int
    required: int
    repeats: int
    unsupported: tuple[Unsupported, ...] = ()


def check_form(raw: bytes, name: str, now: datetime, files: Mapping[str, bytes] | None = None) -> FormReport:
    """Read a form as the desk would, and open it once.

    Args:
        raw: An XLSForm workbook or an XForm.
        name: File name; its stem is the id where the form names none.
        now: The moment the form would call now().
        files: Lists beside the form, by file name.

    Raises:
        RuleError: Not a form, or a form that is refused; `where` names sheet, row or bind.
    """
    form = read_form(xform_of(raw, name), files)
    entry = FormEntry.start(form, now=now, new_uuid=lambda: "00000000-0000-7000-8000-000000000000")
    questions = entry.questions()
    return FormReport(
        id=form.id,
        version=form.version,
        title=form.title,
        questions=len(questions),
        required=sum(question.required for question in questions),
        repeats=len(entry.repeats()),
        unsupported=form.unsupported,
    )
