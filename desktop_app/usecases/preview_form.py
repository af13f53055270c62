"""Xem trước biểu mẫu: a form a person brings, checked, and an entry of it to try; nothing is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.authoring.check import check_authored
from forms.authoring.finding import Finding
from forms.xforms.entry import FormEntry


@dataclass(frozen=True, slots=True)
class FormPreview:
    """What an author looks at: name and edition, every finding, and the form to try where nothing blocks."""

    name: str
    id: str
    version: str
    title: str
    findings: tuple[Finding, ...]
    entry: FormEntry | None


def preview_form(
    raw: bytes, name: str, now: datetime, new_uuid: Callable[[], str], files: Mapping[str, bytes]
) -> FormPreview:
    """Check a form and begin an entry of it.

    Args:
        raw: An XLSForm workbook or an XForm.
        name: File name.
        now: The moment the form calls now().
        new_uuid: Dice for the form.
        files: Lists beside it, by file name.

    Raises:
        RuleError: No form at all, or one that is refused for safety, or pyxform is missing.
    """
    checked = check_authored(raw, name, files)
    form = checked.definition
    if form is None:
        return FormPreview(name, "", "", "", checked.findings, None)
    entry = FormEntry.start(form, now=now, new_uuid=new_uuid)
    return FormPreview(name, form.id, form.version, form.title, checked.findings, entry)
