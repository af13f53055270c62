"""Kiểm tra biểu mẫu: can this form be trusted, what is in it, and what must its author mend."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.authoring.check import check_authored
from forms.authoring.finding import Finding
from forms.xforms.definition import Unsupported
from forms.xforms.entry import FormEntry


@dataclass(frozen=True, slots=True)
class FormReport:
    """What a check says: the form's identity and first screen where it reads, and every finding.

    Attributes:
        usable: Whether the desk can show it; False where a finding blocks, and then the rest is empty.
        findings: Mistakes and remarks at the author's row and column, those that block first.
        unsupported: What the form asks for in vain.
    """

    usable: bool
    id: str = ""
    version: str = ""
    title: str = ""
    questions: int = 0
    required: int = 0
    repeats: int = 0
    findings: tuple[Finding, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()


def check_form(raw: bytes, name: str, now: datetime, files: Mapping[str, bytes] | None = None) -> FormReport:
    """Read a form as the desk would, and open it once.

    Args:
        raw: An XLSForm workbook or an XForm.
        name: File name; its stem is the id where the form names none.
        now: The moment the form would call now().
        files: Lists beside the form, by file name.

    Raises:
        RuleError: No form at all, or one that is refused for safety, or pyxform is missing.
    """
    checked = check_authored(raw, name, files)
    form = checked.definition
    if form is None:
        return FormReport(usable=False, findings=checked.findings)
    entry = FormEntry.start(form, now=now, new_uuid=lambda: "00000000-0000-7000-8000-000000000000")
    questions = entry.questions()
    return FormReport(
        usable=True,
        id=form.id,
        version=form.version,
        title=form.title,
        questions=len(questions),
        required=sum(question.required for question in questions),
        repeats=len(entry.repeats()),
        findings=checked.findings,
        unsupported=form.unsupported,
    )
