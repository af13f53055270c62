"""Kiểm tra biểu mẫu: is this file a form that can be trusted, and what is in it."""

from dataclasses import dataclass
from datetime import datetime

from forms.catalogue.xlsform import xform_of
from forms.xforms.entry import FormEntry
from forms.xforms.read import read_form


@dataclass(frozen=True, slots=True)
class FormReport:
    """A form that reads: its identity and what the first screen would show."""

    id: str
    version: str
    title: str
    questions: int
    required: int
    repeats: int


def check_form(raw: bytes, name: str, now: datetime) -> FormReport:
    """Read a form as the desk would, and open it once.

    Args:
        raw: An XLSForm workbook or an XForm.
        name: File name; its stem is the id where the form names none.
        now: The moment the form would call now().

    Raises:
        RuleError: Not a form, or a form that is refused; `where` names sheet, row or bind.
    """
    form = read_form(xform_of(raw, name))
    entry = FormEntry.start(form, now=now, new_uuid=lambda: "00000000-0000-7000-8000-000000000000")
    questions = entry.questions()
    return FormReport(
        id=form.id,
        version=form.version,
        title=form.title,
        questions=len(questions),
        required=sum(question.required for question in questions),
        repeats=len(entry.repeats()),
    )
