"""Điền biểu mẫu bằng tệp: what a form makes of answers, without a store: values, relevance, problems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.ports import FormShelf
from forms.catalogue.xlsform import xform_of
from forms.xforms.definition import FormDefinition
from forms.xforms.entry import FormEntry
from forms.xforms.problem import Problem
from forms.xforms.read import read_form


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One relevant question and its answer as shown."""

    path: str
    label: str
    text: str
    required: bool


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The entry: relevant answers nested by node name, the questions that are asked, what is wrong."""

    form: str
    version: str
    values: Mapping[str, Any]
    questions: tuple[AskedQuestion, ...]
    problems: tuple[Problem, ...]


def fill_form(
    form: str | bytes,
    answers: Mapping[str, Any],
    shelf: FormShelf,
    now: datetime,
    new_uuid: Callable[[], str],
    files: Mapping[str, bytes] | None = None,
) -> FilledForm:
    """Lay answers into a form.

    Args:
        form: Id of a form on the shelf, or the bytes of a workbook or an XForm.
        answers: By node name, as `FormEntry.as_json()` gives them.
        shelf: Where forms stand.
        now: The moment the form calls now().
        new_uuid: Dice for uuid().
        files: Lists beside a form given as bytes, by file name.

    Raises:
        DeskError: NO_SUCH_FORM.
        RuleError: A form that is refused, or answers that it does not know.
    """
    definition = shelf.form(form) if isinstance(form, str) else _read(form, files)
    entry = FormEntry.start(definition, now=now, new_uuid=new_uuid, answers=answers)
    return FilledForm(
        form=definition.id,
        version=definition.version,
        values=entry.as_json(),
        questions=tuple(
            AskedQuestion(question.path, question.label, question.text, question.required)
            for question in entry.questions()
        ),
        problems=entry.problems(),
    )


def _read(raw: bytes, files: Mapping[str, bytes] | None) -> FormDefinition:
    return read_form(xform_of(raw, "form.xml"), files)
