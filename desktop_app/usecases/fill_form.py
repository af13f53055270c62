"""Điền biểu mẫu bằng tệp: what a form makes of answers, without a store: values, relevance, problems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from desktop_app.ports import FormShelf
from forms.catalogue.xlsform import xform_of
from forms.xforms.answers import UNKNOWN, placed
from forms.xforms.definition import FormDefinition
from forms.xforms.entry import FormEntry
from forms.xforms.problem import FormError, Problem
from forms.xforms.read import read_form

_NAMED_MAX: Final = 2_000


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
        RuleError: A form that is refused, or answers that it does not know: all of them are named.
    """
    definition = shelf.form(form) if isinstance(form, str) else _read(form, files)
    _know(definition, answers)
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


def _know(definition: FormDefinition, answers: Mapping[str, Any]) -> None:
    """Refuse answers the form does not ask for, naming every one of them."""
    unknown: list[str] = []

    def note(path: str, name: str, _: Any) -> None:
        unknown.append(f"{path}/{name}")

    for _ in placed(answers, definition.first, definition.templates, note):
        pass
    if len(unknown) > 1:  # of one alone the entry says more: unknown, or of the wrong shape
        raise FormError(UNKNOWN, key=", ".join(unknown)[:_NAMED_MAX])
